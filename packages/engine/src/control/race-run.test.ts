import { describe, expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import { decide } from '../decide.ts';
import type { CautionRule, ClockRule } from '../language.ts';
import { fold } from '../state.ts';
import { DAY } from '../testing/night.ts';
import type { RaceNight } from '../testing/race-night.ts';
import { acts, call, clockRule, ladder, lined, RACE, raceBook, words } from '../testing/race-night.ts';
import { formula, literal, raceClass } from '../testing/rulebook.ts';
import { view } from '../view.ts';
import { raceRun } from './race-run.ts';

const caution = (causers: CautionRule['causers']): { readonly cautions: readonly CautionRule[] } => ({
  cautions: [{ rounds: [], order: 'last-lap', causers, clauses: ['T-caution'] }],
});

test.each([
  {
    name: 'karts that caused it restart ahead of the lapped (KAM-EX-16)',
    causers: 'ahead-of-lapped' as const,
    charged: ['3'],
    after: '7 12 5 3 9 22',
  },
  { name: 'several keep their order', causers: 'ahead-of-lapped' as const, charged: ['5', '7'], after: '3 12 7 5 9 22' },
  { name: 'a lapped one goes behind all', causers: 'ahead-of-lapped' as const, charged: ['9'], after: '7 3 12 5 22 9' },
  { name: 'to the tail', causers: 'tail' as const, charged: ['3'], after: '7 12 5 9 22 3' },
  { name: 'all keep their places', causers: 'keep' as const, charged: ['3'], after: '7 3 12 5 9 22' },
])('a caution goes back to the last scored lap: $name', ({ causers, charged, after }) => {
  const night = lined(raceBook(caution(causers)), '3 7 12 5 9 22')
    .flag('green')
    .lap(1, '7 3 12 5 | 9 22')
    .seen('3 7 12 5 9 22')
    .flag('yellow', ...charged);
  expect(night.field).toBe(after);
  expect(night.run).toMatchObject({
    phase: 'yellow',
    cautions: 1,
    lapped: ['9', '22'].toSorted((a, b) => words(after).indexOf(a) - words(after).indexOf(b)),
  });
  expect(night.run.seen).toBeUndefined();
  expect(citedClauses(night.run.because)).toContain('T-caution');
});

test('before a lap is scored the line-up is the restart order, with the calls made since', () => {
  const night = lined(raceBook({ ...caution('keep'), acts: acts(call('tail', [{ kind: 'rear', place: 'tail' }])) }), 'A B C')
    .flag('green')
    .call('tail', 'A')
    .flag('yellow')
    .flag('green')
    .flag('yellow');
  expect(night.field).toBe('B C A');
  expect(night.run).toMatchObject({ restarts: 1, cautions: 2 });
});

test.each([
  {
    name: 'a car that has still to complete the lap stands ahead of the lapped',
    laps: ['A B C D', 'B A C | D', 'B A | D'],
    order: 'B A C D',
    lapped: 'D',
    done: [3, 3, 2, 2],
  },
  { name: 'one that missed two laps is lapped', laps: ['A B C D', 'B A D', 'B A D'], order: 'B A D C', lapped: 'C', done: [3, 3, 1, 3] },
  {
    name: 'who has not crossed the line at all is on the lead lap of the first',
    laps: ['A B C'],
    order: 'A B C D',
    lapped: '',
    done: [1, 1, 1, undefined],
  },
  { name: 'and lapped from the second', laps: ['A B C', 'A B C'], order: 'A B C D', lapped: 'D', done: [2, 2, 2, undefined] },
])('laps: $name', ({ laps, order, lapped, done }) => {
  const night = laps.reduce((now, lap, index) => now.lap(index + 1, lap), lined(raceBook(), 'A B C D').flag('green'));
  const { run } = night;
  expect(run).toMatchObject({ lap: laps.length, order: words(order), lapped: words(lapped) });
  expect(words('A B C D').map((car) => run.lapsDone[car])).toEqual(done);
});

test('laps down are those at the own last crossing', () => {
  const night = lined(raceBook(), 'A B').flag('green').lap(1, 'A B').lap(2, 'A').lap(3, 'A').lap(4, 'A | B');
  expect([night.run.lapsDown['B'], night.lap(5, 'A').run.lapsDown['B'], night.lap(6, 'A | B').run.lapsDown['B']]).toEqual([2, 2, 3]);
});

test('flags for cars leave the flag of the race as it is', () => {
  const night = lined(raceBook(), 'A B').flag('green').flag('black', 'B').flag('rolled-black', 'A').flag('white');
  expect(night.run).toMatchObject({ phase: 'green', flag: 'white' });
  expect(night.run.carReasons['B']?.map((each) => each.says)).toEqual(['car B: shown the black flag']);
});

const heatLimit = clockRule('limit', {
  seconds: literal(1200),
  pauses: [{ while: 'flag:red', clauses: ['T-red'] }],
  atEnd: 'end-at-next-flag',
});
const expired = () =>
  lined(raceBook({ clocks: heatLimit, acts: acts(call('tail', [{ kind: 'rear', place: 'tail' }])) }), 'A B C')
    .time('14:00:00')
    .flag('green')
    .time('14:06:00')
    .flag('red')
    .time('14:10:30')
    .flag('green');

test('out of time under green: the next flag ends it, with the last scored order and the calls (KQMC-EX-25)', () => {
  const yellow = expired().time('14:24:00').lap(18, 'B A C').time('14:25:10').flag('yellow').call('tail', 'B');
  expect(yellow.run).toMatchObject({ phase: 'ended', order: words('A C B'), lap: 18 });
  expect(yellow.run.moments['ended']).toBe(Date.parse('2026-05-02T14:25:10Z'));
  expect(citedClauses(yellow.run.because)).toEqual(expect.arrayContaining(['T-limit', 'T-limit-end', 'T-red']));
  const laps = expired().time('14:25:05').lap(20, 'A B C');
  expect(laps.run).toMatchObject({ phase: 'green', endsAtNextFlag: true, lap: 20 });
  expect(laps.flag('checkered').run.phase).toBe('ended');
});

test('out of time under yellow: the calls are applied, then the checkered ends it', () => {
  const night = expired().time('14:24:00').lap(18, 'A B C').flag('yellow').time('14:25:00').call('tail', 'A');
  expect(night.run).toMatchObject({ phase: 'yellow', endsAtNextFlag: true, order: words('B C A') });
  expect(night.flag('checkered').run.phase).toBe('ended');
});

const gates = (night: RaceNight) =>
  night
    .time('16:00:00')
    .mark('gates-closed')
    .time('16:03:00')
    .flag('green')
    .time('16:05:00')
    .flag('red')
    .time('16:09:00')
    .flag('green')
    .time('16:19:30')
    .lap(14, 'A B C | D');

test('a race called on time is decided by the last completed lap; the clock runs from the gates (KAM-EX-24)', () => {
  const book = raceBook({
    clocks: clockRule('feature', { starts: 'mark:gates-closed', seconds: literal(1200), atEnd: 'call-on-last-lap' }),
  });
  const night = gates(lined(book, 'A B C D')).time('16:20:10').lap(15, 'B A C | D');
  expect(night.run).toMatchObject({ phase: 'ended', order: words('A B C D'), lap: 14, lapsDone: { A: 14, B: 14, C: 14, D: 13 } });
  expect(night.run.moments['ended']).toBe(Date.parse('2026-05-02T16:20:00Z'));
  expect(citedClauses(night.run.because)).toContain('T-feature-end');
  // A lap completed at the very moment counts.
  expect(gates(lined(book, 'A B C D')).time('16:20:00').lap(15, 'B A C | D').run).toMatchObject({ order: words('B A C D'), lap: 15 });
});

describe('time is up while nothing is put on record', () => {
  const timed = (atEnd: ClockRule['atEnd']) =>
    raceBook({ clocks: clockRule('feature', { starts: 'mark:gates-closed', seconds: literal(1200), atEnd }) });
  const raced = (atEnd: ClockRule['atEnd']): RaceNight => gates(lined(timed(atEnd), 'A B C D'));
  const ask = (night: RaceNight, name: string, time: string) =>
    view([night.book], fold(night.facts), { view: name, meeting: DAY, race: RACE, at: `2026-05-02T${time}Z` });

  test('the race is green until then and called after it', () => {
    const night = raced('call-on-last-lap');
    expect(ask(night, 'race', '16:19:59')).toMatchObject({ answer: { phase: 'green' } });
    expect(ask(night, 'race', '16:20:00')).toMatchObject({ answer: { phase: 'green' } });
    expect(ask(night, 'race', '16:20:01')).toMatchObject({
      answer: { phase: 'ended', moments: { ended: Date.parse('2026-05-02T16:20:00Z') } },
    });
    expect(ask(night, 'result', '16:20:01')).toMatchObject({
      answer: { standing: 'provisional', rows: [{ car: 'A' }, { car: 'B' }, { car: 'C' }, { car: 'D' }] },
    });
    // The question leaves nothing behind: asked about the moment before, the race is green again.
    expect(ask(night, 'race', '16:19:59')).toMatchObject({ answer: { phase: 'green' } });
    expect(night.run.phase).toBe('green');
  });

  test('a lap that comes after it is refused', () => {
    const night = raced('call-on-last-lap');
    const lap = (time: string) =>
      decide([night.book], fold(night.facts), {
        do: 'lap',
        at: `2026-05-02T${time}Z`,
        by: 'official',
        meeting: DAY,
        race: RACE,
        order: words('A B C D'),
      });
    expect(lap('16:20:00')).toMatchObject({ ok: true });
    expect(lap('16:20:01')).toMatchObject({ ok: false, refusal: { code: 'race-ended', field: 'race' } });
  });

  test('where the next flag ends it, the race goes on and says so', () => {
    const answer = ask(raced('end-at-next-flag'), 'race', '16:25:00');
    expect(answer).toMatchObject({ answer: { phase: 'green', endsAtNextFlag: true } });
  });
});

test('after the checkered the scales can still disqualify; laps and flags change nothing', () => {
  const book = raceBook({ acts: acts(call('missed-scales', [{ kind: 'status', status: 'dq' }])) });
  const night = lined(book, 'A B C')
    .flag('green')
    .lap(1, 'A B C')
    .flag('checkered')
    .lap(2, 'C B A')
    .flag('yellow')
    .call('missed-scales', 'B');
  expect(night.run).toMatchObject({ phase: 'ended', order: words('A C'), lap: 1, cautions: 0, out: [{ car: 'B', status: 'dq', laps: 1 }] });
});

test('a condition of a call sees the race as it stood before it, and no later call', () => {
  const early = formula(
    'race.lap < 2 && calls.size() == 0',
    ['race', 'calls'],
    ({ race, calls }) => Number((race as { readonly lap: bigint }).lap) < 2 && Object.keys(calls as object).length === 0,
  );
  const book = raceBook({
    acts: acts(call('late', [], { then: [{ when: early, consequences: [{ kind: 'rear', place: 'tail' }], clauses: ['T-early'] }] })),
  });
  const night = lined(book, 'A B C').flag('green').lap(1, 'A B C').call('late', 'A');
  expect(night.field).toBe('B C A');
  expect(night.call('late', 'B').field).toBe('B C A');
  expect(night.lap(2, 'B C A').call('late', 'B').field).toBe('B C A');
});

test('each car takes its own step when a call names several', () => {
  const book = raceBook({
    ladders: ladder('jump', [[2, { kind: 'rear', place: 'tail' }]]),
    acts: acts(call('jumped', [{ kind: 'called-back' }], { ladder: 'jump' })),
  });
  const night = lined(book, 'A B C D').flag('green').call('jumped', 'A').flag('green').call('jumped', 'B A C');
  expect(night.run).toMatchObject({ order: words('B C D A'), calledBack: 2, counts: { jump: { A: 2, B: 1, C: 1 } } });
});

test('a ladder over the meeting counts the calls of races that run side by side', () => {
  const book = raceBook({
    rounds: ['race', 'second'].flatMap((id) => raceBook().rounds.map((round) => ({ ...round, id, name: id }))),
    ladders: ladder('offence', [[3, { kind: 'status', status: 'dq' }]], { over: 'meeting', whose: 'driver' }),
    acts: acts(call('offence', [], { ladder: 'offence' })),
  });
  const night = lined(book, 'A B C').flag('green').call('offence', 'A');
  night
    .add('flag-shown', { flag: 'green', cars: [] }, 'x/second')
    .add('call-made', { name: 'offence', car: 'A', fields: {}, approvals: [] }, 'x/second');
  expect(night.field).toBe('A B C');
  expect(night.call('offence', 'A').field).toBe('B C');
  expect(night.run.counts['offence']).toEqual({ A: 2 });
});

test('the same question of the race by one of its own clocks is answered with what is known so far', () => {
  const afterLap = formula('race.lap >= 0', ['race'], ({ race }) => Number((race as { readonly lap: bigint }).lap) >= 0);
  const book = raceBook({ clocks: clockRule('odd', { seconds: literal(60), when: afterLap, atEnd: 'end-at-next-flag' }) });
  const night = lined(book, 'A B').time('14:00:00').flag('green').time('14:05:00').flag('yellow');
  expect(night.run.phase).toBe('ended');
});

test('in a joined race a condition reads each car in its own class', () => {
  const light = formula('class.id == "x"', ['class'], ({ class: own }) => (own as { readonly id: string }).id === 'x');
  const book = raceBook({
    classes: [raceClass('x'), raceClass('y')],
    combining: [{ id: 'both', classes: ['x', 'y'], approvals: [], consent: 'none', says: 'joined', clauses: ['T-joined'] }],
    acts: acts(call('light-to-tail', [], { then: [{ when: light, consequences: [{ kind: 'rear', place: 'tail' }], clauses: [] }] })),
  });
  const night = lined(book, 'A B')
    .inOrder(['H', 'I'], 'y')
    .add('classes-combined', { classes: ['x', 'y'], rule: 'both', approvals: [], consents: {} });
  night
    .add('flag-shown', { flag: 'green', cars: [] }, 'x+y/race')
    .add('call-made', { name: 'light-to-tail', cars: ['A', 'H'], fields: {}, approvals: [] }, 'x+y/race');
  expect(raceRun(night.context, night.meeting, 'x+y/race').order).toEqual(words('B H I A'));
});
