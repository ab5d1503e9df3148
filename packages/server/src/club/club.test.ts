import { openSqliteLog } from '@racetower/log';
import { describe, expect, test } from 'vitest';
import { CLUB, exampleClub, exampleEditions, giveAll, HEAT_RUN, SIGNED_IN, temporaryFile, tickingClock } from '../testing/example-club.ts';
import { Club, type Sent } from './club.ts';

const person = (name: string): Sent => ({ do: 'register', by: 'sign-in:Sue', person: name, details: {} }) as Sent;
const registered = (name: string) =>
  ({ at: '2026-05-02T17:00:00Z', by: 'sign-in:Sue', kind: 'person-registered', body: { person: name, details: {} } }) as const;
const lineUp = { view: 'line-up', meeting: '2026-05-02', race: 'mini-stock/heat-1' };
const slots = async (club: Club, seq?: number): Promise<readonly string[]> => {
  const answered = await club.ask(lineUp, seq);
  return answered.ok ? (answered.answer as { slots: readonly { car: string }[] }).slots.map((slot) => slot.car) : [answered.refusal.code];
};

describe('a command', () => {
  test('puts its facts on record at the time of the club, and views answer from them', async () => {
    const club = exampleClub();
    await giveAll(club, SIGNED_IN);
    expect(await slots(club)).toEqual(['44', '22', '11', '33']);
    expect(club.seen.all.last()?.at).toBe('2026-05-02T17:00:10.000Z');
  });
  test('that is refused changes nothing and names the clause', async () => {
    const club = exampleClub();
    await giveAll(club, SIGNED_IN.slice(0, 2));
    const before = club.seen.seq;
    const outcome = await club.give({
      do: 'sign-in',
      by: 'sign-in:Sue',
      meeting: '2026-05-02',
      class: 'mini-stock',
      car: '7',
      driver: 'Eve',
    } as Sent);
    expect(outcome).toMatchObject({ is: 'refused', refusal: { clauses: ['EX-1.2'], override: ['race-director'] }, seq: before });
    expect(club.seen.seq).toBe(before);
  });
  test('that waited with its sender is given as of then', async () => {
    const club = exampleClub();
    await giveAll(club, SIGNED_IN);
    const before = Date.parse(club.seen.all.last()?.at ?? '');
    await club.give(person('Ann'), { heldMs: 61_000 });
    const at = Date.parse(club.seen.all.last()?.at ?? '');
    expect(before - at).toBeGreaterThanOrEqual(59_000);
    expect(before - at).toBeLessThanOrEqual(61_000);
  });
  test('decided on an old number is stale', async () => {
    const club = exampleClub();
    await giveAll(club, [person('Ann')]);
    expect(await club.give(person('Bea'), { expectedSeq: 0 })).toEqual({ is: 'stale', seq: 1 });
    expect(await club.give(person('Bea'), { expectedSeq: 1 })).toMatchObject({ is: 'done', seq: 2 });
  });
  test.each([
    { name: 'a minute ahead of the clock is taken', at: '2026-05-02T17:00:30Z', is: 'done' },
    { name: 'hours ahead is refused', at: '2026-05-02T19:00:00Z', is: 'refused' },
    { name: 'that was given earlier is taken', at: '2026-05-02T12:00:00Z', is: 'done' },
    { name: 'without a time that is one is refused', at: 'noon', is: 'refused' },
  ])('$name', async ({ at, is }) => expect((await exampleClub().give({ ...person('Ann'), at })).is).toBe(is));
  test('follows the last fact when the clock was set back by a little', async () => {
    const file = temporaryFile();
    await giveAll(exampleClub(file, tickingClock('2026-05-02T17:30:00Z')), [person('Ann')]);
    const club = exampleClub(file, tickingClock('2026-05-02T17:00:00Z'));
    await giveAll(club, [person('Bea')]);
    expect([...club.seen.all].map((fact) => fact.at)).toEqual(['2026-05-02T17:30:01.000Z', '2026-05-02T17:30:01.000Z']);
  });
});

describe('a preview', () => {
  test('says what would change and puts nothing on record', async () => {
    const club = exampleClub();
    await giveAll(club, SIGNED_IN);
    const before = club.seen.seq;
    const seen = await club.preview(HEAT_RUN[0]!);
    expect(seen).toMatchObject({ is: 'would-do', seq: before });
    expect(seen.is === 'would-do' && seen.changes.map((change) => change.what)).toContain('result mini-stock/heat-1 44');
    expect(club.seen.seq).toBe(before);
  });
  test('of what would be refused is the refusal', async () =>
    expect(await exampleClub().preview(HEAT_RUN[0]!)).toMatchObject({ is: 'refused', refusal: { code: 'unknown-meeting' } }));
});

