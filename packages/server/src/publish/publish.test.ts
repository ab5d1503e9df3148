import { connect, createServer, type Socket } from 'node:net';
import { randomInt } from 'node:crypto';
import { dirname } from 'node:path';
import { openSqliteLog } from '@racetower/log';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Club, Sent } from '../club/club.ts';
import { readSettings } from '../serve/settings.ts';
import { type RunningServer, startServer } from '../serve/start.ts';
import { CLUB, EXAMPLE, exampleClub, giveAll, SIGNED_IN, temporaryFile } from '../testing/example-club.ts';
import { fetchAll, giveAway, sendAll, takeBack } from './carry.ts';
import { Publisher, type PublishingState } from './publisher.ts';
import { type Destination, Remote } from './remote.ts';
import { publishToken } from './token.ts';

const SECRET = 'a-secret-of-the-service';
const TOWER = 'the tower#tower-mark';
const person = (name: string): Sent => ({ do: 'register', by: 'sign-in:Sue', person: name, details: {} }) as unknown as Sent;

interface Service {
  readonly server: RunningServer;
  readonly remote: Remote;
  readonly destination: Destination;
  /** The path below the address of the club. */
  readonly ask: (path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Response>;
}

/** A hosted service without facts, to publish to. */
async function service(now: () => string = () => new Date().toISOString()): Promise<Service> {
  const settings = readSettings(
    { port: '0', data: dirname(temporaryFile()), rulebooks: EXAMPLE, 'publish-secret': SECRET, timing: 'no' },
    {},
  );
  const server = await startServer(settings, { from: '.', now, log: () => undefined });
  onTestFinished(() => server.stop());
  const token = publishToken(SECRET, CLUB);
  const destination = { url: server.address, club: CLUB, token };
  const ask: Service['ask'] = (path, body, headers = {}) =>
    fetch(`${server.address}/api/clubs/${CLUB}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    });
  return { server, destination, remote: new Remote(destination), ask };
}

/** A link to the service that is cut after so many bytes of each connection. */
async function poorLink(to: string, cutAfter: () => number): Promise<string> {
  const lines = new Set<Socket>();
  const proxy = createServer((near) => {
    const far = connect(Number(new URL(to).port), '127.0.0.1');
    let left = cutAfter();
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    const carry = (from: Socket, onto: Socket): void => {
      from.on('data', (bytes: Buffer) => {
        onto.write(bytes.subarray(0, left));
        left -= bytes.length;
        if (left <= 0) cut();
      });
      from.on('error', cut);
      from.on('close', cut);
      lines.add(from);
    };
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    for (const line of lines) line.destroy();
    proxy.close();
  });
  const address = proxy.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

/** Publishes until the test is over. */
function publishing(
  club: Club,
  destination: Destination,
  writer = TOWER,
): { readonly states: PublishingState[]; readonly publisher: Publisher } {
  const states: PublishingState[] = [];
  const publisher = new Publisher({ club, destination, writer, firstPauseMs: 1, onState: (state) => states.push(state) });
  publisher.start();
  onTestFinished(() => publisher.stop());
  return { states, publisher };
}

/** Asks until the service has as many facts as the club. */
async function expectConverged(remote: Remote, club: Club): Promise<void> {
  for (;;) {
    const [there, here] = [await remote.standing(), await club.log.tail()];
    if (there.seq >= here.seq) return expect({ seq: there.seq, hash: there.hash }).toEqual(here);
  }
}

describe('a club that is published', () => {
  test.each(['short', 'long'])('over a link that is cut at random points, %s, converges to the same log', async (length) => {
    const { destination, remote } = await service();
    const club = exampleClub();
    const link = await poorLink(destination.url, () => randomInt(100, length === 'short' ? 8000 : 60_000));
    publishing(club, { ...destination, url: link });
    for (let count = 0; count < 150; count += 1) await club.give(person(`Person ${count}`));
    await expectConverged(remote, club);
  });
  test('is caught up after hours without a link, and goes on', async () => {
    const { destination, remote } = await service();
    const club = exampleClub();
    let open = false;
    const link = await poorLink(destination.url, () => (open ? Number.MAX_SAFE_INTEGER : 0));
    const { states } = publishing(club, { ...destination, url: link });
    for (let count = 0; count < 700; count += 1) await club.give(person(`Person ${count}`));
    while (states.length === 0) await new Promise((again) => setImmediate(again));
    expect(states[0]).toMatchObject({ is: 'away' });
    open = true;
    await expectConverged(remote, club);
    await giveAll(club, [person('Late')]);
    await expectConverged(remote, club);
  });
  test('shows viewers how far behind they may be, on pages and in the API', async () => {
    let now = '2026-05-02T17:00:00.000Z';
    const { ask, remote, server } = await service(() => now);
    const club = exampleClub();
    await giveAll(club, SIGNED_IN);
    const [first] = [await club.log.rows(0, 10)];
    const end = await club.log.tail();
    await remote.send(TOWER, first, end);
    const page = async (): Promise<string> => (await fetch(`${server.address}/clubs/${CLUB}`)).text();
    expect(await page()).toContain('Sent from the track by the tower, heard within the last minute. 4 more entries are on the way.');
    await sendAll(club.log, remote, TOWER);
    now = '2026-05-02T19:30:00.000Z';
    expect(await page()).toContain('Sent from the track by the tower, heard last 2 hours ago.');
    expect(await (await ask('')).json()).toMatchObject({
      seq: 14,
      publishedBy: { writer: 'the tower', heardAt: '2026-05-02T17:00:00.000Z', ageSeconds: 9000, behind: 0 },
    });
  });
  test('takes no commands at the service, and says where to give them', async () => {
    const { ask, remote } = await service();
    const club = exampleClub();
    await giveAll(club, [person('Ann')]);
    await sendAll(club.log, remote, TOWER);
    const response = await ask('/commands', person('Bea'), { authorization: '' });
    expect([response.status, await response.json()]).toMatchObject([
      409,
      { code: 'written-elsewhere', detail: expect.stringContaining('the tower') as string },
    ]);
    expect((await remote.standing()).seq).toBe(1);
  });
});

describe('two writers of a club', () => {
  test('are told apart: the second is refused, and told the way out', async () => {
    const { destination, remote } = await service();
    const [one, two] = [exampleClub(), exampleClub()];
    await giveAll(one, [person('Ann')]);
    await giveAll(two, [person('Bea')]);
    await sendAll(one.log, remote, TOWER);
    const { states } = publishing(two, destination, 'another laptop#other-mark');
    while (states.length === 0) await new Promise((again) => setImmediate(again));
    expect(states[0]).toMatchObject({ is: 'refused', code: 'forked', says: expect.stringContaining('hand-over --back') as string });
    await expect(remote.send('another laptop#other-mark', [], await two.log.tail())).rejects.toMatchObject({
      code: 'other-writer',
      message: expect.stringContaining('are made by the tower') as string,
    });
    await giveAll(one, [person('Cal')]);
    await sendAll(one.log, remote, TOWER);
    await expectConverged(remote, one);
  });
  test('one of whom went on alone after the other took over, are not mixed; the service’s log can be taken over', async () => {
    const { ask, remote, destination } = await service();
    const club = exampleClub();
    await giveAll(club, [person('Ann')]);
    await sendAll(club.log, remote, TOWER);
    await giveAway(club.log, remote, TOWER, destination.url);
    expect((await ask('/commands', person('Made there'), { authorization: '' })).status).toBe(200);
    // The laptop was told to end the turn of the other, without a link.
    await club.log.setFollowing(undefined);
    await giveAll(club, [person('Made here')]);
    await expect(sendAll(club.log, remote, TOWER)).rejects.toMatchObject({ code: 'forked' });
    await expect(takeBack(club.log, remote, TOWER)).rejects.toMatchObject({ code: 'forked' });
    const fresh = openSqliteLog(temporaryFile('fresh.sqlite'), CLUB);
    await takeBack(fresh, remote, TOWER);
    expect((await fresh.read()).map((fact) => fact.kind === 'person-registered' && fact.body.person)).toEqual(['Ann', 'Made there']);
    expect((await fresh.append([], 2)).ok).toBe(true);
    await fresh.close();
  });
});

describe('the making of facts', () => {
  test('is handed over to the service and back, with what was made meanwhile, and never on both sides', async () => {
    const { ask, destination, remote } = await service();
    const club = exampleClub();
    await giveAll(club, [person('Ann')]);
    publishing(club, destination);
    await giveAway(club.log, remote, TOWER, `${destination.url}#service-mark`);
    expect(await club.give(person('Bea'))).toMatchObject({ is: 'elsewhere', writer: expect.stringContaining('127.0.0.1') as string });
    expect((await ask('/commands', person('Bea'), { authorization: '' })).status).toBe(200);
    await fetchAll(club.log, remote);
    expect((await club.latest()).seq).toBe(2);
    await takeBack(club.log, remote, TOWER);
    expect((await ask('/commands', person('Cal'), { authorization: '' })).status).toBe(409);
    await giveAll(club, [person('Cal')]);
    await expectConverged(remote, club);
    expect([...(await club.latest()).all].map((fact) => fact.kind === 'person-registered' && fact.body.person)).toEqual([
      'Ann',
      'Bea',
      'Cal',
    ]);
  });
  test('cut off in the middle of being handed over, is handed over by doing it again', async () => {
    const { destination, remote } = await service();
    const club = exampleClub();
    await giveAll(
      club,
      Array.from({ length: 30 }, (_, index) => person(`Person ${index}`)),
    );
    for (const [direction, done] of [
      [() => giveAwayOver(club, destination), async () => (await remote.standing()).writer === undefined],
      [() => takeBackOver(club, destination), async () => (await club.log.following()) === undefined],
    ] as const) {
      for (let attempt = 0; attempt < 200; attempt += 1) {
        await direction().catch(() => undefined);
        const makers = [
          (await club.log.following()) === undefined,
          (await remote.standing()).writer === undefined && (await remote.standing()).seq > 0,
        ];
        expect(makers.filter((makes) => makes).length).toBeLessThan(2);
        if (await done()) break;
      }
      expect(await done()).toBe(true);
    }
  });
});

