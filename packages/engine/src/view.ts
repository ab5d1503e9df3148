import { type Context, contextOn, dayOf, isInstant, laterThanFacts, meetings, memo } from './context.ts';
import { isAlwaysThere } from './entry/roles.ts';
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
    const ask = Object.hasOwn(QUERIES, query.view) ? QUERIES[query.view] : undefined;
    if (!ask)
      return refuse('unknown-view', `there is no view "${query.view}"${didYouMean(query.view, Object.keys(QUERIES))}`, { field: 'view' });
    const stranger = Object.keys(query).find(
      (name) => name !== 'view' && name !== 'at' && !ask.fields.some((field) => field.replace('?', '') === name),
    );
    if (stranger !== undefined)
      return refuse(
        'unknown-field',
        `${query.view} has no field "${stranger}"${didYouMean(
          stranger,
          ask.fields.map((field) => field.replace('?', '')),
        )}`,
        { field: stranger },
      );
    const missing = ask.fields.find((field) => !field.endsWith('?') && query[field] === undefined);
    if (missing !== undefined) return refuse('field-missing', `${query.view} needs ${missing}`, { field: missing });
    const context = contextFor(editions, state, query);
    knownWords(context, query);
    return answerTo(context, query, () => ({ ok: true, answer: ask.answer(context, query) }));
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** Where answers are kept, whole ones are too; one at an instant of its own will hardly be asked for again. */
function answerTo(context: Context, query: Query, answer: () => Answer): Answer {
  if (!context.keeping.goesOn) return answer();
  return query.at === undefined ? memo(context, `asked ${JSON.stringify(query)}`, answer) : context.keeping.answer(answer);
}

function contextFor(editions: readonly Rulebook[], state: State, query: Query): Context {
  const first = editions[0];
  if (!first) throw new Error('a club needs at least one edition of its rulebook');
  const last = state.all.last();
  if (query.at !== undefined && !(typeof query.at === 'string' && isInstant(query.at)))
    return refuse('bad-time', `"${query.at}" is not an instant, as 2026-05-02T14:00:00Z`, { field: 'at' });
  const at = query.at ?? last?.at;
  const now = query.at === undefined ? undefined : laterThanFacts(editions, state, query.at);
  const latest = contextOn(editions, state, at === undefined ? '9999-12-31' : dayOf(first, at), now);
  const meeting = query.meeting === undefined ? undefined : meetings(latest).find((each) => each.id === query.meeting);
  return meeting ? contextOn(editions, state, meeting.date, now) : latest;
}

/** Refuses a class, a round or a role that the rulebook does not have: an empty answer would look like nobody is there. */
function knownWords(context: Context, query: Query): void {
  const { book } = context;
  const classes = book.classes.map((each) => each.id);
  const strange = query.class?.split('+').find((each) => !classes.includes(each));
  if (strange !== undefined) refuse('unknown-class', `there is no class ${strange}${didYouMean(strange, classes)}`, { field: 'class' });
  if (query.role !== undefined && book.roles.size > 0 && !book.roles.has(query.role) && !isAlwaysThere(query.role))
    refuse('unknown-role', `the rulebook has no role "${query.role}"${didYouMean(query.role, book.roles.keys())}`, { field: 'role' });
}
