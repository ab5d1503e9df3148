import { expect, test } from 'vitest';
import type { AnyFact } from '../fact.ts';
import { Night } from '../testing/night.ts';
import { literal } from '../testing/rulebook.ts';
import { call, scoringBook, STATUSES } from '../testing/scoring.ts';
import { standings } from './standings.ts';

const book = scoringBook({
  statuses: STATUSES,
  acts: new Map(
    [
      call('fined-points', { kind: 'points', count: literal(-20), droppable: false }),
      call('all-lost', { kind: 'lose', what: 'points', of: 'season' }),
    ].map((each) => [each.id, { ...each, of: 'person' as const }]),
  ),
});

/** Two meetings, with a call of the board between them or after both. */
function total(name: string, when: 'between' | 'after', parts: object = {}): number | undefined {
  const night = new Night(book).inOrder(['A', 'B']).finish('x/heat', ['A', 'B']).finish('x/a-main', ['A', 'B']);
  const board = (): void => {
    night.add('call-made', { name, person: 'driver A', fields: {}, approvals: [] });
    const { meeting: _, ...made } = night.facts.pop() as AnyFact & { readonly meeting: string };
    night.facts.push({ ...made, ...parts });
  };
  if (when === 'between') board();
  night.open('2026-05-09').inOrder(['A', 'B']).finish('x/heat', ['A', 'B']).finish('x/a-main', ['A', 'B']);
  if (when === 'after') board();
  return standings(night.context, '2026', { class: 'x' }).rows.find((row) => row.driver === 'driver A')?.total;
}

test.each([
  { name: 'points taken come off the total of the season', call: 'fined-points', when: 'after' as const, points: 120 },
  { name: 'the same in the middle of the season', call: 'fined-points', when: 'between' as const, points: 120 },
  { name: 'the points of the season are gone', call: 'all-lost', when: 'after' as const, points: 0 },
  { name: 'what is earned afterwards counts', call: 'all-lost', when: 'between' as const, points: 70 },
  { name: 'a call of another season takes nothing', call: 'all-lost', when: 'after' as const, parts: { season: '2025' }, points: 140 },
])('a call made away from meetings: $name', ({ call: name, when, parts, points }) => {
  expect(total(name, when, parts)).toBe(points);
});

test.each([
  { parts: 1, total: 120 },
  { parts: 6, total: 720 },
])('points taken from the season are points, whatever parts they are counted in: $parts', ({ parts, total: left }) => {
  const night = new Night({ ...book, pointParts: parts });
  for (const day of ['2026-05-02', '2026-05-09']) {
    if (day !== night.meeting) night.open(day);
    night.inOrder(['A', 'B']).finish('x/heat', ['A', 'B']).finish('x/a-main', ['A', 'B']);
  }
  night.add('call-made', { name: 'fined-points', person: 'driver A', fields: {}, approvals: [] });
  const { meeting: _, ...made } = night.facts.pop() as AnyFact & { readonly meeting: string };
  night.facts.push(made);
  expect(standings(night.context, '2026', { class: 'x' }).rows.find((row) => row.driver === 'driver A')?.total).toBe(left);
});
