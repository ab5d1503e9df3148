import { createHash } from 'node:crypto';
import {
  type AnyFact,
  type Answer,
  type Change,
  type Command,
  decide,
  fold,
  initialState,
  preview,
  type Query,
  type Refusal,
  refusal,
  type Rulebook,
  type State,
  view,
} from '@racetower/engine';
import { type AppendRequest, canonicalJson, type FactLog, SEED_DRAWING } from '@racetower/log';

/** A command as it is sent: when it is given may be left out. */
export type Sent = Omit<Command, 'at'> & { readonly at?: string };

export interface GiveOptions {
  /** Chosen by the sender; the same command under the same key is put on record once, however often it is sent. */
  readonly key?: string;
  /** The number that the sender saw last; when the log has gone on since, the command is stale. */
  readonly expectedSeq?: number;
}

/** What a command came to. `seq` is that of the log afterwards. */
export type Outcome =
  | { readonly is: 'done'; readonly facts: readonly AnyFact[]; readonly repeated: boolean; readonly seq: number }
  | { readonly is: 'refused'; readonly refusal: Refusal; readonly seq: number }
  | { readonly is: 'stale'; readonly seq: number }
  | { readonly is: 'key-reused'; readonly seq: number }
  | { readonly is: 'crowded'; readonly seq: number };

export type Previewed =
  | { readonly is: 'would-do'; readonly facts: readonly object[]; readonly changes: readonly Change[]; readonly seq: number }
  | Extract<Outcome, { readonly is: 'refused' | 'stale' }>;

export interface ClubSettings {
  readonly log: FactLog;
  /** All editions of the rulebook, oldest first. */
  readonly editions: readonly Rulebook[];
  /** The club's clock, an instant. */
  readonly now: () => string;
  /** Told when the log can no longer be watched for facts of other processes; the next follower tries again. */
  readonly onFault?: (error: unknown) => void;
}

/** Other writers may be first so often before a command is answered as crowded out. */
const ATTEMPTS = 50;
/** Clocks of tablets and laptops differ; a command may be given so much ahead of the club's clock. */
const AHEAD_MS = 60_000;
/** The club's clock was set back by so much at most when facts later than now are taken for its own. */
const SET_BACK_MS = 3_600_000;
/** Earlier states that are remembered for questions about the past. */
const STATES_KEPT = 8;

/**
 * A club at work on its log: decides commands, appends their facts, answers questions, wakes followers.
 *
 * Other processes may write to the same log; what they append is caught up before every command and every question.
 */
export class Club {
  readonly name: string;
  readonly editions: readonly Rulebook[];
  readonly #log: FactLog;
  readonly #now: () => string;
  readonly #listeners = new Set<(seq: number) => void>();
  readonly #closed = new AbortController();
  readonly #past = new Map<number, State>();
  #state: State = initialState;
  readonly #onFault: (error: unknown) => void;
  #told = 0;
  #watching = false;

  /** @throws LogError when the log cannot be read */
  constructor({ log, editions, now, onFault = () => undefined }: ClubSettings) {
    this.name = log.club;
    this.editions = editions;
    this.#log = log;
    this.#now = now;
    this.#onFault = onFault;
    this.#catchUp();
    this.#told = this.#state.seq;
  }

  /** The state as of the last fact, whoever appended it. */
  get state(): State {
    this.#catchUp();
    return this.#state;
  }

  get book(): Rulebook {
    const book = this.editions.at(-1);
    if (!book) throw new Error(`the club ${this.name} has no rulebook`);
    return book;
  }

  /** The club's clock, an instant. */
  now(): string {
    return this.#now();
  }

