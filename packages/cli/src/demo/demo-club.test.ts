import { join, resolve } from 'node:path';
import type { AnyFact, NewFact, RaceRun, Rulebook } from '@racetower/engine';
import { openSqliteLog } from '@racetower/log';
import { loadEditions } from '@racetower/rulebook';
import { Club, ClubTiming, type Sent } from '@racetower/server';
import { replayClock, type ReplayClock } from '@racetower/timing';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readSeason } from '../season/season-file.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { midSeason } from './mid-season.ts';
import { openRehearsal } from './rehearsal.ts';

const HOME = resolve(import.meta.dirname, '../../../..');
const NOW = '2026-07-18T20:30:00-05:00';
const S = 1_000_000;
const TONIGHT = { meeting: 'night-8', race: 'youth-four/a-main' };

function story() {
  const read = readSeason(join(HOME, 'demo/mid-season.yaml'));
  if (!read.ok) throw new Error(read.problems.map((each) => each.says).join('\n'));
  return read.value;
}

function editions(): readonly Rulebook[] {
  const loaded = loadEditions(join(HOME, 'rulebooks/example-speedway'));
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.says).join('\n'));
  return loaded.value.map((each) => each.book);
}

let made: readonly NewFact[] | undefined;
/** The season up to tonight, played once. */
const facts = (): readonly NewFact[] => (made ??= midSeason(story(), editions(), Temporal.Instant.from(NOW)));

/** The demo club on a log in memory, by a clock that the test moves. */
async function demoClub(): Promise<{ readonly club: Club; readonly clock: ReplayClock }> {
  const clock = replayClock(Date.parse(NOW) * 1000);
  const log = openSqliteLog(':memory:', 'example-speedway');
  await log.append(facts(), 0);
  const club = new Club({ log, editions: editions(), now: () => new Date(Math.floor(clock.nowUs() / 1000)).toISOString() });
  onTestFinished(() => club.close());
  return { club, clock };
}

const of = (kind: AnyFact['kind']): readonly NewFact[] => facts().filter((fact) => fact.kind === kind);

describe('the club that is shown around', () => {
  test('has a night on, and nothing of it is yet to come', () => {
    expect(facts().every((fact) => Date.parse(fact.at) <= Date.parse(NOW))).toBe(true);
    expect(of('meeting-opened').at(-1)).toMatchObject({ meeting: 'night-8', body: { date: '2026-07-18' } });
  });
  test('has its night on in the small hours of any year as well', () => {
    const now = '2025-01-04T00:40:00-06:00';
    const early = midSeason(story(), editions(), Temporal.Instant.from(now));
    expect(early.length).toBe(facts().length);
    expect(early.findLast((fact) => fact.kind === 'meeting-opened')).toMatchObject({ body: { date: '2025-01-03' } });
    expect(early.every((fact) => Date.parse(fact.at) <= Date.parse(now))).toBe(true);
  });
  test('has raced seven nights to official results, paid and protested, and has more to come', async () => {
    const { club } = await demoClub();
    const ask = async <T>(view: string, fields: object = {}): Promise<T> => {
      const answered = await club.ask({ view, ...fields });
      if (!answered.ok) throw new Error(answered.refusal.says);
      return answered.answer as T;
    };
    const { meetings } = await ask<{ readonly meetings: readonly object[] }>('meetings', { season: '2026' });
    expect(meetings).toHaveLength(11);
    expect(await ask('standings', { season: '2026', class: 'mini-stock' })).toMatchObject({ rows: expect.any(Array) as unknown[] });
    const { cases } = await ask<{ readonly cases: readonly { readonly status: string }[] }>('cases');
    expect(cases.map((each) => each.status).toSorted()).toEqual(['open', 'ruled', 'ruled']);
    expect(of('result-made-official').length).toBeGreaterThan(25);
    expect(of('money-paid-out').length).toBeGreaterThan(20);
    const { races } = await ask<{ readonly races: readonly { readonly race: string; readonly standing: string }[] }>('schedule', {
      meeting: 'night-8',
    });
    const left = races.flatMap(({ race, standing }) => (standing === 'official' ? [] : [race]));
    expect(left.toSorted()).toEqual(['mini-stock/a-main', 'youth-four/a-main']);
  });
});

/** The last race of the night with cars that drive by its flags, heard by the club's timing. */
async function rehearsed() {
  const { club, clock } = await demoClub();
  const faults: unknown[] = [];
  const rehearsal = await openRehearsal({ club, clock, seed: 1, lapS: 12, lostPerMille: 0, onFault: (error) => faults.push(error) });
  const timing = new ClubTiming({
    served: { club, publicNames: 'all' },
    clock,
    store: { load: () => ({ sources: {} }), save: () => undefined },
    folder: temporaryFolder(),
  });
  onTestFinished(async () => {
    await rehearsal.close();
    await timing.close();
  });
  timing.set('start-finish', { protocol: 'p3', at: `127.0.0.1:${rehearsal.port}` });
  await timing.start('start-finish');
  const pass = async (seconds: number): Promise<void> => {
    for (let half = 0; half < seconds * 2; half++) {
      clock.to(clock.nowUs() + S / 2);
      for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate);
      await timing.idle();
    }
  };
  const flag = async (shown: string): Promise<void> => {
    const outcome = await club.give({ do: 'flag', by: 'race-director:Rae', flag: shown, ...TONIGHT } as unknown as Sent);
    if (outcome.is !== 'done') throw new Error(JSON.stringify(outcome));
    await pass(1);
  };
  const run = async (): Promise<RaceRun> => {
    const answered = await club.ask({ view: 'race', ...TONIGHT });
    if (!answered.ok) throw new Error(answered.refusal.says);
    return answered.answer as RaceRun;
  };
  /** Passings within so many seconds. */
  const heardIn = async (seconds: number): Promise<number> => {
    const before = (await timing.health()).taken;
    await pass(seconds);
    return (await timing.health()).taken - before;
  };
  return { flag, run, pass, heardIn, faults, cars: (await run()).order.length };
}

describe('cars that drive by the flags of race control', () => {
  test('wait for the green, slow down under yellow, stand under red, and go home after the checkered', async () => {
    const { flag, run, pass, heardIn, faults, cars } = await rehearsed();
    expect(cars).toBeGreaterThan(5);
    expect(await heardIn(30)).toBe(0);
    await flag('green');
    await pass(30);
    const racing = await heardIn(60);
    expect((await run()).lap).toBeGreaterThan(4);
    await flag('yellow');
    await pass(20);
    const slow = await heardIn(60);
    expect(slow).toBeGreaterThan(cars);
    expect(slow).toBeLessThan(racing);
    await flag('red');
    expect(await heardIn(30)).toBe(0);
    await flag('green');
    await pass(180);
    expect(await run()).toMatchObject({ phase: 'ended', lap: 15 });
    await pass(30);
    expect(await heardIn(60)).toBe(0);
    expect(faults).toEqual([]);
  });
});
