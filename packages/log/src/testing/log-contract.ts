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
export function logContract(open: () => FactLog): void {
  test('an empty log has nothing and verifies', () => {
    const log = open();
    expect([log.seq(), log.read(), log.verify().ok]).toEqual([0, [], true]);
    log.close();
  });
  test('appended facts are numbered and read back as they were', () => {
    const log = open();
    const appended = log.append([opening('a'), opening('b')], 0);
    expect(appended.ok && appended.facts.map((fact) => fact.seq)).toEqual([1, 2]);
    expect(log.read()).toEqual(appended.ok ? appended.facts : []);
    expect(log.read(1).map((fact) => fact.meeting)).toEqual(['b']);
    expect(log.read(0, 1).map((fact) => fact.meeting)).toEqual(['a']);
    log.close();
  });
  test('a fact decided at an old number is not appended', () => {
    const log = open();
    log.append([opening('a')], 0);
    expect(log.append([opening('b')], 0)).toEqual({ ok: false, code: 'seq-taken', seq: 1 });
    expect(log.seq()).toBe(1);
    log.close();
  });
  test('all facts of an append stand or none', () => {
    const log = open();
    const broken = { ...opening('b'), at: null } as unknown as NewFact;
    expect(() => log.append([opening('a'), broken], 0)).toThrow();
    expect(log.seq()).toBe(0);
    log.close();
  });
  test('a request asked again makes no fact, and is told what it was answered with', () => {
    const log = open();
    const request = { key: 'k', digest: 'd' };
    const first = log.append([opening('a'), opening('b')], 0, request);
    expect(log.append([opening('a'), opening('b')], 2, request)).toEqual({
      ok: false,
      code: 'repeated',
      digest: 'd',
      facts: first.ok ? first.facts : [],
    });
    expect(log.answered('k')?.facts.map((fact) => fact.meeting)).toEqual(['a', 'b']);
    expect([log.seq(), log.answered('other')]).toEqual([2, undefined]);
    log.close();
  });
  test('a request whose append fails was not answered', () => {
    const log = open();
    log.append([opening('a')], 0);
    expect(log.append([opening('b')], 0, { key: 'k', digest: 'd' }).ok).toBe(false);
    expect(log.answered('k')).toBeUndefined();
    log.close();
  });
  test('a follower sees what is there and what comes', async () => {
    const log = open();
    log.append([opening('a')], 0);
    const stop = new AbortController();
    const seen: string[] = [];
    for await (const fact of log.follow(0, stop.signal)) {
      seen.push(fact.meeting ?? '');
      if (seen.length === 1) log.append([opening('b')], 1);
      if (seen.length === 2) stop.abort();
    }
    expect(seen).toEqual(['a', 'b']);
    log.close();
  });
  test('equal logs have equal digests, others not', () => {
    const [one, two, three] = [open(), open(), open()];
    one.append([opening('a'), opening('b')], 0);
    two.append([opening('a')], 0);
    two.append([opening('b')], 1);
    three.append([opening('b'), opening('a')], 0);
    expect(one.digest()).toBe(two.digest());
    expect(one.digest()).not.toBe(three.digest());
    for (const log of [one, two, three]) log.close();
  });
}
