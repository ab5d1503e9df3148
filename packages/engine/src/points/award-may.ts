import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, meetings } from '../context.ts';
import { lazy } from '../formula-values.ts';
import type { AwardRule } from '../language.ts';
import { evaluate, scopeFor } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import { standingFields } from '../stewards/standing.ts';

/** For whom an award is asked, in which season and class. */
export interface Nominated {
  readonly driver: string;
  readonly season?: string;
  readonly class?: string;
}

/**
 * Why somebody may not have an award: what its `must` says of the driver, as of the latest meeting of the season that was
 * opened. Nothing when they may.
 */
export function mayNotHave(outer: Context, rule: AwardRule, of: Nominated): Because | undefined {
  if (!rule.must) return undefined;
  const last = meetings(outer).findLast((each) => each.opened && (of.season === undefined || each.season === of.season));
  const context = last ? contextOfMeeting(outer, last.id) : outer;
  const where = {
    ...(of.season === undefined ? {} : { season: of.season }),
    ...(last ? { meeting: last.id } : {}),
    ...(of.class === undefined ? {} : { class: of.class }),
  };
  const driver = (): object => lazy({ ...personFields(context, of.driver), ...standingFields(context, of.driver, last?.id) });
  const held = evaluate(scopeFor(context, where, { driver }), rule.must);
  if (held.value === true) return undefined;
  return because(`${of.driver} may not have ${rule.name}${rule.says === undefined ? '' : `: ${rule.says}`}`, {
    clauses: rule.clauses,
    from: [held.because],
  });
}
