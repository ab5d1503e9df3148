import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RaceRun } from '@racetower/engine';
import {
  type Board,
  BoardReader,
  type CaptureEntry,
  liveRaceOf,
  openSource,
  type Passing,
  type PassFields,
  passOf,
  type Protocol,
  p3Entries,
  p3Protocol,
  readRMonitor,
  replayClock,
  replayDial,
  RMonitorFeed,
  rmonitorEntries,
  rmonitorProtocol,
  writeRMonitor,
} from '@racetower/timing';
import { describe, expect, test } from 'vitest';
import { raceRun } from '../packages/engine/src/control/race-run.ts';
import { result } from '../packages/engine/src/points/result.ts';
import { Desk } from '../packages/engine/src/testing/desk.ts';
import { RACE, raceBook } from '../packages/engine/src/testing/race-night.ts';
import { key, literal, round, stage } from '../packages/engine/src/testing/rulebook.ts';

const DATA = process.env['RACETOWER_DATA'] ?? resolve(import.meta.dirname, '../../shared/data');
const DAY_US = Date.UTC(2026, 4, 2, 14) * 1000;
const S = 1_000_000;
const instant = (us: number): string => new Date(Math.ceil(us / 1000)).toISOString();

/** Hears a capture as if it came in on the afternoon of the meeting. */
function heard(protocol: Protocol, entries: readonly CaptureEntry[]): readonly Passing[] {
  const passings: Passing[] = [];
  const first = entries[0]?.atUs ?? 0;
  const moved = entries.map((each) => ({ ...each, atUs: each.atUs - first + DAY_US + 10 * S }));
  const clock = replayClock(DAY_US);
  const source = openSource({
    name: 'line',
    protocol,
    dial: replayDial(moved, clock, { speed: 1 }),
    clock,
    hear: (event) => event.kind === 'passing' && passings.push(event.passing),
  });
  clock.to((moved.at(-1)?.atUs ?? 0) + S);
  source.close();
  return passings;
}

interface Scored {
  readonly run: RaceRun;
  readonly board: Board;
  readonly result: readonly { readonly car: string; readonly laps: number | undefined }[];
}

/** Scores passings as one race without end, by the numbers or the transponders of its cars. */
function scored(passings: readonly Passing[], fieldsOf: (passing: Passing) => PassFields): Scored {
  const rounds = [
    round('race', [stage({ kind: 'entered' }, [key('car-number')])], { laps: { count: literal(100_000), clauses: ['T-laps'] } }),
  ];
  const timing = [{ rounds: [], minLapMs: literal(20_000), firstCrossing: 'starts', clauses: [] }] as const;
  const desk = new Desk(raceBook({ rounds, timing }));
  const cars = [...new Set(passings.map(carOf))];
  desk.signIn(cars);
  const green = Math.min(...passings.map((each) => each.clubTimeUs)) - S;
  desk.give({ do: 'flag', race: RACE, flag: 'green', at: instant(green) });
  for (const each of passings) desk.give({ do: 'pass', ...fieldsOf(each), at: instant(each.arrivedUs) });
  const last = passings.reduce((us, each) => Math.max(us, each.arrivedUs), 0);
  desk.give({ do: 'flag', race: RACE, flag: 'checkered', at: instant(last + S) });
  const run = raceRun(desk.context, desk.meeting, RACE);
  const shown = {
    session: { id: RACE, name: 'Race' },
    run,
    passings: run.passings ?? [],
    laps: 100_000,
    closed: true,
    cars: cars.map((car) => ({ car, class: 'x', driver: `driver ${car}` })),
  };
  const feed = new RMonitorFeed(() => 0);
  const reader = new BoardReader();
  for (const record of [
    ...feed.update({ ...liveRaceOf(shown), closed: false, cars: [] }, last),
    ...feed.update(liveRaceOf(shown), last + S),
  ]) {
    const read = readRMonitor(writeRMonitor(record).trimEnd());
    if ('bad' in read) throw new Error(`${read.says}: ${writeRMonitor(record)}`);
    reader.take(read);
  }
  return { run, board: reader.board(), result: result(desk.context, desk.meeting, RACE).rows.map(({ car, laps }) => ({ car, laps })) };
}

