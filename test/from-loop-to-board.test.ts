import {
  type Board,
  BoardReader,
  fieldOf,
  liveRaceOf,
  openSource,
  type Outage,
  p3Protocol,
  passOf,
  readRMonitor,
  replayClock,
  RMonitorCast,
  simulateDecoder,
  simulateRace,
} from '@racetower/timing';
import type { RaceRun } from '@racetower/engine';
import { describe, expect, test } from 'vitest';
import { raceRun } from '../packages/engine/src/control/race-run.ts';
import { result } from '../packages/engine/src/points/result.ts';
import { Desk } from '../packages/engine/src/testing/desk.ts';
import { RACE, raceBook } from '../packages/engine/src/testing/race-night.ts';
import { key, literal, round, stage } from '../packages/engine/src/testing/rulebook.ts';

const S = 1_000_000;
const LAPS = 15;
const GREEN_US = Date.UTC(2026, 4, 2, 14) * 1000;
const instant = (us: number): string => new Date(Math.ceil(us / 1000)).toISOString();

/** A race of twenty cars, from a decoder that hears them to a scoreboard that shows them. */
function raced(outages: readonly Outage[]): {
  readonly run: RaceRun;
  readonly rows: readonly object[];
  readonly board: Board;
  readonly verdicts: number;
} {
  const field = fieldOf(20, 18);
  const rounds = [
    round('race', [stage({ kind: 'entered' }, [key('car-number')])], { laps: { count: literal(LAPS), clauses: ['T-laps'] } }),
  ];
  const desk = new Desk(raceBook({ rounds }));
  desk.signIn(field.map((each) => each.car));
  for (const { car, transponder } of field) desk.give({ do: 'assign-transponder', class: 'x', car, transponder: String(transponder) });
  desk.give({ do: 'flag', race: RACE, flag: 'green', at: instant(GREEN_US) });

  const clock = replayClock(GREEN_US - 20 * S);
  const reader = new BoardReader();
  const cast = new RMonitorCast({ clock, localUs: () => 0 });
  cast.join({ write: (text) => text.split('\r\n').forEach((line) => take(reader, line)) });
  const run = (): RaceRun => raceRun(desk.context, desk.meeting, RACE);
  const show = (closed: boolean): void =>
    cast.show(
      liveRaceOf({
        session: { id: RACE, name: 'Race' },
        run: run(),
        passings: run().passings ?? [],
        laps: LAPS,
        closed,
        cars: field.map(({ car, transponder }) => ({ car, class: 'x', driver: `driver ${car}`, transponder: String(transponder) })),
      }),
    );
  show(false);
  const crossings = simulateRace({ cars: field, forS: 320, seed: 11 });
  const decoder = simulateDecoder({ clock, crossings, greenUs: GREEN_US, outages, aheadUs: 961 * S });
  const source = openSource({
    name: 'line',
    protocol: p3Protocol,
    dial: decoder.dial,
    clock,
    hear: (event) => {
      if (event.kind !== 'passing') return;
      desk.give({ do: 'pass', ...passOf(event.passing), at: instant(event.passing.arrivedUs) });
      show(false);
    },
  });
  clock.to(GREEN_US + 400 * S);
  source.close();
  decoder.stop();
  show(true);
  cast.stop();
  const rows = result(desk.context, desk.meeting, RACE).rows;
  return { run: run(), rows, board: reader.board(), verdicts: run().passings?.length ?? 0 };
}

function take(reader: BoardReader, line: string): void {
  if (line === '') return;
  const record = readRMonitor(line);
  if ('bad' in record) throw new Error(`${record.says}: ${line}`);
  reader.take(record);
}

const scored = ({ run, rows }: ReturnType<typeof raced>) => ({
  order: run.order,
  lapsDone: run.lapsDone,
  timing: run.timing,
  rows: rows.map((row) => ({ ...row, because: undefined })),
});

describe('a race from the loop to the scoreboard', () => {
  const undisturbed = raced([]);
  test('every crossing that the loop heard is a lap or says why it is none', () => {
    expect(undisturbed.verdicts).toBe(simulateRace({ cars: fieldOf(20, 18), forS: 320, seed: 11 }).length);
    expect(undisturbed.run.phase).toBe('ended');
    expect(undisturbed.run.lap).toBe(LAPS);
  });
  test.each([
    { name: 'two minutes in the middle', outages: [{ atS: 60, forS: 120 }] },
    { name: 'over the finish', outages: [{ atS: 230, forS: 60 }] },
    { name: 'from before the green', outages: [{ atS: -5, forS: 100 }] },
  ])('a line that is dead for $name changes nothing in the end', ({ outages }) => {
    expect(scored(raced(outages))).toEqual(scored(undisturbed));
  });
  test.each([
    { name: 'undisturbed', outages: [] },
    { name: 'with two minutes that came late', outages: [{ atS: 60, forS: 120 }] },
  ])('the board shows the order, laps and times of the race, $name', ({ outages }) => {
    const { run, board } = raced(outages);
    expect(board).toMatchObject({ session: 'Race', closed: true });
    expect(board.cars.map((each) => each.number)).toEqual(run.order);
    for (const car of board.cars) {
      const laps = (run.passings ?? []).filter((each) => each.car === car.number && each.counts === 'lap');
      expect(car.laps).toBe(run.lapsDone[car.number]);
      expect(car.best?.timeUs).toBe(run.timing?.[car.number]?.bestUs);
      expect(
        car.crossings
          .map((each) => each.lapUs)
          .filter((each) => each > 0)
          .toSorted(),
      ).toEqual(laps.map((each) => each.lapUs).toSorted());
    }
  });
});
