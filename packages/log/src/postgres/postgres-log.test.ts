import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { chain, type Chained, EMPTY } from '../chain.ts';
import { copyLog } from '../copy.ts';
import { openSqliteLog } from '../sqlite-log.ts';
import { factsTable, migrate, POSTGRES_SCHEMA } from './migrations.ts';
import { openPool, PostgresStore, shownUrl } from './postgres-store.ts';
import { logContract, opening } from '../testing/log-contract.ts';
import { noPostgresBecause, startPostgres } from '../testing/postgres-server.ts';

const because = await noPostgresBecause();
if (because !== undefined) process.stderr.write(`skipped: ${because}\n`);
const server = because === undefined ? await startPostgres() : undefined;
afterAll(() => server?.stop());

let url: Promise<string> | undefined;
let places = 0;

/** A store on a new database, or on a place of its own in one: what the URL says of the search path is all that a place needs. */
async function storeAt(address: string, pollMs?: number): Promise<PostgresStore> {
  const pool = openPool(address, 8);
  const store = await PostgresStore.open(pool, pollMs === undefined ? {} : { pollMs });
  onTestFinished(async () => {
    await store.close();
    await pool.end();
  });
  return store;
}

async function newPlace(): Promise<string> {
  const address = await (url ??= server!.database());
  const name = `place_${(places += 1)}`;
  const pool = openPool(address);
  await pool.query(`create schema ${name}`);
  await pool.end();
  return `${address}?options=-csearch_path%3D${name}`;
}

describe.skipIf(!server)('the PostgreSQL log', () => {
  logContract(async () => {
    const store = await storeAt(await newPlace());
    return () => store.log('club');
  });
  test('keeps the clubs of a store apart, and lists them', async () => {
    const store = await storeAt(await newPlace());
    await store.log('lanes').append([opening('a')], 0, { key: 'k', digest: 'd' });
    await store.log('ridge').append([opening('b'), opening('c')], 0, { key: 'k', digest: 'e' });
    expect(await store.clubs()).toEqual(['lanes', 'ridge']);
    expect((await store.log('lanes').read()).map((fact) => fact.meeting)).toEqual(['a']);
    expect((await store.log('ridge').answered('k'))?.digest).toBe('e');
  });
  test('has the digests of the SQLite log', async () => {
    const file = openSqliteLog(':memory:', 'club');
    const log = (await storeAt(await newPlace())).log('club');
    for (const each of [file, log]) await each.append([opening('a'), opening('b')], 0);
    expect(await log.tail()).toEqual(await file.tail());
  });
  test('works for a user who is no superuser and owns the database', async () => {
    const address = new URL(await server!.database());
    const pool = openPool(address.href);
    const [name, database] = [`owner_${process.pid}`, address.pathname.slice(1)];
    await pool.query(`create role ${name} login password 'owner' nosuperuser; alter database ${database} owner to ${name}`);
    await pool.query(`create schema authorization ${name}`);
    await pool.end();
    address.username = name;
    address.password = 'owner';
    const log = (await storeAt(address.href)).log('club');
    expect((await log.append([opening('a')], 0)).ok).toBe(true);
  });
});

describe.skipIf(!server)('a follower on PostgreSQL', () => {
  test('is woken by messages alone', async () => {
    const place = await newPlace();
    // Nobody looks by themselves within the life of this test.
    const [one, two] = [(await storeAt(place, 2 ** 30)).log('club'), (await storeAt(place, 2 ** 30)).log('club')];
    const stop = new AbortController();
    const seen: number[] = [];
    const followed = (async () => {
      for await (const fact of one.follow(0, stop.signal)) if (seen.push(fact.seq) === 20) stop.abort();
    })();
    for (let seq = 0; seq < 20; seq += 1) await two.append([opening(`m${seq}`)], seq);
    await followed;
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });
  test('sees facts whose messages were lost', async () => {
    const place = await newPlace();
    const log = (await storeAt(place)).log('club');
    const pool = openPool(place);
    const stop = new AbortController();
    const seen: number[] = [];
    const followed = (async () => {
      for await (const fact of log.follow(0, stop.signal)) if (seen.push(fact.seq) === 2) stop.abort();
    })();
    const tail = (await log.append([opening('a')], 0)) && (await log.tail());
    const [{ row }] = chain('club', tail, [opening('b')]) as [Chained];
    await pool.query(
      'insert into facts (club, seq, at, by, kind, version, season, meeting, race, body, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
      ['club', row.seq, row.at, row.by, row.kind, row.version, row.season, row.meeting, row.race, row.body, row.hash],
    );
    await followed;
    expect(seen).toEqual([1, 2]);
    await pool.end();
  });
  test('follows on after the database was killed and started again, and appends wait for it', async () => {
    const place = await newPlace();
    const log = (await storeAt(place)).log('club');
    const stop = new AbortController();
    const seen: number[] = [];
    const followed = (async () => {
      for await (const fact of log.follow(0, stop.signal)) if (seen.push(fact.seq) === 3) stop.abort();
    })();
    await log.append([opening('a')], 0);
    await server!.kill();
    const waiting = log.append([opening('b')], 1, { key: 'k', digest: 'd' });
    await server!.start();
    expect((await waiting).ok).toBe(true);
    await log.append([opening('c')], 2);
    await followed;
    expect(seen).toEqual([1, 2, 3]);
    expect((await log.verify()).facts).toBe(3);
  });
});

