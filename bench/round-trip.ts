import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createAdaptorServer } from '@hono/node-server';
import { type FactLog, openPool, openSqliteLog, PostgresStore } from '@racetower/log';
import { makeApp } from '@racetower/server';
import { Club } from '@racetower/server/club';
import { Hono } from 'hono';
import { startPostgres } from '../packages/log/src/testing/postgres-server.ts';
import type { Benchmark, Case } from './benchmark.ts';
import { speedway } from './speedway.ts';

const CLUB = 'example-speedway';

/** Where facts are kept, and where the floor inserts the same text. */
interface Store {
  readonly log: FactLog;
  readonly insert: (text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function inFile(): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-bench-'));
  const log = openSqliteLog(join(folder, 'log.sqlite'), CLUB);
  const bare = new DatabaseSync(join(folder, 'bare.sqlite'));
  bare.exec(
    'pragma journal_mode = wal; pragma synchronous = full; create table bodies (seq integer primary key, body text not null) strict;',
  );
  const insert = bare.prepare('insert into bodies (body) values (?)');
  const close = async (): Promise<void> => {
    await log.close();
    bare.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { log, insert: async (text) => void insert.run(text), close };
}

async function inPostgres(): Promise<Store> {
  const server = await startPostgres({ durable: true });
  const pool = openPool(await server.database());
  const store = await PostgresStore.open(pool);
  await pool.query('create table bodies (seq serial primary key, body text not null)');
  const close = async (): Promise<void> => {
    await store.close();
    await pool.end();
    await server.stop();
  };
  const insert = async (text: string): Promise<void> =>
    void (await pool.query({ name: 'insert', text: 'insert into bodies (body) values ($1)', values: [text] }));
  return { log: store.log(CLUB), insert, close };
}

/** The service and the bare route on ports of their own, on one store. */
interface Both {
  readonly give: () => Promise<void>;
  readonly insert: () => Promise<void>;
  readonly close: () => Promise<void>;
}

async function both(open: () => Promise<Store>): Promise<Both> {
  const { log, insert, close } = await open();
  const club = new Club({ log, editions: speedway(), now: () => new Date().toISOString() });
  const { app } = makeApp({
    clubs: new Map([[CLUB, { club, publicNames: 'all' }]]),
    identify: () => ({ is: 'operator' }),
    onFault: (error) => {
      throw error;
    },
  });
  const bare = new Hono();
  bare.post('/commands', async (c) => {
    const body: unknown = await c.req.json();
    await insert(JSON.stringify(body));
    return c.json({ facts: [body] });
  });
  const servers = [app, bare].map((each) => createAdaptorServer({ fetch: each.fetch }) as Server);
  for (const server of servers) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const [service = 0, route = 0] = servers.map((server) => (server.address() as AddressInfo).port);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let people = 0;
  const body = (): string => JSON.stringify({ do: 'register', by: 'sign-in:Sue', person: `Person ${(people += 1)}`, details: {} });
  return {
    give: () => post(agent, `http://127.0.0.1:${service}/api/clubs/${CLUB}/commands`, body()),
    insert: () => post(agent, `http://127.0.0.1:${route}/commands`, body()),
    close: async () => {
      agent.destroy();
      for (const server of servers) await new Promise((done) => server.close(done));
      await club.close();
      await close();
    },
  };
}

/** Posts on a line that stays open, and reads the answer to its end. */
async function post(agent: Agent, url: string, body: string): Promise<void> {
  await new Promise<void>((done, failed) => {
    const sent = request(url, { agent, method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
      response.resume();
      response.on('end', () => (response.statusCode === 200 ? done() : failed(new Error(`answered ${response.statusCode ?? 0}`))));
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

function on(size: string, open: () => Promise<Store>): Case {
  let made: Promise<Both> | undefined;
  const begun = (): Promise<Both> => (made ??= both(open));
  return {
    size,
    units: 1,
    unit: 'commands',
    work: async () => (await begun()).give(),
    floor: async () => (await begun()).insert(),
    close: async () => (await made)?.close(),
  };
}

export const commandRoundTrip: Benchmark = {
  name: 'round-trip',
  says: 'a command over HTTP: checked, decided, chained, on the disk, answered with its facts',
  floor: 'the same JSON through a bare route that inserts it into a table of the same database, as durably',
  cases: () => [on('SQLite', inFile), on('PostgreSQL', inPostgres)],
};
