import type { LineUp, PlannedRace } from '../answers.ts';
import { because } from '../because.ts';
import type { Context } from '../context.ts';
import { entryOf } from '../entry/entries.ts';
import type { Round } from '../language.ts';
import { result } from '../points/result.ts';
import { whole } from '../scope.ts';
import { type Place, roundScope } from './field.ts';
import { ladderPlan } from './main-ladder.ts';
import { racesOfRound } from './plan.ts';

/**
 * The cars next in line for a race: those of the lower race that just missed the transfer. None before that is run.
 *
 * @param starters every car that the line-up has or had, also those scratched since
 */
export function alternatesOf(
  context: Context,
  where: Place,
  round: Round,
  race: PlannedRace,
  starters: ReadonlySet<string>,
): LineUp['alternates'] {
  const lower = lowerRace(context, where, round, race);
  if (!lower) return [];
  const standing = result(context, where.meeting, lower.race.id);
  if (standing.standing === 'none' || standing.standing === 'running') return [];
  const isOut = (car: string): boolean => entryOf(context, where.meeting, where.class, car)?.withdrawn ?? true;
  const next = standing.rows.filter((row) => row.place > 0 && !starters.has(row.car) && !isOut(row.car)).slice(0, lower.count);
  return next.map((row) => ({
    car: row.car,
    driver: entryOf(context, where.meeting, where.class, row.car)?.driver ?? '',
    because: because(`first of ${lower.race.id} that does not transfer`, { clauses: lower.clauses, from: [row.because] }),
  }));
}

function lowerRace(
  context: Context,
  where: Place,
  round: Round,
  race: PlannedRace,
): { readonly race: PlannedRace; readonly count: number; readonly clauses: readonly string[] } | undefined {
  const scope = roundScope(context, where, round, { letter: () => race.letter });
  if (round.ladder) {
    const below = racesOfRound(context, where.meeting, where.class, round.id)[race.number];
    const plan = ladderPlan(context, where.meeting, where.class, round, round.ladder);
    return below && plan.letters.length > 1
      ? { race: below, count: whole(scope, round.ladder.alternates.count).value, clauses: round.ladder.alternates.clauses }
      : undefined;
  }
  if (!round.alternates) return undefined;
  const below = racesOfRound(context, where.meeting, where.class, round.alternates.from)[0];
  return below ? { race: below, count: whole(scope, round.alternates.count).value, clauses: round.alternates.clauses } : undefined;
}