describe.skipIf(!server)('a database', () => {
  test.each(Array.from({ length: POSTGRES_SCHEMA }, (_, schema) => schema))(
    'of schema %i is brought up to date by each of many that open it',
    async (schema) => {
      const place = await newPlace();
      const pool = openPool(place);
      const client = await pool.connect();
      await migrate(client, schema);
      if (schema > 0) {
        const { row } = chain('club', EMPTY, [opening('a')])[0]!;
        await client.query(`insert into facts (club, seq, at, by, kind, version, season, meeting, body, hash)
        values ('club', 1, '${row.at}', '${row.by}', '${row.kind}', 1, '${row.season}', 'a', '${row.body}', '${row.hash}')`);
      }
      client.release();
      await pool.end();
      const stores = await Promise.all(Array.from({ length: 4 }, () => storeAt(place)));
      const log = stores[3]!.log('club');
      expect((await log.append([opening('b')], schema > 0 ? 1 : 0, { key: 'k', digest: 'd' })).ok).toBe(true);
      expect(await log.verify()).toMatchObject({ ok: true, facts: schema > 0 ? 2 : 1 });
    },
  );
  test('of a newer version is left alone', async () => {
    const place = await newPlace();
    await storeAt(place);
    const pool = openPool(place);
    await pool.query('insert into fact_schema (version) values (99)');
    await pool.end();
    await expect(storeAt(place)).rejects.toThrow('made by a newer version of Racetower');
  });
  test('whose facts were made beforehand, in one piece, is used as it is', async () => {
    const place = await newPlace();
    const pool = openPool(place);
    await pool.query(factsTable());
    await pool.end();
    const log = (await storeAt(place)).log('club');
    expect((await log.append([opening('a')], 0)).ok).toBe(true);
  });
  test.each([
    { name: 'that is not there', change: (address: URL) => (address.pathname = '/nowhere'), says: /database "nowhere" does not exist/ },
    { name: 'with another password', change: (address: URL) => (address.password = 'secret-guess'), says: /does not let us in/ },
    { name: 'that is not reached', change: (address: URL) => (address.port = '1'), says: /cannot be reached/ },
  ])('$name is named, without its secret', async ({ change, says }) => {
    const address = new URL(await newPlace());
    change(address);
    const pool = openPool(address.href);
    onTestFinished(() => pool.end());
    const opened = PostgresStore.open(pool, { patienceMs: 0 });
    await expect(opened).rejects.toThrow(says);
    await expect(opened).rejects.not.toThrow(/secret-guess|racetower:/);
    expect(shownUrl(address.href)).not.toMatch(/secret-guess|racetower@|:racetower/);
  });
  test('is copied to a file and back with facts, digests and keys, also while it is written to', async () => {
    const log = (await storeAt(await newPlace())).log('club');
    for (let seq = 0; seq < 30; seq += 1) await log.append([opening(`m${seq}`)], seq, { key: `k${seq}`, digest: 'd' });
    const file = openSqliteLog(':memory:', 'club');
    const writing = (async () => {
      for (let seq = 30; seq < 60; seq += 1) await log.append([opening(`m${seq}`)], seq, { key: `k${seq}`, digest: 'd' });
    })();
    const tail = await copyLog(log, file);
    await writing;
    expect(tail.seq).toBeGreaterThanOrEqual(30);
    expect(await copyLog(log, file)).toEqual(await log.tail());
    const back = (await storeAt(await newPlace())).log('club');
    expect(await copyLog(file, back)).toEqual(await log.tail());
    expect([await back.verify(), await back.requests()]).toEqual([await file.verify(), await log.requests()]);
    await back.append([opening('other')], 60);
    await log.append([opening('x')], 60);
    await expect(copyLog(back, log)).rejects.toMatchObject({ code: 'forked', seq: 61 });
  });
});
