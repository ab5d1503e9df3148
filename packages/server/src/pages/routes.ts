import type { Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { html } from 'hono/html';
import type { State } from '@racetower/engine';
import { type ServedClub, type ServedClubs, visitOf } from '../http/clubs.ts';
import { heardText } from '../publish/publications.ts';
import type { LiveClubs } from '../http/live.ts';
import { announcerPage } from './announcer-page.ts';
import { boardPage } from './board-page.ts';
import { clubPage, clubsPage } from './club-page.ts';
import { drawsPage } from './draws-page.ts';
import { driverPage, driversPage } from './drivers-pages.ts';
import { livePartsOf, type PageParts, pageText } from './layout.ts';
import { lineUpPage } from './line-up-page.ts';
import { lookResponse } from './looks.ts';
import { meetingPage } from './meeting-page.ts';
import { clubPath } from './paths.ts';
import { overlayPage } from './overlay-page.ts';
import { pointsPage } from './points-page.ts';
import { askProtest, fileProtest } from './protest-filing.ts';
import { racePage } from './race-page.ts';
import { Reading } from './reading.ts';
import { rulebookPage } from './rulebook-page.ts';
import { screenPage } from './screen-page.ts';
import { calendarPage, championsPage } from './season-pages.ts';
import { standingsPage } from './standings-page.ts';
import { verdictPage, verdictsPage } from './verdicts-page.ts';
import { whyPage } from './why-page.ts';

type Make = (reading: Reading, c: Context) => PageParts | undefined;

const param = (c: Context, name: string): string => c.req.param(name) ?? '';
const race = (c: Context): { readonly meeting: string; readonly race: string } => ({
  meeting: param(c, 'meeting'),
  race: `${param(c, 'class')}/${param(c, 'race')}`,
});

/** The pages of a club by their addresses below `/clubs/:club`. */
const PAGES: Readonly<Record<string, Make>> = {
  '': clubPage,
  '/drivers': (reading, c) => driversPage(reading, c.req.query('q')),
  '/drivers/:driver': (reading, c) => driverPage(reading, param(c, 'driver')),
  '/rulebook': (reading, c) => rulebookPage(reading, c.req.query('edition')),
  '/verdicts': verdictsPage,
  '/verdicts/:case': (reading, c) => verdictPage(reading, param(c, 'case')),
  '/why': (reading, c) => whyPage(reading, { of: '', ...c.req.query() }),
  '/seasons/:season': (reading, c) => standingsPage(reading, param(c, 'season')),
  '/seasons/:season/calendar': (reading, c) => calendarPage(reading, param(c, 'season')),
  '/seasons/:season/champions': (reading, c) => championsPage(reading, param(c, 'season')),
  '/meetings/:meeting': (reading, c) => meetingPage(reading, param(c, 'meeting')),
  '/meetings/:meeting/board': (reading, c) => boardPage(reading, param(c, 'meeting'), c.req.query('class')),
  '/meetings/:meeting/screen': (reading, c) => screenPage(reading, param(c, 'meeting'), c.req.query('board')),
  '/meetings/:meeting/announcer': (reading, c) => announcerPage(reading, param(c, 'meeting')),
  '/meetings/:meeting/overlay': (reading, c) => overlayPage(reading, param(c, 'meeting'), c.req.query('side')),
  '/meetings/:meeting/points': (reading, c) => pointsPage(reading, param(c, 'meeting')),
  '/meetings/:meeting/draws': (reading, c) => drawsPage(reading, param(c, 'meeting')),
  '/meetings/:meeting/races/:class/:race': (reading, c) => racePage(reading, race(c)),
  '/meetings/:meeting/races/:class/:race/line-up': (reading, c) => lineUpPage(reading, race(c)),
};

/** Adds the public pages. */
export function addPages(app: Hono, settings: ServedClubs, lives: LiveClubs): void {
  const { clubs, publications } = settings;
  app.get('/looks/:name', compress(), (c) => lookResponse(c.req.param('name')) ?? c.notFound());
  app.get('/', compress(), async (c) => {
    const [only, ...more] = [...clubs.values()];
    if (only && more.length === 0) return new Response(null, { status: 302, headers: { location: clubPath(only.club.name) } });
    return pageResponse(
      await pageText(clubsPage([...clubs.values()].map(({ club }) => ({ name: club.name, title: club.book.club.name }))), {
        origin: originOf(c),
      }),
    );
  });
  addProtest(app, settings);
  for (const [path, make] of Object.entries(PAGES))
    app.get(`/clubs/:club${path}`, compress(), (c) => {
      const served = clubs.get(c.req.param('club'));
      return served ? answer(c, served, { make, lives, publications }) : nowhere(originOf(c));
    });
}

/** The form to file a case: the one page that knows who is there, and that something is sent to. */
function addProtest(app: Hono, settings: ServedClubs): void {
  app.get('/clubs/:club/protest', compress(), async (c) => {
    const visit = await visitOf(c, settings);
    const reading = new Reading(visit, await visit.club.latest());
    const parts = askProtest(reading, visit, c.req.query());
    return parts ? formResponse(await pageText(parts, { origin: originOf(c), reading })) : nowhere(originOf(c), reading);
  });
  app.post('/clubs/:club/protest', async (c) => {
    const made = await fileProtest(c, await visitOf(c, settings));
    if ('filed' in made) return new Response(null, { status: 303, headers: { location: made.filed } });
    const { page, reading } = made;
    return page ? formResponse(await pageText(page, { origin: originOf(c), reading }), page.status) : nowhere(originOf(c), reading);
  });
}

function formResponse(text: string, status = 200): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', vary: 'cookie, accept-encoding' },
  });
}