const carOf = ({ car, transponder }: Passing): string => car ?? transponder ?? '';

/** The passings of a car that come later than any second read of the one before. */
function readOnce(own: readonly Passing[]): readonly Passing[] {
  const sorted = own.toSorted((a, b) => a.timeUs - b.timeUs);
  return sorted.filter(({ timeUs }, index) => timeUs - (sorted[index - 1]?.timeUs ?? -Infinity) >= 20 * S);
}

/** A car that was first read when others had a lap: its first read is one, too. */
const cameLate = (run: RaceRun, car: string): boolean => (run.passings ?? []).find((each) => each.car === car)?.counts === 'lap';

/** Every passing has a verdict, and result and board have the laps that were driven. */
function expectNothingLost(passings: readonly Passing[], { run, board, result: rows }: Scored): void {
  expect(run.passings).toHaveLength(passings.length);
  // A feed may say the very same crossing again, and a car may be read twice at the line: each is named, and no lap.
  const single = [...Map.groupBy(passings, carOf).values()].flatMap(readOnce);
  const counts = (what: string): number => (run.passings ?? []).filter((each) => each.counts === what).length;
  expect(counts('read-twice')).toBe(passings.length - single.length);
  expect(counts('begins') + counts('lap')).toBe(single.length);
  const driven = Map.groupBy(single, carOf);
  expect(rows).toEqual(rows.map(({ car }) => ({ car, laps: (driven.get(car)?.length ?? 0) - (cameLate(run, car) ? 0 : 1) })));
  expect(board.cars.map(({ number, laps }) => ({ car: number, laps }))).toEqual(rows);
  const millis = (us: number): number => Math.floor(us / 1000);
  for (const car of board.cars)
    expect([car.number, millis(car.best?.timeUs ?? 0)]).toEqual([car.number, millis(run.timing?.[car.number]?.bestUs ?? 0)]);
}

/** The last board of a feed before it was cleared for the next session. */
function shownLast(bytes: Buffer): Board['cars'] {
  const reader = new BoardReader();
  let cars: Board['cars'] = [];
  for (const line of bytes.toString('latin1').split(/\r?\n/)) {
    const record = readRMonitor(line.trimEnd());
    if (!('record' in record)) continue;
    if (record.record === '$I' && cars.length > 0) break;
    reader.take(record);
    if (record.record === '$G') cars = reader.board().cars;
  }
  return cars;
}

describe.skipIf(!existsSync(DATA))('evenings of real gear through hearing, scoring and showing (skipped without the data folder)', () => {
  test('the stream of a club day: every passing is a lap or begins one, and the board has them', () => {
    const passings = heard(p3Protocol, p3Entries(readFileSync(join(DATA, 'p3/club-day.bin'))));
    expect(passings.length).toBeGreaterThan(50);
    expectNothingLost(
      passings,
      scored(passings, (each) => ({ ...passOf(each), transponder: `${each.transponder}`, carHeard: `${each.transponder}` })),
    );
  });

  test.each(['Orbits_Mock_Session.txt', '2009_Sebring_ALMS_Session_4.txt'])(
    '%s: a club that signs in by number gets the laps and best laps that the other software showed',
    (name) => {
      const bytes = readFileSync(join(DATA, 'rmonitor', name));
      const passings = heard(rmonitorProtocol, rmonitorEntries(bytes));
      const ours = scored(passings, passOf);
      expectNothingLost(passings, ours);
      const laps = new Map(shownLast(bytes).map((car) => [car.number, car.laps]));
      const differing = ours.result.filter(({ car, laps: count }) => (laps.get(car) ?? 0) + (cameLate(ours.run, car) ? 1 : 0) !== count);
      expect(differing).toEqual([]);
    },
  );
});
