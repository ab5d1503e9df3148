import type { AnyFact, Fact, FactKind } from './fact.ts';

/**
 * A list that only grows. Several states may share one backing array: each sees its own length, and adding to a state
 * that is not the newest copies first. So a fold costs one push a fact and old states stay as they were.
 */
export class FactList {
  static readonly empty = new FactList([], 0);
  readonly #items: AnyFact[];
  readonly length: number;
  private constructor(items: AnyFact[], length: number) {
    this.#items = items;
    this.length = length;
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
  last(): AnyFact | undefined {
    return this.#items[this.length - 1];
  }
  /** The facts of one kind, oldest first. */
  of<K extends FactKind>(kind: K): readonly Fact<K>[] {
    const found: Fact<K>[] = [];
    for (const fact of this) if (fact.kind === kind) found.push(fact as Fact<K>);
    return found;
  }
}

export interface RaceFacts {
  /** `class/race`. */
  readonly id: string;
  readonly facts: FactList;
}

export interface MeetingFacts {
  readonly id: string;
  readonly season?: string;
  /** Facts of the meeting that belong to no race. */
  readonly facts: FactList;
  readonly races: ReadonlyMap<string, RaceFacts>;
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
  readonly findings: readonly Finding[];
}

export const initialState: State = {
  seq: 0,
  club: FactList.empty,
  seasons: new Map(),
  meetings: new Map(),
  all: FactList.empty,
  voided: new Map(),
  findings: [],
};

/**
 * Adds one fact. Never refuses: what is in the log happened. A fact out of sequence, or a void of an unknown fact,
 * becomes a finding.
 */
export function evolve(state: State, fact: AnyFact): State {
  const gap = fact.seq === state.seq + 1 ? [] : [{ seq: fact.seq, says: `fact ${fact.seq} follows fact ${state.seq}` }];
  const next: State = {
    ...state,
    seq: fact.seq,
    all: state.all.with(fact),
    findings: gap.length > 0 ? [...state.findings, ...gap] : state.findings,
  };
  if (fact.kind === 'fact-voided') return voidFact(next, fact);
  if (fact.kind === 'fact-restored') return restoreFact(next, fact);
  if (fact.kind === 'fact-corrected') return correctFact(next, fact);
  return inPlace(next, fact, (facts) => facts.with(fact));
}

/** Folds facts in order from an earlier state. */
export function fold(facts: Iterable<AnyFact>, from: State = initialState): State {
  let state = from;
  for (const fact of facts) state = evolve(state, fact);
  return state;
}

/** Finds a fact by number, also a voided one; corrections are applied. */
export function factAt(state: State, seq: number): AnyFact | undefined {
  let found: AnyFact | undefined;
  for (const fact of state.all) {
    if (fact.seq === seq) found = fact;
    else if (found && fact.kind === 'fact-corrected' && fact.body.fact === seq) found = corrected(found, fact);
  }
  return found;
}

function voidFact(state: State, fact: Fact<'fact-voided'>): State {
  const target = factAt(state, fact.body.fact);
  if (!target || state.voided.has(target.seq))
    return withFinding(state, fact.seq, `void of fact ${fact.body.fact}, which ${target ? 'is void already' : 'is not there'}`);
  const voided = new Map(state.voided).set(target.seq, fact.seq);
  return inPlace({ ...state, voided }, target, (facts) => facts.replacing(target.seq));
}

function restoreFact(state: State, fact: Fact<'fact-restored'>): State {
  const target = factAt(state, fact.body.fact);
  if (!target || !state.voided.has(target.seq)) return withFinding(state, fact.seq, `restoring fact ${fact.body.fact}, which is not void`);
  const voided = new Map(state.voided);
  voided.delete(target.seq);
  return inPlace({ ...state, voided }, target, (facts) => facts.restoring(target));
}

function correctFact(state: State, fact: Fact<'fact-corrected'>): State {
  const target = factAt(state, fact.body.fact);
  if (!target || state.voided.has(target.seq))
    return withFinding(state, fact.seq, `correction of fact ${fact.body.fact}, which does not stand`);
  return inPlace(state, target, (facts) => facts.replacing(target.seq, target));
}

function corrected(target: AnyFact, correction: Fact<'fact-corrected'>): AnyFact {
  return { ...target, body: { ...target.body, ...correction.body.body } } as AnyFact;
}

function withFinding(state: State, seq: number, says: string): State {
  return { ...state, findings: [...state.findings, { seq, says }] };
}

/** Changes the list that a fact belongs to: of its race, its meeting, its season, or the club. */
function inPlace(state: State, fact: AnyFact, change: (facts: FactList) => FactList): State {
  if (fact.meeting !== undefined) return { ...state, meetings: inMeeting(state.meetings, fact, fact.meeting, change) };
  if (fact.season !== undefined)
    return { ...state, seasons: new Map(state.seasons).set(fact.season, change(state.seasons.get(fact.season) ?? FactList.empty)) };
  return { ...state, club: change(state.club) };
}

function inMeeting(meetings: State['meetings'], fact: AnyFact, id: string, change: (facts: FactList) => FactList): State['meetings'] {
  const before = meetings.get(id) ?? { id, facts: FactList.empty, races: new Map<string, RaceFacts>() };
  const season = fact.season ?? before.season;
  const meeting: MeetingFacts = { ...before, ...(season !== undefined ? { season } : {}) };
  if (fact.race === undefined) return new Map(meetings).set(id, { ...meeting, facts: change(meeting.facts) });
  const race = meeting.races.get(fact.race) ?? { id: fact.race, facts: FactList.empty };
  const races = new Map(meeting.races).set(fact.race, { ...race, facts: change(race.facts) });
  return new Map(meetings).set(id, { ...meeting, races });
}
