import { COMMAND_KINDS, VIEWS } from '@racetower/engine';
import { isAway, LogError } from '@racetower/log';
import { systemClock } from '@racetower/timing';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import { deskOf, mayAsk, mayGive, settingsOf, timingRights, type Post, type SettingName } from '../access/desks.ts';
import { ARRANGED, type Arranged, arrangingRights } from '../access/people.ts';
import type { Visitor } from '../access/visitor.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { addPages } from '../pages/routes.ts';
import { TimingLives } from '../timing/timing-live.ts';
import { addConsole } from './console.ts';
import type { Club } from '../club/club.ts';
import { giveCommand } from './commands.ts';
import { type ServedClubs, visitOf } from './clubs.ts';
import { followView, followViews, LiveClubs } from './live.ts';
import { addHook, listDeliveries, listHooks, removeHook, sendAgain, type ServedHooks, testHook } from './hooks.ts';
import { addImports } from './imports.ts';
import { addMachine, type ServedMachine } from './machine.ts';
import { answerMetrics, type ServedMetrics } from './metrics.ts';
import { apiDescription } from './openapi.ts';
import { problem, problemResponse } from './problem.ts';
import { addAccountRoutes, markCookies } from './account-routes.ts';
import { addPublishing, type ServedPublishing } from './publish.ts';
import { referencePage, referencePart } from './reference.ts';
import { addRoster } from './roster.ts';
import { addTiming, type ServedTiming } from './timing.ts';
import { addRulebook } from './rulebook.ts';
import { askCalendar, askView } from './views.ts';

export interface AppSettings extends ServedTiming {
  /** Left out: nobody can sign in. */
  readonly accounts?: Accounts;
  /** Left out: nobody is told anything by hooks. */
  readonly hooks?: ServedHooks;
  /** Left out: nothing is published here. */
  readonly publishing?: ServedPublishing;
  /** Left out: nobody is told how logs are kept, and no copies are given. */
  readonly machine?: ServedMachine;
  /** Measures what is answered, told how to count the streams; left out: nothing is measured. */
  readonly metrics?: (readers: () => number) => ServedMetrics;
  /** Told of every fault, with the request that met it; answers never carry it. */
  readonly onFault: (error: unknown, request: { readonly method: string; readonly path: string }) => void;
  /** Told of every answer; the query is left out, it may hold names. */
  readonly onAnswer?: (answer: Answered) => void;
}

export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

/** The whole service: an application to be served on a port or called as it is, and the streams that it holds open. */
export interface Service {
  readonly app: Hono;
  readonly lives: LiveClubs;
  /** Streams of how the timing gear does. */
  readonly timingLives: TimingLives;
}

export function makeApp(settings: AppSettings): Service {
  const app = new Hono();
  const lives = new LiveClubs((error) => settings.onFault(error, { method: 'GET', path: 'live' }));
  const metrics = settings.metrics?.(() => lives.readers);
  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    const { method, path } = c.req;
    const ms = performance.now() - started;
    settings.onAnswer?.({ method, path: path.slice(0, 200), status: c.res.status, ms: Math.round(ms) });
    metrics?.metrics.answered({ method, route: routePath(c, -1), status: c.res.status, ms });
  });
  app.use(markCookies);
  // A form that tells nobody where it comes from would be taken for one of another house.
  app.use(
    secureHeaders({ contentSecurityPolicy: CONTENT_POLICY, crossOriginResourcePolicy: 'same-origin', referrerPolicy: 'same-origin' }),
  );
  app.get('/healthz', () => Response.json({ ok: true }));
  app.get('/readyz', () => readiness(settings));
  app.get('/api/openapi.json', () => Response.json(apiDescription()));
  app.get('/api/reference', () => referencePage());
  app.get('/api/reference/:part', (c) => referencePart(c.req.param('part')) ?? c.notFound());
  const { accounts } = settings;
  accounts?.onChange(() => lives.lookAgain());
  if (accounts) addAccountRoutes(app, settings, accounts);
  app.get('/api/clubs', () => Response.json({ clubs: [...settings.clubs.keys()] }));
  app.get('/api/clubs/:club/me', (c) => aboutVisitor(c, settings));
  app.get('/api/clubs/:club', (c) => aboutClub(c, settings));
  app.post('/api/clubs/:club/commands', (c) => giveCommand(c, settings, settings.accounts));
  app.get('/api/clubs/:club/views/:view', (c) => askView(c, settings));
  app.get('/api/clubs/:club/live', (c) => followViews(c, settings, lives));
  app.get('/api/clubs/:club/live/:view', (c) => followView(c, settings, lives));
  app.get('/api/clubs/:club/seasons/:season/calendar.ics', (c) => askCalendar(c, settings));
  const timingLives = new TimingLives(systemClock, (error) => settings.onFault(error, { method: 'GET', path: 'timing/live' }));
  addTiming(app, settings, timingLives);
  addImports(app, settings);
  addRulebook(app, settings);
  addRoster(app, settings);
  addConsole(app);
  if (settings.hooks) addHooks(app, settings, settings.hooks);
  if (settings.machine) addMachine(app, settings, settings.machine);
  if (settings.publishing) addPublishing(app, settings, settings.publishing);
  if (metrics) app.get('/metrics', (c) => answerMetrics(c, metrics));
  addPages(app, settings, lives);
  app.notFound((c) => notFound(app, c));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    settings.onFault(error, { method: c.req.method, path: c.req.path });
    return problemResponse(faultOf(error), { 'retry-after': '5' });
  });
  return { app, lives, timingLives };
}

