import type { Context } from '../context.ts';
import { raceRun } from '../control/race-run.ts';
import { holds, scopeFor } from '../scope.ts';
import type { Where } from '../values.ts';

/**
 * Starters that a finish says nothing of: not in its order, without status, not out, not called anything, and none that
 * the rulebook gives a status by itself. A finish without order and statuses takes the running order: nobody is left out.
 */
export function leftOut(
  context: Context,
  at: Where & { readonly meeting: string; readonly race: string },
  order: readonly string[],
  statuses: Readonly<Record<string, string>>,
): readonly string[] {
  if (order.length === 0 && Object.keys(statuses).length === 0) return [];
  const run = raceRun(context, at.meeting, at.race);
  const listed = new Set([...order, ...Object.keys(statuses), ...run.out.map((each) => each.car), ...Object.keys(run.statuses)]);
  const rules = [...context.book.statuses.values()].filter((status) => status.when !== undefined);
  return run.order.filter((car) => !listed.has(car) && !rules.some((status) => holds(scopeFor(context, { ...at, car }), status.when)));
}
