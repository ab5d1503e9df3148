import { describe, expect, test } from 'vitest';
import { result } from '../points/result.ts';
import { Desk } from '../testing/desk.ts';
import { fullBook } from '../testing/full-book.ts';
import { DAY } from '../testing/night.ts';

const book = fullBook({ clocks: new Map() });
const RACE = 'x/heat-1';
/** Heat 1 has the cars 1 4 5, heat 2 the cars 2 3 6. */
const desk = (): Desk => new Desk(book).inOrder(['1', '2', '3', '4', '5', '6'], 'x');
const green = (): Desk => {
  const night = desk();
  night.give({ do: 'post-line-up', race: RACE }, { do: 'flag', race: RACE, flag: 'green' });
  return night;
};
const finish = (parts: object) => ({ do: 'finish', race: RACE, order: ['1', '4', '5'], ...parts });

test('the fixture is what these tests think', () => {
  expect(desk().order(RACE)).toEqual(['1', '4', '5']);
  expect(desk().order('x/heat-2')).toEqual(['2', '3', '6']);
});

test('a race whose cars have all gone is put on record as run by nobody, so that what waits for it goes on', () => {
  const night = desk();
  expect(night.refused({ do: 'finish', race: RACE })).toMatchObject({ code: 'race-not-run' });
  for (const car of ['1', '4', '5']) night.give({ do: 'scratch', race: RACE, car });
  night.give({ do: 'finish', race: RACE });
  expect(result(night.context, DAY, RACE)).toMatchObject({ standing: 'provisional', rows: [] });
});

describe('a finish that cannot be', () => {
  test.each([
    { name: 'leaves a car out', command: finish({ order: ['1', '5'] }), code: 'car-missing', field: 'order', says: '4' },
    { name: 'names a car twice', command: finish({ order: ['1', '4', '4', '5'] }), code: 'car-twice', field: 'order', says: '4' },
    {
      name: 'adds a car of the other heat',
      command: finish({ order: ['1', '4', '5', '2'] }),
      code: 'unknown-car',
      field: 'order',
      says: '1, 4, 5',
    },
    {
      name: 'gives a status to a car that was not there',
      command: finish({ statuses: { 2: 'dnf' } }),
      code: 'unknown-car',
      field: 'statuses',
      says: '2',
    },
    { name: 'counts laps of a car that was not there', command: finish({ laps: { 9: 3 } }), code: 'unknown-car', field: 'laps', says: '9' },
    { name: 'counts laps below 0', command: finish({ laps: { 1: -1 } }), code: 'bad-laps', field: 'laps', says: '-1' },
    {
      name: 'has a status that is not in the rulebook',
      command: finish({ order: ['1', '4'], statuses: { 5: 'dfn' } }),
      code: 'unknown-status',
      field: 'statuses',
      says: '"dnf"',
    },
    {
      name: 'has a car in the order and out',
      command: finish({ statuses: { 5: 'dnf' } }),
      code: 'car-twice',
      field: 'statuses',
      says: 'dnf',
    },
    { name: 'is of an unknown race', command: finish({ race: 'x/heat-9' }), code: 'unknown-race', field: 'race', says: 'x/heat-1' },
    { name: 'is of an unknown class', command: finish({ race: 'w/heat-1' }), code: 'unknown-race', field: 'race', says: 'no class w' },
    {
      name: 'is of a race before the heats are run',
      command: finish({ race: 'x/a-main' }),
      code: 'race-not-ready',
      field: 'race',
      says: 'x/heat-1 has no result',
    },
  ])('$name', ({ command, code, field, says }) => {
    const refusal = green().refused(command);
    expect(refusal).toMatchObject({ code, field });
    expect(refusal.says).toContain(says);
  });

  test('says nothing, of a race that was not run', () => {
    expect(desk().refused({ do: 'finish', race: RACE })).toMatchObject({ code: 'race-not-run', field: 'order' });
    expect(desk().refused({ do: 'make-official', race: RACE })).toMatchObject({ code: 'no-result' });
  });
});

describe('time in a race', () => {
  const at = (seconds: number): string => new Date(Date.UTC(2026, 4, 2, 12, 0, seconds)).toISOString();
  const raced = (): Desk => {
    const night = green();
    night.give({ do: 'lap', race: RACE, order: ['1', '4', '5'], at: at(60) });
    return night;
  };

  test.each([
    { do: 'lap', order: ['1', '4', '5'] },
    { do: 'flag', flag: 'yellow' },
    { do: 'call', name: 'tail', car: '4' },
    { do: 'finish', order: ['1', '4', '5'] },
    { do: 'make-official' },
  ])('a $do a second before the last fact of the race is refused', (command) => {
    const night = raced();
    expect(night.refused({ ...command, race: RACE, at: at(59) })).toMatchObject({
      code: 'time-goes-back',
      field: 'at',
      facts: [night.state.seq],
    });
  });

  test.each([
    {
      name: 'a weight taken before and written down later',
      command: { do: 'record', name: 'weight', class: 'x', car: '4', fields: { grams: 130_000 }, race: RACE },
    },
    {
      name: 'a protest handed in before',
      command: {
        do: 'file',
        case: 'protest',
        id: 'p1',
        filer: 'driver 4',
        fields: { about: 'x' },
        paidCents: 7500,
        paidBy: 'cash',
        race: RACE,
      },
    },
    { name: 'a correction, however late', command: { do: 'void', fact: 13, why: 'wrong' } },
    { name: 'another race of the meeting, within the hour', command: { do: 'post-line-up', race: 'x/heat-2' } },
  ])('$name keeps its time', ({ command }) => {
    const night = raced();
    expect(night.give({ ...command, at: at(59) })[0]?.at).toBe(at(59));
  });

  test('more than an hour back at the meeting is a slip of the clock', () => {
    const night = raced();
    night.give({ do: 'lap', race: RACE, order: ['1', '4', '5'], at: at(4000) });
    expect(night.refused({ do: 'post-line-up', race: 'x/heat-2', at: at(300) })).toMatchObject({ code: 'time-goes-back', field: 'at' });
    night.give({ do: 'post-line-up', race: 'x/heat-2', at: at(500) });
    night.give({ do: 'void', fact: night.state.seq, why: 'wrong', at: at(1) });
  });
});

