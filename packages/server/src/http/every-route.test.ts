import { VIEWS } from '@racetower/engine';
import { openSqliteLog } from '@racetower/log';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Club, type Sent } from '../club/club.ts';
import { type Browser, exampleAccounts } from '../testing/example-accounts.ts';
import { exampleMachine } from '../testing/example-machine.ts';
import { CLUB, exampleClub, exampleEditions, giveAll, HEAT_RUN, SIGNED_IN, tickingClock } from '../testing/example-club.ts';
import { apiDescription } from './openapi.ts';

const OTHER = 'other-speedway';
const PASSWORD = 'a long enough one';
const SECRETS = ['1999-09-09', 'Secretive', 'olga', 'Olga Orr', 'secret tablet'];

/**
 * Every route of the server, and whose it is. A route without a row fails the test below: whoever adds one says here what it lets see.
 *
 * `club` and `pages` are of the club in their path, `own` of whoever is signed in, `tablet` of the device, `link` of whoever holds a secret,
 * `open` of everybody, and hold nothing of a club.
 */
const ROUTES: Readonly<Record<string, 'open' | 'club' | 'pages' | 'own' | 'tablet' | 'link'>> = {
  'GET /healthz': 'open',
  'GET /readyz': 'open',
  'GET /api/openapi.json': 'open',
  'GET /api/reference': 'open',
  'GET /api/reference/:part': 'open',
  'GET /api/clubs': 'open',
  'GET /looks/:name': 'open',
  'GET /console': 'open',
  'GET /console/*': 'open',
  'GET /console/sw.js': 'open',
  'GET /console/assets/:file{[\\w.-]+}': 'open',
  'GET /': 'open',
  'GET /api/auth/*': 'own',
  'POST /api/auth/*': 'own',
  'GET /api/account': 'own',
  'POST /api/account': 'own',
  'POST /api/passkeys': 'own',
  'GET /api/invitations/:token': 'link',
  'POST /api/invitations/:token': 'link',
  'GET /api/tablet': 'open',
  'POST /api/tablet': 'tablet',
  'GET /sign-in': 'own',
  'POST /sign-in': 'own',
  'POST /sign-out': 'own',
  'GET /account': 'own',
  'POST /account/password': 'own',
  'POST /account/pin': 'own',
  'POST /account/devices': 'own',
  'POST /account/passkeys': 'own',
  'GET /invitations/:token': 'link',
  'POST /invitations/:token': 'link',
  'GET /tablet': 'tablet',
  'POST /tablet': 'tablet',
  'GET /clubs/:club/people': 'club',
  'POST /clubs/:club/people': 'club',
  'POST /clubs/:club/protest': 'club',
  'GET /api/clubs/:club': 'club',
  'GET /api/clubs/:club/me': 'club',
  'GET /api/clubs/:club/people': 'club',
  'POST /api/clubs/:club/people': 'club',
  'POST /api/clubs/:club/approvals': 'club',
  'GET /api/clubs/:club/approvals/requests': 'club',
  'POST /api/clubs/:club/approvals/requests': 'club',
  'POST /api/clubs/:club/commands': 'club',
  'GET /api/clubs/:club/views/:view': 'club',
  'GET /api/clubs/:club/live': 'club',
  'GET /api/clubs/:club/live/:view': 'club',
  'GET /api/clubs/:club/imports': 'club',
  'POST /api/clubs/:club/imports': 'club',
  'POST /api/clubs/:club/roster': 'club',
  'GET /api/clubs/:club/machine': 'club',
  'POST /api/clubs/:club/machine/verify': 'club',
  'POST /api/clubs/:club/machine/backup': 'club',
  'GET /reset-password/:token': 'link',
  'POST /reset-password/:token': 'link',
  'GET /api/clubs/:club/timing': 'club',
  'GET /api/clubs/:club/timing/live': 'club',
  'PUT /api/clubs/:club/timing/sources/:source': 'club',
  'DELETE /api/clubs/:club/timing/sources/:source': 'club',
  'POST /api/clubs/:club/timing/sources/:source/:action': 'club',
  'PUT /api/clubs/:club/timing/feed': 'club',
  'POST /api/clubs/:club/timing/feed/start': 'club',
  'POST /api/clubs/:club/timing/feed/stop': 'club',
  'GET /api/clubs/:club/seasons/:season/calendar.ics': 'club',
  'GET /api/clubs/:club/rulebook': 'club',
  'PUT /api/clubs/:club/rulebook/:shelf/:file': 'club',
  'DELETE /api/clubs/:club/rulebook/:shelf/:file': 'club',
  'GET /api/clubs/:club/rulebook/older': 'club',
  'GET /api/clubs/:club/rulebook/older/:version': 'club',
  'GET /api/clubs/:club/facts': 'club',
};

