import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldOf, simulateRace } from '../simulator/crossings.ts';
import { HandClock } from '../testing/hand-clock.ts';
import { handWire, hearing } from '../testing/hearing.ts';
import { liveAfter } from '../testing/scored.ts';
import { type Board, BoardReader } from './board.ts';
import { RMonitorFeed } from './feed.ts';
import type { LiveRace } from './live-race.ts';
import { rmonitorProtocol } from './protocol.ts';
import { readRMonitor } from './read.ts';
import type { RMonitorRecord } from './record.ts';
import { RMonitorCast, serveRMonitor } from './server.ts';
import { writeRMonitor } from './write.ts';

const S = 1_000_000;
const SESSION = { id: '2026-05-02/stock/a-main', name: 'Stock A main', track: 'Fairground', trackLength: '0.25' };
const ONGOING: Omit<LiveRace, 'cars'> = { session: SESSION, flag: 'green', greenUs: 1000 * S, closed: false };
const noon = (): number => 12 * 3600 * S;

/** Reads lines back as a client does. */
function boardOf(text: string): Board {
  const reader = new BoardReader();
  for (const line of text.split('\r\n').filter((each) => each !== '')) {
    const record = readRMonitor(line);
    if ('bad' in record) throw new Error(`${record.says}: ${line}`);
    reader.take(record);
  }
  return reader.board();
}
const written = (records: readonly RMonitorRecord[]): string => records.map(writeRMonitor).join('');

describe('records are read and written as timing software does', () => {
  test.each([
    '$F,9999,"00:11:19","14:26:56","00:00:40","Green "',
    '$F,0,"00:00:00","23:26:16","00:00:00","      "',
    '$A,"9","9",1879556,"Ron","CUMMING","Nemesis Kit Car",1',
    '$COMP,"9","9",1,"Ron","CUMMING","Nemesis Kit Car","2200"',
    '$B,26,"Race 3 - 1st Race"',
    '$C,1,"KMSC Modsports A2"',
    '$E,"TRACKLENGTH","1.271"',
    '$G,1,"9",,"00:00:05.966"',
    '$G,1,"733",1,"00:01:11.603"',
    '$H,1,"733",1,"00:01:07.984"',
    '$I,"10:03:08","27 Jan 09"',
    '$J,"733","00:01:07.984","00:01:11.603"',
    '$L,"21","T1","SFT","01/27/2009","08:12:44.012"',
  ])('%s', (line) => {
    const record = readRMonitor(line);
    if ('bad' in record) throw new Error(record.says);
    expect(writeRMonitor(record)).toBe(`${line}\r\n`);
  });
  test.each([
    { line: '$G,one,"9",,"00:00:05.966"', says: 'a $G with a field that cannot be read' },
    { line: '$J,"9","00:00:99.000","00:00:05.966"', says: 'a $J with a field' },
    { line: '$A,"9', says: 'a quote that does not end' },
    { line: 'hello', says: 'no record' },
  ])('$line is named', ({ line, says }) => {
    expect(readRMonitor(line)).toMatchObject({ says: expect.stringContaining(says) as string });
  });
  test('a name with commas and quotes comes through without them', () => {
    const line = writeRMonitor({ record: '$B', run: 1, says: 'Feature, "25 laps"' });
    expect(line).toBe('$B,1,"Feature 25 laps"\r\n');
  });
  test('whatever stands in a line, reading it ends in a record or in words', () => {
    fc.assert(
      fc.property(fc.constantFrom('', '$A,', '$G,1,"'), fc.string({ maxLength: 60 }), (start, text) => {
        expect(Object.keys(readRMonitor(start + text)).some((key) => key === 'record' || key === 'bad')).toBe(true);
      }),
    );
  });
});

/** Shows a simulated race crossing by crossing; gives the lines and the race in the end. */
function shown(cars: number, forS: number, seed: number) {
  const crossings = simulateRace({ cars: fieldOf(cars, 15), forS, seed, dropOutPercent: 20 });
  const feed = new RMonitorFeed(noon);
  const races = [[], ...crossings.map((_, index) => crossings.slice(0, index + 1))].map((heard) => liveAfter(heard, ONGOING));
  const lines = races.map((race, index) => written(feed.update(race, (1000 + index) * S)));
  return { feed, lines, last: races.at(-1) as LiveRace };
}

/** What both sides know of a race. */
const told = (race: LiveRace) =>
  race.cars.map((car) => ({
    number: car.number,
    class: car.class,
    laps: car.laps,
    totalUs: car.crossings.at(-1)?.totalUs ?? 0,
    best: car.best,
    crossings: car.crossings.map((each) => ({ lapUs: each.lapUs ?? 0, totalUs: each.totalUs })),
  }));