function addHooks(app: Hono, served: ServedClubs, kept: ServedHooks): void {
  app.get('/api/clubs/:club/hooks', (c) => listHooks(c, served, kept));
  app.post('/api/clubs/:club/hooks', (c) => addHook(c, served, kept));
  app.delete('/api/clubs/:club/hooks/:hook', (c) => removeHook(c, served, kept));
  app.post('/api/clubs/:club/hooks/:hook/test', (c) => testHook(c, served, kept));
  app.get('/api/clubs/:club/hooks/:hook/deliveries', (c) => listDeliveries(c, served, kept));
  app.post('/api/clubs/:club/hooks/:hook/deliveries/:delivery/again', (c) => sendAgain(c, served, kept));
}

const CONTENT_POLICY = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

async function aboutClub(c: Context, settings: ServedClubs): Promise<Response> {
  const { club } = await visitOf(c, settings);
  const { book } = club;
  const state = await club.latest();
  return Response.json({
    club: club.name,
    name: book.club.name,
    zone: book.club.zone,
    currency: book.club.currency,
    seq: state.seq,
    editions: club.editions.map((each) => ({ edition: each.edition, inForce: each.inForce })),
    roles: [...book.roles.keys()],
    classes: book.classes.map(({ id, name }) => ({ id, name })),
    meetingKinds: [...book.meetingKinds.values()].map(({ id, points }) => ({ id, points })),
    seasons: [...state.seasons.keys()],
    reads: [...(book.imports?.keys() ?? [])],
    ...(settings.demo === club.name ? { demo: true } : {}),
    ...(await publishedBy(settings, club, state.seq)),
  });
}

/** How far what is served may be behind its writer. */
async function publishedBy({ publications }: ServedClubs, club: Club, shown: number): Promise<object> {
  const heard = await publications?.of(club.name);
  if (!heard) return {};
  const ageSeconds = Math.max(0, Math.round((Date.parse(club.now()) - Date.parse(heard.heardAt)) / 1000));
  return { publishedBy: { writer: heard.writer, heardAt: heard.heardAt, ageSeconds, behind: Math.max(0, heard.seq - shown) } };
}

/** Who is asking, in which roles they may act, and what each of these may give and ask. */
async function aboutVisitor(c: Context, settings: ServedClubs): Promise<Response> {
  const { visitor, club } = await visitOf(c, settings);
  const { book } = club;
  const posts =
    visitor.is === 'member'
      ? visitor.posts
      : visitor.is === 'public'
        ? []
        : [...book.roles.keys()].map((role) => ({ role, desk: deskOf(role) }));
  const roles = posts.map((post) => ({
    ...post,
    gives: COMMAND_KINDS.filter((kind) => mayGive(book, post, kind)),
    asks: VIEWS.flatMap(({ name }) => (mayAsk(post, name) ? [name] : [])),
    timing: timingRights(post),
    ...officeRights(visitor, post),
  }));
  return Response.json({ ...visitor, roles }, { headers: { 'cache-control': 'no-store' } });
}

/** What a post may do beside the log. Whoever sits at the machine of a club without accounts may do what its office will. */
function officeRights(visitor: Visitor, post: Post): { readonly sets: readonly SettingName[]; readonly arranges: readonly Arranged[] } {
  const own = { sets: settingsOf(post), arranges: arrangingRights(post) };
  if (visitor.is !== 'operator' || own.arranges.length === 0) return own;
  return { sets: [...new Set([...own.sets, ...settingsOf({ role: 'office', desk: 'office' })])], arranges: ARRANGED };
}

/** Ready when every log can be read to its end. */
async function readiness({ clubs }: ServedClubs): Promise<Response> {
  const states = await Promise.all(
    [...clubs.values()].map(async ({ club }) => {
      try {
        return { club: club.name, ok: true, seq: (await club.latest()).seq };
      } catch {
        return { club: club.name, ok: false };
      }
    }),
  );
  const ok = states.every((each) => each.ok);
  return Response.json({ ok, clubs: states }, { status: ok ? 200 : 503 });
}

/** Tells a path that is nowhere from one that is asked in another way. */
function notFound(app: Hono, c: Context): Response {
  const methods = ['GET', 'POST', 'PUT', 'DELETE'].filter((method) => method !== c.req.method && answers(app, method, c.req.path));
  return methods.length > 0
    ? problemResponse(problem(405, 'wrong-method', `this is asked by ${methods.join(' or ')}`), { allow: methods.join(', ') })
    : problemResponse(problem(404, 'no-such-page', 'there is nothing at this address'));
}

const answers = (app: Hono, method: string, path: string): boolean =>
  app.router.match(method, path)[0].some(([[, route]]) => route.path !== '/*' && route.method !== 'ALL');

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** A fault as it is told to strangers: never what was thrown. */
function faultOf(error: unknown): ReturnType<typeof problem> {
  const code = (error as { readonly errcode?: unknown } | undefined)?.errcode;
  if (code === SQLITE_BUSY) return problem(503, 'log-busy', 'the log is in use by another program: try again');
  if (code === SQLITE_FULL) return problem(503, 'disk-full', 'the disk is full: nothing was put on record');
  if (isAway(error))
    return problem(503, 'database-away', 'the database is away, as while it starts again: nothing was put on record, try again');
  if (error instanceof LogError)
    return problem(503, `log-${error.code}`, 'the log of the club cannot be used as it is: ask whoever runs the server');
  return problem(
    500,
    'fault',
    'something is wrong with Racetower, not with your request; nothing was put on record unless it was answered so',
  );
}
