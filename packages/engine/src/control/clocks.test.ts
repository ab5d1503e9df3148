import { expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import { Refused } from '../refusal.ts';
import { DAY } from '../testing/night.ts';
import { act, acts, call, clockRule, lined, RACE, raceBook, type RaceNight } from '../testing/race-night.ts';
import { literal } from '../testing/rulebook.ts';
import { clock, clockFields } from './clocks.ts';

const at = (time: string): string => `2026-05-02T${time}Z`;
const ms = (time: string): number => Date.parse(at(time));
const read = (night: RaceNight, id: string, time: string, car?: string) =>
  clock(night.context, { meeting: DAY, class: 'x', round: 'race', race: RACE, ...(car === undefined ? {} : { car }) }, id, at(time));

const pausable = raceBook({
  clocks: clockRule('limit', {
    seconds: literal(900),
    pauses: [
      { while: 'flag:red', clauses: ['T-red'] },
      { while: 'call:pause', until: 'call:resume', clauses: ['T-pause'] },
    ],
    atEnd: 'end-at-next-flag',
  }),
  acts: acts(call('pause', [], { of: 'race' }), call('resume', [], { of: 'race' })),
});

test('a pause for a decision moves the end (KQMC-EX-55)', () => {
  const night = lined(pausable, 'A B')
    .time('18:00:00')
    .flag('green')
    .time('18:07:00')
    .flag('yellow')
    .call('pause')
    .time('18:08:30')
    .call('resume');
  const state = read(night, 'limit', '18:10:00');
  expect(state).toMatchObject({
    startedAt: ms('18:00:00'),
    expiresAt: ms('18:16:30'),
    elapsedSeconds: 510,
    remainingSeconds: 390,
    paused: false,
    expired: false,
  });
  expect(citedClauses(state.because)).toEqual(['T-limit', 'T-pause']);
});

test('while it is paused it has no end (KQMC-EX-27)', () => {
  const night = lined(pausable, 'A B').time('18:00:00').flag('green').time('18:07:00').call('pause');
  expect(read(night, 'limit', '18:30:00')).toMatchObject({
    elapsedSeconds: 420,
    remainingSeconds: 480,
    paused: true,
    expired: false,
    late: false,
  });
  expect(read(night, 'limit', '18:30:00').expiresAt).toBeUndefined();
});

test.each([
  {
    name: 'a red flag, until green',
    flags: [
      ['18:05:00', 'red'],
      ['18:06:00', 'green'],
    ],
    end: '18:16:00',
  },
  {
    name: 'a flag shown to a car does not end the red',
    flags: [
      ['18:05:00', 'red'],
      ['18:05:30', 'black'],
      ['18:06:00', 'yellow'],
    ],
    end: '18:16:00',
  },
  {
    name: 'a red shown twice is one stop',
    flags: [
      ['18:05:00', 'red'],
      ['18:05:30', 'red'],
      ['18:06:00', 'green'],
    ],
    end: '18:16:00',
  },
  {
    name: 'a red at the very end comes too late',
    flags: [
      ['18:15:00', 'red'],
      ['18:16:00', 'green'],
    ],
    end: '18:15:00',
  },
])('the clock stands still: $name', ({ flags, end }) => {
  const night = lined(pausable, 'A B').time('18:00:00').flag('green');
  for (const [time = '', flag = ''] of flags) night.time(time).flag(flag);
  expect(read(night, 'limit', '18:20:00')).toMatchObject({ expiresAt: ms(end), expired: true });
});

test('a red within a pause is not counted twice', () => {
  const night = lined(pausable, 'A B')
    .time('18:00:00')
    .flag('green')
    .time('18:02:00')
    .call('pause')
    .time('18:03:00')
    .flag('red')
    .time('18:05:00')
    .call('resume')
    .time('18:06:00')
    .flag('green');
  expect(read(night, 'limit', '18:10:00').expiresAt).toBe(ms('18:19:00'));
});

test('a call may stop and restart a clock by its consequences', () => {
  const book = raceBook({
    clocks: clockRule('limit', { seconds: literal(900) }),
    acts: acts(
      call('stop-it', [{ kind: 'pause-clock', clock: 'limit' }], { of: 'race' }),
      call('go-on', [{ kind: 'resume-clock', clock: 'limit' }], { of: 'race' }),
    ),
  });
  const night = lined(book, 'A B').time('18:00:00').flag('green').time('18:01:00').call('stop-it').time('18:02:00').call('go-on');
  expect(read(night, 'limit', '18:10:00').expiresAt).toBe(ms('18:16:00'));
});

test('work in five laps of the leader from a good line-up (KQMC-EX-31)', () => {
  const book = raceBook({
    clocks: clockRule('work', { of: 'car', starts: 'mark:good-line-up', stops: 'mark:rolling', laps: literal(5), atEnd: 'late' }),
    acts: acts(act('mark', 'good-line-up', { of: 'race' }), act('mark', 'rolling')),
  });
  const night = lined(book, 'A X Y').time('19:10:00').mark('good-line-up');
  for (const [lap, time] of ['19:10:20', '19:10:40', '19:11:00', '19:11:20'].entries()) night.time(time).lap(lap + 1, 'A X Y');
  night.time('19:11:35').mark('rolling', 'X');
  expect(read(night, 'work', '19:11:35', 'Y')).toMatchObject({ lapsLeft: 1, expired: false, late: false });
  night.time('19:11:40').lap(5, 'A X Y').time('19:11:41').mark('rolling', 'Y');
  expect(read(night, 'work', '19:11:45', 'X')).toMatchObject({
    expiresAt: ms('19:11:40'),
    stoppedAt: ms('19:11:35'),
    late: false,
    lapsLeft: 0,
  });
  expect(read(night, 'work', '19:11:45', 'Y')).toMatchObject({ stoppedAt: ms('19:11:41'), late: true });
  expect(citedClauses(read(night, 'work', '19:11:45', 'Y').because)).toEqual(['T-work', 'T-work-end']);
});

test.each([
  { out: '15:02:00', late: false },
  { out: '15:02:01', late: true },
])('two minutes to go out, done at $out', ({ out, late }) => {
  const book = raceBook({
    clocks: clockRule('chute', { of: 'car', starts: 'mark:died', stops: 'mark:out', seconds: literal(120), atEnd: 'late' }),
    acts: acts(act('mark', 'died'), act('mark', 'out')),
  });
  const night = lined(book, 'A B').time('15:00:00').mark('died', 'A').time(out).mark('out', 'A');
  expect(read(night, 'chute', '15:05:00', 'A')).toMatchObject({ late, expired: true });
  expect(() => read(night, 'chute', '15:05:00', 'B')).toThrow(Refused);
});

test('formulas see the clocks that have started and apply', () => {
  const clocks = new Map([
    ...clockRule('first', { seconds: literal(60) }),
    ...clockRule('never', { starts: 'mark:x', seconds: literal(60) }),
    ...clockRule('other-round', { rounds: ['main'], seconds: literal(60) }),
  ]);
  const night = lined(raceBook({ clocks }), 'A B').time('18:00:00').flag('green');
  const fields = clockFields(night.context, { meeting: DAY, class: 'x', round: 'race', race: RACE }, at('18:00:20'));
  expect(Object.keys(fields)).toEqual(['first']);
  expect({ ...fields['first']?.() }).toMatchObject({ running: true, expired: false, late: false, elapsed: 20n, remaining: 40n });
});

test('a mark that was taken off starts no clock', () => {
  const night = lined(raceBook({ clocks: clockRule('gates', { starts: 'mark:gates-closed', seconds: literal(60) }) }), 'A B')
    .time('18:00:00')
    .mark('gates-closed')
    .time('18:00:10')
    .mark('gates-closed', '', { off: true });
  expect(() => read(night, 'gates', '18:00:20')).toThrow('gates: it has not started');
});
