import { writeFileSync } from 'node:fs';
import { openSqliteLog } from '@racetower/log';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exampleMachine } from '../testing/example-machine.ts';
import { exampleApp, member } from '../testing/example-app.ts';
import { exampleClub, giveAll, SIGNED_IN, temporaryFile } from '../testing/example-club.ts';
import type { Visitor } from '../access/visitor.ts';

const HERE = '/api/clubs/example-speedway/machine';

async function machineFor(visitor: Visitor) {
  const club = exampleClub();
  await giveAll(club, SIGNED_IN);
  const machine = await exampleMachine();
  const made = exampleApp(visitor, club, 'adults', { machine });
  const post = (path: string): Promise<Response> => Promise.resolve(made.app.request(`${HERE}${path}`, { method: 'POST' }));
  return { ...made, post };
}

describe('a copy of the log', () => {
  test('comes down while it is in use, is a log like any other, proved, and is remembered', async () => {
    const { club, faults, get, post } = await machineFor(member('Sue', 'office'));
    const response = await post('/backup');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="example-speedway-\d{4}-\d\d-\d\d\.sqlite"$/);
    const file = temporaryFile('copy.sqlite');
    writeFileSync(file, Buffer.from(await response.arrayBuffer()));
    const copy = openSqliteLog(file, club.name);
    onTestFinished(async () => copy.close());
    const { seq, hash } = await club.log.tail();
    expect(await copy.verify()).toMatchObject({ ok: true, facts: seq, digest: hash });
    expect([response.headers.get('x-seq'), response.headers.get('x-digest')]).toEqual([String(seq), hash]);
    expect(await (await get(HERE)).json()).toMatchObject({
      version: '1.2.3',
      log: { kind: 'file', seq, digest: hash, sealed: false },
      writer: { here: true },
      publishing: { to: 'https://racing.example', writer: 'the tower', state: { is: 'away' } },
      backups: [{ by: 'Sue', seq, digest: hash }],
    });
    expect(faults).toEqual([]);
  });
  test('is proved beforehand by walking the log', async () => {
    const { club, post } = await machineFor(member('Sue', 'office'));
    const { seq, hash } = await club.log.tail();
    expect(await (await post('/verify')).json()).toMatchObject({ ok: true, facts: seq, digest: hash });
  });
});

test.each<{ who: string; visitor: Visitor; statuses: readonly number[] }>([
  { who: 'the office', visitor: member('Sue', 'office'), statuses: [200, 200, 200] },
  { who: 'the race director', visitor: member('Rae', 'race-director'), statuses: [200, 200, 403] },
  { who: 'a scorer', visitor: member('Kim', 'scorer'), statuses: [403, 403, 403] },
  { who: 'the public', visitor: { is: 'public' }, statuses: [401, 401, 401] },
])('$who may see, prove and copy the log as the desk says', async ({ visitor, statuses }) => {
  const { get, post, faults } = await machineFor(visitor);
  const answers = [await get(HERE), await post('/verify'), await post('/backup')];
  for (const each of answers) await each.arrayBuffer();
  expect(answers.map((each) => each.status)).toEqual(statuses);
  expect(faults).toEqual([]);
});

test.each<{ who: string; visitor: Visitor; sets: readonly string[]; arranges: readonly string[] }>([
  { who: 'the office', visitor: member('Sue', 'office'), sets: ['hooks', 'rulebook', 'machine', 'backup'], arranges: ['roles', 'tablets'] },
  { who: 'the race director', visitor: member('Rae', 'race-director'), sets: ['hooks', 'rulebook', 'machine'], arranges: ['tablets'] },
  { who: 'a scorer', visitor: member('Kim', 'scorer'), sets: [], arranges: [] },
])('$who is told what they may set and arrange', async ({ visitor, sets, arranges }) => {
  const { get } = await machineFor(visitor);
  expect(await (await get('me')).json()).toMatchObject({ roles: [{ sets, arranges }] });
});
