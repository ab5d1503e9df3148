import { describe, expect, onTestFinished, test } from 'vitest';
import { DESKS } from '../access/desks.ts';
import type { Visitor } from '../access/visitor.ts';
import { openClient } from '../client/index.ts';
import { member } from '../testing/example-app.ts';
import { raceNight, type RaceNight } from '../testing/race-night.ts';
import { makeApp } from './app.ts';

const HERE = '/api/clubs/example-speedway/timing';

/** The service with the timing of a race night, asked by one visitor. */
async function serviceOf(visitor: Visitor = { is: 'operator' }, night?: RaceNight) {
  const made = night ?? (await raceNight());
  const faults: unknown[] = [];
  const service = makeApp({
    clubs: new Map([[made.club.name, { club: made.club, publicNames: 'adults' }]]),
    timing: new Map([[made.club.name, made.timing]]),
    identify: () => visitor,
    onFault: (error) => faults.push(error),
  });
  onTestFinished(() => service.timingLives.end());
  const ask = async (
    method: string,
    path = '',
    body?: unknown,
  ): Promise<{ readonly status: number; readonly is: Record<string, unknown> }> => {
    const response = await service.app.request(`${HERE}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, is: (await response.json()) as Record<string, unknown> };
  };
  return { night: made, service, faults, ask };
}

const P3 = { protocol: 'p3', at: '10.99.99.99' };

describe('timing gear over HTTP', () => {
  test('is set up, started, seen, stopped and removed; it is off at first', async () => {
    const { night, ask } = await serviceOf();
    expect(await ask('GET')).toMatchObject({ status: 200, is: { meeting: '2026-05-02', sources: [] } });
    const set = await ask('PUT', '/sources/start-finish', { protocol: 'p3', at: `127.0.0.1:${night.port}` });
    expect(set).toMatchObject({ status: 200, is: { sources: [{ source: 'start-finish', on: false }] } });
    expect(set.is['sources']).not.toMatchObject([{ health: expect.anything() as unknown }]);
    expect(await ask('POST', '/sources/start-finish/start')).toMatchObject({ is: { sources: [{ on: true, health: { protocol: 'p3' } }] } });
    await night.to(-10);
    expect(await ask('GET')).toMatchObject({ is: { sources: [{ health: { link: 'connected' } }] } });
    expect((await ask('POST', '/sources/start-finish/dismiss-gaps')).status).toBe(200);
    expect((await ask('PUT', '/sources/start-finish', P3)).status).toBe(409);
    expect((await ask('DELETE', '/sources/start-finish')).status).toBe(409);
    await ask('POST', '/sources/start-finish/stop');
    expect(await ask('PUT', '/sources/start-finish', P3)).toMatchObject({
      status: 200,
      is: { sources: [{ at: '10.99.99.99', on: false }] },
    });
    expect(await ask('DELETE', '/sources/start-finish')).toMatchObject({ status: 200, is: { sources: [] } });
  });
  test('shows the race to scoreboards where that is started', async () => {
    const { ask } = await serviceOf();
    expect(await ask('POST', '/feed/start')).toMatchObject({ status: 404, is: { code: 'unknown-source' } });
    expect(await ask('PUT', '/feed', {})).toMatchObject({ is: { feed: { host: '127.0.0.1', port: 50_000, on: false } } });
    expect(await ask('PUT', '/feed', { port: 0 })).toMatchObject({ is: { feed: { port: 0, on: false } } });
    expect(await ask('POST', '/feed/start')).toMatchObject({ is: { feed: { on: true, listensAt: expect.any(Number) as number } } });
    expect(await ask('POST', '/feed/stop')).toMatchObject({ is: { feed: { on: false } } });
  });
  test.each([
    { name: 'no protocol', path: '/sources/a', body: { at: 'x' }, field: 'protocol' },
    { name: 'a protocol that is none', path: '/sources/a', body: { protocol: 'p4', at: 'x' }, field: 'protocol' },
    { name: 'a keyboard', path: '/sources/a', body: { protocol: 'keyboard', at: 'keyboard' }, field: 'protocol' },
    { name: 'a file of code', path: '/sources/a', body: { protocol: './gear.mjs', at: 'x' }, field: 'protocol' },
    { name: 'no address', path: '/sources/a', body: { protocol: 'p3', at: 'two words' }, field: 'at' },
    { name: 'no port', path: '/sources/a', body: { protocol: 'lines', at: '10.0.0.1' }, field: 'at' },
    { name: 'a strange field', path: '/sources/a', body: { ...P3, on: true }, field: 'on' },
    { name: 'a strange name', path: '/sources/A%20b', body: P3, field: 'source' },
    { name: 'a path as a name', path: '/sources/..%2f..%2fa', body: P3, field: 'source' },
    { name: 'a port too high', path: '/feed', body: { port: 70_000 }, field: 'port' },
    { name: 'no list of fields', path: '/feed', body: [], field: '' },
  ])('$name is a problem that names the field, and changes nothing', async ({ path, body, field }) => {
    const { night, ask, faults } = await serviceOf();
    expect(await ask('PUT', path, body)).toMatchObject({ status: 400, is: { code: 'bad-input', field } });
    expect(night.timing.setUp).toEqual({ sources: {} });
    expect(faults).toEqual([]);
  });
  test.each([
    { method: 'POST', path: '/sources/nowhere/start', status: 404, code: 'unknown-source' },
    { method: 'POST', path: '/sources/nowhere/explode', status: 404, code: 'no-such-page' },
    { method: 'DELETE', path: '/sources/nowhere', status: 404, code: 'unknown-source' },
    { method: 'PATCH', path: '/sources/nowhere', status: 405, code: 'wrong-method' },
    { method: 'PUT', path: '/feed', body: 'no json', status: 400, code: 'bad-json' },
  ])('$method $path is answered by $status', async ({ method, path, body, status, code }) => {
    const { ask } = await serviceOf();
    expect(await ask(method, path, body)).toMatchObject({ status, is: { code } });
  });
  test('serial gear that this machine cannot have is said', async () => {
    const { ask } = await serviceOf();
    await ask('PUT', '/sources/a', { protocol: 'p3', at: '/dev/none' });
    const started = await ask('POST', '/sources/a/start');
    if (started.status === 422) expect(started.is).toMatchObject({ code: 'cannot-start' });
    else expect(started.is).toMatchObject({ sources: [{ on: true }] });
  });
});

describe('who may do what with the gear', () => {
  // A row a desk: see, switch, set up.
  test.each(DESKS.map((desk) => ({ desk })))('$desk', async ({ desk }) => {
    const night = await raceNight();
    night.timing.set('a', P3);
    const { ask } = await serviceOf(member('Pat', desk), night);
    const asked = [await ask('GET'), await ask('POST', '/sources/a/dismiss-gaps'), await ask('PUT', '/sources/a', P3)];
    const rights: Readonly<Record<string, string>> = {
      office: 'see switch set',
      'race-director': 'see switch set',
      tower: 'see switch set',
      scorer: 'see switch',
      handler: '',
      driver: '',
      public: '',
    };
    const may = asked.flatMap(({ status }, index) => (status === 200 ? [['see', 'switch', 'set'][index]] : []));
    expect(may.join(' ')).toBe(rights[desk] ?? 'see');
    expect(asked.every(({ status }) => status === 200 || status === 403)).toBe(true);
  });
  test('the public is asked to sign in, and another club has nothing of it', async () => {
    const { ask, service } = await serviceOf({ is: 'public' });
    expect(await ask('GET')).toMatchObject({ status: 401, is: { code: 'sign-in' } });
    expect(await ask('GET', '/live')).toMatchObject({ status: 401 });
    expect((await service.app.request('/api/clubs/another/timing')).status).toBe(404);
  });
  test('a server that takes no gear says so', async () => {
    const { club } = await raceNight();
    const { app } = makeApp({
      clubs: new Map([[club.name, { club, publicNames: 'adults' }]]),
      identify: () => ({ is: 'operator' }),
      onFault: () => undefined,
    });
    expect(await (await app.request(HERE)).json()).toMatchObject({ status: 404, code: 'no-timing' });
  });
});

test('a program sets gear up and switches it by the client, and is told which roles may', async () => {
  const { night, service } = await serviceOf();
  const client = openClient({
    address: 'http://racetower.test',
    club: night.club.name,
    fetch: async (path, init) => service.app.request(new Request(path, init)),
  });
  const { roles } = await client.me();
  expect(roles.find((each) => each.role === 'race-director')?.timing.toSorted()).toEqual(['run', 'see', 'set-up']);
  expect(roles.find((each) => each.role === 'treasurer')?.timing).toEqual(['see']);
  const { timing } = client;
  await timing.set('start-finish', { protocol: 'p3', at: `127.0.0.1:${night.port}` });
  expect((await timing.start('start-finish')).sources).toMatchObject([{ source: 'start-finish', on: true }]);
  await timing.dismissGaps('start-finish');
  await timing.stop('start-finish');
  expect((await timing.remove('start-finish')).sources).toEqual([]);
  expect((await timing.setFeed({ port: 0 })).feed).toMatchObject({ on: false, port: 0 });
  expect((await timing.startFeed()).feed?.on).toBe(true);
  expect((await timing.stopFeed()).feed?.on).toBe(false);
  await expect(timing.start('nowhere')).rejects.toMatchObject({ problem: { code: 'unknown-source' } });
  expect((await timing.health()).sources).toEqual([]);
});

test('the health is followed live: whole at first, and again when something changed', async () => {
  const { night, service, ask } = await serviceOf();
  const response = await service.app.request(`${HERE}/live`);
  const reader = response.body?.getReader();
  const next = async (): Promise<string> => Buffer.from((await reader?.read())?.value ?? new Uint8Array()).toString();
  expect(await next()).toContain('event: snapshot\ndata: {"meeting":"2026-05-02","sources":[]');
  await ask('PUT', '/sources/start-finish', { protocol: 'p3', at: `127.0.0.1:${night.port}` });
  expect(await next()).toContain('"source":"start-finish"');
  service.timingLives.beat();
  expect(await next()).toContain('still here');
  await reader?.cancel();
  expect(service.timingLives.open).toBe(0);
});