/** Two clubs, one with secrets; somebody is everything at the other one. */
async function twoClubs() {
  const clubs = [exampleClub(), new Club({ log: openSqliteLog(':memory:', OTHER), editions: exampleEditions(), now: tickingClock() })];
  onTestFinished(async () => clubs[1]!.close());
  for (const club of clubs) await giveAll(club, [...SIGNED_IN, ...HEAT_RUN]);
  await giveAll(clubs[0]!, [
    { do: 'register', by: 'sign-in:Sue', person: 'Secretive Seth', details: { born: '1999-09-09' } } as unknown as Sent,
  ]);
  const made = await exampleAccounts({ clubs, machine: await exampleMachine() });
  const { accounts, browser } = made;
  await accounts.add('olga', 'Olga Orr', PASSWORD);
  await accounts.grant('olga', CLUB, 'office');
  await accounts.tablets.enrol(CLUB, 'secret tablet', 'Olga Orr');
  const { id } = await accounts.invitations.make({ club: CLUB, role: 'board', desk: 'board' }, 'Olga Orr');
  await accounts.add('mo', 'Mo Moss', PASSWORD);
  for (const role of ['office', 'race-director', 'board', 'treasurer']) await accounts.grant('mo', OTHER, role);
  const stranger = browser();
  await stranger.signIn('mo', PASSWORD);
  const standing = async (): Promise<string> =>
    JSON.stringify([
      (await clubs[0]!.latest()).seq,
      await accounts.list(CLUB),
      await accounts.invitations.at(CLUB),
      (await accounts.tablets.at(CLUB)).map((each) => each.revoked),
    ]);
  return { ...made, invitation: id, standing, stranger };
}

const PARTS: Readonly<Record<string, string>> = {
  club: CLUB,
  token: 'a-token',
  part: 'swagger-ui.css',
  name: 'tokens.css',
  season: '2026',
  meeting: '2026-05-02',
  class: 'mini-stock',
  race: 'heat-1',
  driver: 'Secretive%20Seth',
  case: 'p1',
  shelf: 'editions',
  file: '2026.yaml',
  version: 'changes.jsonl',
};
const FIELDS = 'meeting=2026-05-02&race=mini-stock/heat-1&class=mini-stock&season=2026&name=inspection&path=x';

const routesOf = (app: { readonly routes: readonly { readonly method: string; readonly path: string }[] }): readonly string[] => [
  ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)),
];

/** The addresses of a route, with what stands there filled in; those of views with every view. */
function addressesOf(route: string): readonly string[] {
  const path = (route.split(' ')[1] ?? '').replaceAll(/:(\w+)/g, (_, part: string) => (part === 'view' ? ':view' : (PARTS[part] ?? part)));
  if (path.endsWith('/live')) return [`${path}?ask=${encodeURIComponent('history')}`, `${path}?ask=meetings`];
  if (!path.includes(':view')) return [path.replace('*', 'get-session')];
  return VIEWS.map(({ name, fields }) => {
    const query = FIELDS.split('&').filter((each) => fields.some((field) => field.replace('?', '') === each.split('=')[0]));
    return `${path.replace(':view', name)}?${query.join('&')}`;
  });
}

