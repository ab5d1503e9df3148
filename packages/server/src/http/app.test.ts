import { readFileSync } from 'node:fs';
import { COMMAND_KINDS, VIEWS } from '@racetower/engine';
import { describe, expect, test } from 'vitest';
import { exampleClub, giveAll, HEAT_RUN, SIGNED_IN } from '../testing/example-club.ts';
import { exampleApp } from '../testing/example-app.ts';
import { makeApp } from './app.ts';
import { apiDescription } from './openapi.ts';

const REGISTER = { do: 'register', by: 'sign-in:Sue', person: 'Ann Archer', details: { born: '2015-04-01' } };
const HEAT = 'meeting=2026-05-02&race=mini-stock/heat-1';

/** The service with a heat that was run. */
async function heatRun() {
  const made = exampleApp();
  await giveAll(made.club, [...SIGNED_IN, ...HEAT_RUN]);
  return made;
}

describe('a command over HTTP', () => {
  test('is answered with its facts', async () => {
    const { send } = exampleApp();
    const response = await send(REGISTER);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-seq')).toBe('1');
    expect(await response.json()).toMatchObject({
      facts: [{ seq: 1, kind: 'person-registered', by: 'sign-in:Sue' }],
      repeated: false,
      seq: 1,
    });
  });
  test('sent again under its key is on record once', async () => {
    const { send } = exampleApp();
    const headers = { 'idempotency-key': 'a-1' };
    await send(REGISTER, { headers });
    expect(await (await send(REGISTER, { headers })).json()).toMatchObject({ repeated: true, seq: 1 });
    const other = await send({ ...REGISTER, person: 'Bea' }, { headers });
    expect([other.status, await other.json()]).toMatchObject([422, { code: 'key-reused' }]);
  });
  test('previewed changes nothing', async () => {
    const { club, send } = exampleApp();
    await giveAll(club, SIGNED_IN);
    const seen = await (await send(HEAT_RUN[0], { query: '?preview=yes' })).json();
    expect(seen).toMatchObject({ facts: [{ kind: 'race-finished' }], seq: 14 });
    expect(club.seen.seq).toBe(14);
  });
  test('on an old number is stale', async () => {
    const { send } = exampleApp();
    await send(REGISTER);
    const response = await send(REGISTER, { headers: { 'expected-seq': '0' } });
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'stale', seq: 1 }]);
  });
  test('refused by the rulebook names clause, and who may override', async () => {
    const { club, send } = exampleApp();
    await giveAll(club, SIGNED_IN.slice(0, 2));
    const response = await send({ do: 'sign-in', by: 'sign-in:Sue', meeting: '2026-05-02', class: 'mini-stock', car: '7', driver: 'Eve' });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect([response.status, await response.json()]).toMatchObject([
      422,
      { type: 'urn:racetower:problem:requirement', clauses: ['EX-1.2'], override: ['race-director'], detail: 'car 7 has no inspection' },
    ]);
  });
});

