import type { State } from '@racetower/engine';
import { createPatch } from 'rfc6902';
import type { Problem } from '../http/problem.ts';
import { eventText, HEARTBEAT, Reader } from './reader.ts';

/** What a view shows at one moment: an answer, or why there is none. */
export type Shown =
  | { readonly ok: true; readonly seq: number; readonly answer: unknown }
  | { readonly ok: false; readonly seq: number; readonly problem: Problem };

/** Somebody who is told events as they are written. */
export interface Listener {
  readonly tell: (text: string, first?: boolean) => void;
  readonly end: () => void;
}

/** One view as one audience sees it, worked out once for all who read it. */
export class Channel {
  readonly #show: (state: State) => Shown;
  readonly #readers = new Set<Listener>();
  readonly #empty: () => void;
  #of: State;
  #now: Shown;
  #text: string;

  /**
   * @param show what the view shows of a state
   * @param state the latest
   * @param empty called when the last reader left
   */
  constructor(show: (state: State) => Shown, state: State, empty: () => void) {
    this.#show = show;
    this.#empty = empty;
    this.#of = state;
    this.#now = show(state);
    this.#text = textOf(this.#now);
  }

  /** How many read. */
  get readers(): number {
    return this.#readers.size;
  }

  /** Lets somebody read, from now or on from the state that was read last. */
  join(state: State, had: State | undefined): Reader {
    const reader = new Reader((gone) => this.leave(gone));
    this.tell(reader, { state, had }, 'retry: 2000\n\n');
    return reader;
  }

  /** Tells somebody what is seen, and from now on what changes. */
  tell(listener: Listener, { state, had }: { readonly state: State; readonly had: State | undefined }, greeting = ''): void {
    this.refresh(state);
    this.#readers.add(listener);
    listener.tell(`${greeting}${this.#first(had)}`, true);
  }

  leave(listener: Listener): void {
    if (this.#readers.delete(listener) && this.#readers.size === 0) this.#empty();
  }

  /** What a reader is told first: nothing new, a patch of what it has, or all. */
  #first(last: State | undefined): string {
    if (last === undefined) return snapshot(this.#now);
    const had = this.#show(last);
    return textOf(had) === this.#text ? HEARTBEAT : smaller(had, this.#now);
  }

  /** Looks again, and tells every reader when what it sees has changed. */
  refresh(state: State): void {
    const before = this.#now;
    // Another state of the same number: the rulebook changed.
    if (state === this.#of) return;
    this.#of = state;
    const now = this.#show(state);
    const text = textOf(now);
    this.#now = now;
    if (text === this.#text) return;
    this.#text = text;
    const told = smaller(before, now);
    for (const reader of this.#readers) reader.tell(told);
  }

  beat(): void {
    for (const reader of this.#readers) reader.tell(HEARTBEAT);
  }

  end(): void {
    for (const reader of this.#readers) reader.end();
  }
}

/** What is seen, without the number that it is seen at. */
const textOf = (shown: Shown): string => JSON.stringify(shown.ok ? shown.answer : shown.problem.code + shown.problem.detail);

function snapshot(shown: Shown): string {
  const { seq } = shown;
  return shown.ok ? eventText('snapshot', { seq, answer: shown.answer }, seq) : eventText('problem', shown.problem, seq);
}

/** The change as a patch (RFC 6902) or as all that is seen now, whichever is smaller. */
function smaller(before: Shown, now: Shown): string {
  const whole = snapshot(now);
  if (!before.ok || !now.ok) return whole;
  // Both are what JSON makes of them: a patch is worked out on what the reader holds.
  const patch = createPatch(JSON.parse(JSON.stringify(before.answer)), JSON.parse(JSON.stringify(now.answer)));
  const part = eventText('patch', { from: before.seq, seq: now.seq, patch }, now.seq);
  return part.length < whole.length ? part : whole;
}
