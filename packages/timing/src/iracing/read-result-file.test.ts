import { describe, expect, test } from 'vitest';
import { readResultFile } from './read-result-file.ts';
import { type ResultFile, ResultFileError } from './result-file.ts';
import { eventOf, lineOf, sessionOf, tableOf } from '../testing/result-files.ts';

const bytes = (value: unknown): Uint8Array => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown): ResultFile => readResultFile(bytes(value));
const main = (file: ResultFile): ResultFile['sessions'][number] => file.sessions.at(-1) ?? { name: '', kind: 'race', lines: [] };

describe('JSON of the website and of the data interface', () => {
  test.each([
    { name: 'with its cover', value: { type: 'event_result', data: eventOf() }, format: 'export' },
    { name: 'without', value: eventOf(), format: 'api' },
  ])('$name', ({ value, format }) => {
    expect(read(value)).toMatchObject({
      format,
      subsession: '5001',
      name: 'Round 1',
      league: { id: '77', name: 'Test League' },
      startsAt: '2025-07-16T01:00:00.000Z',
      endsAt: '2025-07-16T02:40:00.000Z',
      track: { name: 'Test Speedway', config: 'Oval' },
    });
  });

  test('sessions stand in the order they were run, lines in the order of their places, whatever order the file has', () => {
    const lines = [lineOf(2), lineOf(0), lineOf(1)];
    const sessions = [sessionOf(0, 'FEATURE', 6, lines), sessionOf(-2, 'QUALIFY', 4, lines), sessionOf(-1, 'HEAT 1', 6, lines)];
    for (const order of [sessions, sessions.toReversed()]) {
      const file = read(eventOf({ session_results: order }));
      expect(file.sessions.map((each) => `${each.name} ${each.kind}`)).toEqual(['QUALIFY qualifying', 'HEAT 1 race', 'FEATURE race']);
      expect(main(file).lines.map((each) => each.place)).toEqual([1, 2, 3]);
    }
  });

  test('a line: places from 1, times in microseconds, a number with its zeros', () => {
    const line = lineOf(4, {
      starting_position: 0,
      livery: { car_number: '007' },
      interval: 133_931,
      best_lap_time: 1_052_853,
      average_lap: 1_071_208,
      best_lap_num: 9,
      incidents: 12,
      laps_lead: 3,
    });
    expect(main(read(eventOf({ session_results: [sessionOf(0, 'RACE', 6, [line])] }))).lines[0]).toEqual({
      place: 5,
      placeInClass: 5,
      driver: { id: '105', name: 'Driver 5' },
      drivers: [{ id: '105', name: 'Driver 5' }],
      number: '007',
      car: 'Test Car',
      class: { id: '1', name: 'Test Class', shortName: 'Test' },
      start: 1,
      laps: 20,
      lapsLed: 3,
      incidents: 12,
      bestLapUs: 105_285_300,
      bestLap: 9,
      averageLapUs: 107_120_800,
      intervalUs: 13_393_100,
      reasonOut: 'Running',
      computer: false,
    });
  });

  test.each([
    { name: 'laps down', interval: -1, best: 1, wanted: {} },
    { name: 'no lap', interval: 0, best: -1, wanted: { intervalUs: 0 } },
  ])('what is not there is left out: $name', ({ interval, best, wanted }) => {
    const line = lineOf(0, { interval, best_lap_time: best, average_lap: -1, starting_position: -1 });
    const found = main(read(eventOf({ session_results: [sessionOf(0, 'RACE', 6, [line])] }))).lines[0];
    expect({ intervalUs: found?.intervalUs, start: found?.start, averageLapUs: found?.averageLapUs }).toEqual({
      intervalUs: undefined,
      start: undefined,
      averageLapUs: undefined,
      ...wanted,
    });
  });

  test('a team, with who drove most first', () => {
    const { cust_id: _, ...team } = lineOf(0, { team_id: -900, display_name: 'Team One' });
    const driven = [
      { cust_id: 1, display_name: 'Ann', laps_complete: 12 },
      { cust_id: 2, display_name: 'Ben', laps_complete: 30 },
    ];
    const line = main(read(eventOf({ session_results: [sessionOf(0, 'RACE', 6, [{ ...team, driver_results: driven }])] }))).lines[0];
    expect(line).toMatchObject({ team: { id: '-900', name: 'Team One' }, driver: { id: '2', name: 'Ben' } });
    expect(line?.drivers.map((each) => each.name)).toEqual(['Ben', 'Ann']);
  });

  test('an open hosted session is of no league', () => {
    expect(read(eventOf({ league_id: 0 })).league).toBeUndefined();
    expect(read(eventOf({ league_id: undefined })).league).toBeUndefined();
  });
});

