import type { NewFact } from '@racetower/engine';
import { expect, test } from 'vitest';
import type { FactLog } from '../log.ts';

/** A fact to append in tests: a meeting that opens. */
export function opening(meeting: string): NewFact {
  return {
    at: '2026-05-02T12:00:00Z',
    by: 'race-director',
    kind: 'meeting-opened',
    season: '2026',
    meeting,
    body: { date: '2026-05-02', kind: 'points' },
  };
}

/** A new place for the log of a club: opened again and again it is the same log. */
export type Place = () => FactLog;

/** What every store of the log has to do; each store's test calls it with a way to make an empty place. */
export function logContract(place: () => Place | Promise<Place>): void {
  const open = async (): Promise<FactLog> => (await place())();
  test('an empty log has nothing and verifies', async () => {
    const log = await open();
    expect([await log.seq(), await log.read(), (await log.verify()).ok]).toEqual([0, [], true]);
    await log.close();
  });
  test('appended facts are numbered and read back as they were', async () => {
    const log = await open();
    const appended = await log.append([opening('a'), opening('b')], 0);
    expect(appended.ok && appended.facts.map((fact) => fact.seq)).toEqual([1, 2]);
    expect(await log.read()).toEqual(appended.ok ? appended.facts : []);
    expect((await log.read(1)).map((fact) => fact.meeting)).toEqual(['b']);
    expect((await log.read(0, 1)).map((fact) => fact.meeting)).toEqual(['a']);
    await log.close();
  });
  test('a fact decided at an old number is not appended', async () => {
    const log = await open();
    await log.append([opening('a')], 0);
    expect(await log.append([opening('b')], 0)).toEqual({ ok: false, code: 'seq-taken', seq: 1 });
    expect(await log.seq()).toBe(1);
    await log.close();
  });
  test('all facts of an append stand or none', async () => {
    const log = await open();
    const broken = { ...opening('b'), at: null } as unknown as NewFact;
    await expect(log.append([opening('a'), broken], 0)).rejects.toThrow();
    expect(await log.seq()).toBe(0);
    await log.close();
  });
  test('a request asked again makes no fact, and is told what it was answered with', async () => {
    const log = await open();
    const request = { key: 'k', digest: 'd' };
    const first = await log.append([opening('a'), opening('b')], 0, request);
    expect(await log.append([opening('a'), opening('b')], 2, request)).toEqual({
      ok: false,
      code: 'repeated',
      digest: 'd',
      facts: first.ok ? first.facts : [],
    });
    expect((await log.answered('k'))?.facts.map((fact) => fact.meeting)).toEqual(['a', 'b']);
    expect([await log.seq(), await log.answered('other')]).toEqual([2, undefined]);
    await log.close();
  });
  test('a request whose append fails was not answered', async () => {
    const log = await open();
    await log.append([opening('a')], 0);
    expect((await log.append([opening('b')], 0, { key: 'k', digest: 'd' })).ok).toBe(false);
    expect(await log.answered('k')).toBeUndefined();
    await log.close();
  });
  test('a follower sees what is there and what comes', async () => {
    const log = await open();
    await log.append([opening('a')], 0);
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const fact of log.follow(0, stop.signal)) {
      seen.push(fact.meeting ?? '');
      if (seen.length === 1) await log.append([opening('b')], 1);
      if (seen.length === 2) stop.abort();
    }
    expect(seen).toEqual(['a', 'b']);
    await log.close();
  });
  test('equal logs have equal digests, others not', async () => {
    const [one, two, three] = [await open(), await open(), await open()];
    await one.append([opening('a'), opening('b')], 0);
    await two.append([opening('a')], 0);
    await two.append([opening('b')], 1);
    await three.append([opening('b'), opening('a')], 0);
    expect(await one.digest()).toBe(await two.digest());
    expect(await one.digest()).not.toBe(await three.digest());
    for (const log of [one, two, three]) await log.close();
  });
  test('a fact appended by another hand is seen by a follower', async () => {
    const at = await place();
    const [one, two] = [at(), at()];
    const stop = new AbortController();
    const seen: string[] = [];
    const following = (async () => {
      for await (const fact of one.follow(0, stop.signal)) {
        seen.push(fact.meeting ?? '');
        if (seen.length === 3) stop.abort();
      }
    })();
    for (const [index, name] of ['a', 'b', 'c'].entries()) await two.append([opening(name)], index);
    await following;
    expect(seen).toEqual(['a', 'b', 'c']);
    for (const log of [one, two]) await log.close();
  });
  test('of many hands at the same number one is first, and no number is left out', async () => {
    const at = await place();
    const logs = Array.from({ length: 4 }, at);
    await Promise.all(
      logs.map(async (log, hand) => {
        for (let made = 0; made < 10;) {
          const appended = await log.append([opening(`${hand}-${made}`), opening(`${hand}-${made}-too`)], await log.seq());
          if (appended.ok) made += 1;
        }
      }),
    );
    const facts = await logs[0]!.read();
    expect(facts.length).toBe(80);
    expect(new Set(facts.map((fact) => fact.meeting)).size).toBe(80);
    expect(facts.every((fact, index) => index % 2 === 0 || fact.meeting === `${facts[index - 1]!.meeting}-too`)).toBe(true);
    expect((await logs[1]!.verify()).ok).toBe(true);
    for (const log of logs) await log.close();
  });
  test('of many who ask under one key one is answered, the others are told how', async () => {
    const at = await place();
    const logs = Array.from({ length: 4 }, at);
    const request = { key: 'k', digest: 'd' };
    const appended = await Promise.all(logs.map((log) => log.append([opening('a')], 0, request)));
    expect(appended.filter((each) => each.ok).length).toBe(1);
    expect(appended.filter((each) => !each.ok && (each.code === 'repeated' || each.code === 'seq-taken')).length).toBe(3);
    expect(await logs[0]!.append([opening('a')], 1, request)).toMatchObject({ code: 'repeated', facts: [{ meeting: 'a' }] });
    expect(await logs[0]!.seq()).toBe(1);
    for (const log of logs) await log.close();
  });
  test('every text that JSON can hold is kept as it is', async () => {
    const log = await open();
    const name = 'Zoë "\'\\ ☃ 𝄞 {} \u0001 %s $1, \n\t';
    const fact = { ...opening('a'), body: { date: '2026-05-02', kind: name } } as NewFact;
    await log.append([fact], 0);
    expect((await log.read())[0]?.body).toEqual(fact.body);
    expect((await log.verify()).ok).toBe(true);
    await log.close();
  });
  test('facts are taken over from another log as they stand, once, and only where they belong', async () => {
    const [from, to, other] = [await open(), await open(), await open()];
    await from.append([opening('a'), opening('b')], 0);
    await from.append([opening('c')], 2, { key: 'k', digest: 'd' });
    const rows = await from.rows();
    expect((await to.take(rows.slice(0, 2))).seq).toBe(2);
    expect(await to.take(rows)).toEqual(await from.tail());
    expect(await to.take(rows)).toEqual(await from.tail());
    expect(await to.read()).toEqual(await from.read());
    await to.keepRequests(await from.requests());
    await to.keepRequests(await from.requests());
    expect(await to.answered('k')).toEqual(await from.answered('k'));
    expect(await to.requests('k')).toEqual([]);
    await expect(other.take(rows.slice(1))).rejects.toMatchObject({ code: 'gap', seq: 1 });
    await expect(other.take(rows.map((row) => (row.seq === 2 ? { ...row, by: 'somebody' } : row)))).rejects.toMatchObject({
      code: 'chain',
      seq: 2,
    });
    expect(await other.seq()).toBe(0);
    await other.append([opening('x')], 0);
    await expect(other.take(rows)).rejects.toMatchObject({ code: 'forked', seq: 1 });
    expect(await other.seq()).toBe(1);
    for (const log of [from, to, other]) await log.close();
  });
  test('a log that follows a writer makes no facts of its own, until it does again', async () => {
    const at = await place();
    const [log, other] = [at(), at()];
    await log.setFollowing('the tower');
    expect(await other.following()).toMatchObject({ writer: 'the tower' });
    expect(await other.append([opening('a')], 0)).toEqual({ ok: false, code: 'follows', writer: 'the tower' });
    await other.setFollowing(undefined);
    expect((await log.append([opening('a')], 0)).ok).toBe(true);
    for (const each of [log, other]) await each.close();
  });
  test('a closed log says so', async () => {
    const log = await open();
    await log.close();
    await expect(log.read()).rejects.toThrow();
  });
}
