import { dayOf, didYouMean, type Query, type State, VIEWS } from '@racetower/engine';
import type { Context } from 'hono';
import { publicAnswer } from '../access/names.ts';
import { discreet, readingOf } from '../access/private.ts';
import { seesAsPublic, visitorMayAsk } from '../access/visitor.ts';
import type { Shown } from '../live/channel.ts';
import { calendarOf, type MeetingRow } from './calendar.ts';
import { type ServedClubs, type Visit, visitOf } from './clubs.ts';
import { csvOf, tablesOf } from './csv.ts';
import { problem, refusalProblem, stopWith } from './problem.ts';
import { issuesOf, VIEW_SCHEMAS } from './schemas.ts';

/** A question as it was asked over HTTP. */
export interface Asked {
  readonly query: Query;
  readonly seq?: number;
  readonly reasons: boolean;
  readonly list?: string;
}

/** `GET /api/clubs/:club/views/:view`, or `:view.csv`. */
export async function askView(c: Context, served: ServedClubs): Promise<Response> {
  const visit = await visitOf(c, served);
  const asked = askedOf(visit, c.req.param('view')?.replace(/\.csv$/, '') ?? '', c.req.queries());
  const state = await visit.club.stateAfter(asked.seq);
  const headers = { 'x-seq': String(state.seq), 'cache-control': 'no-cache', vary: 'cookie' };
  const answer = answerTo(visit, asked, state);
  if (c.req.param('view')?.endsWith('.csv') !== true)
    return Response.json({ club: visit.club.name, view: asked.query.view, seq: state.seq, answer }, { headers });
  return new Response(csvFrom(asked, answer), {
    headers: {
      ...headers,
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${visit.club.name}-${asked.query.view}.csv"`,
    },
  });
}

/** Reads a question. @throws the problem to answer: no such view, not for this visitor, or fields at fault */
export function askedOf(visit: Visit, view: string, queries: Readonly<Record<string, readonly string[]>>): Asked {
  const schema = VIEW_SCHEMAS.get(view);
  const names = VIEWS.map((each) => each.name);
  const named = view.slice(0, 60);
  if (!schema) return stopWith(problem(404, 'unknown-view', `there is no view "${named}"${didYouMean(named, names)}`, { field: 'view' }));
  if (!visitorMayAsk(visit.visitor, view)) {
    const signedIn = visit.visitor.is === 'member';
    return stopWith(problem(signedIn ? 403 : 401, signedIn ? 'not-your-desk' : 'sign-in', `${view} is not public`));
  }
  const twice = Object.entries(queries).find(([, values]) => values.length > 1)?.[0];
  if (twice !== undefined)
    return stopWith(problem(400, 'bad-input', `${twice.slice(0, 60)} is given twice`, { field: twice.slice(0, 60) }));
  const fields = Object.fromEntries(Object.entries(queries).map(([name, [value]]) => [name, value]));
  const checked = schema.safeParse(fields);
  if (!checked.success) {
    const errors = issuesOf(checked.error);
    const says = errors.map((each) => `${each.field}: ${each.says}`).join('; ');
    return stopWith(problem(400, 'bad-input', `${view}: ${says}`.slice(0, 1000), { field: errors[0]?.field ?? '', errors }));
  }
  const { seq, at, because, list, ...rest } = checked.data as Readonly<Record<string, string | undefined>>;
  return {
    query: { view, ...rest, ...(at === undefined ? {} : { at: at === 'now' ? visit.club.now() : at }) },
    reasons: because !== 'no',
    ...(seq === undefined ? {} : { seq: Number(seq) }),
    ...(list === undefined ? {} : { list }),
  };
}

/** What a visitor is shown of a state: the answer as they may see it, or why there is none. */
export function shownTo(visit: Visit, asked: Asked, state: State): Shown {
  const { club, visitor, publicNames } = visit;
  const answered = club.answerOn(state, asked.query);
  if (!answered.ok) return { ok: false, seq: state.seq, problem: refusalProblem(answered.refusal, state.seq) };
  const shown = asked.reasons ? answered.answer : withoutReasons(answered.answer);
  const eye = { editions: club.editions, state, shown: publicNames, day: dayOf(club.book, club.now()) };
  const read = discreet(shown, asked.query, readingOf(visitor, club.book), { book: club.book, state });
  const answer = seesAsPublic(visitor) ? publicAnswer(read, eye) : read;
  return { ok: true, seq: state.seq, answer };
}

/** Answers a question. @throws the problem to answer, when the rulebook has no answer */
export function answerTo(visit: Visit, asked: Asked, state: State): unknown {
  const shown = shownTo(visit, asked, state);
  return shown.ok ? shown.answer : stopWith(shown.problem);
}

function withoutReasons(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReasons);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => (name === 'because' ? [] : [[name, withoutReasons(part)]])));
}

function csvFrom({ query, list }: Asked, answer: unknown): string {
  const tables = tablesOf(answer);
  const names = [...tables.keys()];
  const rows = tables.get(list ?? names[0] ?? '');
  if (rows) return csvOf(rows);
  return names.length === 0
    ? stopWith(problem(406, 'no-table', `${query.view} has no list to show as a table: ask it as JSON`))
    : stopWith(problem(400, 'bad-input', `${query.view} has no list "${list ?? ''}", but ${names.join(', ')}`, { field: 'list' }));
}

/** `GET /api/clubs/:club/seasons/:season/calendar.ics`. */
export async function askCalendar(c: Context, served: ServedClubs): Promise<Response> {
  const visit = await visitOf(c, served);
  const season = c.req.param('season') ?? '';
  const asked = askedOf(visit, 'meetings', { season: [season] });
  const { club } = visit;
  const state = await club.latest();
  const { meetings } = answerTo(visit, asked, state) as { readonly meetings: readonly MeetingRow[] };
  if (!state.seasons.has(season) && meetings.length === 0)
    return stopWith(problem(404, 'unknown-season', `there is no season ${season.slice(0, 60)}`));
  const changedAt = state.all.last()?.at ?? '1970-01-01T00:00:00Z';
  const text = calendarOf({ club: club.name, title: `${club.book.club.name} ${season}`, meetings, changedAt });
  return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-cache' } });
}