describe('the old table', () => {
  test('in Latin-1, with its blocks', () => {
    const text = tableOf([
      ['2', '102', 'Zoë Müller', '1', '04', 'Disconnected', '-1L', '7', '3', '1:18.590', '1:17.561'],
      ['1', '101', 'Ann', '2', '12', 'Running', '-24.651', '8', '0', '', '58.1'],
    ]);
    const file = readResultFile(Buffer.from(text, 'latin1'));
    expect(file).toMatchObject({
      format: 'csv',
      name: 'Friday Night',
      league: { id: '77', season: 'Autumn' },
      startsAt: '2019-10-08T23:05:00.000Z',
    });
    expect(file.sessions).toHaveLength(1);
    expect(main(file).lines.map((each) => each.driver.name)).toEqual(['Ann', 'Zoë Müller']);
    expect(main(file).lines[0]).toMatchObject({ place: 1, start: 2, intervalUs: 24_651_000, laps: 8, bestLapUs: 58_100_000 });
    expect(main(file).lines[1]).toMatchObject({
      number: '04',
      reasonOut: 'Disconnected',
      incidents: 3,
      averageLapUs: 78_590_000,
      bestLapUs: 77_561_000,
    });
    expect(main(file).lines[1]?.intervalUs).toBeUndefined();
  });

  test('in UTF-8 as well', () => {
    const file = read(tableOf([['1', '102', 'Zoë', '1', '4', 'Running', '-0.0', '7', '3', '', '']]));
    expect(main(file).lines[0]?.driver.name).toBe('Zoë');
  });
});

const broken = JSON.stringify(eventOf());

test.each<{ readonly name: string; readonly file: unknown; readonly code: string; readonly where: string }>([
  { name: 'nothing', file: '', code: 'truncated', where: '' },
  { name: 'JSON cut in a text', file: broken.slice(0, broken.indexOf('Driver 1') + 3), code: 'truncated', where: '' },
  { name: 'JSON cut behind a line', file: broken.slice(0, broken.indexOf('}}') + 2), code: 'truncated', where: '' },
  { name: 'JSON with a mistake', file: broken.replace('"Round 1"', 'Round 1'), code: 'no-result', where: '' },
  { name: 'other JSON', file: { drivers: [] }, code: 'no-result', where: 'subsession_id' },
  { name: 'a web page', file: '<html></html>', code: 'no-result', where: '' },
  { name: 'no sessions', file: eventOf({ session_results: [] }), code: 'bad-value', where: 'session_results' },
  {
    name: 'a line without a customer',
    file: eventOf({ session_results: [sessionOf(0, 'RACE', 6, [lineOf(0), lineOf(1, { cust_id: undefined })])] }),
    code: 'bad-value',
    where: 'session_results[0].results[1].cust_id',
  },
  {
    name: 'a line with half an incident',
    file: eventOf({ session_results: [sessionOf(0, 'RACE', 6, [lineOf(0, { incidents: 1.5 })])] }),
    code: 'bad-value',
    where: 'session_results[0].results[0].incidents',
  },
  { name: 'a table without results', file: '"Start Time","Track"\n"2019-10-08T23:05:00Z","X"\n', code: 'truncated', where: 'line 2' },
  { name: 'a table cut in a value', file: `${tableOf([['1', '101', 'Ann']])}\n"2","10`, code: 'truncated', where: 'line 9' },
  { name: 'a table cut in a line', file: tableOf([['1', '101', 'Ann', '1', '4', 'Running']]), code: 'truncated', where: 'line 8' },
  {
    name: 'a table with a word for a place',
    file: tableOf([['first', '101', 'Ann', '1', '4', 'Running', '', '1', '0', '', '']]),
    code: 'bad-value',
    where: 'line 8, Fin Pos',
  },
  {
    name: 'a table with a word for a time',
    file: tableOf([['1', '101', 'Ann', '1', '4', 'Running', '', '1', '0', '', 'fast']]),
    code: 'bad-value',
    where: 'line 8, Fastest Lap Time',
  },
])('refused with its place: $name', ({ file, code, where }) => {
  let error: unknown;
  try {
    read(file);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ResultFileError);
  expect({ code: (error as ResultFileError).code, where: (error as ResultFileError).where }).toEqual({ code, where });
});
