import type { Consequence } from '../language.ts';
import type { CaseOutcome, CaseRule } from '../language/stewards.ts';
import { RaceNight, RACE } from './race-night.ts';

/** A case with its ways to end; its clause is `T-` and its name, that of an outcome `T-` and both. */
export function caseRule(id: string, outcomes: Readonly<Record<string, Partial<CaseOutcome>>>, parts: Partial<CaseRule> = {}): CaseRule {
  return {
    id,
    says: id,
    by: ['anyone'],
    fields: [],
    holds: [],
    decidedBy: [],
    clauses: [`T-${id}`],
    ...parts,
    outcomes: Object.entries(outcomes).map(([name, given]) => ({
      id: name,
      says: name,
      on: 'against',
      fields: [],
      amounts: [],
      then: [],
      fee: [],
      clauses: [`T-${id}-${name}`],
      ...given,
    })),
  };
}

export function caseRules(...list: readonly CaseRule[]): ReadonlyMap<string, CaseRule> {
  return new Map(list.map((rule) => [rule.id, rule]));
}

/** What follows from an outcome, without a condition. */
export function follows(...consequences: readonly Consequence[]): Pick<CaseOutcome, 'then'> {
  return { then: [{ consequences, clauses: ['T-ruled'] }] };
}

/** A night with cases; `driver A` drives car A. */
export class CaseNight extends RaceNight {
  file(rule: string, id: string, parts: { readonly against?: string; readonly about?: string; readonly race?: string | null } = {}): this {
    const { against, about, race = RACE } = parts;
    const body = {
      id,
      rule,
      filer: 'driver Z',
      fields: {},
      paidCents: 0,
      ...(against ? { against: `driver ${against}` } : {}),
      ...(about ? { about } : {}),
    };
    return this.add('case-filed', body, race ?? undefined);
  }
  rule(id: string, outcome: string, race: string | null = RACE): this {
    return this.add('case-ruled', { id, outcome, fields: {} }, race ?? undefined);
  }
}