const readBack = (board: Board) =>
  board.cars.map(({ number, class: inClass, laps, totalUs, best, crossings }) => ({
    number,
    class: inClass,
    laps,
    totalUs,
    best,
    crossings,
  }));

describe('a race that is sent and read back', () => {
  test('has the same order, laps and times', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 5, max: 150 }), fc.integer(), (cars, forS, seed) => {
        const { lines, last } = shown(cars, forS, seed);
        expect(readBack(boardOf(lines.join('')))).toEqual(told(last));
      }),
      { numRuns: 25 },
    );
  });
  test('who comes late gets all but the crossings of before', () => {
    const { feed, last } = shown(8, 100, 3);
    const board = boardOf(written(feed.burst(1100 * S)));
    expect(readBack(board)).toEqual(told(last).map((car) => ({ ...car, crossings: [] })));
    expect(board).toMatchObject({ session: 'Stock A main', run: 1, closed: false, flag: 'Green', lapsToGo: 9999 });
  });
  test('a lap that is found late moves the board without a second crossing', () => {
    const crossings = simulateRace({ cars: fieldOf(4, 15), forS: 90, seed: 2 });
    const missing = crossings.findIndex((each, index) => each.car === '2' && index > 8);
    const feed = new RMonitorFeed(noon);
    const first = written(feed.update(liveAfter(crossings.toSpliced(missing, 1), ONGOING), 1090 * S));
    const then = written(feed.update(liveAfter(crossings, ONGOING), 1091 * S));
    expect(then.match(/\$J/g)).toHaveLength(1);
    const board = readBack(boardOf(first + then)).map(({ number, laps, totalUs, best }) => ({ number, laps, totalUs, best }));
    expect(board).toEqual(told(liveAfter(crossings, ONGOING)).map(({ number, laps, totalUs, best }) => ({ number, laps, totalUs, best })));
  });
});

describe('what clients insist on', () => {
  const CARS = [
    { number: '64', class: 'Stock', first: 'Ann', last: 'Bee', transponder: 'FL-94890', laps: 0, crossings: [] },
    { number: '64', class: 'Mini', first: 'Cal', last: 'Dee', transponder: '3444425', laps: 0, crossings: [{ totalUs: 2_051_000 }] },
  ];
  test('on connect places by time, places, session, cars, classes, track, then a second', () => {
    const feed = new RMonitorFeed(noon);
    feed.update({ ...ONGOING, lapsToGo: 25, timeToGoUs: 0, cars: CARS }, 1000 * S);
    expect(written(feed.burst(1002 * S)).split('\r\n')).toEqual([
      '$H,1,"64",0,"00:00:00.000"',
      '$H,2,"64-2",0,"00:00:00.000"',
      '$G,1,"64",,"00:00:00.000"',
      '$G,2,"64-2",,"00:00:02.051"',
      '$B,1,"Stock A main"',
      '$A,"64","64",0,"Ann","Bee","",1',
      '$A,"64-2","64",3444425,"Cal","Dee","",2',
      '$COMP,"64","64",1,"Ann","Bee","",""',
      '$COMP,"64-2","64",2,"Cal","Dee","",""',
      '$C,1,"Stock"',
      '$C,2,"Mini"',
      '$E,"TRACKNAME","Fairground"',
      '$E,"TRACKLENGTH","0.25"',
      '$F,25,"00:00:00","12:00:00","00:00:02","Green "',
      '',
    ]);
  });
  test.each([
    { flag: 'white', text: 'Green ' },
    { flag: 'yellow', text: 'Yellow' },
    { flag: 'red', text: 'Red   ' },
    { flag: 'checkered', text: 'Finish' },
    { flag: 'none', text: '      ' },
  ] as const)('the flag $flag is told at once', ({ flag, text }) => {
    const feed = new RMonitorFeed(noon);
    feed.update({ ...ONGOING, cars: CARS }, 1000 * S);
    const lines = written(feed.update({ ...ONGOING, flag, cars: CARS }, 1001 * S));
    expect(lines).toBe(flag === 'white' ? lines : `$F,9999,"00:00:00","12:00:00","00:00:01","${text}"\r\n`);
    expect(lines).toContain(`"${text}"`);
  });
  test('a session closes with run 95 and an empty second; the next one has another run', () => {
    const feed = new RMonitorFeed(noon);
    feed.update({ ...ONGOING, cars: CARS }, 1000 * S);
    const closing = written(feed.update({ ...ONGOING, closed: true, cars: CARS }, 1001 * S));
    expect(closing).toBe('$B,95,"Stock A main"\r\n$F,0,"00:00:00","12:00:00","00:00:00","      "\r\n');
    const next = written(feed.update({ ...ONGOING, session: { id: 'b', name: 'Mini A main' }, cars: [] }, 1002 * S));
    expect(next).toContain('$I,"12:00:00","01 Jan 70"\r\n');
    expect(next).toContain('$B,2,"Mini A main"\r\n');
  });
  test('runs are 1 to 94, whatever the number of races', () => {
    const feed = new RMonitorFeed(noon);
    const runs = Array.from({ length: 200 }, (_, index) =>
      feed.update({ ...ONGOING, session: { id: String(index), name: 'x' }, closed: true, cars: [] }, 0),
    );
    expect(runs.every((records) => records.every((each) => each.record !== '$B' || each.run <= 95))).toBe(true);
  });
});

