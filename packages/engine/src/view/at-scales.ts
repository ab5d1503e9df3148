import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { carsOf, standingRecords } from '../entry/acts.ts';
import { classesIn } from '../entry/entries.ts';
import { hasRole } from '../entry/roles.ts';
import { snake } from '../formula-values.ts';
import type { Fact } from '../fact.ts';
import type { Act, Expr } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRace } from '../lineup/plan.ts';
import { result } from '../points/result.ts';
import { Refused } from '../refusal.ts';
import { evaluate, scopeFor } from '../scope.ts';
import { valueOf, type Where } from '../values.ts';

/** A value of the rulebook that a check is held against, as the least weight of a class. */
interface Limit {
  readonly value: string;
  readonly says: string;
  readonly class: string;
  readonly is: unknown;
  readonly unit?: string;
  readonly because: Because;
}

/**
 * The checks of a race: what the rulebook puts on record of its cars one by one, with the values that it is held against, and for each car
 * what stands. Checks that a result waits for come first.
 */
export function checksView(context: Context, meeting: string, raceId: string, role: string | undefined) {
  const race = plannedRace(context, meeting, raceId);
  const where = { meeting, race: race.id, round: race.round };
  const cars = carsOfRace(context, meeting, race.id);
  const awaited = context.book.holds.filter((hold) => hold.of === 'car' && (hold.rounds.length === 0 || hold.rounds.includes(race.round)));
  const rows = [...context.book.acts.values()]
    .filter((act) => act.sort === 'record' && (act.of === 'car' || act.of === 'entry') && act.fields.length > 0)
    .map((act) => {
      const holds = awaited.filter((hold) => hold.must.source.includes(`car.${snake(act.id)}`));
      return {
        record: act.id,
        says: act.says,
        of: act.of,
        by: act.by,
        mayGive: role === undefined || act.by.length === 0 || act.by.some((each) => hasRole(context.book, role, each)),
        awaited: holds.length > 0,
        lasts: lasts(context, act),
        fields: act.fields,
        limits: limitsOf(context, act, where, classesIn(race.class)),
        cars: cars.map((car) => ({ ...car, ...standing(context, act, { ...where, car: car.car, class: car.class }) })),
        because: because(act.says, { clauses: [...act.clauses, ...holds.flatMap((hold) => hold.clauses)] }),
      };
    })
    .toSorted((a, b) => Number(b.awaited) - Number(a.awaited));
  return { checks: rows, because: because('checks', { from: rows.map((row) => row.because) }) };
}

/**
 * Tells whether a record is of the car beyond the race at which it was taken down, as the sticker of a season: it is asked for before
 * the car is lined up, or by a step about the car alone.
 */
function lasts({ book }: Context, act: Act): boolean {
  const name = `car.${snake(act.id)}`;
  const asked = book.requirements
    .filter(({ at }) => at.includes('sign-in') || at.includes('line-up'))
    .flatMap(({ must, when }) => (when === undefined ? [must] : [must, when]));
  return [...asked, ...book.procedures.filter(({ of }) => of === 'car').map(({ when }) => when)].some(({ source }) =>
    source.includes(name),
  );
}

/** Cars as they came in, or as they start while there is no result. */
function carsOfRace(context: Context, meeting: string, race: string) {
  const { rows } = result(context, meeting, race);
  if (rows.length > 0) return rows.map(({ car, driver, class: of, place, status }) => ({ car, driver, class: of, place, status }));
  const of = classesIn(race.split('/')[0] ?? '')[0] ?? '';
  return lineUp(context, meeting, race).slots.map(({ car, driver }) => ({ car, driver, class: of, place: 0, status: '' }));
}

/** The record of a car that stands: of an entry the one of this race, or one that names no race. */
function standing(context: Context, act: Act, of: Where & { readonly car: string }) {
  const stands = standingRecords(context).findLast(
    (fact) =>
      fact.body.name === act.id &&
      carsOf(fact).includes(of.car) &&
      (fact.body.class === undefined || fact.body.class === of.class) &&
      (fact.race === undefined || (fact.race === of.race && fact.meeting === of.meeting)) &&
      (act.of === 'car' || fact.meeting === of.meeting),
  );
  return stands ? { stands: shown(stands) } : {};
}

const shown = (fact: Fact<'record-made'>) => ({
  fields: fact.body.fields,
  at: fact.at,
  by: fact.by,
  fact: fact.seq,
  flagged: fact.body.flagged ?? [],
});

/** The values that the requirements of a record read, once for each class where they differ. */
function limitsOf(context: Context, act: Act, where: Where, classes: readonly string[]): readonly Limit[] {
  const read = context.book.requirements.filter((each) => each.at.includes(`record:${act.id}`));
  const names = new Set(read.flatMap((each) => [each.must, each.when].flatMap((expr: Expr | undefined) => expr?.names ?? [])));
  return classes.flatMap((classId) =>
    [...names].flatMap((name) => {
      const rule = context.book.values.get(name);
      if (!rule) return [];
      const is = valueHere(context, name, { ...where, class: classId });
      return is
        ? [
            {
              value: name,
              says: rule.says,
              class: classId,
              is: is.value,
              ...(rule.unit === undefined ? {} : { unit: rule.unit }),
              because: is.because,
            },
          ]
        : [];
    }),
  );
}

/** A value that is not set, or reads the car, is no limit that can be told beforehand. */
function valueHere(context: Context, name: string, where: Where) {
  const scope = scopeFor(context, where);
  try {
    return valueOf(context, name, where, (expr) => evaluate(scope, expr).value);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
