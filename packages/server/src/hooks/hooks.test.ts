import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Club, Sent } from '../club/club.ts';
import { openServiceDatabase } from '../service/database.ts';
import { CLUB, exampleClub, giveAll, HEAT_RUN, SIGNED_IN } from '../testing/example-club.ts';
import { HookWorker } from './hook-worker.ts';
import { type HookAsked, Hooks } from './hooks.ts';
import { isInside } from './send.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A program that is told news, and answers with the statuses given, the last of them for ever. */
async function listener(...statuses: readonly number[]): Promise<{ readonly url: string; readonly heard: Heard[] }> {
  const heard: Heard[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(statuses[Math.min(heard.length, statuses.length) - 1] ?? 200).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/news`, heard };
}

interface Told {
  readonly club: Club;
  readonly hooks: Hooks;
  readonly worker: HookWorker;
  readonly another: HookWorker;
  readonly wait: (seconds: number) => void;
  readonly secret: string;
  readonly id: string;
}

async function told(asked: Partial<HookAsked> & { readonly url: string }, inside = true): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-hooks-'));
  const db = await openServiceDatabase({ folder });
  onTestFinished(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const club = exampleClub();
  const hooks = new Hooks(db);
  const made = { at: '2026-05-02T17:00:00Z', by: 'operator', seq: (await club.latest()).seq };
  const hook = await hooks.add(
    CLUB,
    { format: 'racetower', news: ['line-up', 'flag', 'result-official', 'result-provisional'], ...asked },
    made,
  );
  let now = Date.parse('2026-05-02T17:00:00Z');
  const work = {
    clubs: new Map([[CLUB, { club, publicNames: 'none' as const }]]),
    hooks,
    inside,
    now: () => new Date(now).toISOString(),
    onFault: (error: unknown) => {
      throw error;
    },
  };
  const wait = (seconds: number): void => void (now += seconds * 1000);
  return { club, hooks, worker: new HookWorker(work), another: new HookWorker(work), wait, secret: hook.secret, id: hook.id };
}

const typesOf = (heard: readonly Heard[]): readonly unknown[] => heard.map(({ body }) => (JSON.parse(body) as { type: string }).type);

const HEAT = { by: 'race-director:Rae', meeting: '2026-05-02', race: 'mini-stock/heat-1' };

/** Runs a heat from its line-up to the official result. */
async function raceRun(club: Club): Promise<void> {
  const before: readonly object[] = [
    { ...HEAT, do: 'post-line-up' },
    { ...HEAT, do: 'flag', flag: 'green' },
  ];
  const commands = [...SIGNED_IN, ...before, ...HEAT_RUN, { ...HEAT, do: 'make-official' }];
  await giveAll(club, commands as readonly Sent[]);
}

describe('a hook', () => {
  test('is told line-up, flags and results of a race, signed, each once', async () => {
    const { url, heard } = await listener(200);
    const { club, worker, another, secret } = await told({ url });
    await raceRun(club);
    await Promise.all([worker.turn(), another.turn()]);
    await worker.turn();
    expect(typesOf(heard).toSorted()).toEqual(['flag', 'line-up', 'result-official', 'result-provisional']);
    for (const { headers, body } of heard) expect(() => checked(secret, headers, body)).not.toThrow();
    expect(() => checked(secret, heard[0]?.headers ?? {}, `${heard[0]?.body ?? ''} `)).toThrow();
  });

  test('hears only the news that it asked for, with names as the public reads them', async () => {
    const { url, heard } = await listener(200);
    const { club, worker } = await told({ url, news: ['line-up'] });
    await raceRun(club);
    await worker.turn();
    expect(typesOf(heard)).toEqual(['line-up']);
    expect(heard[0]?.body).not.toContain('Dee Dunn');
    expect(heard[0]?.body).toContain('Dee D.');
  });

  test('that does not answer is told again later, and the same message once it does', async () => {
    const { url, heard } = await listener(503, 500, 204);
    const { club, hooks, worker, wait, id } = await told({ url, news: ['line-up'] });
    await raceRun(club);
    await worker.turn();
    await worker.turn();
    expect(heard).toHaveLength(1);
    expect(await hooks.deliveries(id)).toMatchObject([{ state: 'due', tries: 1, said: '503 Service Unavailable' }]);
    wait(6);
    await worker.turn();
    wait(31);
    await worker.turn();
    wait(3600);
    await worker.turn();
    expect(heard).toHaveLength(3);
    expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await hooks.deliveries(id)).toMatchObject([{ state: 'arrived', tries: 3 }]);
  });

  test('that never answers is given up, and may be sent to again by hand', async () => {
    const { url, heard } = await listener(500);
    const { club, hooks, worker, wait, id } = await told({ url, news: ['line-up'] });
    await raceRun(club);
    for (let turn = 0; turn < 12; turn += 1) {
      await worker.turn();
      wait(90_000);
    }
    expect(heard).toHaveLength(8);
    const [delivery] = await hooks.deliveries(id);
    expect(delivery?.state).toBe('given-up');
    expect(await hooks.again(id, delivery?.id ?? '', '2026-05-02T17:00:00Z')).toBe(true);
    await worker.turn();
    expect(heard).toHaveLength(9);
  });

  test('of a channel gets text in which no name calls on anybody', async () => {
    const { url, heard } = await listener(204);
    const { club, worker } = await told({ url, format: 'discord', news: ['flag'] });
    await raceRun(club);
    await worker.turn();
    const message = JSON.parse(heard[0]?.body ?? '{}') as { readonly embeds: readonly { readonly description: string }[] };
    expect(message).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(message.embeds[0]?.description).toContain('Heat 1');
  });

  test('may not lead into the network of the server, unless the settings say so', async () => {
    const { url, heard } = await listener(200);
    const { club, hooks, worker, id } = await told({ url, news: ['line-up'] }, false);
    await raceRun(club);
    await worker.turn();
    expect(heard).toEqual([]);
    expect((await hooks.deliveries(id))[0]?.said).toContain('into the network of the server');
  });
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '192.168.0.9',
  '169.254.169.254',
  '::1',
  '::ffff:127.0.0.1',
  'fd00::1',
  'fe80::1',
  '0.0.0.0',
  '100.64.1.1',
])('%s is inside', (address) => expect(isInside(address)).toBe(true));
test.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111'])('%s is outside', (address) => expect(isInside(address)).toBe(false));

function checked(secret: string, headers: IncomingHttpHeaders, body: string): unknown {
  // The library checks the time too, against today; what is signed is the time that was sent.
  const id = String(headers['webhook-id']);
  const sentAt = new Date(Number(headers['webhook-timestamp']) * 1000);
  if (new Webhook(secret).sign(id, sentAt, body) !== headers['webhook-signature']) throw new Error('the signature is of something else');
  return JSON.parse(body);
}
