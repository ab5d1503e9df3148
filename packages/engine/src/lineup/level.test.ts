import { expect, test } from 'vitest';
import { Night } from '../testing/night.ts';
import { key } from '../testing/rulebook.ts';
import { scoringBook, STATUSES } from '../testing/scoring.ts';
import { overall } from '../points/overall.ts';
import { sortCars } from './order.ts';

const plain = scoringBook({ statuses: STATUSES });
const heat = plain.rounds.find((round) => round.id === 'heat');
if (!heat) throw new Error('the book has no heat');
const high = (by: 'count-of-places' | 'head-to-head') => ({ ...key(by, 'heat'), first: 'high' as const });
const PLAN = [
  [1, 2],
  [2, 3],
  [3, 1],
];
const book = {
  ...plain,
  rounds: plain.rounds.map((round) =>
    round.id === 'heat'
      ? {
          ...heat,
          split: { deal: 'plan' as const, plan: PLAN, order: [key('pill')], names: 'numbers' as const, clauses: ['T'] },
          lineup: heat.lineup.map((stage) => ({ ...stage, order: [key('dealt')] })),
        }
      : round,
  ),
  overall: [{ order: [high('count-of-places'), high('head-to-head')], clauses: ['T-overall'] }],
};

/** Three heats of a plan for A, B and C; each is told in order of finish. */
function after(heats: readonly (readonly string[])[], statuses: Readonly<Record<string, string>> = {}): Night {
  const night = new Night(book).inOrder(['A', 'B', 'C']);
  for (const [index, order] of heats.entries())
    night.finish(
      `x/heat-${index + 1}`,
      order,
      Object.fromEntries(
        Object.entries(statuses).flatMap(([at, status]) => (at.startsWith(`${index + 1}`) ? [[at.slice(1), status]] : [])),
      ),
    );
  return night;
}

test('a race is lined up as the plan lists it, and a car runs in several races of the round', () => {
  const night = new Night(book).inOrder(['A', 'B', 'C']);
  expect([1, 2, 3].map((number) => night.order(`x/heat-${number}`))).toEqual([
    ['A', 'B'],
    ['B', 'C'],
    ['C', 'A'],
  ]);
});

test.each([
  { name: 'most wins lead', heats: ['A B', 'B C', 'A C'], order: ['A', 'B', 'C'], places: [1, 2, 3] },
  { name: 'each beat one: nobody is ahead', heats: ['A B', 'B C', 'C A'], order: ['A', 'B', 'C'], places: [1, 1, 1] },
  { name: 'of equal wins most seconds', heats: ['B A', 'C B'], order: ['B', 'C', 'A'], places: [1, 2, 3] },
  { name: 'without a result all are level', heats: [], order: ['A', 'B', 'C'], places: [1, 1, 1] },
])('$name', ({ heats, order, places }) => {
  const { rows } = overall(after(heats.map((each) => each.split(' '))).context, '2026-05-02', 'x');
  expect(rows.map((row) => row.car)).toEqual(order);
  expect(rows.map((row) => row.place)).toEqual(places);
});

test('a car without a place is behind one with, and level with another without', () => {
  const night = after(
    [
      ['A', 'B'],
      ['B', 'C'],
    ],
    { '1A': 'dq', '1B': 'dq', '2C': 'dq' },
  );
  const sorted = sortCars(night.context, { meeting: '2026-05-02', class: 'x' }, ['A', 'C', 'B'], [high('head-to-head')]);
  expect(sorted.cars).toEqual(['B', 'A', 'C']);
});

test('the races still to be run are named', () => {
  expect(overall(after([['A', 'B']]).context, '2026-05-02', 'x').waitsFor).toContain('x/heat-3');
});

test('is refused without an overall in the rulebook', () => {
  const night = new Night({ ...book, overall: [] }).inOrder(['A', 'B', 'C']);
  expect(() => overall(night.context, '2026-05-02', 'x')).toThrow(
    expect.objectContaining({ refusal: expect.objectContaining({ code: 'no-overall' }) as unknown }) as Error,
  );
});
