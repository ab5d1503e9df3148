import { rmSync, writeFileSync } from 'node:fs';
import { type Dial, passingFrame, serveTcp } from '@racetower/timing';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Sent } from '../club/club.ts';
import { green, MEETING, raceNight, type RaceNight, standing } from '../testing/race-night.ts';
import { giveAll } from '../testing/example-club.ts';

const S = 1_000_000;
const ascii = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** Gear that says something so many seconds after it was dialled first, over TCP. */
async function serve(night: RaceNight, says: readonly { readonly afterS: number; readonly bytes: () => Uint8Array }[]): Promise<number> {
  let dialled = 0;
  const dial: Dial = (listener) => {
    const still = dialled++ === 0 ? says : [];
    const callOff = [
      night.clock.after(0, () => listener.opened()),
      ...still.map(({ afterS, bytes }) => night.clock.after(afterS * S, () => listener.received(bytes()))),
    ];
    return { send: () => undefined, close: () => callOff.forEach((each) => each()) };
  };
  const served = await serveTcp(dial, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => served.close());
  return served.port;
}

const listen = async ({ timing }: RaceNight, name: string, port: number): Promise<void> => {
  timing.set(name, { protocol: 'p3', at: `127.0.0.1:${port}` });
  await timing.start(name);
};

/** A passing of a transponder that nobody here has, by a decoder of its own. */
const passing = (decoderId: number, number: number, timeUs: number, transponder = 9_000_000 + number): Uint8Array =>
  passingFrame({ number, decoderId, transponder, rtcTimeUs: timeUs, strength: 90, hits: 20 });

/** Gear that does everything wrong, each in its way, beside a decoder that does all right. */
const BAD = {
  'other-protocol': () => [{ afterS: 30, bytes: () => ascii('$F,9999,"00:00:00","07:59:36","00:59:59","      "\r\n'.repeat(8)) }],
  flood: ({ clock }: RaceNight) => [
    { afterS: 25, bytes: () => Buffer.concat(Array.from({ length: 4000 }, (_, index) => passing(2, index + 1, clock.nowUs()))) },
  ],
  stall: ({ clock }: RaceNight) => [{ afterS: 30, bytes: () => passing(3, 1, clock.nowUs()) }],
  'clock-jumped': ({ clock }: RaceNight) =>
    [0, 1, 2, 3, 4, 5].map((step) => ({
      afterS: 3 + step * 3,
      bytes: () => passing(4, step + 1, clock.nowUs() + (step > 1 ? 7200 * S : 0)),
    })),
  future: ({ clock }: RaceNight) =>
    [0, 1, 2, 3].map((step) => ({
      afterS: 3 + step * 3,
      bytes: () => passing(5, step + 1, clock.nowUs() + (step === 2 ? 86_400 * S : 0)),
    })),
} as const;

async function raced(bad: boolean): Promise<{ readonly night: RaceNight; readonly stands: object; readonly named: readonly string[] }> {
  const night = await raceNight();
  await listen(night, 'start-finish', night.port);
  const named: string[] = [];
  const note = async (): Promise<void> => {
    for (const { source, health } of (await night.timing.health()).sources)
      for (const { kind } of health?.problems ?? []) named.push(`${source}: ${kind}`);
  };
  if (bad) for (const [name, says] of Object.entries(BAD)) await listen(night, name, await serve(night, says(night)));
  await green(night);
  await note();
  await night.to(360);
  await note();
  return { night, stands: await standing(night), named };
}

test('gear that speaks another language, floods, stalls or lies about its clock is named, and the race is scored as without it', async () => {
  const [alone, beside] = [await raced(false), await raced(true)];
  expect(beside.stands).toEqual(alone.stands);
  for (const kind of Object.keys(BAD)) expect(beside.named).toContain(`${kind}: ${kind}`);
  expect(alone.named.filter((each) => !each.includes('clock-off'))).toEqual([]);
  const { problems, taken } = await beside.night.timing.health();
  expect(problems.map((each) => each.kind)).toContain('unknown-transponder');
  expect(problems.find((each) => each.kind === 'held-back')).toMatchObject({ source: 'flood' });
  expect(taken).toBeLessThan(alone.night.crossings + 550);
});

describe('what the club has to sort out is named', () => {
  test('two cars with one transponder', async () => {
    const night = await raceNight();
    const shared = {
      do: 'assign-transponder',
      by: 'race-director:Rae',
      class: 'mini-stock',
      car: '11',
      transponder: '7044',
      meeting: MEETING,
    };
    await giveAll(night.club, [shared as unknown as Sent]);
    expect((await night.timing.health()).problems).toEqual([
      { kind: 'two-cars', says: 'transponder 7044 is carried by cars 44 and 11 of mini-stock', now: true },
    ]);
  });
  test('passings that come while no meeting is open, which are kept in the capture alone', async () => {
    const night = await raceNight();
    await giveAll(night.club, [{ do: 'close-meeting', by: 'race-director:Rae', meeting: MEETING } as unknown as Sent]);
    await listen(night, 'start-finish', night.port);
    await night.to(60);
    const { problems, taken } = await night.timing.health();
    expect(problems).toMatchObject([{ kind: 'no-meeting', now: false }]);
    expect(taken).toBe(0);
  });
  test('passings that the rulebook refuses, with its words', async () => {
    const night = await raceNight();
    night.timing.set('start-finish', { protocol: 'p3', at: `127.0.0.1:${night.port}`, meeting: '2026-06-06' });
    await night.timing.start('start-finish');
    await night.to(20);
    const { problems, notTaken } = await night.timing.health();
    expect(problems).toMatchObject([{ kind: 'not-taken' }]);
    expect(notTaken.at(-1)).toMatchObject({ source: 'start-finish', code: 'unknown-meeting' });
  });
  test('a disk that does not take the capture, while the race is scored', async () => {
    const night = await raceNight();
    await listen(night, 'start-finish', night.port);
    await night.to(-10);
    const folder = `${night.data}/timing/${night.club.name}`;
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file where the folder was');
    await green(night);
    await night.to(60);
    const { problems, taken } = await night.timing.health();
    expect(problems.map((each) => each.kind).toSorted()).toEqual(['capture', 'memory']);
    expect(taken).toBeGreaterThan(8);
    expect(await standing(night)).toMatchObject({ phase: 'green' });
  });
});
