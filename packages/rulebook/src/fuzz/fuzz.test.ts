import { because } from '@racetower/engine';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { clubWith } from '../testing/club.ts';
import { pointsWrong } from './check-sums.ts';
import { type Fuzzed, fuzzRulebook } from './index.ts';
import { shrunk } from './shrink.ts';

const fuzzed = (change: Parameters<typeof clubWith>[0], days = 12, seed = 1): Fuzzed =>
  fuzzRulebook([clubWith(change).book], { seed, days });
const checks = (found: Fuzzed): readonly string[] => [...new Set(found.faults.map((fault) => fault.check))];

test('days of a rulebook with nothing wrong are full and show no fault', () => {
  const found = fuzzed({}, 20);
  expect(found.faults).toEqual([]);
  expect(found.closed).toEqual([]);
  expect(found.tried.entries).toBeGreaterThan(50);
  expect(found.tried.results).toBeGreaterThan(20);
});

test('the same seed makes up the same days, another seed others', () => {
  expect(fuzzed({}, 5, 7)).toEqual(fuzzed({}, 5, 7));
  expect(fuzzed({}, 5, 7).tried).not.toEqual(fuzzed({}, 5, 8).tried);
});

const feature = (...lineup: readonly object[]): object => ({ rounds: { feature: { lineup } } });
const fromHeat = { select: { from: 'heat', first: 2 }, order: [{ finish: 'heat' }], clause: 'C-2' };

describe.each<{ readonly fault: string; readonly change: object; readonly check: string; readonly says: RegExp }>([
  {
    fault: 'a small class that no round takes',
    change: { rounds: { heat: { when: 'cars > 2' }, feature: { when: 'cars > 2' } } },
    check: 'nowhere-to-start',
    says: /^car 1 of stock has nowhere to start/,
  },
  {
    fault: 'a heat of which only the first go on',
    change: feature(fromHeat),
    check: 'nowhere-to-go',
    says: /ran heat and no later round takes it/,
  },
  {
    fault: 'a rank that is dealt to two heats',
    change: {
      rounds: {
        heat: {
          split: {
            max: null,
            deal: 'plan',
            plan: [
              [1, 2, 3],
              [3, 4, 5, 6, 7, 8, 9, 10],
            ],
          },
        },
      },
    },
    check: 'car-in-two',
    says: /is in two races of heat$/,
  },
  {
    fault: 'a line-up that waits for a draw from an empty bucket',
    change: {
      draws: { invert: { of: 'class', says: 'how many are inverted', from: '[]', clause: 'C-2' } },
      ...feature({ select: 'entered', order: ['pill'], invert: 'draws.invert', clause: 'C-2' }),
    },
    check: 'race-stuck',
    says: /^stock\/feature cannot be run: nobody has drawn invert yet/,
  },
  {
    fault: 'points that cannot be worked out for the winner',
    change: { points: { feature: { rules: [{ give: '60 / (place - 1)' }] } } },
    check: 'no-answer',
    says: /^the points of stock cannot be told/,
  },
  {
    fault: 'a fee that nobody owes',
    change: {
      marks: { lights: { says: 'the lights go on', of: 'meeting', clause: 'C-3' } },
      fees: { lights: { says: 'light', on: 'mark:lights', cents: 500, clause: 'C-3' } },
    },
    check: 'cents-unexplained',
    says: /^nobody owes the 500 cents of lights/,
  },
])('$fault', ({ change, check, says }) => {
  const found = fuzzed({ ...change }, 20);
  const fault = found.faults.find((each) => each.check === check);

  test('is found', () => expect(fault?.says).toMatch(says));

  test('is shown by a night of few steps that names what is wrong', () => {
    const night = parse(fault?.night ?? '') as { readonly night: string; readonly rulebook: string; readonly steps: readonly object[] };
    expect(night.night).toBe(fault?.says);
    expect(night.rulebook).toBe('club');
    expect(night.steps.length).toBe(fault?.commands.length);
    expect(night.steps.length).toBeLessThan(12);
  });
});

test('a round that says it sends cars home may', () => {
  const change = { rounds: { heat: { cut: { clause: 'C-2' } }, feature: { lineup: [fromHeat] } } };
  expect(checks(fuzzed(change, 20))).toEqual([]);
});

test('a class that nobody could ever be signed in to is told, with the clause', () => {
  const found = fuzzed({ requirements: [{ at: 'sign-in', must: 'false', says: 'closed for good', clause: 'C-1' }] }, 3);
  expect(found.closed).toEqual([{ class: 'stock', says: 'closed for good', clauses: ['C-1'] }]);
});

test('values that wait for a number have one on made-up days', () => {
  const change = { values: { heat_laps: { says: 'laps', clause: 'C-1' } }, rounds: { heat: { laps: 'heat_laps' } } };
  expect(fuzzed(change, 6).faults).toEqual([]);
});

describe('points of a driver', () => {
  const line = { block: 'feature', points: 50, counts: true, because: because('won', { clauses: ['C-3'] }) };
  const row = {
    class: 'stock',
    car: '1',
    driver: 'Ada',
    lines: [line],
    total: 50,
    attempted: true,
    droppable: true,
    undroppableRaces: [],
    because: because('points', { clauses: ['C-3'] }),
  };
  test.each([
    { name: 'add up', row, found: [] },
    { name: 'that are more than the lines', row: { ...row, total: 60 }, found: ['points-sum'] },
    { name: 'without a clause', row: { ...row, lines: [{ ...line, because: because('won') }] }, found: ['points-unexplained'] },
    { name: 'for the line-up alone do not count', row: { ...row, lines: [line, { ...line, counts: false }] }, found: [] },
  ])('$name', ({ row: given, found }) => expect(pointsWrong(given).map((each) => each.check)).toEqual(found));
});

test('shrinking keeps exactly the commands that a fault needs, in their order', () => {
  const commands = Array.from(
    { length: 40 },
    (_, index) => ({ do: 'reveal-seed', seed: String(index), at: '2026-05-02T12:00:00Z', by: 'official' }) as const,
  );
  const needed = ['3', '17', '31'];
  const shows = (some: readonly { readonly seed: string }[]): boolean => needed.every((each) => some.some(({ seed }) => seed === each));
  expect(shrunk(commands, (some) => shows(some as typeof commands), 300).map((each) => (each as (typeof commands)[number]).seed)).toEqual(
    needed,
  );
});

test('an exception is a fault, with what was done and a short night', () => {
  const { book } = clubWith();
  const give = {
    source: 'boom',
    names: ['place'],
    evaluate: () => {
      throw new Error('boom');
    },
  };
  const points = book.points.map((block) => ({ ...block, rules: block.rules.map((rule) => ({ clauses: rule.clauses, give })) }));
  const fault = fuzzRulebook([{ ...book, points }], { seed: 1, days: 3 }).faults.find((each) => each.check === 'exception');
  expect(fault?.says).toMatch(/breaks: boom$/);
  expect(fault?.commands.length).toBeLessThan(12);
});
