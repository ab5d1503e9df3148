import { createHash } from 'node:crypto';
import {
  type AnyFact,
  type Answer,
  carryOver,
  type Change,
  type Command,
  decide,
  fold,
  initialState,
  type NewFact,
  preview,
  type Query,
  type Refusal,
  refusal,
  type Rulebook,
  type State,
  view,
} from '@racetower/engine';
import { type Answered, type AppendRequest, canonicalJson, type FactLog, SEED_DRAWING } from '@racetower/log';

/** A command as it is sent: when it is given may be left out. */
export type Sent = Omit<Command, 'at'> & { readonly at?: string };

export interface GiveOptions {
  /** Chosen by the sender; the same command under the same key is put on record once, however often it is sent. */
  readonly key?: string;
  /** The number that the sender saw last; when the log has gone on since, the command is stale. */
  readonly expectedSeq?: number;
  /** How long it waited with the sender, whose network was away: it is given as of then. Counts for a command that does not say when. */
  readonly heldMs?: number;
}

export interface KeepOptions {
  /** The same under the same key is put on record once. */
  readonly key: string;
  /** What was asked for, as it was sent: under one key it is always the same. */
  readonly asked: string;
}

/** What a command came to. `seq` is that of the log afterwards. */
export type Outcome =
  | { readonly is: 'done'; readonly facts: readonly AnyFact[]; readonly repeated: boolean; readonly seq: number }
  | { readonly is: 'refused'; readonly refusal: Refusal; readonly seq: number }
  | { readonly is: 'stale'; readonly seq: number }
  | { readonly is: 'key-reused'; readonly seq: number }
  | { readonly is: 'crowded'; readonly seq: number }
  /** The log follows a writer, where its facts are made. */
  | { readonly is: 'elsewhere'; readonly writer: string; readonly seq: number };

export type Previewed =
  | { readonly is: 'would-do'; readonly facts: readonly NewFact[]; readonly changes: readonly Change[]; readonly seq: number }
  | Extract<Outcome, { readonly is: 'refused' | 'stale' }>;

export interface PreviewOptions {
  readonly expectedSeq?: number;
  readonly on?: State;
}

export interface ClubSettings {
  readonly log: FactLog;
  /** All editions of the rulebook, oldest first. */
  readonly editions: readonly Rulebook[];
  /** The club's clock, an instant. */
  readonly now: () => string;
  /** A command may be given so much ahead of the club's clock; left out: a minute, by which clocks of tablets and laptops differ. */
  readonly aheadMs?: number;
  /** Told when the log can no longer be watched for facts of other processes; the next follower tries again. */
  readonly onFault?: (error: unknown) => void;
}

/** Other writers may be first so often before a command is answered as crowded out. */
const ATTEMPTS = 50;
const AHEAD_MS = 60_000;
/** The club's clock was set back by so much at most when facts later than now are taken for its own. */
const SET_BACK_MS = 3_600_000;
/** Earlier states that are remembered for questions about the past. */
const STATES_KEPT = 8;

/**
 * A club at work on its log: decides commands, appends their facts, answers questions, wakes followers.
 *
 * Other processes may write to the same log; what they append is caught up before every command and every question. The commands of this
 * process are decided one after the other, so that they never cross each other.
 */
export class Club {
  readonly name: string;
  /** The number of the last fact when other editions were adopted; who saw no later one may have seen what they said before. */
  adoptedAt = -1;
  readonly #log: FactLog;
  readonly #now: () => string;
  readonly #aheadMs: number;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<(seq: number) => void>();
  readonly #closed = new AbortController();
  readonly #past = new Map<number, State>();
  #editions: readonly Rulebook[];
  #state: State = initialState;
  #commands: Promise<unknown> = Promise.resolve();
  /** The look at the log that is under way, and the one that begins after it. */
  #looking: Promise<State> | undefined;
  #lookingNext: Promise<State> | undefined;
  #told = 0;
  #watching = false;

  constructor({ log, editions, now, aheadMs = AHEAD_MS, onFault = () => undefined }: ClubSettings) {
    this.name = log.club;
    this.#editions = editions;
    this.#log = log;
    this.#now = now;
    this.#aheadMs = aheadMs;
    this.#onFault = onFault;
  }

  /**
   * The state as of the last fact, whoever appended it.
   *
   * Many who ask at once share a look at the log, but never one that began before they asked.
   * @throws LogError when the log cannot be read
   */
  async latest(): Promise<State> {
    if (!this.#looking) return this.#look();
    this.#lookingNext ??= this.#looking.then(
      () => this.#look(),
      () => this.#look(),
    );
    return this.#lookingNext;
  }

