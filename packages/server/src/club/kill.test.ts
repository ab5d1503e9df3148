import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { initialState, fold } from '@racetower/engine';
import { openSqliteLog } from '@racetower/log';
import { expect, test } from 'vitest';
import { CLUB, EXAMPLE, exampleClub, temporaryFile } from '../testing/example-club.ts';
import type { Sent } from './club.ts';

/** A writer that is killed as soon as it has acknowledged so many commands. @returns number and fact of each acknowledged */
async function killedGiver(file: string, from: number, after: number): Promise<ReadonlyMap<number, number>> {
  const script = fileURLToPath(new URL('../testing/giver.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, file, EXAMPLE, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > after) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.on('close', resolve));
  const whole = said.slice(0, said.lastIndexOf('\n')).split('\n');
  return new Map(whole.map((line) => [Number(line.split(' ')[0]), Number(line.split(' ')[1])]));
}

const register = (number: number): Sent =>
  ({ do: 'register', by: 'sign-in:Sue', person: `Person ${number}`, details: {} }) as unknown as Sent;

test('a server killed under load loses nothing that it acknowledged, and what is sent again makes no fact twice', async () => {
  const file = temporaryFile();
  let next = 0;
  for (const after of [1, 7, 40]) {
    const acknowledged = await killedGiver(file, next, after);
    const last = Math.max(...acknowledged.keys());
    const club = exampleClub(file);
    const kept = (await club.latest()).all;
    for (const [number, seq] of acknowledged) expect(kept.at(seq)).toMatchObject({ body: { person: `Person ${number}` } });
    // What was under way when it died may be on record or not; sent again it is there once.
    for (let number = next; number <= last + 1; number += 1)
      expect(await club.give(register(number), { key: `k${number}` })).toMatchObject({
        is: 'done',
        facts: [{ body: { person: `Person ${number}` } }],
      });
    const people = [...club.seen.all].map((fact) => (fact.kind === 'person-registered' ? fact.body.person : fact.kind));
    expect(new Set(people).size).toBe(people.length);
    const log = openSqliteLog(file, CLUB);
    expect(await log.verify()).toMatchObject({ ok: true, facts: people.length });
    expect([...fold(await log.read(), initialState).all]).toEqual([...club.seen.all]);
    await log.close();
    next = people.length;
  }
});
