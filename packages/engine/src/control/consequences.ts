import type { Context } from '../context.ts';
import type { Fact } from '../fact.ts';
import { lazy, snake, toFormula } from '../formula-values.ts';
import type { Clauses, Consequence } from '../language.ts';
import { type Extra, holds, scopeFor } from '../scope.ts';
import type { Where } from '../values.ts';

/** A consequence that applies, with the clauses it comes from. */
export interface Applied {
  readonly consequence: Consequence;
  readonly clauses: Clauses;
}

/** Lists what follows from a call: the parts whose condition holds, ladder steps apart. */
export function consequencesOf(context: Context, call: Fact<'call-made'>, nth = 1): readonly Applied[] {
  const act = context.book.acts.get(call.body.name);
  if (!act) return [];
  return act.then
    .filter((part) => part.when === undefined || holds(scopeFor(context, whereOf(call), actNames(call, nth), call.at), part.when))
    .flatMap((part) => part.consequences.map((consequence) => ({ consequence, clauses: part.clauses.length > 0 ? part.clauses : act.clauses })));
}

/** The place an act is about, for formulas. */
export function whereOf(fact: Pick<Fact<'call-made'>, 'season' | 'meeting' | 'race' | 'body'>): Where {
  const classId = fact.body.class ?? fact.race?.split('/')[0];
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
