import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Dial, readCapture, serveTcp } from '@racetower/timing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { green, raceNight, type RaceNight, standing } from '../testing/race-night.ts';

/** Sets the decoder up and starts it. */
async function listening(night: RaceNight): Promise<void> {
  night.timing.set('start-finish', { protocol: 'p3', at: `127.0.0.1:${night.port}` });
  await night.timing.start('start-finish');
  await night.to(-10);
}

async function raced(outages: Parameters<typeof raceNight>[0], during: (night: RaceNight) => Promise<void> = async () => undefined) {
  const night = await raceNight(outages);
  await listening(night);
  await green(night);
  await during(night);
  await night.to(360);
  return night;
}

const numbers = ({ club }: RaceNight): readonly number[] =>
  [...club.seen.all].flatMap((fact) => (fact.kind === 'passing-read' && fact.body.number !== undefined ? [fact.body.number] : []));

describe('a decoder over TCP', () => {
  test('that is dead for two minutes loses no passing, and the race ends as if it had not been', async () => {
    const undisturbed = await raced([]);
    const disturbed = await raced([{ atS: 60, forS: 120 }]);
    expect(numbers(undisturbed)).toHaveLength(undisturbed.crossings);
    expect(numbers(disturbed).toSorted((a, b) => a - b)).toEqual(numbers(undisturbed));
    expect(await standing(disturbed)).toEqual(await standing(undisturbed));
    const { sources, taken } = await disturbed.timing.health();
    expect(taken).toBe(disturbed.crossings);
    expect(sources[0]?.health?.problems.map(({ kind, now }) => `${kind} ${now}`)).toEqual(
      expect.arrayContaining(['disconnected false', 'gap false']) as string[],
    );
  });
  test('is asked for what came by while the server was down, and nothing is on record twice', async () => {
    const undisturbed = await raced([]);
    const restarted = await raced([], async (night) => {
      await night.to(70);
      await night.timing.close();
      await night.to(130);
      await night.restart();
    });
    expect(numbers(restarted).toSorted((a, b) => a - b)).toEqual(numbers(undisturbed));
    expect(await standing(restarted)).toEqual(await standing(undisturbed));
  });
  test('has every byte kept, with what was asked of it', async () => {
    const night = await raced([]);
    const folder = join(night.data, 'timing', night.club.name);
    const name = readdirSync(folder).find((each) => each.endsWith('.capture'));
    const { header, entries } = readCapture(readFileSync(join(folder, name ?? ''), 'utf8'));
    expect(header).toMatchObject({ source: 'start-finish', protocol: 'p3' });
    expect(entries.filter((each) => each.kind === 'received').length).toBeGreaterThanOrEqual(night.crossings);
    expect(entries.some((each) => each.kind === 'sent')).toBe(true);
  });
});

test('other timing software, at a club that signs in by number, is scored; its flag is told and not shown', async () => {
  const night = await raceNight([], false);
  const said: Readonly<Record<number, string>> = {
    1: '$B,7,"Heat"',
    23: '$J,"44","00:00:00.000","00:00:02.000"',
    41: '$J,"44","00:00:18.000","00:00:20.000"',
  };
  const second = '$F,9999,"00:00:00","13:00:00","00:00:00","Green "';
  const dial: Dial = (listener) => {
    const tell = (at: number): (() => void) =>
      night.clock.after(at * 1_000_000, () => listener.received(Buffer.from(`${said[at] ?? second}\r\n`)));
    const callOff = [night.clock.after(0, () => listener.opened()), ...Array.from({ length: 60 }, (_, at) => tell(at))];
    return { send: () => undefined, close: () => callOff.forEach((each) => each()) };
  };
  const served = await serveTcp(dial, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => served.close());
  night.timing.set('orbits', { protocol: 'rmonitor', at: `127.0.0.1:${served.port}` });
  await night.timing.start('orbits');
  await green(night);
  await night.to(40);
  expect(await standing(night)).toMatchObject({ phase: 'green', lapsDone: { '44': 1 } });
  expect((await night.timing.health()).sources).toMatchObject([{ source: 'orbits', told: { flag: 'Green', session: 'Heat' } }]);
});

describe('the set-up', () => {
  test('is kept, and what was started is started again', async () => {
    const night = await raceNight();
    await listening(night);
    night.timing.set('pit-in', { protocol: 'lines', at: ':7000', loop: 'pit-in' });
    await night.restart();
    const { sources } = await night.timing.health();
    expect(sources.map(({ source, on, health }) => ({ source, on, runs: health !== undefined }))).toEqual([
      { source: 'start-finish', on: true, runs: true },
      { source: 'pit-in', on: false, runs: false },
    ]);
    await night.timing.stop('start-finish');
    await night.restart();
    expect((await night.timing.health()).sources.filter((each) => each.health)).toEqual([]);
  });
  test('of gear that is on is not changed', async () => {
    const night = await raceNight();
    await listening(night);
    expect(() => night.timing.set('start-finish', { protocol: 'p3', at: '10.0.0.1' })).toThrow('is on: stop it');
    expect(() => night.timing.remove('start-finish')).toThrow('is on: stop it');
    expect(() => night.timing.remove('nowhere')).toThrow('there is no gear called nowhere');
  });
  test.each([
    { name: 'no JSON', text: '{', says: 'timing.json' },
    { name: 'a field that is none', text: '{"sources":{},"gear":1}', says: 'gear: there is no such field' },
    { name: 'a protocol that is none', text: '{"sources":{"a":{"protocol":"p4","at":"x"}}}', says: 'sources.a.protocol' },
    { name: 'gear that cannot be reached', text: '{"sources":{"a":{"protocol":"lines","at":"x"}}}', says: 'say the port of x' },
    { name: 'a name that is none', text: '{"sources":{"../a":{"protocol":"p3","at":"x"}}}', says: 'sources.../a' },
  ])('that is $name is named, and nothing starts', async ({ text, says }) => {
    const night = await raceNight();
    writeFileSync(join(night.data, `${night.club.name}.timing.json`), text);
    await expect(night.restart()).rejects.toThrow(says);
  });
});
