import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { NewFact } from '@racetower/engine';
import { afterAll, describe, expect, test } from 'vitest';
import { chain, EMPTY } from './chain.ts';
import { openSqliteLog } from './sqlite-log.ts';
import { logContract, opening } from './testing/log-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'racetower-log-'));
let files = 0;
const fresh = (): string => join(folder, `log-${(files += 1)}.sqlite`);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the SQLite log', () =>
  logContract(() => {
    const file = fresh();
    return () => openSqliteLog(file, 'club');
  }));

/** A closed log of `count` facts. */
async function logOf(count: number): Promise<string> {
  const path = fresh();
  const log = openSqliteLog(path, 'club');
  await log.append(
    Array.from({ length: count }, (_, index) => opening(`m${index}`)),
    0,
  );
  await log.close();
  return path;
}

function change(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}

describe('a log that is not as it should be', () => {
  test('a changed fact breaks the chain at its number', async () => {
    const path = await logOf(5);
    change(path, `update facts set body = replace(body, 'points', 'practice') where seq = 3`);
    expect((await openSqliteLog(path, 'club').verify()).problem).toEqual({ seq: 3, says: 'fact 3 is not as it was written' });
  });
  test('a fact taken out is missed', async () => {
    const path = await logOf(5);
    change(path, 'delete from facts where seq = 2');
    const log = openSqliteLog(path, 'club');
    expect((await log.verify()).problem).toEqual({ seq: 2, says: 'fact 2 is missing' });
    await expect(log.read()).rejects.toThrow('fact 2 is missing');
  });
  test('a fact of an unknown kind is from a newer version, and is named', async () => {
    const path = await logOf(2);
    change(path, `update facts set kind = 'drone-launched' where seq = 2`);
    await expect(openSqliteLog(path, 'club').read()).rejects.toThrow(/fact 2 is "drone-launched" version 1, made by a newer version/);
  });
  test('a body that is no JSON is named', async () => {
    const path = await logOf(2);
    change(path, `update facts set body = '{"date' where seq = 1`);
    await expect(openSqliteLog(path, 'club').read()).rejects.toThrow('the body of fact 1 (meeting-opened) cannot be read');
  });
  test('a text file is no log, and is left as it is', async () => {
    const path = fresh();
    writeFileSync(path, 'a grocery list');
    expect(() => openSqliteLog(path, 'club')).toThrow('is not a log of Racetower');
    expect(readFileSync(path, 'utf8')).toBe('a grocery list');
  });
  test('another database is no log', async () => {
    const path = fresh();
    change(path, 'create table songs (title text)');
    expect(() => openSqliteLog(path, 'club')).toThrow('not a log of Racetower');
  });
  test('the log of another club is refused', async () => {
    const path = await logOf(1);
    expect(() => openSqliteLog(path, 'other')).toThrow('the log is of "club", not of "other"');
  });
  test('a file cut in the middle is damaged or ends early, never wrong', async () => {
    const path = await logOf(2000);
    truncateSync(path, Math.floor(readFileSync(path).length / 2));
    await expect((async () => openSqliteLog(path, 'club').read())()).rejects.toThrow(/damaged/);
  });
  test('a flipped byte in a fact is found', async () => {
    const path = await logOf(50);
    const bytes = readFileSync(path);
    const at = bytes.indexOf('race-director', bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect((await openSqliteLog(path, 'club').verify()).ok).toBe(false);
  });
  test('a log opened to read refuses to append', async () => {
    await expect(openSqliteLog(await logOf(1), 'club', { readOnly: true }).append([opening('x')], 1)).rejects.toThrow('read only');
  });
});

/** The statements by which earlier versions made a log, as they stood then. */
const EARLIER: readonly (readonly string[])[] = [
  [
    `pragma application_id = 1381256263; pragma user_version = 1;
    create table club (name text not null);
    create table facts (
      seq integer primary key, at text not null, by text not null, kind text not null, version integer not null,
      season text, meeting text, race text, body text not null, hash text not null
    ) strict;
    insert into club (name) values ('club');`,
  ],
  [
    `pragma user_version = 2;
    create table requests (
      key text primary key, digest text not null, after integer not null, facts integer not null
    ) strict;
    insert into requests values ('early', 'd', 1, 1);`,
  ],
];

/** A log as a version made it, with two facts in it. */
function early(schema: number): string {
  const path = fresh();
  change(path, EARLIER.slice(0, schema).flat().join('\n'));
  const database = new DatabaseSync(path);
  const insert = database.prepare(`insert into facts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const { row } of chain('club', EMPTY, [opening('a'), opening('b')]))
    insert.run(row.seq, row.at, row.by, row.kind, row.version, row.season, row.meeting, row.race, row.body, row.hash);
  database.close();
  return path;
}

describe.each([1, 2])('a log of schema %i', (schema) => {
  test('is brought up to date when it is opened, with facts and requests as they were', async () => {
    const path = early(schema);
    const [log, other] = [openSqliteLog(path, 'club'), openSqliteLog(path, 'club')];
    expect((await log.append([opening('c')], 2, { key: 'k', digest: 'd' })).ok).toBe(true);
    expect([await log.answered('early')].map((each) => each?.facts.length)).toEqual([schema === 1 ? undefined : 1]);
    expect([await other.seq(), (await other.verify()).ok, (await other.answered('k'))?.facts.length]).toEqual([3, true, 1]);
    await other.setFollowing('somebody');
    expect(await log.following()).toMatchObject({ writer: 'somebody' });
    for (const each of [log, other]) await each.close();
  });
  test('is read as it is when it is opened to read only', async () => {
    const path = early(schema);
    const log = openSqliteLog(path, 'club', { readOnly: true });
    expect([await log.seq(), await log.answered('k'), await log.following(), (await log.requests()).length]).toEqual([
      2,
      undefined,
      undefined,
      schema - 1,
    ]);
    await log.close();
    expect(new DatabaseSync(path).prepare('pragma user_version').get()).toEqual({ user_version: schema });
  });
});

test('a backup made while the log is open is the same log', async () => {
  const log = openSqliteLog(fresh(), 'club');
  await log.append([opening('a'), opening('b')], 0);
  const copy = fresh();
  await log.backup(copy);
  await log.append([opening('c')], 2);
  const restored = openSqliteLog(copy, 'club');
  expect([await restored.seq(), (await restored.verify()).ok]).toEqual([2, true]);
});

test('an older body is brought up to date when it is read', async () => {
  const { decode } = await import('./codecs.ts');
  const codec = {
    version: 2,
    upcasters: { 1: (body: Readonly<Record<string, unknown>>) => ({ ...body, kind: 'points' }) },
    fields: ['date', 'kind'],
  };
  const row = {
    seq: 1,
    at: 'x',
    by: 'x',
    kind: 'meeting-opened',
    version: 1,
    season: null,
    meeting: 'a',
    race: null,
    body: '{"date":"2026-05-02"}',
    hash: '',
  };
  expect((decode('club', row, new Map([['meeting-opened', codec]])) as unknown as NewFact).body).toEqual({
    date: '2026-05-02',
    kind: 'points',
  });
});
