import { expect, test } from 'vitest';
import type { Ladder } from '../language.ts';
import { DAY } from '../testing/night.ts';
import { acts, call, ladder, lined, RACE, raceBook } from '../testing/race-night.ts';
import { raceClass } from '../testing/rulebook.ts';
import { ladderCount, stepAt } from './ladders.ts';

const LATER = '2026-06-06';
const offence = (over: Ladder['over'], whose: Ladder['whose'] = 'driver') => {
  const ladders = ladder('offence', [], { over, whose });
  const book = raceBook({ classes: [raceClass('x'), raceClass('y')], ladders, acts: acts(call('offence', [], { ladder: 'offence' })) });
  const night = lined(book, 'A B').flag('green').call('offence', 'A').call('offence', 'B').call('offence', 'A');
  night.add('call-made', { name: 'offence', class: 'x', car: 'A', fields: {}, approvals: [] });
  night.open(LATER).inOrder(['A'], 'y').inOrder(['A', 'B']).flag('green').call('offence', 'A');
  return {
    night,
    count: (subject: object, before?: number) =>
      ladderCount(night.context, ladders.get('offence') as Ladder, { meeting: LATER, ...subject }, before),
  };
};

test.each([
  { over: 'race' as const, n: 1 },
  { over: 'meeting' as const, n: 1 },
  { over: 'season' as const, n: 4 },
  { over: 'ever' as const, n: 4 },
])('counts over the $over', ({ over, n }) => {
  expect(offence(over).count({ race: RACE, car: 'A' })).toBe(n);
});

test('a call outside races counts on the meeting, not on a race', () => {
  const { night, count } = offence('meeting');
  expect(count({ meeting: DAY, race: RACE, car: 'A' })).toBe(3);
  expect(count({ meeting: DAY, person: 'driver A' })).toBe(3);
  expect(offence('race').count({ meeting: DAY, race: RACE, car: 'A' })).toBe(2);
  const second = night.facts.filter((fact) => fact.kind === 'call-made')[2]?.seq ?? 0;
  expect(count({ meeting: DAY, race: RACE, car: 'A' }, second)).toBe(1);
});

test('a car is counted in its class; a number of another class is another car', () => {
  const { count } = offence('season', 'car');
  expect([count({ class: 'x', car: 'A' }), count({ class: 'y', car: 'A' })]).toEqual([4, 0]);
});

test.each([
  { repeat: false, steps: [undefined, 2, undefined, undefined] },
  { repeat: true, steps: [undefined, 2, 2, 2] },
])('steps are taken when reached, the last again when it repeats: $repeat', ({ repeat, steps }) => {
  const rule = ladder('l', [[2, { kind: 'warning' }]], { repeat }).get('l') as Ladder;
  expect([1, 2, 3, 4].map((count) => stepAt(rule, count)?.at)).toEqual(steps);
});

test.each([
  { by: 3, count: 9, step: 8 },
  { by: 3, count: 8, step: 8 },
  { by: 3, count: 11, step: undefined },
  { by: 9, count: 12, step: 12 },
  { by: 1, count: 9, step: undefined },
])('a step that $by at once jumps over is taken all the same, of several the highest: up to $count', ({ by, count, step }) => {
  const rule = ladder('l', [
    [4, { kind: 'warning' }],
    [8, { kind: 'warning' }],
    [12, { kind: 'warning' }],
  ]).get('l') as Ladder;
  expect(stepAt(rule, count, by)?.at).toBe(step);
});
