/** Something that answers were worked out from: a part of the state, or another answer. */
export class Source {
  readers: Set<Kept> | undefined;
}

/** An answer that is kept, with what it was worked out from, for as long as none of that changes. */
export class Kept extends Source {
  value: unknown;
  /** No longer true of the state as it stands; who still holds it holds an answer of the past. */
  past = false;
  /** It has reasons or fields that are worked out when they are first read. */
  hasLater = false;
  /** Called once when it is past. */
  readonly drop: (kept: Kept) => void;
  /** Asked for since it was last looked over. */
  wanted = true;
  sources: Source[] = [];
  /** Looks whether it comes out the same when something has changed that it was worked out from; those that rest on it wait for that. */
  again: (() => void) | undefined;
  /** Waits to be looked at again. */
  inDoubt = false;
  constructor(drop: (kept: Kept) => void) {
    super();
    this.drop = drop;
  }
}

/** The answer being worked out just now. */
let reading: Kept | undefined;

/** The answer being worked out just now, where answers are kept. */
export function beingWorkedOut(): Kept | undefined {
  return reading;
}

/** Notes that the answer being worked out reads something. */
export function reads(source: Source): void {
  if (reading && reading !== source) link(reading, source);
}

export function link(reader: Kept, source: Source): void {
  const readers = (source.readers ??= new Set());
  if (readers.has(reader)) return;
  readers.add(reader);
  reader.sources.push(source);
}

/** Works something out on behalf of an answer, or of none. */
export function workingOut<T>(kept: Kept | undefined, work: () => T): T {
  const before = reading;
  reading = kept;
  try {
    return work();
  } finally {
    reading = before;
  }
}

/** Answers that may come out the same again. */
const doubtful: Kept[] = [];

/** Looks at every answer again that may come out the same. */
export function settleAll(): void {
  for (let next = doubtful.pop(); next; next = doubtful.pop()) settle(next);
}

/** Looks at an answer again, if it waits for that. */
export function settle(kept: Kept): void {
  if (!kept.inDoubt) return;
  kept.inDoubt = false;
  kept.again?.();
}

/** Lets an answer go on, resting on what it was just worked out from again. */
export function goesOnAs(kept: Kept, again: Kept): void {
  for (const source of kept.sources) source.readers?.delete(kept);
  kept.sources = [];
  for (const source of again.sources) {
    source.readers?.delete(again);
    link(kept, source);
  }
}

/** Makes every answer past that was worked out from a source, directly or through others. */
export function changed(source: Source): void {
  const { readers } = source;
  if (!readers || readers.size === 0) return;
  source.readers = undefined;
  for (const reader of readers) retire(reader);
}

/** Makes an answer past, and all that were worked out from it. */
export function retire(kept: Kept): void {
  const waiting = [kept];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.past || next.inDoubt) continue;
    if (next.again) {
      next.inDoubt = true;
      doubtful.push(next);
      continue;
    }
    next.past = true;
    next.drop(next);
    for (const source of next.sources) source.readers?.delete(next);
    if (next.readers) waiting.push(...next.readers);
    next.readers = undefined;
  }
}

/** The parts of the state that an answer was worked out from, directly or through other answers. */
export function restsOn(kept: Kept): readonly Source[] {
  const [parts, seen] = [new Set<Source>(), new Set<Source>([kept])];
  const waiting: Source[] = [...kept.sources];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next instanceof Kept) waiting.push(...next.sources);
    else parts.add(next);
  }
  return [...parts];
}