describe('bad input is a problem that names what is wrong, and changes nothing', () => {
  const deep = `${'['.repeat(3000)}${']'.repeat(3000)}`;
  test.each([
    { name: 'no JSON', body: '{"do": ', status: 400, code: 'bad-json' },
    { name: 'an empty body', body: '', status: 400, code: 'bad-json' },
    { name: 'not UTF-8', body: new Uint8Array([0x22, 0xff, 0xfe, 0x22]), status: 400, code: 'not-utf8' },
    { name: 'half a sign', body: '{"do":"register","by":"sign-in","person":"A\\ud800","details":{}}', status: 400, code: 'not-unicode' },
    { name: 'a zero in a name', body: { ...REGISTER, details: { 'a\u0000': 1 } }, status: 400, code: 'not-unicode' },
    { name: 'no map', body: '[]', status: 400, code: 'unknown-command' },
    { name: 'an unknown command', body: { do: 'regster' }, status: 400, code: 'unknown-command', detail: 'register' },
    { name: 'a name of JavaScript', body: { do: 'constructor' }, status: 400, code: 'unknown-command' },
    { name: 'an unknown field', body: { ...REGISTER, colour: 'red' }, status: 400, code: 'bad-input', field: 'colour' },
    {
      name: 'a prototype',
      body: `{"__proto__": {"x": 1}, ${JSON.stringify(REGISTER).slice(1)}`,
      status: 400,
      code: 'bad-input',
      field: '__proto__',
    },
    {
      name: 'a prototype inside',
      body: '{"do":"register","by":"sign-in","person":"A","details":{"__proto__":{"x":1}}}',
      status: 400,
      code: 'reserved-name',
    },
    { name: 'a wrong type', body: { ...REGISTER, person: 7 }, status: 400, code: 'bad-input', field: 'person' },
    { name: 'a missing field', body: { do: 'register', by: 'sign-in', details: {} }, status: 400, code: 'bad-input', field: 'person' },
    { name: 'nobody', body: { do: 'register', person: 'Ann' }, status: 400, code: 'whose-role' },
    { name: 'an unknown role', body: { ...REGISTER, by: 'king' }, status: 422, code: 'unknown-role' },
    { name: 'a bad instant', body: { ...REGISTER, at: 'noon' }, status: 400, code: 'bad-input', field: 'at' },
    { name: 'a time that is yet to come', body: { ...REGISTER, at: '2036-01-01T00:00:00Z' }, status: 422, code: 'in-the-future' },
    { name: 'too deep', body: deep, status: 400, code: 'too-deep' },
    { name: 'a deep value', body: `{"do":"register","by":"sign-in","person":"A","details":{"x":${deep}}}`, status: 400, code: 'too-deep' },
    { name: 'too large', body: `{"do":"${'x'.repeat(300_000)}"}`, status: 413, code: 'body-too-large' },
  ])('$name', async ({ body, status, code, ...more }) => {
    const { club, faults, send } = exampleApp();
    const response = await send(body);
    const answer = (await response.json()) as { readonly detail: string };
    expect([response.status, answer]).toMatchObject([status, { code, ...('field' in more ? { field: more.field } : {}) }]);
    expect(answer.detail).toContain('detail' in more ? more.detail : '');
    expect(JSON.stringify(answer)).not.toMatch(/node_modules|\.ts:\d|at Object/);
    expect([club.seen.seq, faults]).toEqual([0, []]);
  });
  test.each([
    { name: 'another content type', options: { headers: { 'content-type': 'text/plain' } }, status: 415 },
    { name: 'a number that is none', options: { headers: { 'expected-seq': '-1' } }, status: 400 },
    { name: 'a key with spaces', options: { headers: { 'idempotency-key': 'a b' } }, status: 400 },
    { name: 'a command held for longer than a day', options: { headers: { 'held-for': '86400001' } }, status: 400 },
    { name: 'a time held that is none', options: { headers: { 'held-for': 'long' } }, status: 400 },
    { name: 'a preview of maybe', options: { query: '?preview=maybe' }, status: 400 },
    { name: 'a preview twice', options: { query: '?preview=yes&preview=no' }, status: 400 },
    { name: 'an unknown question', options: { query: '?dry=yes' }, status: 400 },
  ])('$name', async ({ options, status }) => {
    const { club, send } = exampleApp();
    expect((await send(REGISTER, options)).status).toBe(status);
    expect(club.seen.seq).toBe(0);
  });
  test.each([
    ['views/line-ups', 404, 'unknown-view'],
    ['views/__proto__', 404, 'unknown-view'],
    ['views/line-up?meeting=2026-05-02', 400, 'bad-input'],
    [`views/line-up?${HEAT}&colour=red`, 400, 'bad-input'],
    [`views/line-up?${HEAT}&race=b`, 400, 'bad-input'],
    [`views/line-up?${HEAT}&seq=-1`, 400, 'bad-input'],
    [`views/line-up?${HEAT}&at=noon`, 400, 'bad-input'],
    [`views/line-up?${HEAT}x`, 404, 'unknown-race'],
    ['views/line-up?meeting=1999-01-01&race=mini-stock/heat-1', 404, 'unknown-meeting'],
    ['views/standings.csv?season=2026&class=mini-stock&table=x', 422, 'unknown-table'],
    [`views/clock.csv?meeting=2026-05-02&clock=x`, 422, 'unknown-clock'],
    [`views/result.csv?${HEAT}&list=x`, 400, 'bad-input'],
    ['seasons/1999/calendar.ics', 404, 'unknown-season'],
    ['/api/clubs/nobody', 404, 'unknown-club'],
    ['/api/clubs/..%2f..%2fetc%2fpasswd/views/entries', 404, 'unknown-club'],
    ['/api/clubs/example-speedway/../../../etc/passwd', 404, 'no-such-page'],
    ['/api/reference/..%2fpackage.json', 404, 'no-such-page'],
    ['/api/clubs/%ff/views/entries', 404, 'unknown-club'],
    ['commands', 405, 'wrong-method'],
    ['/nowhere', 404, 'no-such-page'],
  ])('GET %s', async (path, status, code) => {
    const { faults, get } = await heatRun();
    const response = await get(path);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
    expect(faults).toEqual([]);
  });
});

