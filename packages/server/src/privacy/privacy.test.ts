import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AnyFact, fold } from '@racetower/engine';
import { copyLog, openSqliteLog } from '@racetower/log';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteAccounts } from '../accounts/store.ts';
import { Club, type Sent } from '../club/club.ts';
import { CLUB, exampleEditions, giveAll, HEAT_RUN, SIGNED_IN, temporaryFile, tickingClock } from '../testing/example-club.ts';
import { exampleAccounts } from '../testing/example-accounts.ts';
import { erase, exportOf, standing } from './erase.ts';
import { SealedLog } from './sealed-log.ts';
import { Vault } from './vault.ts';

const BORN = '2012-03-04';
const PHONE = '+1 555 0100';
const BEN: Sent = { do: 'register', by: 'sign-in:Sue', person: 'Ben Boyd', details: { born: BORN, phone: PHONE } } as unknown as Sent;
const FILED: Sent = {
  do: 'file',
  by: 'race-director:Rae',
  case: 'protest',
  id: 'p1',
  meeting: '2026-05-02',
  race: 'mini-stock/heat-1',
  filer: 'Ben Boyd',
  against: 'Dee Dunn',
  fields: { grounds: 'Ben Boyd saw it' },
  paidCents: 5000,
  paidBy: 'cash',
} as unknown as Sent;

/** A club whose log is sealed, with a night behind it. */
async function sealedClub() {
  const file = temporaryFile();
  const folder = dirname(file);
  const store = await openSqliteAccounts(folder);
  onTestFinished(async () => store.close());
  const vault = await Vault.open(CLUB, store.database, folder);
  const inner = openSqliteLog(file, CLUB);
  const log = new SealedLog(inner, vault);
  const club = new Club({ log, editions: exampleEditions(), now: tickingClock() });
  onTestFinished(async () => club.close());
  await giveAll(club, [BEN, ...SIGNED_IN, ...HEAT_RUN, FILED]);
  const eraseBen = () => erase('Ben Boyd', { log, editions: exampleEditions(), now: '2026-05-03T12:00:00Z' });
  return { club, eraseBen, file, folder, inner, log, store, vault };
}

const textOf = (facts: readonly AnyFact[]): string => JSON.stringify(facts);

describe('a sealed log', () => {
  test('reads as it was given, and holds neither names nor private words', async () => {
    const { club, file, inner, log } = await sealedClub();
    expect([...(await club.latest()).all]).toEqual(await log.read());
    expect(textOf(await log.read())).toContain(BORN);
    for (const secret of ['Boyd', BORN, PHONE, 'Sue']) expect(textOf(await inner.read())).not.toContain(secret);
    const raw = openSqliteLog(file, CLUB, { readOnly: true });
    expect(await raw.verify()).toMatchObject({ ok: true, facts: (await club.latest()).seq });
    await raw.close();
  });
  test('gives the same results as one that is not', async () => {
    const { club } = await sealedClub();
    const plain = new Club({ log: openSqliteLog(':memory:', CLUB), editions: exampleEditions(), now: tickingClock() });
    await giveAll(plain, [BEN, ...SIGNED_IN, ...HEAT_RUN, FILED]);
    expect(standing(exampleEditions(), await club.latest(), [])).toBe(standing(exampleEditions(), await plain.latest(), []));
    await plain.close();
  });
  test('is read by another process that opens it later', async () => {
    const { club, file, store } = await sealedClub();
    const again = new SealedLog(openSqliteLog(file, CLUB), await Vault.open(CLUB, store.database));
    await giveAll(club, [{ ...BEN, person: 'Kim Koch' } as unknown as Sent]);
    expect(textOf(await again.read())).toBe(textOf([...(await club.latest()).all]));
    await again.close();
  });
});