/** What an answer says; of a stream what comes first. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) return response.text();
  const reader = response.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

const BODIES: readonly unknown[] = [
  { do: 'register', person: 'Mo Moss', details: {} },
  { do: 'give-role', login: 'mo', role: 'office' },
  { do: 'take-role', login: 'olga', role: 'office' },
  { do: 'sign-out', login: 'olga' },
  { do: 'reset-password', login: 'olga' },
  { do: 'forget-pin', login: 'olga' },
  { do: 'export-person', person: 'Secretive Seth' },
  { do: 'erase-person', person: 'Secretive Seth' },
  { do: 'invite', role: 'board' },
  { do: 'enrol-tablet', name: 'mine' },
  { do: 'sign-in', login: 'olga', pin: '2580' },
  { command: { do: 'register', person: 'x', details: {} }, role: 'office' },
  { name: 'round.json', content: 'e30=', register: 'everybody' },
  { login: 'mo2', name: 'Mo', password: PASSWORD },
];

test('every route has a row, and no row is of a route that is gone', async () => {
  const { app } = await twoClubs();
  const routes = routesOf(app);
  const pages = routes.filter((route) => route.startsWith('GET /clubs/:club'));
  const known = new Set([...Object.keys(ROUTES), ...pages]);
  expect(routes.filter((route) => !known.has(route))).toEqual([]);
  expect(Object.keys(ROUTES).filter((route) => !routes.includes(route))).toEqual([]);
});

describe('who is everything at one club', () => {
  test('sees nothing private of another, and changes nothing there, on any route', async () => {
    const { app, faults, invitation, standing, stranger } = await twoClubs();
    const before = await standing();
    for (const route of routesOf(app))
      for (const address of addressesOf(route)) {
        const method = route.split(' ')[0] ?? 'GET';
        const bodies = method === 'GET' ? [undefined] : [...BODIES, { do: 'revoke-invitation', id: invitation }];
        for (const body of bodies) {
          const response = await stranger.ask(address, body, {}, method);
          const text = await textOf(response);
          // A page may repeat the address that was asked for.
          const told = SECRETS.filter((secret) => text.replaceAll(/Secretive(%20| )Seth/g, '').includes(secret));
          expect([route, address, response.status < 500, told]).toEqual([route, address, true, []]);
        }
        if (!route.startsWith('GET')) expect([route, await standing()]).toEqual([route, before]);
      }
    expect(faults).toEqual([]);
  });
  test('is the public at another', async () => {
    const { stranger } = await twoClubs();
    for (const view of ['history', 'entries', 'records?name=inspection', 'ledger'])
      expect([view, (await stranger.ask(`/api/clubs/${CLUB}/views/${view}`)).status]).toEqual([view, 401]);
    expect(await (await stranger.ask(`/api/clubs/${CLUB}/me`)).json()).toMatchObject({ is: 'public', roles: [] });
    expect(await (await stranger.ask(`/api/clubs/${OTHER}/me`)).json()).toMatchObject({ is: 'member', login: 'mo' });
  });
  test('gives no command at its own under a key, an approval or a number of another', async () => {
    const { accounts, clubs, stranger } = await twoClubs();
    const command = { do: 'register', by: 'race-director', person: 'Kim', details: {} };
    const { token } = accounts.approvals.sign(CLUB, command, 'board:Olga Orr');
    const before = (await clubs[0]!.latest()).seq;
    expect((await stranger.give({ ...command, approvals: ['board:Olga Orr'] }, { approvals: token }, OTHER)).status).toBe(400);
    expect((await stranger.give(command, { 'expected-seq': '1' }, OTHER)).status).toBe(409);
    expect((await stranger.give(command, { 'idempotency-key': 'k' }, OTHER)).status).toBe(200);
    expect((await stranger.give({ ...command, person: 'Lou' }, { 'idempotency-key': 'k' }, OTHER)).status).toBe(422);
    expect((await clubs[0]!.latest()).seq).toBe(before);
  });
});

const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

/** Bodies that no route takes. */
const BAD: Readonly<Record<string, string | Uint8Array>> = {
  nothing: '',
  'half a map': '{"do":',
  'a list': '[1,2]',
  'a number': '7',
  nothing_at_all: 'null',
  'wrong types': '{"do":7,"login":{},"command":[],"password":null,"username":[1]}',
  'unknown fields': '{"do":"register","by":"office","person":"A","details":{},"club":"other-speedway","__proto__":{"x":1}}',
  'a body that is deep': deep(5000),
  'a body that is huge': JSON.stringify({ do: 'register', person: 'x'.repeat(300_000) }),
  'bad UTF-8': Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  'half a sign': '{"do":"register","person":"\\ud800","details":{}}',
  'a zero': '{"do":"register","person":"a\\u0000b","details":{}}',
};