  /** The state as this process saw it last. */
  get seen(): State {
    return this.#state;
  }

  /** The log itself, for whoever carries it elsewhere; facts that are given to it are seen by the next look. */
  get log(): FactLog {
    return this.#log;
  }

  /** All editions of the rulebook, oldest first. */
  get editions(): readonly Rulebook[] {
    return this.#editions;
  }

  /**
   * Goes on by other editions of the rulebook, from the next command on. What was worked out is forgotten, and whoever follows a view is
   * shown it anew.
   */
  async adopt(editions: readonly Rulebook[]): Promise<void> {
    const adopted = this.#commands.then(() => this.#goOnBy(editions));
    this.#commands = adopted.catch(() => undefined);
    await adopted;
  }

  /** The newest edition of the rulebook. */
  get book(): Rulebook {
    const book = this.editions.at(-1);
    if (!book) throw new Error(`the club ${this.name} has no rulebook`);
    return book;
  }

  /** The club's clock, an instant. */
  now(): string {
    return this.#now();
  }

  /**
   * Decides a command and puts its facts on record; decides again when another writer was first.
   * @param sent the command, or what makes it from the state that it is decided on
   */
  async give(sent: Sent | ((state: State) => Sent), options: GiveOptions = {}): Promise<Outcome> {
    const given = this.#commands.then(() => this.#give(typeof sent === 'function' ? sent : () => sent, options));
    this.#commands = given.catch(() => undefined);
    return given;
  }

  /**
   * Puts facts on record that belong together, all or none; makes them again when another writer was first.
   * @param make the facts, from the state that they are decided on; what it throws is thrown on, and nothing is kept
   */
  async keep(make: (state: State) => readonly NewFact[], { key, asked }: KeepOptions): Promise<Outcome> {
    const kept = this.#commands.then(() => this.#keep(make, { key, digest: createHash('sha256').update(asked).digest('hex') }));
    this.#commands = kept.catch(() => undefined);
    return kept;
  }

