import type { PlannedRace, ResultRow } from '../answers.ts';
import { type Context, memo } from '../context.ts';
import { result } from '../points/result.ts';
import type { Place } from './field.ts';
import { findRace, racesOfRound } from './plan.ts';

/** A car's row in the race of a round that counts for it. */
export interface EarlierRow extends ResultRow {
  readonly race: string;
  /** Number of the race in its round. */
  readonly number: number;
}

/**
 * The races of a round that a line-up may look back on: all of an earlier round, and in a ladder the mains below its
 * own. None of a round that is not run before.
 */
export function earlierRaces(context: Context, where: Place, roundId: string): readonly PlannedRace[] {
  const races = racesOfRound(context, where.meeting, where.class, roundId);
  const order = context.book.rounds.map((round) => round.id);
  if (where.round === undefined || order.indexOf(roundId) < order.indexOf(where.round)) return races;
  const own = where.race === undefined ? undefined : findRace(context, where.meeting, where.race);
  const ladder = context.book.rounds.find((round) => round.id === roundId)?.ladder;
  return roundId === where.round && ladder && own ? races.filter((race) => race.number > own.number) : [];
}

/** Tells whether a race has a result, provisional or official. */
export function hasResult(context: Context, meeting: string, race: string): boolean {
  const { standing } = result(context, meeting, race);
  return standing === 'provisional' || standing === 'official';
}

/** The rows of a class in the races of rounds; where a car ran several, the highest main or the first race. */
export function earlierRows(context: Context, where: Place, rounds: readonly string[]): ReadonlyMap<string, EarlierRow> {
  return memo(context, `rows ${where.meeting} ${where.class} ${where.round ?? ''} ${where.race ?? ''} ${rounds.join(' ')}`, () => {
    const rows = new Map<string, EarlierRow>();
    for (const race of rounds.flatMap((round) => earlierRaces(context, where, round))) {
      if (!hasResult(context, where.meeting, race.id)) continue;
      for (const row of result(context, where.meeting, race.id).rows)
        if (!rows.has(row.car)) rows.set(row.car, { ...row, race: race.id, number: race.number });
    }
    return rows;
  });
}
