import { type AnyFact, carryOver, evolve, fold, initialState, type Query, type Rulebook, type State, VIEWS, view } from '@racetower/engine';

/** A question whose kept answer is not what it would be if it were worked out anew. */
export interface Stale {
  readonly seq: number;
  readonly query: Query;
  readonly kept: string;
  readonly anew: string;
}

/** How much is asked of a night. */
export interface Asking {
  readonly seed: number;
  /** One in so many facts is followed by questions that are compared. */
  readonly every: number;
  /** One in so many facts is followed by a void, a restoring or a correction that is not in the log. */
  readonly upset: number;
  /** Questions each time. */
  readonly questions: number;
}

/** Numbers that look drawn and are the same each time. */
function drawer(seed: number): (below: number) => number {
  let at = seed >>> 0;
  return (below) => {
    at = (Math.imul(at ^ (at >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(at ^ (at >>> 13), 0x297a2d39) >>> 0;
    return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
  };
}

/**
 * Goes through the facts of a log one by one, keeps what was answered, and compares answers with those of the same facts folded and
 * asked anew: with all their reasons, after voids too, and at instants later than the last fact.
 */
export function staleAnswers(
  editions: readonly Rulebook[],
  log: readonly AnyFact[],
  { seed, every, upset, questions }: Asking,
): readonly Stale[] {
  const draw = drawer(seed);
  const facts: AnyFact[] = [];
  const found: Stale[] = [];
  let state: State = initialState;
  const add = (fact: AnyFact): void => {
    const numbered = { ...fact, seq: facts.length + 1 };
    facts.push(numbered);
    const next = evolve(state, numbered);
    carryOver(state, next);
    state = next;
  };
  for (const fact of log) {
    add(fact);
    if (draw(upset) === 0) add(upsetting(facts, draw));
    if (draw(every) > 0) continue;
    const anew = fold(facts);
    for (let count = 0; count < questions; count += 1) {
      const query = questionOf(editions, state, draw);
      if (!query) continue;
      const [kept, fresh] = [answered(editions, state, query), answered(editions, anew, query)];
      if (kept !== fresh) found.push({ seq: state.seq, query, kept, anew: fresh });
    }
  }
  return found;
}

function answered(editions: readonly Rulebook[], state: State, query: Query): string {
  return JSON.stringify(view(editions, state, query));
}

function upsetting(facts: readonly AnyFact[], draw: (below: number) => number): AnyFact {
  const about = facts[draw(facts.length)] as AnyFact;
  const last = facts.at(-1) as AnyFact;
  const { club, at } = last;
  const shared = { club, seq: 0, at, by: 'system', ...(about.meeting === undefined ? {} : { meeting: about.meeting }) };
  const kind = (['fact-voided', 'fact-restored', 'fact-voided', 'fact-corrected'] as const)[draw(4)];
  return {
    ...shared,
    kind,
    body: { fact: about.seq, why: 'slip', ...(kind === 'fact-corrected' ? { body: {} } : {}) },
  } as unknown as AnyFact;
}

/** A question with fields that there are, as far as they are needed. */
function questionOf(editions: readonly Rulebook[], state: State, draw: (below: number) => number): Query | undefined {
  const one = <T>(list: readonly T[]): T | undefined => list[draw(Math.max(1, list.length))];
  const book = editions.at(-1) as Rulebook;
  const asked = one(VIEWS);
  if (!asked) return undefined;
  const meeting = draw(3) > 0 ? [...state.meetings.keys()].at(-1) : one([...state.meetings.keys()]);
  const facts = [...state.all];
  const people = facts.flatMap((fact) => (fact.kind === 'car-signed-in' ? [fact.body.driver] : []));
  const cars = facts.flatMap((fact) => (fact.kind === 'car-signed-in' ? [fact.body.car] : []));
  const races = [...new Set(state.meetings.get(meeting ?? '')?.races.keys() ?? [])];
  const planned = book.rounds.map((round) => `${one(book.classes)?.id ?? ''}/${round.id}`);
  const known: Readonly<Record<string, () => string | undefined>> = {
    meeting: () => meeting,
    class: () => one(book.classes)?.id,
    race: () => one([...races, ...races, ...planned]),
    season: () => state.meetings.get(meeting ?? '')?.season ?? one([...state.seasons.keys()]),
    round: () => one(book.rounds)?.id,
    clock: () => one([...book.clocks.keys()]),
    fund: () => one([...(book.funds?.keys() ?? [])]),
    name: () => one([...book.acts.keys()]),
    case: () => one(facts.flatMap((fact) => (fact.kind === 'case-filed' ? [fact.body.id] : []))),
    gate: () => one(book.requirements.flatMap((each) => each.at)),
    value: () => one([...book.values.keys()]),
    path: () => `${one(['line-up', 'result'])} ${one(races) ?? ''}`,
    person: () => one(people),
    driver: () => one(people),
    car: () => one(cars),
    role: () => one([...book.roles.keys()]),
  };
  const query: Record<string, string> & { view: string } = { view: asked.name };
  for (const field of asked.fields) {
    const optional = field.endsWith('?');
    if (optional && draw(2) === 0) continue;
    const value = known[field.replace('?', '')]?.();
    if (value !== undefined) query[field.replace('?', '')] = value;
    else if (!optional) return undefined;
  }
  const last = state.all.last()?.at;
  if (last !== undefined && draw(5) === 0) query['at'] = new Date(Date.parse(last) + draw(4) * 400_000).toISOString();
  return query;
}
