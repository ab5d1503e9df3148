import { UnreachableError } from '@racetower/server/client';

/** Asks the server; while it is away, what it answered last in this browser stands in. @throws UnreachableError when nothing was heard yet */
export async function askOrRemember<T>(key: string, ask: () => Promise<T>, away: () => void): Promise<T> {
  try {
    const answer = await ask();
    localStorage.setItem(key, JSON.stringify(answer));
    return answer;
  } catch (error) {
    const before = localStorage.getItem(key);
    if (!(error instanceof UnreachableError) || before === null) throw error;
    away();
    return JSON.parse(before) as T;
  }
}
