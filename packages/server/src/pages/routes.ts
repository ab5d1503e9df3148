import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { ServedClubs } from '../http/clubs.ts';
import type { ClubSeen } from './asking.ts';
import { clubPage, clubPath, clubsPage } from './club-page.ts';
import { page } from './layout.ts';
import { lookResponse } from './looks.ts';
import { meetingPage } from './meeting-page.ts';
import { racePage } from './race-page.ts';
import { standingsPage } from './standings-page.ts';
import { STYLE } from './style.ts';

/** Adds the public pages. */
export function addPages(app: Hono, { clubs }: ServedClubs): void {
  const answer = async (c: Context, make: (served: ClubSeen) => Promise<string | undefined>): Promise<Response> => {
    const served = clubs.get(c.req.param('club') ?? '');
    const made = served && (await make({ ...served, state: await served.club.latest() }));
    return made === undefined ? nowhere() : pageResponse(made);
  };
  app.get('/looks/:name', (c) => lookResponse(c.req.param('name')) ?? c.notFound());
  app.get(
    '/pages.css',
    () => new Response(STYLE, { headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=3600' } }),
  );
  app.get('/', async () => {
    const [only, ...more] = [...clubs.values()];
    return only && more.length === 0
      ? new Response(null, { status: 302, headers: { location: clubPath(only.club.name) } })
      : pageResponse(await clubsPage([...clubs.values()]));
  });
  app.get('/clubs/:club', (c) => answer(c, clubPage));
  app.get('/clubs/:club/seasons/:season', (c) => answer(c, (served) => standingsPage(served, c.req.param('season'))));
  app.get('/clubs/:club/meetings/:meeting', (c) => answer(c, (served) => meetingPage(served, c.req.param('meeting'))));
  app.get('/clubs/:club/meetings/:meeting/races/:class/:race', (c) =>
    answer(c, (served) => racePage(served, c.req.param('meeting'), `${c.req.param('class')}/${c.req.param('race')}`)),
  );
}

function pageResponse(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' } });
}

async function nowhere(): Promise<Response> {
  return pageResponse(await page('Nothing is here', [{ name: 'Clubs', path: '/' }], html`<p>There is no page at this address.</p>`), 404);
}