const bad = (): number => randomInt(100, 9000);
const giveAwayOver = async (club: Club, destination: Destination): Promise<unknown> =>
  giveAway(club.log, new Remote({ ...destination, url: await poorLink(destination.url, bad) }), TOWER, destination.url);
const takeBackOver = async (club: Club, destination: Destination): Promise<unknown> =>
  takeBack(club.log, new Remote({ ...destination, url: await poorLink(destination.url, bad) }), TOWER);

describe('what is sent to be published', () => {
  const sent = async (change: (body: Record<string, unknown>, rows: Record<string, unknown>[]) => unknown, headers = {}) => {
    const { ask, remote } = await service();
    const club = exampleClub();
    await giveAll(club, [person('Ann'), person('Bea')]);
    const rows = (await club.log.rows()).map((row): Record<string, unknown> => ({ ...row }));
    const body: Record<string, unknown> = { writer: TOWER, rows, end: { ...(await club.log.tail()) } };
    const response = await ask('/publish', change(body, rows) ?? body, headers);
    return {
      status: response.status,
      answer: (await response.json()) as { readonly code?: string; readonly field?: string },
      seq: (await remote.standing()).seq,
    };
  };
  test('is taken', async () => expect(await sent(() => undefined)).toMatchObject({ status: 200, seq: 2 }));
  test.each([
    { name: 'without a token', headers: { authorization: '' }, change: () => undefined, status: 401, code: 'publish-token' },
    {
      name: 'with the token of another club',
      headers: { authorization: `Bearer ${publishToken(SECRET, 'another-club')}` },
      change: () => undefined,
      status: 401,
      code: 'publish-token',
    },
    {
      name: 'changed on the way',
      change: (_: unknown, rows: Record<string, unknown>[]) => void (rows[1]!['by'] = 'me'),
      status: 422,
      code: 'chain',
    },
    { name: 'with a fact left out', change: (_: unknown, rows: Record<string, unknown>[]) => void rows.shift(), status: 409, code: 'gap' },
    {
      name: 'of a newer version',
      change: (_: unknown, rows: Record<string, unknown>[]) => void (rows[0]!['kind'] = 'x'),
      status: 422,
      code: 'chain',
    },
    { name: 'with an unknown field', change: (body: Record<string, unknown>) => void (body['more'] = 1), status: 400, code: 'bad-input' },
    {
      name: 'with a number that is none',
      change: (_: unknown, rows: Record<string, unknown>[]) => void (rows[0]!['seq'] = '1'),
      status: 400,
      code: 'bad-input',
    },
    { name: 'by nobody', change: (body: Record<string, unknown>) => void delete body['writer'], status: 400, code: 'bad-input' },
    { name: 'as no JSON', change: () => '{', status: 400, code: 'bad-json' },
    { name: 'too large', change: () => `"${'x'.repeat(3_000_000)}"`, status: 413, code: 'body-too-large' },
  ])('$name, is a problem and changes nothing', async ({ change, headers, status, code }) => {
    expect(await sent(change, headers)).toMatchObject({ status, answer: { code }, seq: 0 });
  });
  test('is not taken by a service without a secret', async () => {
    const settings = readSettings({ port: '0', data: dirname(temporaryFile()), rulebooks: EXAMPLE, timing: 'no' }, {});
    const server = await startServer(settings, { from: '.', now: () => new Date().toISOString(), log: () => undefined });
    onTestFinished(() => server.stop());
    await expect(new Remote({ url: server.address, club: CLUB, token: 'x' }).standing()).rejects.toMatchObject({ code: 'no-publishing' });
  });
});

test('a server publishes its club by its settings', async () => {
  const { destination, remote } = await service();
  const data = dirname(temporaryFile());
  const flags = { port: '0', data, rulebooks: EXAMPLE, timing: 'no', 'publish-to': destination.url, 'publish-as': 'the tower' };
  const settings = readSettings(flags, { RACETOWER_PUBLISH_TOKEN: destination.token });
  const server = await startServer(settings, { from: '.', now: () => new Date().toISOString(), log: () => undefined });
  onTestFinished(() => server.stop());
  const headers = { 'content-type': 'application/json' };
  await fetch(`${server.address}/api/clubs/${CLUB}/commands`, { method: 'POST', headers, body: JSON.stringify(person('Ann')) });
  let there = await remote.standing();
  while (there.seq < 1) there = await remote.standing();
  expect(there.writer).toBe('the tower');
});