describe('a view over HTTP', () => {
  test('is answered as things stand, and as they stood', async () => {
    const { get } = await heatRun();
    const now = await (await get(`views/result?${HEAT}&because=no`)).json();
    expect(now).toMatchObject({ view: 'result', seq: 15, answer: { rows: [{ car: '44', place: 1 }, { car: '11' }, {}, {}] } });
    expect(JSON.stringify(now)).not.toContain('because');
    const then = await (await get(`views/result?${HEAT}&seq=14`)).json();
    expect(then).toMatchObject({ seq: 14, answer: { rows: [], because: {} } });
  });
  test('is explained by path', async () => {
    const answer = await (await (await heatRun()).get('views/explain?meeting=2026-05-02&path=line-up%20mini-stock/heat-1%2044')).json();
    expect(JSON.stringify(answer)).toContain('EX-2.1');
  });
  test.each(VIEWS.map((view) => view.name))('%s is there', async (name) => {
    const { faults, get } = await heatRun();
    const known: Readonly<Record<string, string>> = {
      meeting: '2026-05-02',
      race: 'mini-stock/heat-1',
      class: 'mini-stock',
      season: '2026',
    };
    const fields = VIEWS.find((view) => view.name === name)?.fields.filter((field) => !field.endsWith('?')) ?? [];
    const query = new URLSearchParams(fields.map((field): [string, string] => [field, known[field] ?? 'inspection'])).toString();
    for (const path of [`views/${name}?${query}`, `views/${name}.csv?${query}`]) {
      const response = await get(path);
      expect([200, 400, 404, 406, 422]).toContain(response.status);
      expect(response.status === 200 || response.headers.get('content-type') === 'application/problem+json').toBe(true);
    }
    expect(faults).toEqual([]);
  });
  test('as CSV has a heading, no reasons, and nothing that a spreadsheet runs', async () => {
    const { club, get } = await heatRun();
    await giveAll(club, [{ do: 'register', by: 'sign-in:Sue', person: '=1+1', details: {} } as never]);
    const response = await get(`views/result.csv?${HEAT}`);
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect((await response.text()).split('\r\n').slice(0, 2)).toEqual([
      'car,driver,class,status,place,scoringPlace',
      '44,Dee Dunn,mini-stock,finished,1,1',
    ]);
    expect(await (await get('views/history.csv')).text()).toContain(`'=1+1`);
  });
});

test('the season is a calendar', async () => {
  const { club, get } = exampleApp();
  await giveAll(club, [
    ...SIGNED_IN.slice(0, 1),
    {
      do: 'schedule-meeting',
      by: 'race-director',
      season: '2026',
      meeting: 'm1',
      date: '2026-06-06',
      kind: 'points',
      name: 'Opener; with a "prize"',
    } as never,
    {
      do: 'schedule-meeting',
      by: 'race-director',
      season: '2026',
      meeting: 'm2',
      date: '2026-06-13',
      kind: 'points',
      startsAt: '2026-06-13T23:00:00Z',
    } as never,
  ]);
  const response = await get('seasons/2026/calendar.ics');
  const text = await response.text();
  expect(response.headers.get('content-type')).toContain('text/calendar');
  expect(text).toContain('DTSTART;VALUE=DATE:20260606');
  expect(text).toContain('DTSTART:20260613T230000Z');
  expect(text).toContain('SUMMARY:Opener\\; with a "prize"');
  await giveAll(club, [{ do: 'cancel-meeting', by: 'race-director', meeting: 'm2', why: 'hail' } as never]);
  const cancelled = await (await get('seasons/2026/calendar.ics')).text();
  expect(cancelled.match(/STATUS:\w+/g)).toEqual(['STATUS:CONFIRMED', 'STATUS:CANCELLED']);
  expect(cancelled).toContain('cancelled: hail');
});

