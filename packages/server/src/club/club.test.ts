import { openSqliteLog } from '@racetower/log';
import { describe, expect, test } from 'vitest';
import { CLUB, exampleClub, exampleEditions, giveAll, HEAT_RUN, SIGNED_IN, temporaryFile, tickingClock } from '../testing/example-club.ts';
import { Club, type Sent } from './club.ts';

const person = (name: string): Sent => ({ do: 'register', by: 'sign-in:Sue', person: name, details: {} }) as Sent;
const lineUp = { view: 'line-up', meeting: '2026-05-02', race: 'mini-stock/heat-1' };
const slots = (club: Club, seq?: number): readonly string[] => {
  const answered = club.ask(lineUp, seq);
  return answered.ok ? (answered.answer as { slots: readonly { car: string }[] }).slots.map((slot) => slot.car) : [answered.refusal.code];
};

describe('a command', () => {
  test('puts its facts on record at the time of the club, and views answer from them', () => {
    const club = exampleClub();
    giveAll(club, SIGNED_IN);
    expect(slots(club)).toEqual(['44', '22', '11', '33']);
    expect(club.state.all.last()?.at).toBe('2026-05-02T17:00:10.000Z');
  });
  test('that is refused changes nothing and names the clause', () => {
    const club = exampleClub();
    giveAll(club, SIGNED_IN.slice(0, 2));
    const before = club.state.seq;
    const outcome = club.give({
      do: 'sign-in',
      by: 'sign-in:Sue',
      meeting: '2026-05-02',
      class: 'mini-stock',
      car: '7',
      driver: 'Eve',
    } as Sent);
    expect(outcome).toMatchObject({ is: 'refused', refusal: { clauses: ['EX-1.2'], override: ['race-director'] }, seq: before });
    expect(club.state.seq).toBe(before);
  });
  test('decided on an old number is stale', () => {
    const club = exampleClub();
    giveAll(club, [person('Ann')]);
    expect(club.give(person('Bea'), { expectedSeq: 0 })).toEqual({ is: 'stale', seq: 1 });
    expect(club.give(person('Bea'), { expectedSeq: 1 })).toMatchObject({ is: 'done', seq: 2 });
  });
  test.each([
    { name: 'a minute ahead of the clock is taken', at: '2026-05-02T17:00:30Z', is: 'done' },
    { name: 'hours ahead is refused', at: '2026-05-02T19:00:00Z', is: 'refused' },
    { name: 'that was given earlier is taken', at: '2026-05-02T12:00:00Z', is: 'done' },
    { name: 'without a time that is one is refused', at: 'noon', is: 'refused' },
  ])('$name', ({ at, is }) => expect(exampleClub().give({ ...person('Ann'), at }).is).toBe(is));
  test('follows the last fact when the clock was set back by a little', () => {
    const file = temporaryFile();
    giveAll(exampleClub(file, tickingClock('2026-05-02T17:30:00Z')), [person('Ann')]);
    const club = exampleClub(file, tickingClock('2026-05-02T17:00:00Z'));
    giveAll(club, [person('Bea')]);
    expect([...club.state.all].map((fact) => fact.at)).toEqual(['2026-05-02T17:30:01.000Z', '2026-05-02T17:30:01.000Z']);
  });
});

describe('a preview', () => {
  test('says what would change and puts nothing on record', () => {
    const club = exampleClub();
    giveAll(club, SIGNED_IN);
    const before = club.state.seq;
    const seen = club.preview(HEAT_RUN[0]!);
    expect(seen).toMatchObject({ is: 'would-do', seq: before });
    expect(seen.is === 'would-do' && seen.changes.map((change) => change.what)).toContain('result mini-stock/heat-1 44');
    expect(club.state.seq).toBe(before);
  });
  test('of what would be refused is the refusal', () =>
    expect(exampleClub().preview(HEAT_RUN[0]!)).toMatchObject({ is: 'refused', refusal: { code: 'unknown-meeting' } }));
});

describe('the same command sent again under its key', () => {
  test('makes no second fact and is answered with the first, also after a restart', () => {
    const file = temporaryFile();
    const first = exampleClub(file).give(person('Ann'), { key: 'k' });
    const again = exampleClub(file).give(person('Ann'), { key: 'k' });
    expect(first).toMatchObject({ is: 'done', repeated: false, seq: 1 });
    expect(again).toEqual({ ...first, repeated: true });
  });
  test('as another command is told that the key is taken', () => {
    const club = exampleClub();
    club.give(person('Ann'), { key: 'k' });
    expect(club.give(person('Bea'), { key: 'k' })).toEqual({ is: 'key-reused', seq: 1 });
  });
  test('after a refusal is decided anew', () => {
    const club = exampleClub();
    expect(club.give(HEAT_RUN[0]!, { key: 'k' }).is).toBe('refused');
    giveAll(club, SIGNED_IN);
    expect(club.give(HEAT_RUN[0]!, { key: 'k' })).toMatchObject({ is: 'done', repeated: false });
  });
});

describe('two writers of one log', () => {
  test('each decides on what the other appended', () => {
    const file = temporaryFile();
    const [one, two] = [exampleClub(file), exampleClub(file)];
    giveAll(one, SIGNED_IN);
    giveAll(two, HEAT_RUN);
    expect(one.ask({ view: 'result', meeting: '2026-05-02', race: 'mini-stock/heat-1' })).toMatchObject({ ok: true });
    expect(one.state.seq).toBe(two.state.seq);
  });
  test('a command is decided again when the other was first in the middle of it', () => {
    const file = temporaryFile();
    const other = exampleClub(file);
    const log = openSqliteLog(file, CLUB);
    let reads = 0;
    // The other one writes after this one looked and before it appends.
    const club = new Club({
      log,
      editions: exampleEditions(),
      now: () => {
        if ((reads += 1) <= 3) other.give(person(`Other ${reads}`));
        return '2026-05-02T18:00:00Z';
      },
    });
    expect(club.give(person('Ann'))).toMatchObject({ is: 'done', seq: 4 });
    expect(log.verify()).toMatchObject({ ok: true, facts: 4 });
    club.close();
  });
});

describe('the past', () => {
  test('is asked by the number of a fact', () => {
    const club = exampleClub();
    giveAll(club, SIGNED_IN);
    expect(slots(club, 8)).toEqual(['11']);
    expect(slots(club, 10)).toEqual(['22', '11']);
    expect(slots(club, 99)).toEqual(slots(club));
    for (let seq = 0; seq <= 14; seq += 1) expect(club.stateAfter(seq).seq).toBe(seq);
  });
});

describe('a follower', () => {
  test('is woken after each append, until it stops', () => {
    const club = exampleClub();
    const woken: number[] = [];
    const stop = club.onFacts((seq) => woken.push(seq));
    giveAll(club, [person('Ann'), person('Bea')]);
    stop();
    giveAll(club, [person('Cleo')]);
    expect(woken).toEqual([1, 2]);
  });
  test('is woken by what another process appends', async () => {
    const file = temporaryFile();
    const [one, two] = [exampleClub(file), exampleClub(file)];
    const woken = new Promise<number>((resolve) => one.onFacts(resolve));
    giveAll(two, [person('Ann')]);
    expect(await woken).toBe(1);
  });
});
