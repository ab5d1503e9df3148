import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import type { Expr, RaceClass } from '../language.ts';
import { Refused } from '../refusal.ts';
import { evaluate, scopeFor } from '../scope.ts';
import { valueOf } from '../values.ts';

const list = (says: string, rows: readonly { readonly because: Because }[]): Because =>
  because(says, { from: rows.map((row) => row.because) });

/** The kinds of meeting that the rulebook knows, with what its clauses say of them. */
export function meetingKindsView({ book }: Context) {
  const rows = [...book.meetingKinds.values()].map(({ id, points, clauses }) => ({
    kind: id,
    points,
    says: clauses.flatMap((clause) => book.clauses.get(clause)?.says ?? []).join(' '),
    because: because(id, { clauses }),
  }));
  return { kinds: rows, because: list('kinds of meeting', rows) };
}

/** The classes in race order, with what the rulebook says of each: values of its own, rounds, what is asked of it, whom it may race with. */
export function classesView(context: Context, season: string | undefined) {
  const { book } = context;
  const rows = book.classes.map((raceClass) => ({
    class: raceClass.id,
    name: raceClass.name,
    ...(raceClass.group === undefined ? {} : { group: raceClass.group }),
    values: ownValues(context, raceClass, season),
    rounds: book.rounds.map((round) => ({ round: round.id, name: round.name, ...(round.when ? { when: round.when.source } : {}) })),
    asks: book.requirements
      .filter(({ when, must }) => names(raceClass, when) || names(raceClass, must))
      .map(({ clauses }) => ({ says: clauses.flatMap((clause) => book.clauses.get(clause)?.says ?? []).join(' '), clauses })),
    combines: book.combining
      .filter(({ classes }) => classes.length === 0 || classes.includes(raceClass.id))
      .map(({ says, classes, clauses }) => ({ says, with: classes.filter((each) => each !== raceClass.id), clauses })),
    because: because(raceClass.name, { clauses: raceClass.clauses }),
  }));
  return { classes: rows, because: because('the classes', { clauses: book.classOrder.clauses, from: rows.map((row) => row.because) }) };
}

/** Tells whether a formula speaks of a class or its group by name. */
function names({ id, group }: RaceClass, formula: Expr | undefined): boolean {
  return formula !== undefined && [id, group].some((word) => word !== undefined && formula.source.includes(`"${word}"`));
}

/** The values that are others in a class than for everybody, as they stand in a season. */
function ownValues(context: Context, raceClass: RaceClass, season: string | undefined) {
  const where = { class: raceClass.id, ...(season === undefined ? {} : { season }) };
  return [...context.book.values.values()].flatMap((rule) => {
    const own = valueHere(context, rule.name, where);
    if (own === undefined || JSON.stringify(own.value) === JSON.stringify(valueHere(context, rule.name, { ...where, class: '' })?.value))
      return [];
    return [
      { value: rule.name, says: rule.says, ...(rule.unit === undefined ? {} : { unit: rule.unit }), is: own.value, because: own.because },
    ];
  });
}

function valueHere(context: Context, name: string, where: { readonly class: string; readonly season?: string }) {
  const { class: id, ...rest } = where;
  const there = id === '' ? rest : where;
  try {
    return valueOf(context, name, there, (expr) => evaluate(scopeFor(context, there), expr).value);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
