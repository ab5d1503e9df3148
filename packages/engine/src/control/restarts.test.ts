import { describe, expect, test } from 'vitest';
import { result } from '../points/result.ts';
import { DAY } from '../testing/night.ts';
import { acts, call, clockRule, lined, raceBook, RACE, type RaceNight, words } from '../testing/race-night.ts';
import { literal } from '../testing/rulebook.ts';

const cautions = [{ rounds: [], order: 'last-lap' as const, causers: 'ahead-of-lapped' as const, clauses: ['T-caution'] }];

test.each([
  { name: 'before any lap: the line-up, the stopped last', laps: [], charged: 'D', order: 'A B C E F D' },
  { name: 'who crossed before the yellow keeps it', laps: ['A C B E D F', 'A B C'], charged: '', order: 'A B C E D F' },
  {
    name: 'stopped cars go behind the lead lap, ahead of the lapped',
    laps: ['A B C D E | F', 'A B C'],
    charged: 'B E',
    order: 'A C D B E F',
  },
  { name: 'a stopped lapped car is last', laps: ['A B C D | E F', 'A B C D | E F'], charged: 'E B', order: 'A C D B F E' },
])('a caution: $name', ({ laps, charged, order }) => {
  const night = laps.reduce((now, lap, index) => now.lap(index + 1, lap), lined(raceBook({ cautions }), 'A B C D E F').flag('green'));
  expect(night.flag('yellow', ...words(charged)).field).toBe(order);
});

test.each<{ readonly name: string; readonly after: (night: RaceNight) => RaceNight; readonly order: string }>([
  {
    name: 'who is home keeps it, the stopped fall behind the others',
    after: (night) => night.lap(2, 'B A').flag('red', 'C', 'E'),
    order: 'B A D C E F',
  },
  {
    name: 'the others come home on the lap of the leader',
    after: (night) => night.lap(2, 'B').flag('checkered').lap(2, 'A D').flag('red', 'C', 'E'),
    order: 'B A D C E F',
  },
  {
    name: 'one at a time',
    after: (night) => night.lap(2, 'B').flag('checkered').lap(2, 'D').lap(2, 'A').flag('red', 'C', 'E'),
    order: 'B D A C E F',
  },
  {
    name: 'a lap more does not count',
    after: (night) => night.lap(2, 'B').flag('checkered').lap(3, 'A').flag('red', 'C', 'E'),
    order: 'B A D C E F',
  },
  {
    name: 'nothing changes once the finish is on record',
    after: (night) => night.lap(2, 'B A C D E').flag('checkered').finish(RACE, []).flag('red', 'B'),
    order: 'B A C D E F',
  },
])('a stop after the checkered: $name', ({ after, order }) => {
  const night = after(lined(raceBook({ cautions }), 'A B C D E F').flag('green').lap(1, 'A B C D E | F'));
  expect(night.field).toBe(order);
});

describe('a start at the rear that is owed to the next restart', () => {
  const gained = call('gained', [{ kind: 'rear', place: 'ahead-of-lapped', from: 'next-restart' }]);
  const night = (): RaceNight =>
    lined(raceBook({ cautions, acts: acts(gained) }), 'A B C D')
      .flag('green')
      .lap(1, 'A B C | D')
      .call('gained', 'A')
      .lap(2, 'A B C | D');
  test('the order goes on without it', () => expect(night().field).toBe('A B C D'));
  test('the next stop sends it back', () => expect(night().flag('yellow').field).toBe('B C A D'));
  test('once', () => expect(night().flag('yellow').flag('green').lap(3, 'A B C | D').flag('yellow').field).toBe('A B C D'));
  test('called under yellow it is sent back at once', () => expect(night().flag('yellow').call('gained', 'B').field).toBe('C A B D'));
  test.each([
    { name: 'as the race was run', order: [] },
    { name: 'as the finish was put on record', order: words('A B C D') },
  ])('with no restart left it is the last of its lap, $name', ({ order }) => {
    const ended = night().flag('checkered').finish(RACE, order);
    expect(result(ended.context, DAY, RACE).rows.map((row) => row.car)).toEqual(words('B C A D'));
  });
});

describe('one more restart when time is up', () => {
  const clocks = clockRule('limit', { seconds: literal(600), atEnd: 'one-more-restart' });
  const night = (): RaceNight => lined(raceBook({ clocks, cautions }), 'A B').time('14:00:00').flag('green').lap(1, 'A B');
  const phases = (steps: readonly (readonly [string, string])[]): readonly string[] => {
    const now = night();
    return steps.map(([clock, flag]) => now.time(clock).flag(flag).run.phase);
  };
  test.each([
    {
      name: 'under green the race goes on; the next stop has one restart',
      steps: [
        ['14:10:01', 'yellow'],
        ['14:11:00', 'green'],
        ['14:12:00', 'yellow'],
      ] as const,
      phases: ['yellow', 'green', 'ended'],
    },
    {
      name: 'under yellow the coming restart is the last',
      steps: [
        ['14:09:00', 'yellow'],
        ['14:11:00', 'green'],
        ['14:12:00', 'red'],
      ] as const,
      phases: ['yellow', 'green', 'ended'],
    },
    {
      name: 'in time there are as many as needed',
      steps: [
        ['14:05:00', 'yellow'],
        ['14:06:00', 'green'],
        ['14:10:00', 'yellow'],
      ] as const,
      phases: ['yellow', 'green', 'yellow'],
    },
  ])('$name', ({ steps, phases: expected }) => {
    expect(phases(steps)).toEqual(expected);
  });

  test('so many restarts as the rule says', () => {
    const two = clockRule('limit', { seconds: literal(600), atEnd: 'one-more-restart', restarts: literal(2) });
    const now = lined(raceBook({ clocks: two, cautions }), 'A B')
      .time('14:00:00')
      .flag('green')
      .lap(1, 'A B');
    const steps = [
      ['14:11:00', 'yellow'],
      ['14:12:00', 'green'],
      ['14:13:00', 'yellow'],
      ['14:14:00', 'green'],
      ['14:15:00', 'yellow'],
    ] as const;
    const phases = steps.map(([clock, flag]) => now.time(clock).flag(flag).run.phase);
    expect(phases).toEqual(['yellow', 'green', 'yellow', 'green', 'ended']);
  });
});
