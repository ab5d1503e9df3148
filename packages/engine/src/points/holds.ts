import type { PlannedRace, ResultRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { classesIn } from '../entry/entries.ts';
import type { Held } from '../language.ts';
import { plannedRaces } from '../lineup/plan.ts';
import { holds, scopeFor } from '../scope.ts';
import { holding } from '../stewards/open-cases.ts';

/** What keeps a result provisional; `car`: as long as this car is not settled. */
export interface Hold {
  readonly because: Because;
  readonly car?: string;
}

/** Lists what keeps a result provisional: a finisher not weighed, a protest still open. */
export function raceHolds(context: Context, meeting: string, race: PlannedRace, rows: readonly ResultRow[]): readonly Because[] {
  const cases = holding(context, meeting, race.id, 'result');
  return [
    ...ruleHolds(context, meeting, race, rows).map((each) => each.because),
    ...cases.map((each) => because(`${each.rule.says} is open`, { clauses: each.rule.clauses, facts: [each.fact.seq] })),
  ];
}

/** What the rulebook still waits for in a race, cases apart. */
export function ruleHolds(context: Context, meeting: string, race: PlannedRace, rows: readonly ResultRow[]): readonly Hold[] {
  const where = { meeting, class: classesIn(race.class)[0] ?? race.class, round: race.round, race: race.id };
  return context.book.holds
    .filter((rule) => rule.rounds.length === 0 || rule.rounds.includes(race.round))
    .flatMap((rule) => {
      const checked = rule.of === 'race' ? [undefined] : rows.filter((row) => row.status === 'finished');
      return checked.flatMap((row): readonly Hold[] => {
        const scope = scopeFor(context, row === undefined ? where : { ...where, class: row.class, car: row.car });
        if (holds(scope, rule.must)) return [];
        const says = `${rule.says}${row === undefined ? '' : `: car ${row.car}`}`;
        return [{ because: because(says, { clauses: rule.clauses }), ...(row === undefined ? {} : { car: row.car }) }];
      });
    });
}

/** The races of a class whose points, purse or awards wait for a case, with the reason. */
export function heldRaces(
  context: Context,
  meeting: string,
  classId: string,
  what: Held,
): readonly { readonly race: string; readonly because: Because }[] {
  return plannedRaces(context, meeting, classId).flatMap((race) => {
    const found = holding(context, meeting, race.id, what);
    if (found.length === 0) return [];
    const from = found.map((each) => because(`${each.rule.says} is open`, { clauses: each.rule.clauses, facts: [each.fact.seq] }));
    return [{ race: race.id, because: because(`${what} of ${race.id} are held`, { from }) }];
  });
}
