import type { Context } from '../context.ts';
import { classesIn, entered, joinedWith } from '../entry/entries.ts';
import { refuse } from '../refusal.ts';

/** Refuses to let classes run together while two of their cars carry one number: nobody could tell them apart in the race. */
export function numbersApart(context: Context, meeting: string, classes: readonly string[], clauses: readonly string[]): void {
  const byCar = Map.groupBy(
    classes.flatMap((id) => entered(context, meeting, id)),
    (entry) => entry.car,
  );
  const twice = [...byCar.values()].find((same) => same.length > 1);
  if (twice)
    refuse(
      'number-twice',
      `car ${twice[0]?.car ?? ''} is in ${twice.map((entry) => `${entry.class} (${entry.driver})`).join(' and in ')}: correct one number first`,
      { clauses, facts: twice.flatMap((entry) => entry.facts.slice(0, 1)), field: 'classes' },
    );
}

/** Refuses a number that a car of a class which runs together with this one carries. */
export function numberFreeInJoined(context: Context, meeting: string, classId: string, car: string): void {
  const joined = joinedWith(context, meeting, classId);
  const other = classesIn(joined?.id ?? classId)
    .filter((id) => id !== classId)
    .flatMap((id) => entered(context, meeting, id))
    .find((entry) => entry.car === car);
  if (other)
    refuse('number-taken', `number ${car} is signed in to ${other.class} by ${other.driver}, and ${classId} runs together with it`, {
      clauses: joined?.rule.clauses ?? [],
      facts: other.facts,
      field: 'car',
    });
}
