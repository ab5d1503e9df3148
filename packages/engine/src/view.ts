import { type Context, contextOn, dayOf, meetings } from './context.ts';
import type { Rulebook } from './language.ts';
import { didYouMean } from './nearest.ts';
import { Refused, type Refusal, refuse } from './refusal.ts';
import type { State } from './state.ts';
import { QUERIES, type Query } from './view/queries.ts';

export type Answer = { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Answers a question about the state; every answer carries `because`.
 *
 * @param query `view` names it; the rest are its fields (see `VIEWS`)
 */
export function view(editions: readonly Rulebook[], state: State, query: Query): Answer {
  try {
    const ask = QUERIES[query.view];
    if (!ask) return refuse('unknown-view', `there is no view "${query.view}"${didYouMean(query.view, Object.keys(QUERIES))}`, { field: 'view' });
    const stranger = Object.keys(query).find((name) => name !== 'view' && name !== 'at' && !ask.fields.some((field) => field.replace('?', '') === name));
    if (stranger !== undefined) return refuse('unknown-field', `${query.view} has no field "${stranger}"${didYouMean(stranger, ask.fields)}`, { field: stranger });
    const missing = ask.fields.find((field) => !field.endsWith('?') && query[field] === undefined);
    if (missing !== undefined) return refuse('field-missing', `${query.view} needs ${missing}`, { field: missing });
    return { ok: true, answer: ask.answer(contextFor(editions, state, query), query) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

function contextFor(editions: readonly Rulebook[], state: State, query: Query): Context {
  const first = editions[0];
  if (!first) throw new Error('a club needs at least one edition of its rulebook');
  const last = state.all.last();
  const at = query.at ?? last?.at;
  const latest = contextOn(editions, state, at === undefined ? '9999-12-31' : dayOf(first, at));
  const meeting = query.meeting === undefined ? undefined : meetings(latest).find((each) => each.id === query.meeting);
  return meeting ? contextOn(editions, state, meeting.date) : latest;
}
