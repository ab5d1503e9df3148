import {
  type AnyFact,
  carryOver,
  type Command,
  type CommandKind,
  decide,
  evolve,
  initialState,
  type Rulebook,
  type State,
  view,
} from '@racetower/engine';

/** What a replay cannot tell, so that nobody takes it for more than it is. */
export interface Limit {
  readonly kind: 'refused' | 'lined-up' | 'race-gone' | 'race-new' | 'draw-missing' | 'nonsense';
  readonly meeting?: string;
  readonly race?: string;
  /** The fact it is about. */
  readonly fact?: number;
  readonly says: string;
  readonly clauses: readonly string[];
}

type Books = readonly Rulebook[];
interface Sides {
  readonly before: Books;
  readonly after: Books;
}

/**
 * Looks which decisions on record the other rulebook would have refused: each is made again as it was made, where it was made.
 *
 * What both rulebooks refuse tells nothing: it was put on record in a way that cannot be followed here.
 * @yields how many facts were looked at
 */
export function* refusedDecisions(
  facts: readonly AnyFact[],
  { before, after }: Sides,
  isAbout: (fact: AnyFact) => boolean,
): Generator<number, readonly Limit[]> {
  const found: Limit[] = [];
  let was: State = initialState;
  let is: State = initialState;
  for (const [index, fact] of facts.entries()) {
    const command = isAbout(fact) ? commandOf(fact) : undefined;
    const decided = command && decide(after, is, command);
    if (command && decided?.ok === false && decide(before, was, command).ok) {
      const { says, clauses } = decided.refusal;
      found.push({ kind: 'refused', fact: fact.seq, says, clauses, ...placeOf(fact) });
    }
    was = onward(was, fact);
    is = onward(is, fact);
    if (index % 50 === 49) yield index + 1;
  }
  return found;
}

function onward(state: State, fact: AnyFact): State {
  const next = evolve(state, fact);
  carryOver(state, next);
  return next;
}

const placeOf = ({ meeting, race }: AnyFact): object => ({
  ...(meeting === undefined ? {} : { meeting }),
  ...(race === undefined ? {} : { race }),
});

/** Decisions whose facts hold all that was said. */
const COMMANDS: { readonly [K in AnyFact['kind']]?: CommandKind } = {
  'car-signed-in': 'sign-in',
  'draw-made': 'draw',
  'moment-marked': 'mark',
  'record-made': 'record',
  'call-made': 'call',
  'classes-combined': 'combine',
  'result-made-official': 'make-official',
};

function commandOf(fact: AnyFact): Command | undefined {
  const kind = COMMANDS[fact.kind];
  // A draw from a seed is made anew by the seed; its bucket is looked at by those by hand.
  if (kind === undefined || (fact.kind === 'draw-made' && fact.body.how === 'from-seed')) return undefined;
  const { flagged: _flagged, confirmed, override, how: _how, rule: _rule, ...fields } = fact.body as Readonly<Record<string, unknown>>;
  const { at, season } = fact;
  const passed = override as { readonly why: string; readonly clause?: string } | undefined;
  return {
    do: kind,
    at,
    by: fact.by,
    ...placeOf(fact),
    ...(season === undefined ? {} : { season }),
    ...fields,
    ...(confirmed === true ? { confirm: true } : {}),
    ...(passed ? { override: { why: passed.why, ...(passed.clause === undefined ? {} : { clause: passed.clause }) } } : {}),
  } as unknown as Command;
}

interface RaceRow {
  readonly race: string;
  readonly waitsFor: readonly { readonly says?: string }[] | readonly string[];
}

/** What the races of a meeting would have been: lined up otherwise, not there at all, or never run. */
export function raceLimits(
  state: { readonly before: State; readonly after: State },
  { before, after }: Sides,
  meeting: string,
): readonly Limit[] {
  const [was, is] = [racesOf(before, state.before, meeting), racesOf(after, state.after, meeting)];
  const run = new Set(
    [...(state.before.meetings.get(meeting)?.races ?? [])].flatMap(([id, { facts }]) =>
      facts.of('race-finished').length > 0 || facts.of('lap-scored').length > 0 ? [id] : [],
    ),
  );
  const gone = [...run]
    .filter((race) => was.has(race) && !is.has(race))
    .map((race): Limit => ({ kind: 'race-gone', meeting, race, says: '', clauses: [] }));
  const fresh = [...is.keys()]
    .filter((race) => !was.has(race))
    .map((race): Limit => ({ kind: 'race-new', meeting, race, says: '', clauses: [] }));
  const others = [...run].flatMap((race): readonly Limit[] => {
    const [a, b] = [was.get(race), is.get(race)];
    if (!a || !b) return [];
    if (b.waits && !a.waits) return [{ kind: 'draw-missing', meeting, race, says: b.says, clauses: [] }];
    return a.order === b.order ? [] : [{ kind: 'lined-up', meeting, race, says: '', clauses: [] }];
  });
  return [...gone, ...fresh, ...others];
}

interface LinedUp {
  readonly order: string;
  readonly waits: boolean;
  readonly says: string;
}

function racesOf(editions: Books, state: State, meeting: string): ReadonlyMap<string, LinedUp> {
  const planned = view(editions, state, { view: 'schedule', meeting });
  if (!planned.ok) return new Map();
  const { races } = planned.answer as { readonly races: readonly RaceRow[] };
  return new Map(races.map(({ race }) => [race, linedUp(editions, state, { meeting, race })]));
}

/** The line-up as the rulebook makes it: what was posted or changed by hand stays in both, so it is looked at without. */
function linedUp(editions: Books, state: State, at: { readonly meeting: string; readonly race: string }): LinedUp {
  const answered = view(editions, state, { view: 'line-up', ...at });
  if (!answered.ok) return { order: '', waits: true, says: answered.refusal.says };
  const { slots, waitsFor } = answered.answer as {
    readonly slots: readonly { readonly car: string }[];
    readonly waitsFor: readonly unknown[];
  };
  return { order: slots.map((slot) => slot.car).join(' '), waits: waitsFor.length > 0, says: waitsFor.map(String).join('; ') };
}

/** What is on record and is nothing under the other rulebook: calls, values, accounts that it does not have. */
export function newNonsense(state: { readonly before: State; readonly after: State }, { before, after }: Sides): readonly Limit[] {
  const said = (editions: Books, on: State): readonly { readonly seq: number; readonly says: string }[] => {
    const answered = view(editions, on, { view: 'findings' });
    return answered.ok
      ? (answered.answer as { readonly findings: readonly { readonly seq: number; readonly says: string }[] }).findings
      : [];
  };
  const known = new Set(said(before, state.before).map((each) => `${each.seq} ${each.says}`));
  return said(after, state.after)
    .filter((each) => !known.has(`${each.seq} ${each.says}`))
    .map((each) => ({ kind: 'nonsense', fact: each.seq, says: each.says, clauses: [] }));
}
