import type { AnyFact, Fact, FactKind } from './fact.ts';

/** Numbers of passings by backing array, read on as it grows. */
const numbersOf = new WeakMap<readonly AnyFact[], { readonly keys: Map<string, number>; read: number }>();

/**
 * A list that only grows. Several states may share one backing array: each sees its own length, and adding to a state
 * that is not the newest copies first. So a fold costs one push a fact and old states stay as they were.
 */
export class FactList {
  static readonly empty = new FactList([], 0);
  readonly #items: AnyFact[];
  /** By kind or by name of a choice, filled when first asked for. */
  readonly #kinds = new Map<string, readonly AnyFact[]>();
  readonly #length: number;
  protected constructor(items: AnyFact[], length: number) {
    this.#items = items;
    this.#length = length;
  }
  get length(): number {
    return this.#length;
  }
  static of(items: readonly AnyFact[]): FactList {
    return new FactList([...items], items.length);
  }
  with(fact: AnyFact): FactList {
    const items = this.#items.length === this.length && this !== FactList.empty ? this.#items : this.#items.slice(0, this.length);
    items.push(fact);
    return new FactList(items, items.length);
  }
  /** The list without one fact, or with it put in another's place. */
  replacing(seq: number, by?: AnyFact): FactList {
    const items = this.#items.slice(0, this.length).flatMap((fact) => (fact.seq === seq ? (by ? [by] : []) : [fact]));
    return new FactList(items, items.length);
  }
  /** The list with a fact put back at its place by `seq`. */
  restoring(fact: AnyFact): FactList {
    const items = [...this.#items.slice(0, this.length), fact].toSorted((a, b) => a.seq - b.seq);
    return new FactList(items, items.length);
  }
  *[Symbol.iterator](): Iterator<AnyFact> {
    for (let i = 0; i < this.length; i += 1) yield this.#items[i] as AnyFact;
  }
  /** Tells whether it is another list with facts added behind. */
  continues(earlier: FactList): boolean {
    return earlier.length === 0 || (this.#items === earlier.#items && this.length >= earlier.length);
  }
  /** Tells whether a passing of a decoder, by `decoder epoch number`, is in it. */
  numbered(key: string): boolean {
    const known = numbersOf.get(this.#items) ?? { keys: new Map<string, number>(), read: 0 };
    numbersOf.set(this.#items, known);
    for (; known.read < this.#items.length; known.read += 1) {
      const fact = this.#items[known.read];
      if (fact?.kind === 'passing-read' && fact.body.number !== undefined)
        known.keys.set(`${fact.body.decoder ?? ''} ${fact.body.epoch ?? 0} ${fact.body.number}`, known.read);
    }
    const at = known.keys.get(key);
    return at !== undefined && at < this.length;
  }
  /** The facts behind the first so many. */
  after(count: number): readonly AnyFact[] {
    return this.#items.slice(count, this.length);
  }
  last(): AnyFact | undefined {
    return this.#items[this.length - 1];
  }
  /** The facts of one kind, oldest first. */
  of<K extends FactKind>(kind: K): readonly Fact<K>[] {
    const known = this.#kinds.get(kind) ?? [...this].filter((fact) => fact.kind === kind);
    this.#kinds.set(kind, known);
    return known as readonly Fact<K>[];
  }
  /** The facts that fit, oldest first; `name` tells one choice of facts from others. */
  matching<F extends AnyFact>(name: string, fits: (fact: AnyFact) => fact is F): readonly F[] {
    const known = this.#kinds.get(name) ?? [...this].filter(fits);
    this.#kinds.set(name, known);
    return known as readonly F[];
  }
  /** The facts by which two lists differ, and whether the later one only has more behind. */
  static between(before: FactList, after: FactList): { readonly facts: readonly AnyFact[]; readonly behind: boolean } {
    if (after.continues(before)) return { facts: after.after(before.length), behind: true };
    if (before.continues(after)) return { facts: before.after(after.length), behind: false };
    const [was, is] = [new Set(before), new Set(after)];
    const [gone, come] = [was.difference(is), is.difference(was)];
    const last = before.last()?.seq ?? 0;
    return { facts: [...gone, ...come], behind: gone.size === 0 && [...come].every((fact) => fact.seq > last) };
  }
  /** The fact of a number: at its own place in a log without gaps, else wherever it is. */
  at(seq: number): AnyFact | undefined {
    const own = seq <= this.length ? this.#items[seq - 1] : undefined;
    if (own?.seq === seq) return own;
    for (const fact of this) if (fact.seq === seq) return fact;
    return undefined;
  }
}

export interface RaceFacts {
  /** `class/race`. */
  readonly id: string;
  readonly facts: FactList;
}

export interface MeetingFacts {
  readonly id: string;
  readonly season?: string | undefined;
  /** Facts of the meeting that belong to no race. */
  readonly facts: FactList;
  readonly races: ReadonlyMap<string, RaceFacts>;
  /** Passings of the timing lines, in a list of their own: there are thousands in a night. */
  readonly passings: FactList;
}

/** Something in the log that makes no sense. It changes nothing; officials see it. */
export interface Finding {
  readonly seq: number;
  readonly says: string;
}

/** The facts that stand, sorted by what they belong to. Everything else is worked out from it on demand. */
export interface State {
  /** Sequence number of the last fact folded; 0 before the first. */
  readonly seq: number;
  /** Facts of no season and no meeting (people, records of people, values of the club). */
  readonly club: FactList;
  readonly seasons: ReadonlyMap<string, FactList>;
  /** In order of first mention. */
  readonly meetings: ReadonlyMap<string, MeetingFacts>;
  /** Every fact ever folded, as written, also the voided. */
  readonly all: FactList;
  /** Voided facts: sequence number of the fact → of what voided it. */
  readonly voided: ReadonlyMap<number, number>;
  /** Corrections that hold, oldest first: sequence number of the fact → what corrects it. */
  readonly corrections: ReadonlyMap<number, readonly Fact<'fact-corrected'>[]>;
  readonly findings: readonly Finding[];
}

export const initialState: State = {
  seq: 0,
  club: FactList.empty,
  seasons: new Map(),
  meetings: new Map(),
  all: FactList.empty,
  voided: new Map(),
  corrections: new Map(),
  findings: [],
};

/**
 * Adds one fact. Never refuses: what is in the log happened. A fact out of sequence, or a void of an unknown fact,
 * becomes a finding.
 */
export function evolve(state: State, fact: AnyFact): State {
  return fold([fact], state);
}

/** Folds facts in order from an earlier state, which stays as it was. */
export function fold(facts: Iterable<AnyFact>, from: State = initialState): State {
  const folding: Folding = {
    ...from,
    seasons: new Map(from.seasons),
    meetings: new Map(from.meetings),
    voided: new Map(from.voided),
    corrections: new Map(from.corrections),
    findings: [...from.findings],
    touched: new Set(),
    aboutFacts: false,
  };
  for (const fact of facts) add(folding, fact);
  const { touched: _, aboutFacts, ...state } = folding;
  const { voided, corrections } = aboutFacts ? state : from;
  return { ...state, voided, corrections, findings: state.findings.length === from.findings.length ? from.findings : state.findings };
}

/** Finds a fact by number, also a voided one; corrections are applied. */
export function factAt(state: Pick<State, 'all' | 'corrections'>, seq: number): AnyFact | undefined {
  const found = state.all.at(seq);
  return found && (state.corrections.get(seq) ?? []).reduce(corrected, found);
}

/** A state while facts are added to it: its maps are its own, so that a fact costs the same however many came before. */
interface Folding {
  seq: number;
  club: FactList;
  all: FactList;
  readonly seasons: Map<string, FactList>;
  readonly meetings: Map<string, MeetingFacts>;
  readonly voided: Map<number, number>;
  readonly corrections: Map<number, readonly Fact<'fact-corrected'>[]>;
  readonly findings: Finding[];
  /** Meetings whose map of races is its own by now. */
  readonly touched: Set<string>;
  /** A fact about another fact came: what is void or corrected may be other than before. */
  aboutFacts: boolean;
}

function add(folding: Folding, fact: AnyFact): void {
  if (fact.seq !== folding.seq + 1) folding.findings.push({ seq: fact.seq, says: `fact ${fact.seq} follows fact ${folding.seq}` });
  folding.seq = fact.seq;
  folding.all = folding.all.with(fact);
  if (ABOUT_FACTS.has(fact.kind)) folding.aboutFacts = true;
  if (fact.kind === 'fact-voided') voidFact(folding, fact);
  else if (fact.kind === 'fact-restored') restoreFact(folding, fact);
  else if (fact.kind === 'fact-corrected') correctFact(folding, fact);
  else inPlace(folding, fact, (facts) => facts.with(fact));
}

/** Facts about other facts, which stand in no list: they are undone by their own opposite. */
const ABOUT_FACTS: ReadonlySet<FactKind> = new Set(['fact-voided', 'fact-restored', 'fact-corrected']);

function voidFact(folding: Folding, fact: Fact<'fact-voided'>): void {
  const target = factAt(folding, fact.body.fact);
  if (!target || folding.voided.has(target.seq) || ABOUT_FACTS.has(target.kind)) {
    const why = target ? (folding.voided.has(target.seq) ? 'is void already' : 'is itself a correction') : 'is not there';
    folding.findings.push({ seq: fact.seq, says: `void of fact ${fact.body.fact}, which ${why}` });
    return;
  }
  folding.voided.set(target.seq, fact.seq);
  inPlace(folding, target, (facts) => facts.replacing(target.seq));
}

function restoreFact(folding: Folding, fact: Fact<'fact-restored'>): void {
  const target = factAt(folding, fact.body.fact);
  if (!target || !folding.voided.delete(target.seq))
    folding.findings.push({ seq: fact.seq, says: `restoring fact ${fact.body.fact}, which is not void` });
  else inPlace(folding, target, (facts) => facts.restoring(target));
}

function correctFact(folding: Folding, fact: Fact<'fact-corrected'>): void {
  const target = factAt(folding, fact.body.fact);
  if (!target || folding.voided.has(target.seq) || ABOUT_FACTS.has(target.kind)) {
    folding.findings.push({ seq: fact.seq, says: `correction of fact ${fact.body.fact}, which does not stand` });
    return;
  }
  folding.corrections.set(target.seq, [...(folding.corrections.get(target.seq) ?? []), fact]);
  inPlace(folding, target, (facts) => facts.replacing(target.seq, corrected(target, fact)));
}

function corrected(target: AnyFact, correction: Fact<'fact-corrected'>): AnyFact {
  return { ...target, body: { ...target.body, ...correction.body.body } } as AnyFact;
}

/** Changes the list that a fact belongs to: of its race, its meeting, its season, or the club. */
function inPlace(folding: Folding, fact: AnyFact, change: (facts: FactList) => FactList): void {
  if (fact.meeting !== undefined) inMeeting(folding, fact, fact.meeting, change);
  else if (fact.season !== undefined) folding.seasons.set(fact.season, change(folding.seasons.get(fact.season) ?? FactList.empty));
  else folding.club = change(folding.club);
}

function inMeeting(folding: Folding, fact: AnyFact, id: string, change: (facts: FactList) => FactList): void {
  const before = folding.meetings.get(id) ?? { id, facts: FactList.empty, races: new Map<string, RaceFacts>(), passings: FactList.empty };
  // A passing leaves all else as it is, the very same lists, so that a race can go on from where it was.
  if (fact.kind === 'passing-read') {
    folding.meetings.set(id, { ...before, passings: change(before.passings) });
    return;
  }
  const facts = fact.race === undefined ? change(before.facts) : before.facts;
  const season = seasonOf(before, fact, facts);
  const races = folding.touched.has(id) ? (before.races as Map<string, RaceFacts>) : new Map(before.races);
  folding.touched.add(id);
  if (fact.race !== undefined) races.set(fact.race, { id: fact.race, facts: change(races.get(fact.race)?.facts ?? FactList.empty) });
  folding.meetings.set(id, { id, ...(season !== undefined ? { season } : {}), facts, races, passings: before.passings });
}

/** The season of a meeting: that of its latest announcement; a fact at it that names another season does not move it. */
function seasonOf(before: MeetingFacts, fact: AnyFact, facts: FactList): string | undefined {
  if (fact.kind !== 'meeting-scheduled' && fact.kind !== 'meeting-opened') return before.season ?? fact.season;
  const announced = [...facts].findLast((each) => each.kind === 'meeting-scheduled' || each.kind === 'meeting-opened');
  return announced?.season ?? before.season;
}
