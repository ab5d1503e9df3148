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

/** What every store of the log has to do; each store's test calls it with a way to make an empty log. */
export function logContract(open: () => FactLog | Promise<FactLog>): void {
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
}
