import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../run.ts';
import type { League, Line, Session } from './league.ts';

/** A made-up league, small enough to be worked out by hand, in the layout of the data. */

const line = (driver: string, laps: number, best_lap: number | null, parts: Partial<Line> = {}): Line => ({
  driver,
  laps,
  best_lap,
  ...parts,
});

const sprint: Session = {
  type: 'Sprint',
  quali: [line('b', 5, 100), line('a', 5, 101)],
  // c is disconnected in third: d scores the fourth place all the same. e drove 7 of 10 laps. The best lap of all is c's, who is not classified.
  race: [line('a', 10, 100), line('b', 10, 99), line('c', 9, 90, { disconnected: true }), line('d', 8, 98), line('e', 7, null)],
  penalties: [{ driver: 'a', event: 'Sprint Race', positions: 1 }],
};
const feature: Session = {
  type: 'Feature',
  quali: null,
  race: [line('c', 20, 100), line('d', 20, 102), line('a', 20, 101), line('b', 15, 103)],
  // The one for the sprint is not for this race; c is out and the others move up.
  penalties: [
    { driver: 'd', event: 'Sprint Race', positions: 2 },
    { driver: 'c', event: 'Feature Race', disqualified: true },
  ],
};

const LEAGUE: League = {
  rule: {
    points_tables: {
      'Sprint qualifying': [1],
      'Sprint race': [9, 7, 5, 3, 1],
      'Feature race': [20, 15, 12, 10],
      'Endurance race': [50, 40],
      'Fastest lap, sprint and feature': [1],
      'Fastest lap, endurance': [2],
    },
  },
  round_cases: [
    // Sprint: b 9 and qualifying, a 7, d 3 and the fastest lap. Feature: d 20, a 15 and the fastest lap, b 12.
    { id: 'r1', sessions: [sprint, feature], expected: { a: 23, b: 22, c: 0, d: 24, e: 0 } },
    {
      id: 'r2',
      sessions: [{ type: 'Endurance', quali: null, race: [line('a', 30, 105), line('b', 30, 104)], penalties: [] }],
      expected: { a: 50, b: 42, c: 0 },
    },
  ],
  season_tables: [
    {
      id: 'table',
      rule: { drop_worst: 1, missed_round_counts_as: 0, rounds_not_droppable: [3] },
      rows: [
        { driver: 'a', round_points: [10, 20, 0], penalty: -5, expected_drop: 10, expected_total: 15, expected_position: 2 },
        { driver: 'b', round_points: [10, 0, 6], penalty: 0, expected_drop: 0, expected_total: 16, expected_position: 1 },
        { driver: 'c', round_points: [5, 5, 5], penalty: 0, expected_drop: 5, expected_total: 10, expected_position: 4 },
        { driver: 'd', round_points: [0, 0, 10], penalty: 0, expected_drop: 0, expected_total: 10, expected_position: 3 },
      ],
    },
  ],
};

function run(league: unknown): { readonly code: number; readonly out: string; readonly err: string } {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  mkdirSync(join(folder, 'iracing-league'));
  writeFileSync(join(folder, 'iracing-league', 'cases.json'), JSON.stringify(league));
  const out: string[] = [];
  const err: string[] = [];
  const code = main(['iracing-league', '--data', folder], { print: (each) => out.push(each), complain: (each) => err.push(String(each)) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('places taken, too few laps, a disconnection, a disqualification, bonuses, drops and rounds that stay', () => {
  expect(run(LEAGUE)).toMatchObject({ code: 0, out: 'iracing-league: 6 cases, 6 passed, 0 failed, 0 skipped' });
});

test('a difference is explained down to the clause', () => {
  const [first, ...others] = LEAGUE.round_cases;
  const wrong = { ...LEAGUE, round_cases: [{ ...first, expected: { ...first?.expected, d: 25 } }, ...others] };
  const { code, out } = run(wrong);
  expect(code).toBe(1);
  expect(out).toContain('FAILED r1\n    points of d: expected 25, found 24');
  expect(out).toContain('[SL-1.3]');
});

test.each([
  { name: 'no tables', league: { round_cases: [], season_tables: [] }, says: 'has no rule with points_tables' },
  { name: 'no rounds', league: { ...LEAGUE, round_cases: undefined }, says: 'has no round_cases' },
  {
    name: 'a table without rows',
    league: { ...LEAGUE, season_tables: [{ id: 'x', rule: {} }] },
    says: 'a season table has no rule or no rows',
  },
])('data of another shape end with 2: $name', ({ league, says }) => {
  const { code, err } = run(league);
  expect(code).toBe(2);
  expect(err).toContain(says);
});