interface Answering {
  readonly make: Make;
  readonly lives: LiveClubs;
  readonly publications: ServedClubs['publications'];
}

async function answer(c: Context, served: ServedClub, { make, lives, publications }: Answering): Promise<Response> {
  const { live } = c.req.query();
  if (live !== undefined) return stream(c, served, { make, lives });
  const heard = await publications?.of(served.club.name);
  const reading = new Reading(served, await served.club.latest());
  const parts = make(reading, c);
  const origin = originOf(c);
  return parts
    ? pageResponse(
        await pageText(parts, { origin, reading, news: heard && heardText(heard, reading.state.seq, served.club.now()) }),
        parts.status,
      )
    : nowhere(origin, reading);
}

/**
 * The live parts of a page now and whenever one changes, as server-sent events: worked out once for all who read the same page.
 * `live=118` goes on from fact 118, at which the page was loaded.
 */
async function stream(c: Context, served: ServedClub, { make, lives }: Omit<Answering, 'publications'>): Promise<Response> {
  const { live = '', ...query } = c.req.query();
  const given = c.req.header('last-event-id') ?? live;
  const lastSeq = /^\d{1,15}$/.test(given) ? Number(given) : undefined;
  const show = (state: State) => {
    const parts = make(new Reading(served, state), c);
    return { ok: true, seq: state.seq, answer: parts ? livePartsOf(parts) : {} } as const;
  };
  const key = `page ${c.req.path} ${JSON.stringify(query)}`;
  const reader = await lives.of(served.club).join({ key, show, lastSeq });
  return new Response(reader.stream, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}

/** The address that a visitor sees the server at. */
const originOf = (c: Context): string => new URL(c.req.url).origin;

export function pageResponse(text: string, status = 200): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache', vary: 'accept-encoding' },
  });
}

async function nowhere(origin: string, reading?: Reading): Promise<Response> {
  const parts: PageParts = {
    title: 'Nothing is here',
    path: '/',
    describes: 'There is no page at this address.',
    trail: reading ? [{ name: reading.book.club.name, path: clubPath(reading.club) }] : [{ name: 'Clubs', path: '/' }],
    hidden: true,
    content: [html`<p>There is no page at this address. It may have been written wrongly, or what it showed was called otherwise.</p>`],
  };
  return pageResponse(await pageText(parts, { origin, ...(reading ? { reading } : {}) }), 404);
}
