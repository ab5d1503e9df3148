import type { Rulebook } from '../language.ts';
import type { State } from '../state.ts';
import { changed, goesOnAs, Kept, reads, retire, settleAll, Source, workingOut } from './kept.ts';
import { rememberPast } from './later.ts';
import { LiveState } from './live-state.ts';

/** A value that was worked out once. */
export interface Remembered {
  readonly value: unknown;
}

/** A rulebook edition, the facts so far and what was already worked out from the two. */
export class Context {
  /** All editions of the club's rulebook, oldest first. */
  readonly editions: readonly Rulebook[];
  /** The edition in force. */
  readonly book: Rulebook;
  readonly keeping: Keeping;
  /** What was worked out, by what it is. */
  memo = new Map<string, Remembered>();
  /** What is being worked out just now, for those who are asked for it in the middle of it. */
  readonly busy = new Map<string, Set<string>>();
  constructor(editions: readonly Rulebook[], book: Rulebook, keeping: Keeping) {
    this.editions = editions;
    this.book = book;
    this.keeping = keeping;
  }
  get state(): State {
    return this.keeping.state;
  }
  /** Instant of the question in milliseconds, when it is later than the last fact and a clock may have ended a race since. */
  get now(): number | undefined {
    return this.keeping.now;
  }
}

/** Answers without readers are let go when there are so many more than at the last look. */
const LOOK_OVER_AT = 20_000;

/** What was worked out from a state at an instant; goes on with the state, where answers are to be kept. */
export class Keeping {
  /** The state to work answers out from: the facts as they are, or as they are now. */
  readonly state: State;
  /** Answers are kept when facts come that they do not rest on. */
  readonly goesOn: boolean;
  /** The contexts in which a meeting is cut off at a fact have a root: the context of the whole. */
  readonly root: Context | undefined;
  readonly #contexts = new Map<Rulebook, Context>();
  readonly #live: LiveState | undefined;
  readonly #clock = new Source();
  /** Answers to questions that are asked once: until the next fact. */
  #passing: Kept[] = [];
  #folded: State;
  #now: number | undefined;
  #size = 0;

  constructor(
    state: State,
    { now, goesOn = false, root }: { readonly now?: number | undefined; readonly goesOn?: boolean; readonly root?: Context } = {},
  ) {
    this.#folded = state;
    this.#now = now;
    this.goesOn = goesOn;
    this.root = root;
    this.#live = goesOn && !root ? new LiveState(() => this.#folded) : undefined;
    this.state = this.#live ?? state;
  }

  /** The state itself, to fold on. */
  get folded(): State {
    return this.#folded;
  }

  get now(): number | undefined {
    if (this.goesOn) reads(this.#clock);
    return this.#now;
  }

  /** The instant of the questions, without noting that it is read. */
  get instant(): number | undefined {
    return this.#now;
  }

  /** The context of a day: the latest edition in force on it, the first one before that. */
  on(editions: readonly Rulebook[], date: string): Context {
    const book = editions.findLast((edition) => edition.inForce <= date) ?? editions[0];
    if (!book) throw new Error('a club needs at least one edition of its rulebook');
    const known = this.#contexts.get(book) ?? new Context(editions, book, this);
    this.#contexts.set(book, known);
    return known;
  }

  /** Goes on to a state and an instant: lets go what rested on anything that has changed. */
  moveTo(state: State, now?: number): void {
    for (const kept of this.#passing) retire(kept);
    this.#passing = [];
    const before = this.#folded;
    const then = this.#now;
    const drop = this.#dropped;
    this.#dropped = (kept) => rememberPast(kept, (work) => this.#asItWas(before, then, work));
    this.#folded = state;
    this.#now = now;
    if (then !== now) changed(this.#clock);
    if (before !== state) this.#live?.tell(before, state);
    settleAll();
    this.#dropped = drop;
    this.#lookOver();
  }

  /** What to do about an answer that is let go and has parts that nobody read so far. */
  #dropped: (kept: Kept) => void = (kept) => {
    if (this.root) return this.root.keeping.#dropped(kept);
    const [state, now] = [this.#folded, this.#now];
    rememberPast(kept, (work) => this.#asItWas(state, now, work));
  };

  /** Works an answer out and keeps it until something changes that it rests on. */
  keep(context: Context, key: string, work: () => unknown): unknown {
    const kept = new Kept((gone) => {
      if (gone.hasLater) this.#dropped(gone);
      if (context.memo.get(key) === gone) context.memo.delete(key);
    });
    try {
      kept.value = workingOut(kept, work);
    } finally {
      reads(kept);
    }
    context.memo.set(key, kept);
    return kept.value;
  }

  /** The same; where it comes out the same again after a change, what rests on it holds. */
  keepSame<T>(context: Context, key: string, work: () => T, isSame: (before: T, after: T) => boolean): T {
    const value = this.keep(context, key, work) as T;
    const kept = context.memo.get(key);
    if (kept instanceof Kept) kept.again = () => this.#again(context, { key, kept, work, isSame });
    return value;
  }

  #again<T>(
    context: Context,
    known: { readonly key: string; readonly kept: Kept; readonly work: () => T; readonly isSame: (before: T, after: T) => boolean },
  ): void {
    const { key, kept, work, isSame } = known;
    const again = new Kept(() => undefined);
    try {
      again.value = workingOut(again, work);
    } catch {
      // Whoever asks next is told why.
      kept.again = undefined;
      return retire(kept);
    }
    if (context.memo.get(key) === kept && isSame(kept.value as T, again.value as T)) return goesOnAs(kept, again);
    kept.again = undefined;
    retire(kept);
    retire(again);
  }

  /** Answers a question that will hardly be asked again as it is. */
  answer<T>(work: () => T): T {
    if (!this.goesOn) return work();
    const kept = new Kept((gone) => {
      if (gone.hasLater) this.#dropped(gone);
    });
    this.#passing.push(kept);
    return workingOut(kept, work);
  }

  #asItWas(state: State, now: number | undefined, work: () => unknown): unknown {
    const [folded, instant] = [this.#folded, this.#now];
    const memos = [...this.#contexts.values()].map((context) => [context, context.memo] as const);
    this.#folded = state;
    this.#now = now;
    for (const [context] of memos) context.memo = new Map();
    try {
      return workingOut(undefined, work);
    } finally {
      this.#folded = folded;
      this.#now = instant;
      for (const [context, memo] of memos) context.memo = memo;
    }
  }

  /** Lets go what nobody has asked for since the last look and no other answer rests on. */
  #lookOver(): void {
    const memos = [...this.#contexts.values()].map((context) => context.memo);
    const size = memos.reduce((sum, memo) => sum + memo.size, 0);
    if (size < this.#size + LOOK_OVER_AT) return;
    for (const memo of memos)
      for (const kept of memo.values()) {
        if (!(kept instanceof Kept)) continue;
        if (!kept.wanted && (kept.readers?.size ?? 0) === 0) retire(kept);
        else kept.wanted = false;
      }
    this.#size = memos.reduce((sum, memo) => sum + memo.size, 0);
  }
}
