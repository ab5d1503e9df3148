import type { ActBody, Fact } from '../fact.ts';
import type { Act } from '../language.ts';
import { refuse } from '../refusal.ts';
import { type Scope, whole } from '../scope.ts';
import { namedOf, type Place, proposalsOf, sameSubject } from '../stewards/proposals.ts';
import { type Deciding, mustBe } from './deciding.ts';

/** Officials who are for the call already; who is for it twice, or does not say who it is, is refused. */
export function proposedBefore(deciding: Deciding, rule: Act, place: Place, body: ActBody): readonly Fact<'call-proposed'>[] {
  const { context, command } = deciding;
  const { confirmedBy } = rule;
  if (!confirmedBy) return [];
  const open = proposalsOf(context, rule, place).filter((fact) => sameSubject(fact.body, body));
  mustBe(deciding, open.length === 0 ? rule.by : [...rule.by, ...confirmedBy.by], rule.clauses, `give ${rule.id}`);
  if (namedOf(command.by) === undefined)
    return refuse('official-missing', `${rule.id} takes several officials: say who is for it, as ${command.by}:Name`, {
      clauses: confirmedBy.clauses,
      field: 'by',
    });
  const own = open.find((fact) => namedOf(fact.by) === namedOf(command.by));
  if (own)
    return refuse('confirmed-already', `${command.by} is for ${rule.id} already`, {
      clauses: confirmedBy.clauses,
      facts: [own.seq],
      field: 'by',
    });
  return open;
}

/** Tells whether a call still waits for others. */
export function waitsForOthers(scope: Scope, rule: Act, before: readonly Fact<'call-proposed'>[]): boolean {
  return rule.confirmedBy !== undefined && before.length + 1 < whole(scope, rule.confirmedBy.needs).value;
}

/** Who is for a call need not fill in its form again: what the first has said holds. */
export function withFieldsOfFirst(body: ActBody, before: readonly Fact<'call-proposed'>[]): ActBody {
  const first = before[0];
  return first && Object.keys(body.fields).length === 0 ? { ...body, fields: first.body.fields } : body;
}