describe('somebody who is erased', () => {
  test('is gone from what is read, results and chain stay', async () => {
    const { eraseBen, inner, log } = await sealedClub();
    const [before, digest] = [await log.read(), await inner.digest()];
    const { id, kept, shownAs } = await eraseBen();
    const after = await log.read();
    for (const secret of ['Boyd', BORN, PHONE]) expect(textOf(after)).not.toContain(secret);
    expect([kept, shownAs]).toEqual([[], `Erased ${id}`]);
    expect(await inner.verify()).toMatchObject({ ok: true, digest });
    const renamed = [['Ben Boyd', shownAs]] as const;
    expect(standing(exampleEditions(), fold(after), [])).toBe(standing(exampleEditions(), fold(before), renamed));
  });
  test('is gone from copies and backups of the log made before', async () => {
    const { eraseBen, file, folder, inner, store } = await sealedClub();
    const [copied, saved] = [join(folder, 'copy.sqlite'), join(folder, 'backup.sqlite')];
    const copy = openSqliteLog(copied, CLUB);
    await copyLog(inner, copy);
    await inner.backup(saved);
    await copy.close();
    await eraseBen();
    for (const path of [copied, saved, file]) {
      const log = new SealedLog(openSqliteLog(path, CLUB), await Vault.open(CLUB, store.database, folder));
      expect(await log.verify()).toMatchObject({ ok: true, digest: await inner.digest() });
      expect(textOf(await log.read())).not.toMatch(/Boyd|2012-03-04|555/);
      await log.close();
    }
  });
  test('stays erased when an old copy of the keys is put back', async () => {
    const { eraseBen, folder, log, store } = await sealedClub();
    await store.database.executeQuery((await import('kysely')).sql`pragma wal_checkpoint(truncate)`.compile(store.database));
    const old = dirname(temporaryFile());
    cpSync(join(folder, 'accounts.db'), join(old, 'accounts.db'));
    await eraseBen();
    cpSync(join(folder, 'erasures.jsonl'), join(old, 'erasures.jsonl'));
    const restored = await openSqliteAccounts(old);
    const vault = await Vault.open(CLUB, restored.database, old);
    expect(vault.called('Ben Boyd')).toBeUndefined();
    expect(vault.names()).toContain('Ava Archer');
    expect(textOf(await log.read())).not.toContain('Boyd');
    await restored.close();
  });
  test('that nobody knows is an error, and changes nothing', async () => {
    const { log } = await sealedClub();
    const before = textOf(await log.read());
    await expect(erase('Nobody Here', { log, editions: exampleEditions(), now: '' })).rejects.toThrow('nobody called "Nobody Here"');
    expect(textOf(await log.read())).toBe(before);
  });
});

test('an export holds what is known of somebody, and nothing of others', async () => {
  const { log } = await sealedClub();
  const given = exportOf(await log.read(), 'Ben Boyd');
  expect(given.details).toEqual({ born: BORN, phone: PHONE });
  expect(given.facts.map((fact) => fact.kind)).toEqual(['person-registered', 'car-signed-in', 'case-filed']);
});

test('the office exports and erases on the running server; who only scores does not', async () => {
  const { club, log } = await sealedClub();
  const { accounts, browser } = await exampleAccounts({ clubs: [club], sealed: log });
  for (const [login, role] of [
    ['olga', 'office'],
    ['sam', 'scorer'],
  ] as const) {
    await accounts.add(login, login, 'a long enough one');
    await accounts.grant(login, CLUB, role);
  }
  const [olga, sam] = [browser(), browser()];
  await olga.signIn('olga', 'a long enough one');
  await sam.signIn('sam', 'a long enough one');
  const people = `/api/clubs/${CLUB}/people`;
  expect((await sam.ask(people, { do: 'erase-person', person: 'Ben Boyd' })).status).toBe(403);
  expect(await (await olga.ask(people, { do: 'export-person', person: 'Ben Boyd' })).json()).toMatchObject({
    known: { details: { born: BORN } },
  });
  expect((await olga.ask(people, { do: 'erase-person', person: 'Ben Boyd' })).status).toBe(200);
  const history = await (await olga.ask(`/api/clubs/${CLUB}/views/history`)).text();
  expect(history).not.toMatch(/Boyd|2012-03-04/);
  expect(history).toContain('Erased ');
  expect((await olga.ask(people, { do: 'erase-person', person: 'Ben Boyd' })).status).toBe(400);
});

test('a log that is not sealed says so', async () => {
  const { accounts, browser } = await exampleAccounts();
  await accounts.add('olga', 'Olga', 'a long enough one');
  await accounts.grant('olga', CLUB, 'office');
  const olga = browser();
  await olga.signIn('olga', 'a long enough one');
  const response = await olga.ask(`/api/clubs/${CLUB}/people`, { do: 'erase-person', person: 'Ben Boyd' });
  expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('not-sealed')]);
});
