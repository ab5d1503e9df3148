import type { PassingVerdict } from '../answers.ts';
import { type Context, meetingOf, momentOf } from '../context.ts';
import { classesIn } from '../entry/entries.ts';
import { holders } from './crossings.ts';
import { raceRun } from './race-run.ts';

/** A car on the track whose transponder is not heard any more while those of others are. */
export interface SilentCar {
  readonly car: string;
  readonly transponder: string;
  /** When it was last read, or the green after that; microseconds since 1970. */
  readonly sinceUs: number;
  /** How many of its laps ago that is. */
  readonly laps: number;
}

/** A car may be slow, or spin once, before its transponder is doubted; in tenths of its usual lap. */
const DOUBTED_AFTER = 25;
/** Others count as heard that came by in so many tenths of a lap. */
const HEARD_WITHIN = 15;

/**
 * Lists the cars of a green race that carry a transponder and have not been read for two and a half of their laps, while at least
 * half of the others were just now. How long it is, the last passing says, not a clock. One that officials let stand is left out until it is read again.
 */
export function silentCars(context: Context, meeting: string, race: string): readonly SilentCar[] {
  const run = raceRun(context, meeting, race);
  const verdicts = run.passings ?? [];
  const last = verdicts.at(-1);
  if (run.phase !== 'green' || !last) return [];
  const greenUs = (run.moments['flag_green'] ?? 0) * 1000;
  const byCar = Map.groupBy(verdicts, (each) => each.car ?? '');
  const usualOfAll = usualLap(verdicts);
  return run.order.flatMap((car) => {
    const own = byCar.get(car) ?? [];
    const usualUs = usualLap(own) ?? usualOfAll;
    const transponder = own.findLast((each) => each.transponder !== undefined)?.transponder ?? carriedBy(context, meeting, race, car);
    const sinceUs = Math.max(greenUs, own.at(-1)?.timeUs ?? 0);
    if (usualUs === undefined || transponder === undefined || (last.timeUs - sinceUs) * 10 < usualUs * DOUBTED_AFTER) return [];
    const others = run.order.filter((each) => each !== car);
    const heard = others.filter((each) => (last.timeUs - (byCar.get(each)?.at(-1)?.timeUs ?? 0)) * 10 <= usualUs * HEARD_WITHIN);
    if (others.length === 0 || heard.length * 2 < others.length || letStand(context, { meeting, race, car, sinceUs })) return [];
    return [{ car, transponder, sinceUs, laps: Math.floor((last.timeUs - sinceUs) / usualUs) }];
  });
}

function usualLap(verdicts: readonly PassingVerdict[]): number | undefined {
  const sorted = verdicts.flatMap((each) => each.lapUs ?? []).toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** The transponder that a car of the race is said to carry. */
function carriedBy(context: Context, meeting: string, race: string, car: string): string | undefined {
  const classes = classesIn(race.split('/')[0] ?? race);
  return [...holders(context, meeting)].find(([, held]) => {
    const own = held.findLast((each) => each.car === car && classes.includes(each.class));
    return own !== undefined && !own.off;
  })?.[0];
}

function letStand(
  context: Context,
  silent: { readonly meeting: string; readonly race: string; readonly car: string; readonly sinceUs: number },
): boolean {
  const facts = meetingOf(context, silent.meeting).facts.races.get(silent.race)?.facts.of('reading-let-stand') ?? [];
  return facts.some((fact) => fact.body.what === 'silent' && fact.body.car === silent.car && momentOf(fact) * 1000 >= silent.sinceUs);
}
