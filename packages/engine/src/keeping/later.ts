import { beingWorkedOut, type Kept, link, workingOut } from './kept.ts';

/** How to work something out as things stood when an answer still held. */
const pasts = new WeakMap<Kept, (work: () => unknown) => unknown>();

/** Remembers how to work something out as things stood when an answer still held, for parts that are read later. */
export function rememberPast(kept: Kept, asItWas: (work: () => unknown) => unknown): void {
  pasts.set(kept, asItWas);
}

/** The answer that is being worked out: what is left for later is a part of it. */
export function owner(): Kept | undefined {
  const kept = beingWorkedOut();
  if (kept) kept.hasLater = true;
  return kept;
}

/** Works out a part of an answer that was left for later: what it reads counts for the answer, and in an answer of the past it tells the past. */
export function later<T>(kept: Kept | undefined, work: () => T): T {
  if (!kept) return work();
  if (!kept.past) {
    readFrom(kept);
    return kept === beingWorkedOut() ? work() : workingOut(kept, work);
  }
  const past = pasts.get(kept);
  return past ? (past(work) as T) : workingOut(undefined, work);
}

/** Notes that a part of another answer is read, which was worked out before. */
export function readFrom(kept: Kept | undefined): void {
  const reader = beingWorkedOut();
  if (kept && reader && reader !== kept) link(reader, kept);
}
