import type { Act, Consequence, PointsBlock, Rulebook, SeasonRule, StatusRule } from '../language.ts';
import { blankRulebook, formula, key, ladder, literal, raceClass, round, stage } from './rulebook.ts';

/** A book that scores as quarter midgets do: flat heat points, A and B mains by table, calls that take points. */

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

export const STATUSES: Rulebook['statuses'] = new Map(
  [
    status('finished', 1),
    status('dnf', 2, { within: [key('laps')] }),
    status('dns', 3, { within: [key('pill')] }),
    status('dq', 4, { placed: false }),
    status('dna', 5, { placed: false, attempted: false }),
    status('dq-scales', 6, { placed: false }),
  ].map((each) => [each.id, each]),
);

/** A call on a car with what follows from it. */
export function call(id: string, ...consequences: readonly Consequence[]): Act {
  return {
    id,
    sort: 'call',
    says: id,
    of: 'car',
    by: [],
    approvals: [],
    fields: [],
    then: [{ consequences, clauses: [`T-${id}`] }],
    clauses: [`T-${id}`],
  };
}

/** Reads a field of the call. */
export function field(name: string) {
  return formula(`act.${name}`, ['act'], ({ act }) => (act as Readonly<Record<string, unknown>>)[name]);
}

export const CALLS: Rulebook['acts'] = new Map(
  [
    call('missed-scales', { kind: 'status', status: 'dq-scales' }),
    call('missed-scales-main', { kind: 'status', status: 'dq-scales' }, { kind: 'lose', what: 'points', of: 'meeting' }),
    call('disqualified', { kind: 'status', status: 'dq' }),
    call('places-lost', { kind: 'places', count: field('places') }),
    call('points-fixed', { kind: 'score-points', count: field('points') }),
    call('deduction', { kind: 'points', count: field('points'), droppable: true }),
    call('lasting-deduction', { kind: 'points', count: field('points'), droppable: false }),
    call('stays', { kind: 'undroppable' }),
    call('season-lost', { kind: 'lose', what: 'points', of: 'season' }),
    call('alternate', { kind: 'alternate-starts', field: 'for' }),
  ].map((each) => [each.id, each]),
);

const list = (numbers: readonly number[]) => ({ source: JSON.stringify(numbers), names: [], evaluate: () => numbers.map(BigInt) });
const isOut = formula(
  'status is out or not attempted',
  ['status', 'attempted'],
  ({ status: now, attempted }) => now === 'dq' || now === 'dq-scales' || attempted !== true,
);
const letterIs = (letter: string) => formula(`letter == "${letter}"`, ['letter'], (values) => values.letter === letter);
const movedUp = formula('transferred', ['transferred'], ({ transferred }) => transferred);

export interface Tables {
  readonly a: readonly number[];
  readonly b: readonly number[];
}
export const TEN: Tables = { a: [60, 57, 54, 51, 48, 45, 42, 39, 36, 33, 31], b: [0, 0, 0, 0, 25, 23, 21, 19, 17, 15] };
export const TWELVE: Tables = { a: [60, 57, 54, 51, 48, 45, 42, 39, 36, 33, 31, 29, 27], b: [0, 0, 0, 0, 21, 19, 17, 15, 14, 13, 12, 11] };

export function heatPoints(): PointsBlock {
  return {
    id: 'heat',
    rounds: ['heat'],
    counts: true,
    place: 'race',
    rules: [
      { when: isOut, give: literal(0), clauses: ['T-no-heat-points'] },
      { give: literal(10), clauses: ['T-heat-points'] },
    ],
    clauses: ['T-heat-points'],
  };
}

export function mainPoints(tables: Tables): PointsBlock {
  return {
    id: 'main',
    rounds: ['main'],
    counts: true,
    place: 'race',
    rules: [
      { when: movedUp, give: literal(0), clauses: ['T-moved-up'] },
      { when: isOut, give: literal(0), clauses: ['T-no-main-points'] },
      { when: letterIs('a'), table: list(tables.a), beyond: 'last', clauses: ['T-a-main'] },
      { when: letterIs('b'), table: list(tables.b), beyond: literal(10), clauses: ['T-b-main'] },
      { give: literal(10), clauses: ['T-c-main'] },
    ],
    clauses: ['T-main'],
  };
}

/** Points by place in one round, as a table. */
export function tablePoints(rounds: readonly string[], numbers: readonly number[], parts: Partial<PointsBlock> = {}): PointsBlock {
  return {
    id: 'table',
    rounds,
    counts: true,
    place: 'race',
    rules: [{ table: list(numbers), clauses: ['T-table'] }],
    clauses: ['T-table'],
    ...parts,
  };
}

export function season(parts: Partial<SeasonRule> = {}): SeasonRule {
  return {
    meetings: formula('meeting.points', ['meeting'], ({ meeting }) => (meeting as { readonly points: boolean }).points),
    unit: 'meeting',
    missed: 'zero',
    dropClauses: ['T-drop'],
    bonuses: [],
    first: 'high',
    ties: [],
    stillTied: 'share',
    tieClauses: ['T-tie'],
    eligible: [],
    tables: [{ id: 'class', classes: [], by: 'class', clauses: ['T-standings'] }],
    clauses: ['T-season'],
    ...parts,
  };
}

export interface MainSizes {
  readonly all: number;
  readonly direct: number;
  readonly directLower: number;
  readonly capacity: number;
  readonly up: number;
}
export const SENIOR: MainSizes = { all: 10, direct: 6, directLower: 6, capacity: 10, up: 4 };

/** Heats by pill and mains seeded by pill, so that cars signed in as Q1, Q2 … are placed in that order. */
export function scoringBook(parts: Partial<Rulebook> = {}, sizes: MainSizes = SENIOR, tables: Tables = TEN): Rulebook {
  const mains = [stage({ kind: 'seeded' }, [key('pill')]), stage({ kind: 'came-up' }, [key('finish', 'main')])];
  return blankRulebook({
    classes: [raceClass('x'), raceClass('y')],
    statuses: STATUSES,
    acts: CALLS,
    rounds: [round('heat', [stage({ kind: 'entered' }, [key('pill')])]), round('main', mains, { ladder: ladder([key('pill')], sizes) })],
    points: [heatPoints(), mainPoints(tables)],
    season: season(),
    ...parts,
  });
}
