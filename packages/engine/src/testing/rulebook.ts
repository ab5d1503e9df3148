import type { Expr, MainLadder, OrderKey, RaceClass, Round, Rulebook, Split, Stage, StatusRule } from '../language.ts';

/** Hand-made rulebooks for tests: every part is empty until it is given. */

/** A formula that is only a number, a text or a yes/no. */
export function literal(value: number | string | boolean): Expr {
  const constant = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
  return { source: String(value), names: [], evaluate: () => constant };
}

/** A formula as a function; whole numbers come and go as bigint, as in the real thing. */
export function formula<N extends string>(
  source: string,
  names: readonly N[],
  compute: (values: Readonly<Record<N, unknown>>) => unknown,
): Expr {
  return {
    source,
    names,
    evaluate: (lookup) => compute(Object.fromEntries(names.map((name) => [name, lookup(name)])) as Record<N, unknown>),
  };
}

export function blankRulebook(parts: Partial<Rulebook> = {}): Rulebook {
  return {
    name: 'test',
    edition: '1',
    inForce: '2020-01-01',
    club: { name: 'Test', zone: 'America/Chicago', currency: 'USD' },
    clauses: new Map(),
    values: new Map(),
    groups: new Map(),
    classes: [raceClass('x')],
    classOrder: { clauses: ['T-order'] },
    combining: [],
    roles: new Map(),
    meetingKinds: new Map([
      ['points', { id: 'points', points: true, clauses: ['T-kind'] }],
      ['fun', { id: 'fun', points: false, clauses: ['T-kind'] }],
    ]),
    acts: new Map(),
    requirements: [],
    draws: new Map(),
    ladders: new Map(),
    rounds: [],
    clocks: new Map(),
    cautions: [],
    statuses: new Map(STATUSES.map((each) => [each.id, each])),
    holds: [],
    points: [],
    fees: [],
    awards: [],
    cases: new Map(),
    deadlines: new Map(),
    notices: new Map(),
    impounds: [],
    procedures: [],
    authority: new Map(),
    ...parts,
  };
}

const status = (id: string, rank: number, parts: Partial<StatusRule> = {}): StatusRule => ({
  id,
  says: id,
  rank,
  within: [],
  placed: true,
  closesUp: true,
  of: 'absent',
  attempted: true,
  clauses: [`T-${id}`],
  ...parts,
});
const STATUSES: readonly StatusRule[] = [status('finished', 1), status('dnf', 2), status('dns', 3), status('dq', 4)];

export function raceClass(id: string): RaceClass {
  return { id, name: id, clauses: ['T-class'], values: new Map() };
}

const HIGH_FIRST = new Set<OrderKey['by']>(['laps', 'passing-points', 'meeting-points', 'season-points', 'average', 'standings']);

export function key(by: OrderKey['by'], of: string | readonly string[] = [], parts: Partial<OrderKey> = {}): OrderKey {
  return {
    by,
    of: typeof of === 'string' ? [of] : of,
    first: HIGH_FIRST.has(by) ? 'high' : 'low',
    missing: 'last',
    statuses: [],
    nth: 1,
    clauses: [`T-by-${by}`],
    ...parts,
  };
}

export function stage(select: Stage['select'], order: readonly OrderKey[], parts: Partial<Stage> = {}): Stage {
  return { select, order, invert: { count: 'none', unit: 'cars', clauses: [] }, clauses: ['T-stage'], ...parts };
}

/** Reverses the first `count` of a stage. */
export function inverted(count: Stage['invert']['count'], unit: 'cars' | 'rows' = 'cars'): Pick<Stage, 'invert'> {
  return { invert: { count, unit, clauses: ['T-invert'] } };
}

export function split(deal: Split['deal'], order: readonly OrderKey[], parts: Partial<Split> = {}): Split {
  return { deal, order, plan: [], names: 'numbers', clauses: ['T-split'], ...parts };
}

export function ladder(
  order: readonly OrderKey[],
  sizes: { readonly all: number; readonly direct: number; readonly directLower: number; readonly capacity: number; readonly up: number },
): MainLadder {
  return {
    order,
    allInUpTo: literal(sizes.all),
    direct: literal(sizes.direct),
    directLower: literal(sizes.directLower),
    capacity: literal(sizes.capacity),
    up: literal(sizes.up),
    alternates: { count: literal(1), clauses: ['T-alternate'] },
    clauses: ['T-ladder'],
  };
}

export function round(id: string, lineup: readonly Stage[], parts: Partial<Round> = {}): Round {
  return {
    id,
    name: id,
    lineup,
    lineupLower: lineup,
    decidedBy: 'order',
    resultOrder: [],
    scratch: { before: 'close-up', after: 'close-up', beforeClauses: ['T-scratch-before'], afterClauses: ['T-scratch-after'] },
    clauses: [`T-${id}`],
    ...parts,
  };
}
