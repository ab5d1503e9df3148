import { because } from '../because.ts';
import { type Context, meetingOf } from '../context.ts';
import { raceRun } from '../control/race-run.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRace } from '../lineup/plan.ts';
import { refuse } from '../refusal.ts';
import { didYouMean } from '../nearest.ts';

/** The order in which cars completed a lap, front first; lap 0 is the line-up. */
interface ChartLap {
  readonly lap: number;
  readonly order: readonly string[];
  /** How long after the first, or after the car that was asked about, each car completed the lap; only cars that were read at the line. */
  readonly gapsUs: Readonly<Record<string, number>>;
}

/**
 * Who was where at the end of every lap, from crossings or as it was scored by hand. Of a lap that was driven again after it was taken
 * back, the last time counts.
 *
 * @param to the car that gaps are told to; left out: whoever completed the lap first
 */
export function lapChartView(context: Context, meeting: string, raceId: string, to?: string) {
  const race = plannedRace(context, meeting, raceId);
  const run = raceRun(context, meeting, race.id);
  const byHand = (meetingOf(context, meeting).facts.races.get(race.id)?.facts.of('lap-scored') ?? []).filter(
    ({ body }) => body.lap <= run.lap,
  );
  const crossed = new Map<number, Map<string, number>>();
  for (const { lap = 0, car = '', timeUs } of (run.passings ?? []).filter((each) => each.counts === 'lap'))
    crossed.set(lap, (crossed.get(lap) ?? new Map<string, number>()).set(car, timeUs));
  const orders = new Map<number, readonly string[]>(
    [...crossed].map(([lap, times]) => [lap, [...times].toSorted(([, one], [, other]) => one - other).map(([car]) => car)]),
  );
  for (const { body } of byHand) orders.set(body.lap, [...body.order, ...body.lapped]);
  const started = lineUp(context, meeting, race.id).slots.map((slot) => slot.car);
  if (to !== undefined && !started.includes(to))
    refuse('unknown-car', `car ${to} is not in ${race.name}${didYouMean(to, started)}`, { field: 'to' });
  const laps: readonly ChartLap[] = [...orders]
    .toSorted(([a], [b]) => a - b)
    .map(([lap, order]) => ({ lap, order, gapsUs: gapsOf(crossed.get(lap) ?? new Map<string, number>(), to) }));
  return {
    race: race.id,
    laps: laps.length === 0 ? [] : [{ lap: 0, order: started, gapsUs: {} }, ...laps],
    because: because(`the lap chart of ${race.name}`, { facts: byHand.map((fact) => fact.seq), from: [run.because] }),
  };
}

function gapsOf(times: ReadonlyMap<string, number>, to: string | undefined): Readonly<Record<string, number>> {
  const from = to === undefined ? Math.min(...times.values()) : times.get(to);
  return from === undefined ? {} : Object.fromEntries([...times].map(([car, time]) => [car, time - from]));
}