  /** Decides a command and puts its facts on record; decides again when another writer was first. */
  give(sent: Sent, { key, expectedSeq }: GiveOptions = {}): Outcome {
    const request = key === undefined ? undefined : { key, digest: digestOf(sent) };
    const before = request && this.#log.answered(request.key);
    if (request && before) return this.#repeated(request, before);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const { seq } = this.state;
      if (expectedSeq !== undefined && expectedSeq !== seq) return { is: 'stale', seq };
      const timed = this.#timed(sent);
      if (!timed.ok) return { is: 'refused', refusal: timed.refusal, seq };
      const decision = decide(this.editions, this.#state, timed.command, SEED_DRAWING);
      if (!decision.ok) return { is: 'refused', refusal: decision.refusal, seq };
      const appended = this.#log.append(decision.facts, seq, request);
      if (appended.ok) {
        this.#take(appended.facts);
        return { is: 'done', facts: appended.facts, repeated: false, seq: this.#state.seq };
      }
      if (appended.code === 'repeated' && request) return this.#repeated(request, appended);
    }
    return { is: 'crowded', seq: this.#state.seq };
  }

  /** What a command would come to and change, without putting anything on record. */
  preview(sent: Sent, { expectedSeq }: Pick<GiveOptions, 'expectedSeq'> = {}): Previewed {
    const { seq } = this.state;
    if (expectedSeq !== undefined && expectedSeq !== seq) return { is: 'stale', seq };
    const timed = this.#timed(sent);
    if (!timed.ok) return { is: 'refused', refusal: timed.refusal, seq };
    const seen = preview(this.editions, this.#state, timed.command, SEED_DRAWING);
    return seen.ok ? { is: 'would-do', facts: seen.facts, changes: seen.changes, seq } : { is: 'refused', refusal: seen.refusal, seq };
  }

  /** Answers a question, as things stand or as they stood after fact `seq`. */
  ask(query: Query, seq?: number): Answer {
    return view(this.editions, seq === undefined ? this.state : this.stateAfter(seq), query);
  }

  /** The state as it was after a fact; that of today for a number that is yet to come. */
  stateAfter(seq: number): State {
    const { state } = this;
    if (seq >= state.seq) return state;
    const known = this.#past.get(seq);
    if (known) {
      this.#past.delete(seq);
      this.#past.set(seq, known);
      return known;
    }
    const made = fold(firstOf(state.all, seq));
    this.#past.set(seq, made);
    const [oldest] = this.#past.keys();
    if (this.#past.size > STATES_KEPT && oldest !== undefined) this.#past.delete(oldest);
    return made;
  }

  /** Calls back after facts were appended, here or by another process, with the last number. @returns stops it */
  onFacts(listener: (seq: number) => void): () => void {
    this.#listeners.add(listener);
    if (!this.#watching) void this.#watchOthers();
    return () => this.#listeners.delete(listener);
  }

  get closed(): boolean {
    return this.#closed.signal.aborted;
  }

  /** Closes the log; nothing more can be given or asked. */
  close(): void {
    if (this.closed) return;
    this.#closed.abort();
    this.#listeners.clear();
    this.#log.close();
  }

  #repeated(request: AppendRequest, before: { readonly digest: string; readonly facts: readonly AnyFact[] }): Outcome {
    const { seq } = this.state;
    return before.digest === request.digest ? { is: 'done', facts: before.facts, repeated: true, seq } : { is: 'key-reused', seq };
  }

  #catchUp(): void {
    const missed = this.#log.read(this.#state.seq);
    if (missed.length > 0) this.#take(missed);
  }

  #take(facts: readonly AnyFact[]): void {
    this.#state = fold(facts, this.#state);
    if (this.#state.seq <= this.#told) return;
    this.#told = this.#state.seq;
    for (const listener of this.#listeners) listener(this.#told);
  }

  /** Looks for facts of other processes for as long as somebody listens. */
  async #watchOthers(): Promise<void> {
    this.#watching = true;
    try {
      for await (const _ of this.#log.follow(this.#state.seq, this.#closed.signal)) {
        if (this.#listeners.size === 0) return;
        this.#catchUp();
      }
    } catch (error) {
      if (!this.closed) this.#onFault(error);
    } finally {
      this.#watching = false;
    }
  }

  /** Gives a command its time: that of the club's clock, unless the sender says when. */
  #timed(sent: Sent): { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly refusal: Refusal } {
    const now = this.#now();
    if (sent.at === undefined) return { ok: true, command: { ...sent, at: this.#notBeforeLast(now) } as Command };
    if (Date.parse(sent.at) > Date.parse(now) + AHEAD_MS)
      return { ok: false, refusal: refusal('in-the-future', `${sent.at} is yet to come: it is ${now}`, { field: 'at' }) };
    return { ok: true, command: sent as Command };
  }

  /** A clock that was set back by a little does not put new facts before old ones. */
  #notBeforeLast(now: string): string {
    const last = this.#state.all.last()?.at;
    const ahead = last === undefined ? 0 : Date.parse(last) - Date.parse(now);
    return last !== undefined && ahead > 0 && ahead <= SET_BACK_MS ? last : now;
  }
}

function digestOf(sent: Sent): string {
  return createHash('sha256').update(canonicalJson(sent)).digest('hex');
}

function* firstOf(facts: Iterable<AnyFact>, seq: number): Iterable<AnyFact> {
  for (const fact of facts) {
    if (fact.seq > seq) return;
    yield fact;
  }
}
