import type { PlannedRace, ResultRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { classesIn } from '../entry/entries.ts';
import { holds, scopeFor } from '../scope.ts';
import { holding } from '../stewards/open-cases.ts';

/** Lists what keeps a result provisional: a finisher not weighed, a protest still open. */
export function raceHolds(context: Context, meeting: string, race: PlannedRace, rows: readonly ResultRow[]): readonly Because[] {
  const where = { meeting, class: classesIn(race.class)[0] ?? race.class, round: race.round, race: race.id };
  const found: Because[] = [];
  for (const rule of context.book.holds) {
    if (rule.rounds.length > 0 && !rule.rounds.includes(race.round)) continue;
    const checked = rule.of === 'race' ? [undefined] : rows.filter((row) => row.status === 'finished');
    for (const row of checked) {
      const scope = scopeFor(context, row === undefined ? where : { ...where, class: row.class, car: row.car });
      if (!holds(scope, rule.must))
        found.push(because(`${rule.says}${row === undefined ? '' : `: car ${row.car}`}`, { clauses: rule.clauses }));
    }
  }
  const cases = holding(context, meeting, race.id, 'result');
  return [...found, ...cases.map((each) => because(`${each.rule.says} is open`, { clauses: each.rule.clauses, facts: [each.fact.seq] }))];
}
