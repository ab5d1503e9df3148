import type { PassingVerdict } from '../answers.ts';
import { type Context, contextOn, meetingOf } from '../context.ts';
import type { AnyFact } from '../fact.ts';
import { FactList } from '../state.ts';
import { raceRun } from './race-run.ts';

/** A lap that took so long that the car must have come by in between. */
export interface MissedRead {
  readonly car: string;
  readonly lap: number;
  /** How many reads are missing. */
  readonly count: number;
  /** When the car came by, if it drove evenly; microseconds since 1970. Entering a passing there splits the lap. */
  readonly atUs: readonly number[];
}

/** Laps needed before one can be told to be too long. */
const ENOUGH_LAPS = 3;
/** How near to a whole number of usual laps a long one must be, in hundredths. */
const NEAR_PERCENT = 25;

/** Laps and place of a car as they are, and as they would be with its missed reads entered. */
export interface SplitChange {
  readonly laps: readonly [is: number, would: number];
  readonly place: readonly [is: number, would: number];
}

/** Works out what entering the missed reads would change, on a copy of the race. */
export function splitChange(context: Context, meeting: string, race: string, missed: MissedRead): SplitChange {
  const { facts, date } = meetingOf(context, meeting);
  const entered = missed.atUs.map((timeUs, index): AnyFact => ({
    club: '',
    seq: context.state.seq + index + 1,
    at: date,
    by: '',
    meeting,
    race,
    kind: 'passing-read',
    body: { car: missed.car, timeUs },
  }));
  const copy = { ...facts, races: new Map(facts.races), passings: FactList.of([...facts.passings, ...entered]) };
  const state = { ...context.state, meetings: new Map(context.state.meetings).set(meeting, copy) };
  const is = raceRun(context, meeting, race);
  const would = raceRun(contextOn(context.editions, state, date), meeting, race);
  const { car } = missed;
  return {
    laps: [is.lapsDone[car] ?? 0, would.lapsDone[car] ?? 0],
    place: [is.order.indexOf(car) + 1, would.order.indexOf(car) + 1],
  };
}

/** Missed reads of a race; those that officials let stand are left out. */
export function missedReadsOf(context: Context, meeting: string, race: string): readonly MissedRead[] {
  const stands = meetingOf(context, meeting).facts.races.get(race)?.facts.of('reading-let-stand') ?? [];
  return missedReads(raceRun(context, meeting, race).passings ?? []).filter(
    (each) => !stands.some(({ body }) => body.what === 'missed-read' && body.car === each.car && body.lap === each.lap),
  );
}

/** Finds laps that took about two, three … times what is usual for the car. A slow lap in between is none. */
export function missedReads(verdicts: readonly PassingVerdict[]): readonly MissedRead[] {
  const byCar = Map.groupBy(
    verdicts.filter((each) => each.counts === 'lap' && each.lapUs !== undefined),
    (each) => each.car ?? '',
  );
  return [...byCar].flatMap(([car, laps]) => {
    if (laps.length < ENOUGH_LAPS) return [];
    const usual = median(laps.map((each) => each.lapUs ?? 0));
    return laps.flatMap((each) => {
      const us = each.lapUs ?? 0;
      const times = Math.round(us / usual);
      if (times < 2 || Math.abs(us - times * usual) * 100 > usual * NEAR_PERCENT) return [];
      const atUs = Array.from({ length: times - 1 }, (_, index) => each.timeUs - us + Math.round((us * (index + 1)) / times));
      return [{ car, lap: each.lap ?? 0, count: times - 1, atUs }];
    });
  });
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