describe('laps, flags and line-ups that cannot be', () => {
  test.each([
    { name: 'a lap that is scored already', command: { do: 'lap', lap: 1, order: ['1', '4', '5'] }, code: 'lap-goes-back', field: 'lap' },
    { name: 'lap 0', command: { do: 'lap', lap: 0, order: ['1', '4', '5'] }, code: 'lap-goes-back', field: 'lap' },
    { name: 'a lap of nobody', command: { do: 'lap', order: [] }, code: 'field-missing', field: 'order' },
    {
      name: 'a car both on the lead lap and lapped',
      command: { do: 'lap', order: ['1', '4', '5'], lapped: ['5'] },
      code: 'car-twice',
      field: 'order',
    },
    { name: 'a car of another heat', command: { do: 'lap', order: ['1', '4', '6'] }, code: 'unknown-car', field: 'order' },
    { name: 'a flag nobody has', command: { do: 'flag', flag: 'yelow' }, code: 'unknown-flag', field: 'flag' },
    { name: 'a flag for a stranger', command: { do: 'flag', flag: 'black', cars: ['9'] }, code: 'unknown-car', field: 'cars' },
    { name: 'a scratch after the green', command: { do: 'scratch', car: '4' }, code: 'race-running', field: 'race' },
    { name: 'a scratch of a stranger', command: { do: 'scratch', car: '2' }, code: 'unknown-car', field: 'car' },
    {
      name: 'a line-up that leaves one out',
      command: { do: 'change-line-up', order: ['1', '4'], why: 'x' },
      code: 'car-missing',
      field: 'order',
    },
    {
      name: 'a line-up with a car twice',
      command: { do: 'change-line-up', order: ['1', '4', '5', '5'], why: 'x' },
      code: 'car-twice',
      field: 'order',
    },
    {
      name: 'a car in two heats of the round',
      command: { do: 'change-line-up', order: ['1', '4', '5', '2'], why: 'x' },
      code: 'car-in-two-races',
      field: 'order',
    },
    {
      name: 'a car that is not signed in',
      command: { do: 'change-line-up', order: ['1', '4', '5', '77'], why: 'x' },
      code: 'unknown-car',
      field: 'order',
    },
    {
      name: 'a line-up by a clause that there is not',
      command: { do: 'change-line-up', order: ['4', '1', '5'], why: 'x', clause: 'T-nowhere' },
      code: 'unknown-clause',
      field: 'clause',
    },
    { name: 'lap times where places count', command: { do: 'time', car: '1', timesUs: [8_300_000] }, code: 'not-timed', field: 'race' },
    { name: 'an order of strangers', command: { do: 'see-order', order: ['9'] }, code: 'unknown-car', field: 'order' },
    { name: 'a tick of an unknown line', command: { do: 'tick', step: 'scales', line: 'zeroo' }, code: 'unknown-line', field: 'line' },
  ])('$name', ({ command, code, field }) => {
    const night = green();
    night.give({ do: 'lap', race: RACE, order: ['1', '4', '5'] });
    expect(night.refused({ ...command, race: RACE })).toMatchObject({ code, field });
  });

  test.each([0, -5, 1.5, 2 ** 53])('a lap time of %d', (timeUs) => {
    expect(desk().refused({ do: 'time', race: 'x/qualifying', car: '1', timesUs: [timeUs] })).toMatchObject({ field: 'timesUs' });
  });

  test('nothing happens in a race that has ended, and a car that is out scores no lap', () => {
    const night = green();
    night.give({ do: 'call', race: RACE, name: 'off', car: '4' });
    expect(night.refused({ do: 'lap', race: RACE, order: ['1', '5', '4'] })).toMatchObject({
      code: 'car-is-out',
      facts: [night.state.seq],
    });
    night.give({ do: 'flag', race: RACE, flag: 'checkered' });
    expect(night.refused({ do: 'lap', race: RACE, order: ['1', '5'] })).toMatchObject({ code: 'race-ended' });
    expect(night.refused({ do: 'flag', race: RACE, flag: 'green' })).toMatchObject({ code: 'race-ended' });
    expect(night.refused({ do: 'change-line-up', race: RACE, order: ['1', '5'], why: 'x' })).toMatchObject({ code: 'race-ended' });
    expect(result(night.context, DAY, RACE).rows.map((row) => `${row.car} ${row.status}`)).toEqual(['1 finished', '5 finished', '4 dnf']);
  });
});