describe('a club', () => {
  test('is never answered or written through the address of another', async () => {
    const [here, there] = [exampleClub(), exampleClub()];
    await giveAll(there, [
      ...SIGNED_IN,
      {
        do: 'schedule-meeting',
        by: 'race-director',
        season: '2026',
        meeting: 'm',
        date: '2026-06-06',
        kind: 'points',
        name: 'Only there',
      } as never,
    ]);
    const { app } = makeApp({
      clubs: new Map([
        ['here', { club: here, publicNames: 'adults' }],
        ['there', { club: there, publicNames: 'adults' }],
      ]),
      identify: (_c, club) => (club === 'here' ? { is: 'operator' } : { is: 'public' }),
      onFault: () => undefined,
    });
    const textAt = async (path: string): Promise<string> => {
      const response = await app.request(path);
      return path.includes('/live/')
        ? new TextDecoder().decode((await response.body!.getReader().read()).value)
        : `${response.status} ${await response.text()}`;
    };
    for (const path of [
      '/api/clubs/CLUB/views/meetings',
      '/api/clubs/CLUB/views/meetings.csv',
      '/api/clubs/CLUB/live/meetings',
      '/api/clubs/CLUB/seasons/2026/calendar.ics',
      '/clubs/CLUB',
    ])
      expect([
        path,
        ...(await Promise.all(['here', 'there'].map(async (club) => (await textAt(path.replace('CLUB', club))).includes('Only there')))),
      ]).toEqual([path, false, true]);
    const body = JSON.stringify(REGISTER);
    const headers = { 'content-type': 'application/json' };
    expect((await app.request('/api/clubs/there/commands', { method: 'POST', headers, body })).status).toBe(401);
    expect((await app.request('/api/clubs/here/commands', { method: 'POST', headers, body })).status).toBe(200);
    expect([here.seen.seq, there.seen.seq]).toEqual([1, 15]);
  });
});

describe('the service', () => {
  test('is healthy and ready, and tells what it serves', async () => {
    const { get } = exampleApp();
    expect(await (await get('/healthz')).json()).toEqual({ ok: true });
    expect(await (await get('/readyz')).json()).toEqual({ ok: true, clubs: [{ club: 'example-speedway', ok: true, seq: 0 }] });
    expect(await (await get('/api/clubs/example-speedway')).json()).toMatchObject({ name: 'Example Speedway', zone: 'America/Chicago' });
  });
  test('is not ready when a log cannot be read, and answers without a trace', async () => {
    const club = exampleClub();
    const { faults, get } = exampleApp({ is: 'operator' }, club);
    await club.close();
    expect((await get('/readyz')).status).toBe(503);
    const response = await get('views/meetings');
    expect([response.status, (await response.text()).includes('database')]).toEqual([500, false]);
    expect(faults.length).toBe(1);
  });
});

describe('the description of the API', () => {
  const description = apiDescription() as {
    readonly paths: Readonly<Record<string, unknown>>;
    readonly components: { readonly schemas: object };
  };
  test('is the one that is checked in; `npm run openapi` writes a change that is meant', async () =>
    expect(JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(description)),
    ));
  test('has every command and every view', async () => {
    expect(COMMAND_KINDS.filter((kind) => !Object.hasOwn(description.components.schemas, `command-${kind}`))).toEqual([]);
    expect(VIEWS.filter((view) => !Object.hasOwn(description.paths, `/api/clubs/{club}/views/${view.name}`))).toEqual([]);
  });
  test('is served, with a reference that needs no network', async () => {
    const { get } = exampleApp();
    expect(await (await get('/api/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
    const page = await (await get('/api/reference')).text();
    const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(parts.length).toBe(3);
    for (const part of parts) expect((await get(part)).status).toBe(200);
  });
});
