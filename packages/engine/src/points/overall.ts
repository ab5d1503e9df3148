import type { Overall, OverallRow } from '../answers.ts';
import { because } from '../because.ts';
import { busyWith, type Context, forThisStateOnly, memo } from '../context.ts';
import { entered, entryOf } from '../entry/entries.ts';
import { ordinal } from '../in-words.ts';
import type { OverallRule } from '../language.ts';
import { sortCars } from '../lineup/order.ts';
import { plannedRaces } from '../lineup/plan.ts';
import { refuse } from '../refusal.ts';
import { holds, scopeFor } from '../scope.ts';
import { result } from './result.ts';

/**
 * The class as it stands over all races of the meeting, by the first rule whose condition holds. Cars that no key tells
 * apart share the place. Refuses `no-overall` where the rulebook has no such order, `overall-cycle` where the order rests
 * on points that it gives itself.
 */
export function overall(context: Context, meeting: string, classId: string): Overall {
  const making = busyWith(context, 'overalls');
  const key = `${meeting} ${classId}`;
  if (making.has(key)) {
    forThisStateOnly(context);
    return refuse('overall-cycle', `the overall of ${classId} rests on points that are given by it`, { field: 'overall' });
  }
  return memo(context, `overall ${key}`, () => {
    making.add(key);
    try {
      return made(context, meeting, classId);
    } finally {
      making.delete(key);
    }
  });
}

function made(context: Context, meeting: string, classId: string): Overall {
  const where = { meeting, class: classId };
  const rule = (context.book.overall ?? []).find((each) => holds(scopeFor(context, where), each.when));
  if (!rule) return refuse('no-overall', `the rulebook has no overall order of ${classId}`, { field: 'class' });
  const cars = carsOf(context, where, rule);
  const sorted = sortCars(context, where, cars, rule.order);
  const rows: OverallRow[] = [];
  for (const [index, car] of sorted.cars.entries()) {
    const tied = sorted.level.has(car);
    const place = tied ? (rows.at(-1)?.place ?? 1) : index + 1;
    const reason = sorted.reasons.get(car);
    rows.push({
      place,
      car,
      driver: entryOf(context, meeting, classId, car)?.driver ?? '',
      because: because(`car ${car} is ${ordinal(place)} overall${tied ? ', level with the one before' : ''}`, {
        clauses: rule.clauses,
        from: reason ? [reason] : [],
      }),
    });
  }
  const waitsFor = plannedRaces(context, meeting, classId)
    .map((race) => race.id)
    .filter((race) => ['none', 'running'].includes(result(context, meeting, race).standing));
  return {
    class: classId,
    rows,
    waitsFor,
    because: because(`${classId} overall`, { clauses: rule.clauses, from: rows.map((row) => row.because) }),
  };
}

function carsOf(context: Context, where: { readonly meeting: string; readonly class: string }, rule: OverallRule): readonly string[] {
  return entered(context, where.meeting, where.class)
    .map((entry) => entry.car)
    .filter((car) => holds(scopeFor(context, { ...where, car }), rule.where));
}
