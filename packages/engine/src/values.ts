import { because, type Because } from './because.ts';
import type { Context } from './context.ts';
import type { Fact, Plain } from './fact.ts';
import { toFormula } from './formula-values.ts';
import type { Expr, Value } from './language.ts';
import { refuse } from './refusal.ts';
import type { FactList } from './state.ts';

/** What a question is about; the more is said, the more names a formula can read. */
export interface Where {
  readonly season?: string;
  readonly meeting?: string;
  readonly class?: string;
  readonly round?: string;
  /** `class/race`. */
  readonly race?: string;
  readonly car?: string;
}

/** A value with its reason. */
export interface Ruled<T> {
  readonly value: T;
  readonly because: Because;
}

/**
 * Finds a value of the rulebook: set for the race, then the meeting, the season, the club; then the class's, the group's, the book's own.
 * A setting for a class beats one for its group, that one for a round, that one for all.
 *
 * @param evaluate computes a value that is itself a formula
 * @returns `undefined` when the rulebook has no value of that name
 * Refuses `value-unset` while nobody has given it.
 */
export function valueOf(context: Context, name: string, where: Where, evaluate: (expr: Expr) => unknown): Ruled<unknown> | undefined {
  const rule = context.book.values.get(name);
  if (!rule) return undefined;
  const set = settingOf(context, name, where);
  if (set) {
    const why = set.body.why ? `, ${set.body.why}` : '';
    const call = context.book.acts.get(set.body.why ?? '');
    const bySetting = call?.then.filter((part) => part.consequences.some((each) => each.kind === 'set-value' && each.value === name)) ?? [];
    const ofCall = call && bySetting.length > 0 ? [...call.clauses, ...bySetting.flatMap((part) => part.clauses)] : [];
    return {
      value: set.body.to,
      because: because(`${name} was set to ${plainText(set.body.to)} by ${set.by}${why}`, {
        facts: [set.seq],
        clauses: [...new Set([...rule.clauses, ...ofCall])],
      }),
    };
  }
  const written = writtenValue(context, rule, where);
  if (!written) return refuse('value-unset', unsetText(rule), { clauses: rule.clauses, field: name });
  return {
    value: evaluate(written.expr),
    because: because(`${name} is ${written.expr.source}${written.from}`, { clauses: written.clauses }),
  };
}

function unsetText(rule: Value): string {
  const whose = rule.external ? ` (it is kept in the ${rule.external} rules)` : '';
  return `the value ${rule.name} is not set${whose}: ${rule.says}. Give it with set-value`;
}

function writtenValue(
  context: Context,
  rule: Value,
  where: Where,
): { readonly expr: Expr; readonly clauses: readonly string[]; readonly from: string } | undefined {
  const raceClass = context.book.classes.find((each) => each.id === where.class);
  const ofClass = raceClass?.values.get(rule.name);
  if (ofClass && raceClass)
    return { expr: ofClass.value, clauses: ofClass.clauses.length > 0 ? ofClass.clauses : rule.clauses, from: ` for ${raceClass.name}` };
  const group = raceClass?.group === undefined ? undefined : context.book.groups.get(raceClass.group);
  const ofGroup = group?.values.get(rule.name);
  if (ofGroup && group)
    return {
      expr: ofGroup.value,
      clauses: ofGroup.clauses.length > 0 ? ofGroup.clauses : rule.clauses,
      from: ` for the ${group.id} group`,
    };
  return rule.value ? { expr: rule.value, clauses: rule.clauses, from: '' } : undefined;
}

function settingOf(context: Context, name: string, where: Where): Fact<'value-set'> | undefined {
  const meeting = where.meeting === undefined ? undefined : context.state.meetings.get(where.meeting);
  const season = where.season ?? meeting?.season;
  const lists: readonly (FactList | undefined)[] = [
    where.race === undefined ? undefined : meeting?.races.get(where.race)?.facts,
    meeting?.facts,
    season === undefined ? undefined : context.state.seasons.get(season),
    context.state.club,
  ];
  const group = context.book.classes.find((each) => each.id === where.class)?.group;
  for (const list of lists) {
    const best = list && closest(list.of('value-set'), name, where, group);
    if (best) return best;
  }
  return undefined;
}

/** The most particular setting that fits; of equals the latest. */
function closest(
  settings: readonly Fact<'value-set'>[],
  name: string,
  where: Where,
  group: string | undefined,
): Fact<'value-set'> | undefined {
  let best: Fact<'value-set'> | undefined;
  let bestRank = -1;
  for (const setting of settings) {
    const { body } = setting;
    if (body.value !== name) continue;
    if (body.class !== undefined && body.class !== where.class) continue;
    if (body.group !== undefined && body.group !== group) continue;
    if (body.round !== undefined && body.round !== where.round) continue;
    const rank = (body.class !== undefined ? 4 : 0) + (body.group !== undefined ? 2 : 0) + (body.round !== undefined ? 1 : 0);
    if (rank >= bestRank) [best, bestRank] = [setting, rank];
  }
  return best;
}

/** How a plain value reads in a sentence. */
export function plainText(value: Plain): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The formula value of a rulebook value, for use as a name in formulas; `undefined` when there is no such value. */
export function valueForFormula(
  context: Context,
  name: string,
  where: Where,
  evaluate: (expr: Expr) => unknown,
): Ruled<unknown> | undefined {
  const ruled = valueOf(context, name, where, evaluate);
  return ruled && { value: toFormula(ruled.value), because: ruled.because };
}
