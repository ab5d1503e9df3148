import type { Context } from './context.ts';
import type { Value } from './language.ts';
import { evaluate, scopeFor } from './scope.ts';

/** What can be given for a value: its kind, where one is known, and whether a number has to be a whole one. */
export interface ValueKind {
  readonly kind?: string;
  readonly whole: boolean;
}

/** Units that are counted, so that only whole numbers fit. */
const NUMERIC = new Set(['cents', 'seconds', 'minutes', 'laps', 'cars', 'points', 'years', 'days', 'grams']);

/** Tells of what kind a value is: that of what is written in the rulebook, else of its unit. */
export function kindOfValue(context: Context, rule: Value): ValueKind {
  const literal = rule.value && rule.value.names.length === 0 ? evaluate(scopeFor(context, {}), rule.value).value : undefined;
  const counted = NUMERIC.has(rule.unit ?? '');
  const kind = literal !== undefined && literal !== null ? kindOf(literal) : counted ? 'number' : undefined;
  return { ...(kind === undefined ? {} : { kind }), whole: counted || Number.isInteger(literal) };
}

export function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : value === null ? 'nothing' : typeof value;
}
