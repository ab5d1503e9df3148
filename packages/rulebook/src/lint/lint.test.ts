import { describe, expect, test } from 'vitest';
import { loadRulebook } from '../load.ts';
import { clubText, clubWith } from '../testing/club.ts';
import { lintRulebook } from './index.ts';

const said = (change: Parameters<typeof clubWith>[0]): readonly string[] =>
  lintRulebook(clubWith(change)).map((each) => `${each.severity} ${each.check} ${each.path}: ${each.says}`);

test('a rulebook with nothing wrong is clean', () => expect(said({})).toEqual([]));

const main = { select: { from: 'heat' }, order: [{ finish: 'heat' }], clause: 'C-2' };
const ladder = {
  order: [{ finish: 'heat' }],
  'all-in-up-to': 10,
  direct: 8,
  'direct-lower': 6,
  capacity: 8,
  up: 2,
  alternates: { count: 1, clause: 'C-2' },
  clause: 'C-2',
};
const mains = (change: object): object => ({
  rounds: {
    feature: null,
    main: {
      name: 'Main',
      ladder: { ...ladder, ...change },
      lineup: [
        { select: 'seeded', order: [{ finish: 'heat' }], clause: 'C-2' },
        { select: 'came-up', order: [{ finish: 'main' }], clause: 'C-2' },
      ],
      clause: 'C-2',
    },
  },
  points: { feature: { rounds: 'main' } },
});
const table = (values: readonly number[]): object => ({ points: { feature: { rules: [{ table: `[${values.join(', ')}]`, beyond: 0 }] } } });

