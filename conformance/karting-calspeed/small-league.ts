import type { League, Round, SessionLine, StandingsLine } from './league.ts';

/** A made-up league of six drivers and two rounds, small enough to be worked out by hand, in the layout of the data. */

const ok = (...lines: readonly (readonly [string, number])[]): readonly SessionLine[] =>
  lines.map(([driver, points]) => [driver, 'OK', points]);

const first: Round = {
  round: 1,
  sessions: {
    QUALIFYING: ok(['a', 3], ['b', 1], ['c', 0], ['d', 0], ['e', 0]),
    'HEAT-1A': ok(['a', 10], ['c', 8], ['e', 6]),
    // Who lost a place is listed where the penalty put him.
    'HEAT-1B': ok(['d', 10], ['b', 8], ['f', 6]),
    // By points a, d and b are in the A main; e wins the B main and comes up.
    MAIN: [
      ['d', 'OK', 20],
      ['a', 'OK', 18],
      ['b', 'OK', 16],
      ['e', 'OK', 14],
      ['c', 'DNF', 12],
      ['f', 'DQ', 0],
    ],
  },
  overrides: [
    { session: 'HEAT-1B', driver: 'b', type: 'adjust_position', positions: 1, reason: 'other' },
    { session: 'MAIN', driver: 'f', type: 'non_droppable', reason: 'dq' },
  ],
  mains_raw: { A: ['d', 'a', 'b', 'e'], B: ['e', 'c', 'f'] },
  main_assignment: {
    sizes_before_transfer: { A: 3, B: 3 },
    assigned: { A: ['a', 'b', 'd'], B: ['c', 'e', 'f'] },
    transfers: { 'B>A': ['e'] },
    points_before_mains: { a: 13, b: 9, c: 8, d: 10, e: 6, f: 6 },
    rule_points_then_qualifying_reproduces: true,
  },
};

const second: Round = {
  round: 3,
  sessions: {
    QUALIFYING: ok(['b', 3], ['a', 1]),
    'HEAT-1A': ok(['b', 10], ['a', 8]),
    MAIN: [
      ['a', 'OK', 20],
      ['b', 'OK', 19],
    ],
  },
  overrides: [{ session: 'MAIN', driver: 'b', type: 'adjust_points', points: 19, reason: 'mechanical' }],
  main_assignment: {
    sizes_before_transfer: { A: 2 },
    assigned: { A: ['a', 'b'] },
    transfers: {},
    points_before_mains: { a: 9, b: 13 },
    rule_points_then_qualifying_reproduces: false,
    differs: 1,
  },
};

const overall: readonly StandingsLine[] = [
  [1, 'b', 32, [25, 32], [1], []],
  [2, 'a', 31, [31, 29], [3], []],
  [3, 'd', 30, [30, 0], [3], []],
  [4, 'c', 20, [20, 0], [3], []],
  [4, 'e', 20, [20, 0], [3], []],
  [6, 'f', 6, [6, 0], [3], [1]],
];

export const SMALL_LEAGUE: League = {
  '2019': {
    rule: { points: { QUALIFYING: [3, 1], HEAT: [10, 8, 6], MAIN: [20, 18, 16, 14, 12, 10] }, total_rounds: 2, drop_rounds: 1 },
    rounds: [first, second],
    standings: {
      overall,
      Juniors: [
        [1, 'd', 30, [30, 0], [3], []],
        [2, 'e', 20, [20, 0], [3], []],
      ],
    },
  },
};