describe('the server', () => {
  function cast(refreshS?: number) {
    const clock = new HandClock(1000 * S);
    const told: string[] = [];
    const server = new RMonitorCast({ clock, localUs: noon, ...(refreshS !== undefined ? { refreshS } : {}) });
    return { clock, server, told, client: { write: (text: string) => void told.push(text) } };
  }
  test('tells a second each second, and all of it again every half minute', () => {
    const { clock, server, told, client } = cast();
    server.show({ ...ONGOING, cars: [] });
    server.join(client);
    clock.forward(30);
    expect(told).toHaveLength(31);
    expect(told.filter((each) => each.includes('$B'))).toHaveLength(2);
    server.leave(client);
    clock.forward(5);
    expect(told).toHaveLength(31);
  });
  test('does not refresh where that is switched off', () => {
    const { clock, server, told, client } = cast(0);
    server.join(client);
    clock.forward(100);
    expect(told.some((each) => each.includes('$B'))).toBe(false);
  });
  test('a program that reads the feed as a source hears the crossings that were sent', async () => {
    const clock = new HandClock(1000 * S);
    const served = await serveRMonitor({ clock, localUs: noon }, { host: '127.0.0.1', port: 0 });
    const { connect } = await import('node:net');
    const socket = connect(served.port, '127.0.0.1');
    const text = await new Promise<string>((done) => {
      let all = '';
      socket.on('data', (bytes) => {
        all += String(bytes);
        if (all.includes('"Finish"')) done(all);
        else if (all.includes('$F') && !all.includes('$B')) {
          const crossings = simulateRace({ cars: fieldOf(3, 15), forS: 60, seed: 1 });
          served.show(liveAfter([], ONGOING));
          served.show(liveAfter(crossings, ONGOING));
          served.show(liveAfter(crossings, { ...ONGOING, flag: 'checkered' }));
        }
      });
    });
    expect(served.clients()).toBe(1);
    socket.destroy();
    await served.close();
    const wire = handWire(clock);
    const heard = hearing(clock, rmonitorProtocol, wire.dial);
    clock.forward(0);
    wire.receive(Buffer.from(text));
    expect(heard.passings()).toHaveLength(simulateRace({ cars: fieldOf(3, 15), forS: 60, seed: 1 }).length);
    expect(heard.passings().every((each) => each.car !== undefined)).toBe(true);
    expect(heard.events.flatMap((each) => (each.kind === 'flag' ? [each.flag] : []))).toEqual(['', 'Green', 'Finish']);
    heard.source.close();
  });
  test.each([
    { name: 'a crossing that only laps and total of the place tell is one', laps: [2], totals: ['00:00:45.000'], heard: [15, 30, 45] },
    { name: 'a lap that an official gave back by hand is no crossing', laps: [2], totals: ['00:00:30.000'], heard: [15, 30] },
    { name: 'a place that is told again is no crossing', laps: [1, 1], totals: ['00:00:30.000', '00:00:30.000'], heard: [15, 30] },
  ])('$name', ({ laps, totals, heard: seconds }) => {
    const clock = new HandClock(1000 * S);
    const wire = handWire(clock);
    const heard = hearing(clock, rmonitorProtocol, wire.dial);
    clock.forward(0);
    const places = laps.map((lap, index) => `$G,1,"12",${lap},"${totals[index]}"\r\n`).join('');
    const before = '$G,1,"12",,"00:00:00.000"\r\n$J,"12","00:00:00.000","00:00:15.000"\r\n$G,1,"12",,"00:00:15.000"\r\n';
    wire.receive(Buffer.from(`${before}$J,"12","00:00:15.000","00:00:30.000"\r\n$G,1,"12",1,"00:00:30.000"\r\n${places}`));
    expect(heard.passings().map((each) => each.timeUs / S)).toEqual(seconds);
    heard.source.close();
  });
});
