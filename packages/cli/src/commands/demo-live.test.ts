import { connect, createServer } from 'node:net';
import { resolve } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { BoardReader, readRMonitor } from '@racetower/timing';
import { expect, test } from 'vitest';
import { COMMANDS } from '../commands.ts';
import { readArguments, UsageError } from '../command-line.ts';
import { captured } from '../testing/captured.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { demoLive } from './demo-live.ts';

const AT_ONCE = async (): Promise<void> => undefined;

async function told(options: Parameters<typeof demoLive>[1] = {}, path?: string) {
  const out = captured();
  const code = await demoLive(path, options, AT_ONCE, out);
  return { code, text: out.text(), errors: out.errors() };
}

test('a race is told from its decoder to its result, the same in every run', async () => {
  const first = await told();
  expect({ code: first.code, errors: first.errors }).toEqual({ code: 0, errors: '' });
  for (const wanted of [
    'read twice, one lap',
    'a read seems to be missing; entered, it would change:',
    'the scorer enters the read',
    'YELLOW, the order of lap 8',
    'single file:',
    'call out: 25 behind 96',
    'has 1 strike',
    'call restart-dot',
    'laps of car 30 from a sheet',
    'are missing',
    '0 missing',
    'photo finish: car 94 before car 93 by 0.004 s',
    'the result is official',
    'Why did the car that spun finish where it did?',
  ])
    expect(first.text).toContain(wanted);
  expect((await told()).text).toBe(first.text);
});

test('another seed is another race, told to its end', async () => {
  const other = await told({ seed: 7 });
  expect({ code: other.code, errors: other.errors }).toEqual({ code: 0, errors: '' });
  expect(other.text).toContain('the result is official');
  expect(other.text).not.toContain('car 94 before car 93');
});

test('scoreboards have the order, laps and photo finish of the race', async () => {
  const reader = new BoardReader();
  let text = '';
  const out = captured();
  const ended: Promise<void>[] = [];
  const line = (said: string): void => {
    out.line(said);
    const port = /RMonitor at 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
    if (port === undefined) return;
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    socket.on('data', (bytes) => (text += bytes.toString('latin1')));
    ended.push(new Promise((done) => void socket.on('close', () => done())));
  };
  expect(await demoLive(undefined, { rmonitorPort: 0 }, AT_ONCE, { ...out, line })).toBe(0);
  await Promise.all(ended);
  for (const each of text.split('\r\n').filter((said) => said !== '')) {
    const record = readRMonitor(each);
    if ('bad' in record) throw new Error(`${record.says}: ${each}`);
    reader.take(record);
  }
  const { cars, closed } = reader.board();
  expect(closed).toBe(true);
  expect(cars.map((each) => `${each.number} ${each.laps}`)).toEqual(
    [...out.text().matchAll(/^ +car (\d+) +(\d+) laps/gm)].map(([, car, laps]) => `${car} ${laps}`),
  );
});

test.each([
  { name: 'a step that is none', from: '{ wait: 14 }', to: '{ wait: soon }', says: 'live-main.yaml:' },
  { name: 'a car that nobody named', from: 'car: $by-hand }', to: 'car: $nobody }', says: 'nothing is called $nobody' },
  { name: 'a moment that never comes', from: 'lap: 29', to: 'lap: 31', says: 'the race was over before' },
  { name: 'a call that the rulebook does not have', from: 'name: restart-dot', to: 'name: restart-cone', says: 'restart-cone' },
  { name: 'a race that is not run', from: 'race: jr-honda/a-main', to: 'race: jr-honda/z-main', says: 'z-main' },
])('$name is named', async ({ from, to, says }) => {
  const home = resolve(import.meta.dirname, '../../../..');
  const story = readFileSync(resolve(home, 'demo/live-main.yaml'), 'utf8');
  const path = resolve(temporaryFolder(), 'live-main.yaml');
  const rulebook = resolve(home, 'rulebooks/kokomo-quarter-midget');
  writeFileSync(path, story.replace(from, to).replace('rulebook: kokomo-quarter-midget', `rulebook: ${rulebook}`));
  const { code, errors } = await told({}, path);
  expect(errors).toContain(says);
  expect(code).toBe(2);
});

test.each([
  { name: '--speed alone', written: ['--speed', '2'] },
  { name: 'a season that is live', written: ['--live', '--season'] },
  { name: 'no speed', written: ['--live', '--speed', '0'] },
  { name: 'no port', written: ['--live', '--rmonitor', '70000'] },
])('$name is told to be wrong', ({ written }) => {
  const demo = COMMANDS.find((each) => each.name === 'demo');
  if (!demo) throw new Error('there is no demo');
  const { names, given } = readArguments(demo, written);
  expect(() => demo.run(names, given, captured())).toThrow(UsageError);
});

test('a port that another program has is named', async () => {
  const taken = createServer();
  await new Promise<void>((done) => void taken.listen(0, '127.0.0.1', done));
  const address = taken.address();
  const { code, errors } = await told({ rmonitorPort: typeof address === 'object' && address ? address.port : 0 });
  taken.close();
  expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('another program listens at this port') });
});