async function isCalm(response: Response, where: string): Promise<void> {
  const text = await textOf(response);
  expect([where, response.status < 500]).toEqual([where, true]);
  expect([where, /\bat .*\.(ts|js|mjs):\d+|node_modules|Error:/.test(text) ? text : '']).toEqual([where, '']);
  if (response.status < 400 || !(response.headers.get('content-type') ?? '').includes('json')) return;
  const said = JSON.parse(text) as { readonly detail?: unknown; readonly code?: unknown };
  expect([where, typeof said.code, typeof said.detail]).toEqual([where, 'string', 'string']);
}

/** Every operation of the description, as method and address. */
const operations = Object.entries(apiDescription()['paths'] as Readonly<Record<string, object>>).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({
    method: method.toUpperCase(),
    path: path.replaceAll(/\{(\w+)\}/g, (_, part: string) => (part === 'view' ? 'result' : (PARTS[part] ?? part))),
  })),
);

describe('bad input is answered calmly, on every operation that is described, and changes nothing', () => {
  const asWho = async (): Promise<{ readonly who: readonly Browser[]; readonly made: Awaited<ReturnType<typeof twoClubs>> }> => {
    const made = await twoClubs();
    const office = made.browser();
    await office.signIn('olga', PASSWORD);
    const over = made.browser();
    await over.signIn('olga', PASSWORD);
    await over.ask('/api/auth/sign-out', {}, { cookie: `racetower.session_token=${over.cookie('racetower.session_token') ?? ''}` });
    return { who: [made.browser(), made.stranger, office, over], made };
  };
  test.each(Object.entries(BAD))('%s', async (_name, body) => {
    const { who, made } = await asWho();
    const before = await made.standing();
    for (const browser of who)
      for (const { method, path } of operations)
        if (method !== 'GET') await isCalm(await browser.ask(path, body, {}, method), `${method} ${path}`);
    expect([await made.standing(), made.faults]).toEqual([before, []]);
  });
  test.each([
    ['no type', { 'content-type': '' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another type', { 'content-type': 'text/xml' }],
    ['a made-up session', { cookie: 'racetower.session_token=a.b; racetower.tablet=a.b' }],
    ['a session with odd signs', { cookie: 'racetower.session_token=%E0%A4%A; racetower.tablet=%; racetower.form=%' }],
    ['a page of somebody else', { origin: 'https://stranger.example' }],
    ['an origin that is none', { origin: 'null' }],
    ['odd numbers', { 'expected-seq': '-1', 'last-event-id': 'NaN', 'idempotency-key': 'a b' }],
    ['odd approvals', { approvals: 'a.b,c,.,%' }],
  ] as const)('%s', async (_name, headers) => {
    const { who, made } = await asWho();
    const before = await made.standing();
    for (const browser of who.slice(0, 3))
      for (const { method, path } of operations)
        await isCalm(await browser.ask(path, method === 'GET' ? undefined : { do: 'x' }, headers, method), `${method} ${path}`);
    expect([await made.standing(), made.faults]).toEqual([before, []]);
  });
  test('tricks with the path', async () => {
    const { who, made } = await asWho();
    const tricks = [
      '..',
      '%2e%2e',
      '..%2f..%2f..%2fetc%2fpasswd',
      '%00',
      '%',
      '%E0%A4%A',
      '%2F',
      '__proto__',
      'constructor',
      'a'.repeat(5000),
      '💥',
      "'; drop table facts;--",
    ];
    for (const browser of who.slice(0, 3))
      for (const path of Object.keys(apiDescription()['paths'] as object))
        for (const trick of tricks) {
          if (!path.includes('{')) continue;
          const address = path.replaceAll(/\{(\w+)\}/g, trick);
          await isCalm(await browser.ask(address), `GET ${address}`);
        }
    expect(made.faults).toEqual([]);
  });
  test('odd questions', async () => {
    const { who, made } = await asWho();
    const odd = [
      'seq=-1',
      'seq=1e9',
      'at=yesterday',
      'because=maybe',
      'list=__proto__',
      'x=1',
      'meeting=%00',
      'meeting=a&meeting=b',
      `race=${'a'.repeat(3000)}`,
      '%=%',
    ];
    for (const browser of who.slice(0, 3))
      for (const { method, path } of operations)
        if (method === 'GET') for (const query of odd) await isCalm(await browser.ask(`${path}?${query}`), `GET ${path}?${query}`);
    expect(made.faults).toEqual([]);
  });
});
