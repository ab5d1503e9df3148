import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { dirname, join } from 'node:path';
import { serveTcp, simulateDecoder, systemClock } from '@racetower/timing';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TimingHealth } from '../timing/club-timing.ts';
import { EXAMPLE, temporaryFile, tickingClock } from '../testing/example-club.ts';
import { logFile } from './storage.ts';
import { readSettings } from './settings.ts';
import { type LogLine, type RunningServer, startServer } from './start.ts';

const folder = (): string => dirname(temporaryFile());

async function started(data: string, flags: Readonly<Record<string, string>> = {}): Promise<RunningServer & { readonly lines: LogLine[] }> {
  const lines: LogLine[] = [];
  const settings = readSettings({ port: '0', data, rulebooks: EXAMPLE, ...flags }, {});
  const server = await startServer(settings, { from: data, now: tickingClock(), log: (line) => lines.push(line) });
  let running = true;
  const stop = async (): Promise<void> => {
    if (!running) return;
    running = false;
    await server.stop();
  };
  onTestFinished(stop);
  return { ...server, stop, lines };
}

/** Asks with headers that `fetch` would set itself. */
async function post(server: RunningServer, headers: Readonly<Record<string, string>>): Promise<number> {
  const body = JSON.stringify({ do: 'register', by: 'sign-in:Sue', person: 'Ann', details: {} });
  return new Promise((answered, failed) => {
    const sent = request(
      `${server.address}/api/clubs/example-speedway/commands`,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        response.resume();
        answered(response.statusCode ?? 0);
      },
    );
    sent.on('error', failed);
    sent.end(body);
  });
}

const seqOf = async (server: RunningServer): Promise<unknown> =>
  ((await (await fetch(`${server.address}/api/clubs/example-speedway`)).json()) as { readonly seq: unknown }).seq;

describe('a server', () => {
  test('has the same facts after it was stopped and started', async () => {
    const data = folder();
    const first = await started(data);
    expect(await post(first, {})).toBe(200);
    await first.stop();
    const again = await started(data, { rulebooks: EXAMPLE });
    expect([again.clubs, await seqOf(again)]).toEqual([['example-speedway'], 1]);
  });
  test.each([
    { name: 'the operator of the machine gives commands', headers: {}, status: 200 },
    { name: 'a page of a stranger does not', headers: { origin: 'https://stranger.example' }, status: 401 },
    { name: 'nor under a name that leads here', headers: { host: 'stranger.example' }, status: 401 },
    { name: 'nor through a proxy', headers: { 'x-forwarded-for': '203.0.113.9' }, status: 401 },
  ])('$name', async ({ headers, status }) => {
    const server = await started(folder());
    expect(await post(server, headers)).toBe(status);
    expect(await seqOf(server)).toBe(status === 200 ? 1 : 0);
  });
  test('ends its streams when it stops', async () => {
    const server = await started(folder());
    const response = await fetch(`${server.address}/api/clubs/example-speedway/live/meetings`);
    const read = response.text();
    await server.stop();
    expect(await read).toContain('event: snapshot');
    await expect(fetch(server.address)).rejects.toThrow();
  });
  test('logs what it answered, without what was asked and sent', async () => {
    const server = await started(folder());
    await post(server, { cookie: 'session=secret' });
    await fetch(`${server.address}/api/clubs/example-speedway/views/records?name=Ann`);
    const text = JSON.stringify(server.lines);
    expect(text).toContain('"path":"/api/clubs/example-speedway/commands","status":200');
    expect(text).not.toMatch(/secret|Ann/);
  });
});

describe('timing gear', () => {
  const timing = async (server: RunningServer, path = '', method = 'GET', body?: object): Promise<TimingHealth> => {
    const response = await fetch(`${server.address}/api/clubs/example-speedway/timing${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as TimingHealth;
  };
  test('that was started is connected again when the server is started again', async () => {
    const decoder = simulateDecoder({ clock: systemClock, crossings: [], greenUs: systemClock.nowUs() });
    const served = await serveTcp(decoder.dial, { host: '127.0.0.1', port: 0 });
    onTestFinished(async () => {
      decoder.stop();
      await served.close();
    });
    const data = folder();
    const first = await started(data);
    await timing(first, '/sources/start-finish', 'PUT', { protocol: 'p3', at: `127.0.0.1:${served.port}` });
    await timing(first, '/sources/pit-in', 'PUT', { protocol: 'p3', at: '10.99.99.99' });
    await timing(first, '/sources/start-finish/start', 'POST');
    await first.stop();
    const second = await started(data);
    let link: string | undefined;
    while (link !== 'connected') link = (await timing(second)).sources[0]?.health?.link;
    expect((await timing(second)).sources.map(({ source, on }) => `${source} ${on}`)).toEqual(['start-finish true', 'pit-in false']);
  });
  test('is taken by no server that is told so', async () =>
    expect(await timing(await started(folder(), { timing: 'no' }))).toMatchObject({ status: 404, code: 'no-timing' }));
});

describe('a server that cannot be started says what to change', () => {
  test('numbers of decoders that are none', async () => {
    const data = folder();
    mkdirSync(join(data, 'timing/example-speedway'), { recursive: true });
    writeFileSync(join(data, 'timing/example-speedway/numbers.json'), '[1, 2');
    await expect(started(data)).rejects.toThrow('numbers.json is not what Racetower keeps of timing sources');
  });
  test('a set-up of gear that is none', async () => {
    const data = folder();
    writeFileSync(join(data, 'example-speedway.timing.json'), '{ "sources": { "line": { "protocol": "p4", "at": "x" } } }');
    await expect(started(data)).rejects.toThrow('example-speedway.timing.json: sources.line.protocol: ');
  });
  test('a port that is taken', async () => {
    const first = await started(folder());
    await expect(started(folder(), { port: new URL(first.address).port })).rejects.toThrow('another program listens on');
  });
  test('no club', async () => await expect(started(folder(), { rulebooks: '' })).rejects.toThrow('there is no club to serve'));
  test('no such rulebook', async () =>
    await expect(started(folder(), { rulebooks: 'nowhere' })).rejects.toThrow('there is no rulebook "nowhere"'));
  test('a log that is none', async () => {
    const data = folder();
    writeFileSync(logFile(data, 'example-speedway'), 'a grocery list');
    await expect(started(data)).rejects.toThrow('is not a log of Racetower');
  });
  test('what else lies in the folder is left alone', async () => {
    const data = folder();
    writeFileSync(join(data, 'songs.sqlite'), 'a list of songs');
    expect((await started(data)).clubs).toEqual(['example-speedway']);
  });
});