  async #keep(make: (state: State) => readonly NewFact[], request: AppendRequest): Promise<Outcome> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const state = await this.latest();
      const before = attempt === 0 ? await this.#log.answered(request.key) : undefined;
      if (before) return this.#repeated(request, before);
      const appended = await this.#log.append(make(state), state.seq, request);
      if (appended.ok) {
        this.#take(appended.facts);
        return doneWith(appended.facts, state.seq + appended.facts.length);
      }
      if (appended.code === 'follows') return { is: 'elsewhere', writer: appended.writer, seq: state.seq };
      if (appended.code === 'repeated') return this.#repeated(request, appended);
    }
    return { is: 'crowded', seq: this.#state.seq };
  }

  /** Forgets what was read and reads the log anew, as after somebody was erased from it. */
  async readAnew(): Promise<void> {
    const anew = this.#commands.then(() => this.#fromTheStart());
    this.#commands = anew.catch(() => undefined);
    await anew;
  }

  async #goOnBy(editions: readonly Rulebook[]): Promise<void> {
    await this.latest();
    this.#editions = editions;
    this.#past.clear();
    this.#state = fold(this.#state.all);
    this.adoptedAt = this.#state.seq;
    for (const listener of this.#listeners) listener(this.#state.seq);
  }

  async #fromTheStart(): Promise<State> {
    await this.latest();
    this.#past.clear();
    this.#state = initialState;
    return this.latest();
  }

  async #give(making: (state: State) => Sent, { key, expectedSeq, heldMs = 0 }: GiveOptions): Promise<Outcome> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const state = await this.latest();
      const { seq } = state;
      const sent = making(state);
      const request = key === undefined ? undefined : { key, digest: digestOf(sent) };
      const before = request && attempt === 0 ? await this.#log.answered(request.key) : undefined;
      if (request && before) return this.#repeated(request, before);
      if (expectedSeq !== undefined && expectedSeq !== seq) return { is: 'stale', seq };
      const timed = this.#timed(sent, state, heldMs);
      if (!timed.ok) return { is: 'refused', refusal: timed.refusal, seq };
      const decision = decide(this.editions, state, timed.command, SEED_DRAWING);
      if (!decision.ok) return { is: 'refused', refusal: decision.refusal, seq };
      if (decision.facts.length === 0 && request === undefined) return doneWith([], seq);
      const appended = await this.#log.append(decision.facts, seq, request);
      if (appended.ok) {
        this.#take(appended.facts);
        return doneWith(appended.facts, seq + appended.facts.length);
      }
      if (appended.code === 'follows') return { is: 'elsewhere', writer: appended.writer, seq };
      if (appended.code === 'repeated' && request) return this.#repeated(request, appended);
    }
    return { is: 'crowded', seq: this.#state.seq };
  }

  /**
   * What a command would come to and change, without putting anything on record.
   * @param on the state to look at it on, such as one that was imagined; left out: the latest
   */
  async preview(sent: Sent, { expectedSeq, on }: PreviewOptions = {}): Promise<Previewed> {
    const state = on ?? (await this.latest());
    const { seq } = state;
    if (expectedSeq !== undefined && expectedSeq !== seq) return { is: 'stale', seq };
    const timed = this.#timed(sent, state);
    if (!timed.ok) return { is: 'refused', refusal: timed.refusal, seq };
    const seen = preview(this.editions, state, timed.command, SEED_DRAWING);
    if (!seen.ok) return { is: 'refused', refusal: seen.refusal, seq };
    return { is: 'would-do', facts: seen.facts, changes: seen.changes, seq };
  }

  /** Answers a question, as things stand or as they stood after fact `seq`. */
  async ask(query: Query, seq?: number): Promise<Answer> {
    return this.answerOn(await this.stateAfter(seq), query);
  }

  /** Answers a question on a state, so that several answers are of the same moment. */
  answerOn(state: State, query: Query): Answer {
    return view(this.editions, state, query);
  }

  /** The state as it was after a fact; the latest for a number that is yet to come, and without one. */
  async stateAfter(seq: number | undefined): Promise<State> {
    const state = await this.latest();
    if (seq === undefined || seq >= state.seq) return state;
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

  /** Closes the log when the commands under way are answered; nothing more can be given or asked. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.#closed.abort();
    this.#listeners.clear();
    await this.#commands;
    await this.#log.close();
  }

  async #repeated(request: AppendRequest, before: Answered): Promise<Outcome> {
    const { seq } = await this.latest();
    if (before.digest !== request.digest) return { is: 'key-reused', seq };
    return { is: 'done', facts: before.facts, repeated: true, seq };
  }

  /** Reads what was appended since. */
  async #look(): Promise<State> {
    this.#lookingNext = undefined;
    const looking = this.#log.read(this.#state.seq).then((missed) => {
      this.#take(missed);
      return this.#state;
    });
    this.#looking = looking;
    try {
      return await looking;
    } finally {
      if (this.#looking === looking) this.#looking = undefined;
    }
  }

  /** Goes on to the last of these facts; some of them may be known already, from a look at the log meanwhile. */
  #take(facts: readonly AnyFact[]): void {
    const fresh = facts.filter((fact) => fact.seq > this.#state.seq);
    if (fresh.length > 0) {
      const before = this.#state;
      this.#state = fold(fresh, before);
      carryOver(before, this.#state);
    }
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
        await this.latest();
      }
    } catch (error) {
      if (!this.closed) this.#onFault(error);
    } finally {
      this.#watching = false;
    }
  }

  /** Gives a command its time: that of the club's clock, unless the sender says when. */
  #timed(
    sent: Sent,
    state: State,
    heldMs = 0,
  ): { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly refusal: Refusal } {
    const now = this.#now();
    if (sent.at === undefined && heldMs > 0)
      return { ok: true, command: { ...sent, at: new Date(Date.parse(now) - heldMs).toISOString() } as Command };
    if (sent.at === undefined) return { ok: true, command: { ...sent, at: notBeforeLast(now, state) } as Command };
    if (Date.parse(sent.at) > Date.parse(now) + this.#aheadMs)
      return { ok: false, refusal: refusal('in-the-future', `${sent.at} is yet to come: it is ${now}`, { field: 'at' }) };
    return { ok: true, command: sent as Command };
  }
}

/** A clock that was set back by a little does not put new facts before old ones. */
function notBeforeLast(now: string, state: State): string {
  const last = state.all.last()?.at;
  const ahead = last === undefined ? 0 : Date.parse(last) - Date.parse(now);
  return last !== undefined && ahead > 0 && ahead <= SET_BACK_MS ? last : now;
}

function doneWith(facts: readonly AnyFact[], seq: number): Outcome {
  return { is: 'done', facts, repeated: false, seq };
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
