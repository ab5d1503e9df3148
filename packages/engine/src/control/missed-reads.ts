import type { PassingVerdict } from '../answers.ts';
import { type Context, meetingOf } from '../context.ts';
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
