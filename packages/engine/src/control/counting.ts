import type { Context } from '../context.ts';
import { lineUp } from '../lineup/line-up.ts';
import { whole, scopeFor } from '../scope.ts';
import type { Counting } from './lap-count.ts';
import type { RunPlace } from './race-run.ts';
import { cautionOf } from './restart.ts';

/** A kart lap of the shortest track takes longer; a second read of the same passing comes sooner. */
const USUAL_MIN_LAP_MS = 2000;

/** How laps are counted in a race: by the timing rule of its round, over the laps of its line-up. */
export function countingOf(context: Context, where: RunPlace): Counting {
  const rule = (context.book.timing ?? []).find((each) => each.rounds.length === 0 || each.rounds.includes(where.round));
  const minLapMs = rule
    ? whole(scopeFor(context, { meeting: where.meeting, class: where.class, round: where.round }), rule.minLapMs).value
    : USUAL_MIN_LAP_MS;
  const { laps } = lineUp(context, where.meeting, where.race);
  return {
    minLapUs: minLapMs * 1000,
    firstCrossing: rule?.firstCrossing ?? 'starts',
    cautionLaps: cautionOf(context, where)?.laps === 'count',
    ...(laps ? { distance: laps.laps, distanceBecause: laps.because } : {}),
  };
}
