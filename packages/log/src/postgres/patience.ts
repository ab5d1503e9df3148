import { setTimeout as wait } from 'node:timers/promises';
import { LogError } from '../log-error.ts';

/** Says whether the database was away: it could not be reached, went down in the middle, or is starting. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string' && (AWAY.has(code) || code.startsWith('08'))) return true;
  return /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error/i.test(
    error.message,
  );
}

/** Codes of sockets, and of PostgreSQL for a server that stops, crashed or starts, or has no place for one more connection. */
const AWAY: ReadonlySet<string> = new Set(
  'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN ENOENT 57P01 57P02 57P03 53300'.split(' '),
);

/** Two transactions met: whoever is told so does it again. */
const CROSSED: ReadonlySet<string> = new Set(['40001', '40P01']);

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 500;

/**
 * Does something with the database, again while it is away.
 *
 * @param work must come to the same when it is done twice: its first answer may have been lost on the way
 * @throws LogError `away` when it stayed away for so long
 */
export async function patiently<T>(patienceMs: number, work: (again: boolean) => Promise<T>): Promise<T> {
  const until = performance.now() + patienceMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work(attempt > 0);
    } catch (error) {
      const crossed = CROSSED.has((error as { readonly code?: string }).code ?? '');
      if (!crossed && !isAway(error)) throw error;
      if (performance.now() > until)
        throw new LogError('away', `the database cannot be reached: ${error instanceof Error ? error.message : String(error)}`);
      await wait(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 6)) * (0.5 + Math.random() / 2));
    }
  }
}
