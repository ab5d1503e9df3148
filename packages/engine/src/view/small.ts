import { because } from '../because.ts';
import type { Context } from '../context.ts';
import { drawsFor } from '../entry/draws.ts';
import { refuse } from '../refusal.ts';
import { evaluate, scopeFor } from '../scope.ts';
import { valueOf, type Where } from '../values.ts';

/** A value of the rulebook as it stands here. */
export function valueNow(context: Context, name: string, where: Where): unknown {
  const scope = scopeFor(context, where);
  const ruled = valueOf(context, name, where, (expr) => evaluate(scope, expr).value) ?? refuse('unknown-value', `the rulebook has no value ${name}`, { field: 'value' });
  return { value: ruled.value, because: ruled.because };
}

/** What was drawn for the whole meeting: for tech, the number of classes, the classes and the item. */
export function techList(context: Context, meeting: string) {
  const draws = drawsFor(context, { meeting });
  return { drawn: Object.fromEntries(draws.map((fact) => [fact.body.draw, fact.body.result])), because: because('drawn for the meeting', { facts: draws.map((fact) => fact.seq), clauses: [...new Set(draws.flatMap((fact) => context.book.draws.get(fact.body.draw)?.clauses ?? []))] }) };
}
