import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { fold, view } from '@racetower/engine';
import { type FactLog, openPool, openSqliteLog, PostgresStore } from '@racetower/log';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { noPostgresBecause, startPostgres } from '../../../log/src/testing/postgres-server.ts';
import { CLUB, EXAMPLE, exampleEditions, temporaryFile } from '../testing/example-club.ts';
import { Club, type Sent } from './club.ts';

/** `npm run kill` does fifty on each store. */
const KILLS = Number(process.env['RACETOWER_KILLS'] ?? 3);
const AT_ONCE = 3;

const because = await noPostgresBecause();
if (because !== undefined) process.stderr.write(`skipped: ${because}\n`);
const server = because === undefined ? await startPostgres() : undefined;
afterAll(() => server?.stop());

const STORES = {
  SQLite: async (): Promise<{ readonly place: string; readonly open: () => FactLog }> => {
    const place = temporaryFile();
    return { place, open: () => openSqliteLog(place, CLUB) };
  },
  PostgreSQL: async () => {
    const place = await server!.database();
    const pool = openPool(place);
    const store = await PostgresStore.open(pool);
    onTestFinished(async () => {
      await store.close();
      await pool.end();
    });
    return { place, open: () => store.log(CLUB) };
  },
};

/** A process that gives commands and is killed at any moment after it acknowledged so many. @returns each acknowledged, with the number of its fact */
async function killedGiver(place: string, hand: string): Promise<ReadonlyMap<string, number>> {
  const script = fileURLToPath(new URL('../testing/giver.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, place, EXAMPLE, hand], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [after, later] = [randomInt(1, 40), randomInt(0, 15)];
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > after) setTimeout(() => child.kill('SIGKILL'), later);
  });
  await new Promise((resolve) => child.on('close', resolve));
  const whole = said.slice(0, said.lastIndexOf('\n')).split('\n');
  return new Map(whole.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]));
}

const register = (name: string): Sent => ({ do: 'register', by: 'sign-in:Sue', person: name, details: {} }) as unknown as Sent;

/** The ends of what a process gave: the last that were acknowledged, and those that may have been under way. */
function aroundTheEnd(hand: string, acknowledged: ReadonlyMap<string, number>): readonly string[] {
  const last = Math.max(...[...acknowledged.keys()].map((name) => Number(name.split('-')[1])));
  return Array.from({ length: 14 }, (_, index) => last - 4 + index).flatMap((number) => (number < 0 ? [] : [`${hand}-${number}`]));
}

test.each(Object.keys(STORES) as (keyof typeof STORES)[])(
  'processes killed under load on %s lose nothing that they acknowledged, and what is sent again makes no fact twice',
  async (name) => {
    if (name === 'PostgreSQL' && !server) return expect(because).toBeTypeOf('string');
    const { place, open } = await STORES[name]();
    for (let killed = 0; killed < KILLS; killed += AT_ONCE) {
      const hands = Array.from({ length: AT_ONCE }, (_, index) => `${String.fromCharCode(97 + index)}${killed}`);
      const given = await Promise.all(hands.map((hand) => killedGiver(place, hand)));
      const log = open();
      const club = new Club({ log, editions: exampleEditions(), now: () => '2026-05-02T17:00:00Z' });
      const kept = (await club.latest()).all;
      for (const acknowledged of given)
        for (const [person, seq] of acknowledged) expect(kept.at(seq)).toMatchObject({ seq, body: { person } });
      for (const [index, acknowledged] of given.entries())
        for (const person of aroundTheEnd(hands[index]!, acknowledged)) {
          const before = acknowledged.get(person);
          const again = await club.give(register(person), { key: person });
          expect(again).toMatchObject({ is: 'done', facts: [{ body: { person }, ...(before === undefined ? {} : { seq: before }) }] });
        }
      const state = await club.latest();
      const people = [...state.all].map((fact) => (fact.kind === 'person-registered' ? fact.body.person : fact.kind));
      expect(new Set(people).size).toBe(people.length);
      expect(await log.verify()).toMatchObject({ ok: true, facts: people.length });
      const fresh = fold(await log.read());
      expect(view(club.editions, fresh, { view: 'history' })).toEqual(await club.ask({ view: 'history' }));
      await club.close();
    }
  },
  600_000,
);