describe.each<{ readonly fault: string; readonly change: object; readonly says: readonly string[] }>([
  {
    fault: 'a clause that Racetower is to carry out and no block cites',
    change: { clauses: { 'C-4': { kind: 'enforce', says: 'Helmets.' } } },
    says: [
      'error clause-uncited clauses.C-4: the enforce clause C-4 is not carried out: no block cites it, it takes a block that enforces it',
    ],
  },
  {
    fault: 'a call clause that no call cites',
    change: {
      clauses: { 'C-4': { kind: 'call', says: 'A car may be parked.' } },
      values: { laps: { value: 3, says: 'laps', clause: 'C-4' } },
      rounds: { heat: { laps: 'laps' } },
    },
    says: [
      'error clause-uncited clauses.C-4: the call clause C-4 is not carried out: only values cite it, it takes a call or another act, requirement, draw, case or clock',
    ],
  },
  {
    fault: 'a reading without text',
    change: { clauses: { 'C-2': { reading: ' ' } } },
    says: ['error reading-empty clauses.C-2.reading: the reading has no text: say how the clause is read'],
  },
  {
    fault: 'a requirement at a gate that is none',
    change: {
      requirements: [{ at: 'record:inspektion', must: 'cars < 99', says: 'no', clause: 'C-1' }],
      records: { inspection: { says: 'x', of: 'car', clause: 'C-1' } },
    },
    says: ['error name-unknown requirements.0.at: there is no record "inspektion", did you mean "inspection"?'],
  },
  {
    fault: 'a formula about a draw that is not there',
    change: { rounds: { feature: { lineup: [{ ...main, invert: 'draws.invert' }] } } },
    says: ['error name-unknown rounds.feature.lineup.0.invert: the formula reads draws.invert, which is not there'],
  },
  {
    fault: 'a formula about a status that is not there',
    change: { points: { feature: { rules: [{ when: 'status == "dsq"', give: 0 }, { give: 'max(0, 52 - 2 * place)' }] } } },
    says: ['error name-unknown points.feature.rules.0.when: the formula compares status with "dsq", which it never is, did you mean "dq"?'],
  },
  {
    fault: 'an order by a draw that is not there',
    change: { rounds: { heat: { lineup: [{ select: 'entered', order: [{ draw: 'redraw' }], clause: 'C-1' }] } } },
    says: ['error name-unknown rounds.heat: there is no draw "redraw"'],
  },
  {
    fault: 'a consequence that reads a field its call does not have',
    change: { calls: { behind: { says: 'x', of: 'car', fields: { before: 'cars' }, then: [{ behind: 'passed' }], clause: 'C-1' } } },
    says: ['error name-unknown calls.behind.then: there is no field of behind "passed"'],
  },
  {
    fault: 'a round into which nobody gets',
    change: {
      rounds: { dash: { name: 'Dash', lineup: [], clause: 'C-2' } },
      points: { dash: { rounds: 'dash', rules: [{ give: 1 }], clause: 'C-3' } },
    },
    says: ['error round-empty rounds.dash: nobody gets into dash: its line-up selects no cars'],
  },
  {
    fault: 'a round that is never run',
    change: { rounds: { heat: { when: 'cars > 10 && cars < 5' } } },
    says: [
      'error round-never-run rounds.heat.when: heat is never run: cars > 10 && cars < 5 holds for no class of 1 to 60 cars on any kind of day',
    ],
  },
  {
    fault: 'a round of which nothing is made',
    change: {
      rounds: {
        dash: { name: 'Dash', lineup: [{ select: 'entered', order: ['pill'], clause: 'C-2' }], clause: 'C-2' },
        feature: null,
        final: { name: 'Final', lineup: [main], clause: 'C-2' },
      },
      points: { feature: { rounds: 'final' } },
    },
    says: ['note round-unused rounds.dash: nothing is made of dash: no round takes cars or an order from it, and it scores no points'],
  },
  {
    fault: 'mains into which more come than they hold',
    change: mains({ direct: 9 }),
    says: [
      'error ladder-sums rounds.main.ladder: 9 cars are placed straight in the A main and 2 come up, but all are in it up to 10 (Stock, 11 cars)',
    ],
  },
  { fault: 'mains that add up (no fault)', change: mains({}), says: [] },
  {
    fault: 'more transfers of a race than it has cars',
    change: { rounds: { feature: { lineup: [{ ...main, select: { from: 'heat', first: 7 } }] } } },
    says: [
      'error transfer-sums rounds.feature.lineup.0: the first 7 of each race of heat go on, but a race of it has 6 cars at most (Stock, 1 car)',
    ],
  },
  {
    fault: 'a table that does not fall',
    change: table([50, 40, 45, 30]),
    says: ['error points-rise points.feature.rules.0.table: place 3 pays 45 points, more than the 40 of place 2'],
  },
  {
    fault: 'a table that does not rise where low points win',
    change: { ...table([1, 2, 3]), season: { first: 'low' } },
    says: ['error points-rise points.feature.rules.0.table: place 4 pays 0 points, fewer than the 3 of place 3'],
  },
  {
    fault: 'a formula that pays more for a worse place',
    change: { points: { feature: { rules: [{ give: '10 + place' }] } } },
    says: ['error points-rise points.feature.rules.0.give: place 2 pays 12 points, more than the 11 of place 1'],
  },
  {
    fault: 'points below zero',
    change: { points: { feature: { rules: [{ give: '4 - place' }] } } },
    says: ['note points-negative points.feature.rules.0.give: from place 5 on points are below zero'],
  },
  {
    fault: 'a value that nothing reads',
    change: { values: { laps: { value: 3, says: 'laps', clause: 'C-1' } } },
    says: ['warning value-unread values.laps: nothing reads the value laps: changing it changes nothing'],
  },
  {
    fault: 'a value of another rulebook that nothing reads',
    change: { values: { shares: { says: 'shares', external: 'USAC', clause: 'C-1' } } },
    says: ['note value-unread values.shares: nothing reads the value shares: changing it changes nothing'],
  },
  {
    fault: 'a value that is read and has no number',
    change: { values: { laps: { says: 'laps', clause: 'C-1' } }, rounds: { heat: { laps: 'laps' } } },
    says: ['note value-unset values.laps: the value laps is read but has no number: officials give it with set-value'],
  },
  {
    fault: 'a role that no block names',
    change: { roles: { scorer: {} } },
    says: ['note role-unused roles.scorer: no block names the role scorer: it may give only commands that ask for no role'],
  },
])('$fault', ({ change, says }) => {
  test('is found, with its place', () => expect(said({ ...change })).toEqual(says));
});

describe.each([
  { fault: 'a word of the schema', text: clubText({ rounds: { heat: { lapps: 3 } } }), says: /unknown word "lapps", did you mean "laps"/ },
  { fault: 'a block without a clause', text: clubText({ rounds: { heat: { clause: null } } }), says: /is missing/ },
  { fault: 'a block that cites no clause of the rulebook', text: clubText({ rounds: { heat: { clause: 'C-9' } } }), says: /C-9/ },
  {
    fault: 'rounds that wait for each other',
    text: clubText({ rounds: { heat: { lineup: [{ select: { from: 'feature' }, order: ['pill'], clause: 'C-1' }] } } }),
    says: /^the rounds heat → feature → heat wait for each other$/,
  },
  {
    fault: 'values that define each other',
    text: clubText({ values: { a: { value: 'b + 1', says: 'a', clause: 'C-1' }, b: { value: 'a + 1', says: 'b', clause: 'C-1' } } }),
    says: /^the values a → b → a define each other$/,
  },
])('$fault', ({ text, says }) => {
  test('stops the loading, with line and column', () => {
    const loaded = loadRulebook('/club/2026.yaml', text);
    expect(loaded.ok).toBe(false);
    if (!loaded.ok) {
      expect(loaded.problems.map((each) => each.says).join('\n')).toMatch(says);
      expect(loaded.problems[0]?.line).toBeGreaterThan(0);
    }
  });
});
