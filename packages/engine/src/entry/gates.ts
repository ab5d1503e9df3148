import { Temporal } from 'temporal-polyfill';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { fromFormula } from '../formula-values.ts';
import type { Requirement } from '../language.ts';
import { Refused, type Refusal, refusal } from '../refusal.ts';
import { evaluate, type Extra, holds, type Scope, scopeFor } from '../scope.ts';
import type { Where } from '../values.ts';

/** What the requirements at a gate say. */
export interface GateAnswer {
  readonly refused?: Refusal;
  /** Every requirement that refuses, `refused` first: an override must have the authority for each. */
  readonly refusals: readonly Refusal[];
  /** Asks for confirmation; passed by `confirm: true`. */
  readonly confirm?: Refusal;
  /** A formula gave no answer: what it asks is not met, and nobody can tell. */
  readonly failed: boolean;
  readonly flagged: readonly { readonly says: string; readonly clauses: readonly string[] }[];
  /** Every requirement that was looked at, met or not. */
  readonly because: Because;
}

/** Checks every requirement at a gate. The first that refuses is the answer; those that only flag are all listed. */
export function checkGate(context: Context, gate: string, where: Where, extra: Extra, at: string): GateAnswer {
  const asked = context.book.requirements.filter((requirement) => requirement.at.includes(gate));
  return checkRequirements(asked, scopeFor(context, where, extra, at), gate);
}

/** Checks some of the requirements at a gate, as those that are about one person. */
export function checkRequirements(requirements: readonly Requirement[], scope: Scope, gate: string): GateAnswer {
  const flagged: { says: string; clauses: readonly string[] }[] = [];
  const looked: Because[] = [];
  const refusals: Refusal[] = [];
  let confirm: Refusal | undefined;
  let failed = false;
  for (const requirement of requirements) {
    if (!holds(scope, requirement.when)) continue;
    const met = isMet(scope, requirement);
    const sentence = `${said(scope, requirement.says)}${met.failed === undefined ? '' : ` (this could not be worked out: ${met.failed})`}`;
    looked.push(because(met.value ? `${requirement.must.source} holds` : sentence, { clauses: requirement.clauses, from: [met.because] }));
    if (met.value) continue;
    failed ||= met.failed !== undefined;
    const until = untilOf(scope, requirement);
    const says = `${sentence}${until === undefined ? '' : `, until ${until}`}`;
    const no = refusal(requirement.effect === 'confirm' ? 'confirm' : 'requirement', says, {
      clauses: requirement.clauses,
      override: requirement.override,
      because: looked.at(-1) as Because,
      ...(until === undefined ? {} : { until }),
    });
    if (requirement.effect === 'flag') flagged.push({ says, clauses: requirement.clauses });
    else if (requirement.effect === 'confirm') confirm ??= no;
    else refusals.push(no);
  }
  const refused = refusals[0];
  return {
    ...(refused ? { refused } : {}),
    ...(confirm ? { confirm } : {}),
    failed,
    refusals,
    flagged,
    because: because(refused ? refused.says : `allowed at ${gate}`, { from: looked }),
  };
}

/** The day or instant from which a requirement will hold; nothing when it cannot tell. */
function untilOf(scope: Scope, requirement: Requirement): string | undefined {
  if (!requirement.until) return undefined;
  try {
    const { value } = evaluate(scope, requirement.until);
    if (typeof value === 'number') return Temporal.Instant.fromEpochMilliseconds(value).toString();
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

interface Met {
  readonly value: boolean;
  /** Why the formula gave no answer, where that is not for want of a record. */
  readonly failed?: string;
  readonly because: Because;
}

/** What is asked of a record that is not there is not met; nor is a formula that gives no answer, and then it says why. */
function isMet(scope: Scope, requirement: Requirement): Met {
  try {
    const ruled = evaluate(scope, requirement.must);
    if (typeof ruled.value === 'boolean') return { value: ruled.value, because: ruled.because };
    const failed = `${requirement.must.source} is ${JSON.stringify(ruled.value)}, not yes or no`;
    return { value: false, failed, because: ruled.because };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, says } = error.refusal;
    if (code === 'not-on-record') return { value: false, because: because(says) };
    if (code === 'formula-failed') return { value: false, failed: says, because: because(says) };
    throw error;
  }
}

/** Replaces `{name}` and `{name.field}` in a sentence by what the scope knows; unknown ones stay. */
export function said(scope: Scope, says: string): string {
  return says.replace(/\{([a-z][a-z0-9_.]*)\}/g, (whole, path: string) => {
    try {
      const [name = '', ...fields] = path.split('.');
      const value = fields.reduce<unknown>((part, field) => (part as Record<string, unknown> | undefined)?.[field], scope.lookup(name));
      return value === undefined || value === null ? whole : String(fromFormula(value));
    } catch (error) {
      if (error instanceof Refused) return whole;
      throw error;
    }
  });
}