describe('the same command sent again under its key', () => {
  test('makes no second fact and is answered with the first, also after a restart', async () => {
    const file = temporaryFile();
    const first = await exampleClub(file).give(person('Ann'), { key: 'k' });
    const again = await exampleClub(file).give(person('Ann'), { key: 'k' });
    expect(first).toMatchObject({ is: 'done', repeated: false, seq: 1 });
    expect(again).toEqual({ ...first, repeated: true });
  });
  test('as another command is told that the key is taken', async () => {
    const club = exampleClub();
    await club.give(person('Ann'), { key: 'k' });
    expect(await club.give(person('Bea'), { key: 'k' })).toEqual({ is: 'key-reused', seq: 1 });
  });
  test('after a refusal is decided anew', async () => {
    const club = exampleClub();
    expect((await club.give(HEAT_RUN[0]!, { key: 'k' })).is).toBe('refused');
    await giveAll(club, SIGNED_IN);
    expect(await club.give(HEAT_RUN[0]!, { key: 'k' })).toMatchObject({ is: 'done', repeated: false });
  });
});

describe('two writers of one log', () => {
  test('each decides on what the other appended', async () => {
    const file = temporaryFile();
    const [one, two] = [exampleClub(file), exampleClub(file)];
    await giveAll(one, SIGNED_IN);
    await giveAll(two, HEAT_RUN);
    expect(await one.ask({ view: 'result', meeting: '2026-05-02', race: 'mini-stock/heat-1' })).toMatchObject({ ok: true });
    expect(one.seen.seq).toBe(two.seen.seq);
  });
  test('a command is decided again when the other was first in the middle of it', async () => {
    const file = temporaryFile();
    const other = openSqliteLog(file, CLUB);
    const log = openSqliteLog(file, CLUB);
    let reads = 0;
    // The other one writes after this one looked and before it appends.
    const club = new Club({
      log,
      editions: exampleEditions(),
      now: () => {
        if ((reads += 1) <= 3) void other.append([registered(`Other ${reads}`)], reads - 1);
        return '2026-05-02T18:00:00Z';
      },
    });
    expect(await club.give(person('Ann'))).toMatchObject({ is: 'done', seq: 4 });
    expect(await log.verify()).toMatchObject({ ok: true, facts: 4 });
    await club.close();
    await other.close();
  });
});

describe('many commands at once', () => {
  test('of two processes are all on record, each once, in the order in which each process was given them', async () => {
    const file = temporaryFile();
    const clubs = [exampleClub(file), exampleClub(file)];
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, index) => clubs[index % 2]!.give(person(`Person ${index}`), { key: `k${index % 100}` })),
    );
    expect(outcomes.filter((each) => each.is === 'done').length).toBe(100);
    expect(outcomes.filter((each) => each.is === 'key-reused').length).toBe(100);
    const [one, two] = [await clubs[0]!.latest(), await clubs[1]!.latest()];
    expect(one.seq).toBe(100);
    expect([...one.all]).toEqual([...two.all]);
    const given = [...one.all].map((fact) => (fact.kind === 'person-registered' ? Number(fact.body.person.slice(7)) : -1));
    for (const parity of [0, 1]) {
      const own = given.filter((number) => number % 2 === parity);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
    }
  });
  test('share their looks at the log, and see what was on record when they asked', async () => {
    const file = temporaryFile();
    const [one, two] = [exampleClub(file), exampleClub(file)];
    const early = one.latest();
    await giveAll(two, [person('Ann')]);
    const states = await Promise.all([early, one.latest(), one.latest()]);
    expect(states.slice(1).map((state) => state.seq)).toEqual([1, 1]);
    expect(states[1]).toBe(states[2]);
  });
});

describe('the past', () => {
  test('is asked by the number of a fact', async () => {
    const club = exampleClub();
    await giveAll(club, SIGNED_IN);
    expect(await slots(club, 8)).toEqual(['11']);
    expect(await slots(club, 10)).toEqual(['22', '11']);
    expect(await slots(club, 99)).toEqual(await slots(club));
    for (let seq = 0; seq <= 14; seq += 1) expect((await club.stateAfter(seq)).seq).toBe(seq);
  });
});

describe('a follower', () => {
  test('is woken after each append, until it stops', async () => {
    const club = exampleClub();
    const woken: number[] = [];
    const stop = club.onFacts((seq) => woken.push(seq));
    await giveAll(club, [person('Ann'), person('Bea')]);
    stop();
    await giveAll(club, [person('Cleo')]);
    expect(woken).toEqual([1, 2]);
  });
  test('is woken by what another process appends', async () => {
    const file = temporaryFile();
    const [one, two] = [exampleClub(file), exampleClub(file)];
    const woken = new Promise<number>((resolve) => one.onFacts(resolve));
    await giveAll(two, [person('Ann')]);
    expect(await woken).toBe(1);
  });
});
