import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteLog } from '@racetower/log';
import { afterAll, describe, expect, test } from 'vitest';
import { noPostgresBecause, startPostgres } from '../../../log/src/testing/postgres-server.ts';
import { NIGHT, ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const because = await noPostgresBecause();
if (because !== undefined) process.stderr.write(`skipped: ${because}\n`);
const server = because === undefined ? await startPostgres() : undefined;
afterAll(() => server?.stop());

/** The log of a night, and a path beside it where nothing is. */
async function kept(change?: string): Promise<{ readonly log: string; readonly beside: string }> {
  const log = join(temporaryFolder(), 'night.sqlite');
  await ran('run', NIGHT, '--log', log);
  if (change !== undefined) {
    const database = new DatabaseSync(log);
    database.exec(change);
    database.close();
  }
  return { log, beside: join(dirname(log), 'beside.sqlite') };
}

const digestOf = async (place: string): Promise<unknown> =>
  (JSON.parse((await ran('verify', place, '--json')).text) as { readonly digest: unknown }).digest;

describe('a backup', () => {
  test('made while somebody writes is the log as it was, and can be restored', async () => {
    const { log, beside } = await kept();
    const writer = openSqliteLog(log, 'example-speedway');
    const before = await writer.tail();
    const made = ran('backup', log, beside);
    const opened = { at: '2026-06-06T12:00:00Z', by: 'race-director', kind: 'meeting-opened', meeting: 'm' } as const;
    for (let count = 0; count < 5; count += 1)
      await writer.append([{ ...opened, body: { date: '2026-06-06', kind: 'points' } }], await writer.seq());
    expect(await made).toMatchObject({ code: 0, text: expect.stringContaining('both have the digest') as string });
    await writer.close();
    const back = join(dirname(log), 'back.sqlite');
    expect((await ran('restore', beside, back)).code).toBe(0);
    const copy = openSqliteLog(back, 'example-speedway');
    expect((await copy.rows(before.seq - 1, 1))[0]?.hash).toBe(before.hash);
    expect((await copy.verify()).ok).toBe(true);
    await copy.close();
    expect(readdirSync(dirname(log)).filter((name) => name.includes('partial'))).toEqual([]);
  });
  test('for programs tells facts and digest', async () => {
    const { log, beside } = await kept();
    const { text } = await ran('backup', log, beside, '--json');
    expect(JSON.parse(text)).toMatchObject({ club: 'example-speedway', from: log, to: beside, digest: await digestOf(log) });
  });
});

describe('what cannot be copied says which of the two is wrong, and nothing is overwritten', () => {
  test.each([
    { name: 'a file that is there', words: (log: string, beside: string) => ['backup', log, beside], full: true, says: 'is there already' },
    {
      name: 'a restore over a file',
      words: (log: string, beside: string) => ['restore', log, beside],
      full: true,
      says: 'is there already',
    },
    { name: 'no log', words: (log: string, beside: string) => ['backup', beside, log], full: false, says: 'there is no such log' },
    { name: 'a folder as the log', words: (log: string) => ['backup', dirname(log), 'x'], full: false, says: 'is a folder; say which log' },
    { name: 'a folder as the copy', words: (log: string) => ['copy', log, dirname(log)], full: false, says: 'is a folder; name a file' },
    { name: 'no such folder', words: (log: string) => ['backup', log, '/nowhere/x.sqlite'], full: false, says: 'there is no such folder' },
    { name: 'one place', words: (log: string) => ['copy', log], full: false, says: 'say from where and to where' },
    { name: 'a backup to a database', words: (log: string) => ['backup', log, 'postgres://x/y'], full: false, says: 'a backup is a file' },
  ])('$name', async ({ words, full, says }) => {
    const { log, beside } = await kept();
    if (full) writeFileSync(beside, 'kept');
    const { code, errors } = await ran(...words(log, beside));
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining(says) as string });
    expect(existsSync(beside)).toBe(full);
  });
  test.each(['backup', 'restore', 'copy'])('%s of a log that was changed names the fact and leaves nothing', async (command) => {
    const { log, beside } = await kept(`update facts set by = 'somebody' where seq = 3`);
    const { code, errors } = await ran(command, log, beside);
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('fact 3 is not as it was written') as string });
    expect(readdirSync(dirname(log)).filter((name) => name.startsWith('beside'))).toEqual([]);
  });
  test('a copy that went another way is left as it is', async () => {
    const [{ log }, { log: other }] = [await kept(), await kept()];
    for (const [path, meeting] of [
      [log, 'm'],
      [other, 'n'],
    ] as const) {
      const opened = openSqliteLog(path, 'example-speedway');
      const fact = { at: '2026-06-06T12:00:00Z', by: 'race-director', kind: 'meeting-opened', meeting } as const;
      await opened.append([{ ...fact, body: { date: '2026-06-06', kind: 'points' } }], await opened.seq());
      await opened.close();
    }
    const before = await digestOf(other);
    const { code, errors } = await ran('copy', log, other);
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining(`${other}: the copy has another fact`) as string });
    expect(await digestOf(other)).toBe(before);
  });
});

describe.skipIf(!server)('a club', () => {
  test('is moved to PostgreSQL and back, and keeps its digest', async () => {
    const { log, beside } = await kept();
    const url = await server!.database();
    expect(await ran('copy', log, url)).toMatchObject({ code: 0, text: expect.stringContaining('both have the digest') as string });
    expect(await digestOf(url)).toBe(await digestOf(log));
    expect((await ran('copy', log, url)).code).toBe(0);
    expect((await ran('backup', `${url}#example-speedway`, beside)).code).toBe(0);
    expect(await digestOf(beside)).toBe(await digestOf(log));
    expect(await ran('restore', beside, url)).toMatchObject({ code: 2, errors: expect.stringContaining('facts already') as string });
  });
  test('is named where a database has several, and no secret is told', async () => {
    const url = await server!.database();
    const { log } = await kept();
    expect(await ran('verify', url)).toMatchObject({ code: 2, errors: expect.stringContaining('it has none') as string });
    await ran('copy', log, url);
    for (const [place, says] of [
      [`${url}#nobody`, 'has no log of nobody; it has example-speedway'],
      [url.replace('/test_', '/no_'), 'does not exist'],
      [url.replace(/:[^:@]+@/, ':guess@'), 'does not let us in'],
    ] as const) {
      const { code, errors } = await ran('verify', place);
      expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining(says) as string });
      expect(errors).not.toMatch(/:guess|racetower:racetower/);
    }
  });
  test('whose facts were changed in the database is found out', async () => {
    const url = await server!.database();
    const { log, beside } = await kept();
    await ran('copy', log, url);
    const { openPool } = await import('@racetower/log');
    const pool = openPool(url);
    await pool.query(`update facts set by = 'somebody' where seq = 3`);
    await pool.end();
    expect(await ran('verify', url)).toMatchObject({ code: 1, text: expect.stringContaining('fact 3 is not as it was written') as string });
    mkdirSync(dirname(beside), { recursive: true });
    expect((await ran('backup', url, beside)).code).toBe(2);
    expect(existsSync(beside)).toBe(false);
  });
});
