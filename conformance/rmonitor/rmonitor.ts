import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Board,
  BoardReader,
  type LiveCar,
  type LiveRace,
  openSource,
  readRMonitor,
  replayClock,
  replayDial,
  RMonitorFeed,
  type RMonitorRecord,
  rmonitorEntries,
  rmonitorProtocol,
  writeRMonitor,
} from '@racetower/timing';
import { type CaseOutcome, type ConformanceSet, differs, outcomeOf } from '../conformance-set.ts';
import { filesOf } from '../data-lines.ts';

/** Feeds of real timing software: every line is read and written as it was, every crossing is heard, and the board goes out as it came. */
export const rmonitor: ConformanceSet = {
  name: 'rmonitor',
  run: (folder) => filesOf(folder, '.txt').flatMap((file) => feedCases(file, readFileSync(join(folder, file)))),
};

function feedCases(file: string, bytes: Uint8Array): readonly CaseOutcome[] {
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const records = lines.flatMap((line): readonly RMonitorRecord[] => {
    const record = readRMonitor(line);
    return 'record' in record ? [record] : [];
  });
  const written = lines.find((line) => line.trimEnd() !== writtenAgain(line));
  const crossings = records.filter((each) => each.record === '$J').length + toldByPlaceAlone(records);
  const board = boardOf(records);
  return [
    outcomeOf(`${file} lines`, differs('records', lines.length, records.length)),
    outcomeOf(`${file} written again`, written === undefined ? undefined : differs('line', written, writtenAgain(written))),
    outcomeOf(`${file} crossings`, differs('passings', crossings, heardOf(bytes))),
    outcomeOf(`${file} sent on`, differs('board', shown(board), shown(sentOn(board)))),
  ];
}

/** Crossings whose own record was another one sent twice, so that only laps and total of the place tell them. */
function toldByPlaceAlone(records: readonly RMonitorRecord[]): number {
  const totals = new Set(records.flatMap((each) => (each.record === '$J' ? [`${each.reg} ${each.totalUs}`] : [])));
  const laps = new Map<string, number>();
  let alone = 0;
  for (const each of records) {
    if (each.record !== '$G') continue;
    const before = laps.get(each.reg);
    laps.set(each.reg, each.laps ?? 0);
    if (before !== undefined && (each.laps ?? 0) > before && !totals.has(`${each.reg} ${each.totalUs}`)) alone++;
  }
  return alone;
}

function writtenAgain(line: string): string {
  const record = readRMonitor(line);
  return 'record' in record ? writeRMonitor(record).trimEnd() : record.says;
}

function boardOf(records: readonly RMonitorRecord[]): Board {
  const reader = new BoardReader();
  for (const record of records) reader.take(record);
  return reader.board();
}

/** How many passings the feed gives as a source. */
function heardOf(bytes: Uint8Array): number {
  let passings = 0;
  const entries = rmonitorEntries(bytes);
  const clock = replayClock(entries[0]?.atUs ?? 0);
  const source = openSource({
    name: 'feed',
    protocol: rmonitorProtocol,
    dial: replayDial(entries, clock, { speed: 1 }),
    clock,
    hear: (event) => {
      if (event.kind === 'passing') passings++;
    },
  });
  clock.to((entries.at(-1)?.atUs ?? 0) + 1);
  source.close();
  return passings;
}

/** The board after it went through our own feed: car by car it is a race, then records, then lines, then a board. */
function sentOn(board: Board): Board {
  const race: LiveRace = { session: { id: '1', name: board.session }, flag: 'green', closed: board.closed, cars: board.cars.map(carOf) };
  const feed = new RMonitorFeed(() => 0);
  const lines = [feed.update({ ...race, cars: [] }, 0), feed.update(race, 1)].flat().map(writeRMonitor);
  return boardOf(
    lines.flatMap((line): readonly RMonitorRecord[] => {
      const record = readRMonitor(line.trimEnd());
      return 'record' in record ? [record] : [];
    }),
  );
}

function carOf(car: Board['cars'][number]): LiveCar {
  const [first = '', ...last] = car.name.split(' ');
  return {
    number: car.reg,
    class: car.class,
    first,
    last: last.join(' '),
    transponder: String(car.transponder),
    laps: car.laps,
    crossings: car.crossings.length > 0 ? withTotal(car.crossings, car.totalUs) : car.totalUs > 0 ? [{ totalUs: car.totalUs }] : [],
    ...(car.best ? { best: car.best } : {}),
  };
}

/** A feed may tell a total that no crossing had, after a correction: the last crossing has the total. */
const withTotal = (crossings: LiveCar['crossings'], totalUs: number): LiveCar['crossings'] => [
  ...crossings.slice(0, -1),
  { ...crossings.at(-1), totalUs },
];

const shown = (board: Board) => board.cars.map(({ reg, laps, totalUs, best }) => ({ reg, laps, totalUs, best }));
