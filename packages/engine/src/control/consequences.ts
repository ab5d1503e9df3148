import type { Context } from '../context.ts';
import { classesIn, classOfRace, entryOf } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import { lazy, snake, toFormula } from '../formula-values.ts';
import type { Bearer, Clauses, Consequence, Expr } from '../language.ts';
import { type Extra, holds, type Scope, scopeFor } from '../scope.ts';
import type { Where } from '../values.ts';
import { asOf, readsOnlyAct } from './as-of.ts';

/** A consequence that applies, with the clauses it comes from. */
export interface Applied {
  readonly consequence: Consequence;
  readonly clauses: Clauses;
  /** Whom the part names, where it is not the one the call names. */
  readonly on?: Bearer;
}

/** A call as it is asked about: on record, or still being decided (without a number). */
type Called = Pick<Fact<'call-made'>, 'season' | 'meeting' | 'race' | 'body' | 'at' | 'by'> & { readonly seq?: number };

/**
 * Lists what follows from a call: the parts whose condition holds, ladder steps apart. Conditions see the race as it
 * stood before the call.
 *
 * @param nth which one of its kind it is, on its ladder or by its name
 * @param car of those that the call names; left out: the first
 */
export function consequencesOf(context: Context, call: Called, nth = 1, car?: string): readonly Applied[] {
  const act = context.book.acts.get(call.body.name);
  if (!act) return [];
  return act.then
    .filter(
      (part) =>
        part.when === undefined || holds(scopeOfCall(context, call, part.when, { nth, ...(car === undefined ? {} : { car }) }), part.when),
    )
    .flatMap((part) =>
      part.consequences.map((consequence) => ({
        consequence,
        clauses: part.clauses.length > 0 ? part.clauses : act.clauses,
        ...(part.on === undefined ? {} : { on: part.on }),
      })),
    );
}

/** The scope of a formula of a call, about one of its cars. */
export function scopeOfCall(context: Context, call: Called, expr: Expr, about: { readonly nth: number; readonly car?: string }): Scope {
  const seen = readsOnlyAct(context.book, expr) ? context : asOf(context, call);
  const where = { ...whereOf(call), ...(about.car === undefined ? {} : { car: about.car }) };
  return scopeFor(seen, ofItsOwnClass(context, where), actNames(call, about.nth), call.at);
}

/** In a joined race a car is read in its own class. */
function ofItsOwnClass(context: Context, where: Where): Where {
  const { meeting, class: joined, car } = where;
  const classes = classesIn(joined ?? '');
  if (meeting === undefined || classes.length < 2) return where;
  const own = classes.find((id) => car !== undefined && entryOf(context, meeting, id, car) !== undefined) ?? classes[0];
  return own === undefined ? where : { ...where, class: own };
}

/** The place an act is about, for formulas. */
export function whereOf(fact: Pick<Fact<'call-made'>, 'season' | 'meeting' | 'race' | 'body'>): Where {
  const classId = fact.body.class ?? (fact.race === undefined ? undefined : classOfRace(fact.race));
  const car = fact.body.car ?? fact.body.cars?.[0];
  return {
    ...(fact.season !== undefined ? { season: fact.season } : {}),
    ...(fact.meeting !== undefined ? { meeting: fact.meeting } : {}),
    ...(classId !== undefined ? { class: classId } : {}),
    ...(fact.race !== undefined ? { race: fact.race } : {}),
    ...(car !== undefined ? { car } : {}),
  };
}

/** Names that formulas of an act read: its fields, its number on the ladder, who gives it. */
export function actNames(fact: Pick<Fact<'call-made'>, 'by' | 'body'>, nth: number): Extra {
  return {
    act: () => lazy(Object.fromEntries(Object.entries(fact.body.fields).map(([name, value]) => [snake(name), () => toFormula(value)]))),
    nth: () => nth,
    by: () => fact.by.split(':')[0],
  };
}
