import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { seedHash } from '@racetower/log';
import { describe, expect, test } from 'vitest';
import { EXAMPLE, NIGHT, nightIn, ran, TWO_CARS } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const SEEDED = join(EXAMPLE, 'nights/draw-from-a-seed.yaml');

async function kept(night: string, change?: string): Promise<string> {
  const log = join(temporaryFolder(), 'night.sqlite');
  await ran('run', night, '--log', log);
  if (change !== undefined) {
    const database = new DatabaseSync(log);
    database.exec(change);
    database.close();
  }
  return log;
}

describe('verify names the first fact that is not as it was written', () => {
  test.each([
    {
      name: 'a changed pill',
      change: `update facts set body = replace(body, '"result":2', '"result":1') where seq = 11`,
      says: 'fact 11 is not as it was written',
    },
    { name: 'a removed fact', change: 'delete from facts where seq = 5', says: 'fact 5 is missing' },
    { name: 'a time moved', change: `update facts set at = '2026-05-02T12:00:00Z' where seq = 3`, says: 'fact 3 is not as it was written' },
    { name: 'a body that is none', change: `update facts set body = 'x' where seq = 7`, says: 'fact 7 is not as it was written' },
  ])('$name', async ({ change, says }) => {
    const { code, text } = await ran('verify', await kept(NIGHT, change));
    expect(code).toBe(1);
    expect(text).toContain(says);
  });
  test('for programs', async () => {
    const log = await kept(NIGHT, 'delete from facts where seq = 5');
    expect(JSON.parse((await ran('verify', log, '--json')).text)).toMatchObject({
      ok: false,
      facts: 4,
      club: 'example-speedway',
      problem: { seq: 5 },
    });
  });
  test('one bad log among good ones ends it with 1', async () => {
    expect((await ran('verify', await kept(NIGHT), await kept(NIGHT, 'delete from facts where seq = 5'))).code).toBe(1);
  });
  test('a database of something else is no log', async () => {
    const file = join(temporaryFolder(), 'other.sqlite');
    const database = new DatabaseSync(file);
    database.exec('create table x (y)');
    database.close();
    expect(await ran('verify', file)).toMatchObject({ code: 2, errors: expect.stringContaining('is not a log of Racetower') as string });
  });
});

describe('verify-draw', () => {
  const flags = ['--rulebook', EXAMPLE];
  test('proves what the revealed seed drew', async () => {
    const { code, text } = await ran('verify-draw', await kept(SEEDED), ...flags);
    expect(code).toBe(0);
    expect(text).toContain('✓ fact 16  2026-05-02|invert|mini-stock||  6');
    expect(text).toContain('1 of 1 draws from a seed are proved; 4 draws by hand cannot be proved');
  });
  test('proves it from the facts as JSON', async () => {
    const file = join(temporaryFolder(), 'facts.json');
    writeFileSync(file, (await ran('run', SEEDED, '--json')).text);
    expect((await ran('verify-draw', file, ...flags)).code).toBe(0);
    expect(JSON.parse((await ran('verify-draw', file, ...flags, '--json')).text)).toMatchObject({
      proofs: [{ draws: [{ ok: true, drawn: 6 }] }],
      byHand: 4,
    });
  });
  test('finds a pill that the seed did not draw', async () => {
    const { code, text } = await ran(
      'verify-draw',
      await kept(SEEDED, `update facts set body = replace(body, '"result":6', '"result":4') where seq = 16`),
      ...flags,
    );
    expect(code).toBe(1);
    expect(text).toContain('✗ fact 16  2026-05-02|invert|mini-stock||  has 4, the seed draws 6');
  });
  test('finds another seed than the committed one', async () => {
    const { code, text } = await ran(
      'verify-draw',
      await kept(SEEDED, `update facts set body = '{"seed":"another"}' where kind = 'seed-revealed'`),
      ...flags,
    );
    expect(code).toBe(1);
    expect(text).toContain('✗ the revealed seed is not the one that was committed');
  });
  test('proves nothing while the seed is secret', async () => {
    const { code, text } = await ran('verify-draw', await kept(SEEDED, `delete from facts where kind = 'seed-revealed'`), ...flags);
    expect(code).toBe(1);
    expect(text).toContain('✗ the seed has not been revealed');
  });
  test('proves nothing where no seed was committed', async () => {
    const { code, text } = await ran('verify-draw', await kept(NIGHT), ...flags);
    expect(code).toBe(1);
    expect(text).toContain('no seed was committed at any meeting; 7 draws by hand cannot be proved');
  });
  test('proves one draw by what is published alone', async () => {
    const given = [
      '--seed',
      'a clover in the pit lane',
      '--hash',
      seedHash('a clover in the pit lane'),
      '--label',
      '2026-05-02|invert|mini-stock||',
    ];
    const bucket = ['--bucket', '4,6,8'];
    expect(await ran('verify-draw', ...given, ...bucket, '--drawn', '6')).toMatchObject({ code: 0 });
    expect(await ran('verify-draw', ...given, ...bucket, '--drawn', '8')).toMatchObject({
      code: 1,
      text: expect.stringContaining('it draws 6, not 8') as string,
    });
    expect(await ran('verify-draw', ...given.with(3, 'f'.repeat(64)), ...bucket)).toMatchObject({
      code: 1,
      text: expect.stringContaining('✗ the seed is not the one') as string,
    });
    expect(await ran('verify-draw', ...given, ...bucket, '--count', '4')).toMatchObject({
      code: 2,
      errors: '--count 4: the bucket holds 3',
    });
  });
  test.each([
    { name: 'no JSON', text: '{', says: 'facts.json: ' },
    { name: 'a list of something else', text: '[{"x":1}]', says: 'entry 1 is not a fact' },
    { name: 'no list', text: '{"x":1}', says: 'expected a list of facts' },
  ])('a file of $name is refused', async ({ text, says }) => {
    const file = join(temporaryFolder(), 'facts.json');
    writeFileSync(file, text);
    expect(await ran('verify-draw', file, ...flags)).toMatchObject({ code: 2, errors: expect.stringContaining(says) as string });
  });
  test('a rulebook that is not there is refused', async () => {
    expect(await ran('verify-draw', await kept(SEEDED), '--rulebook', 'no-such-club')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('there is no rulebook "no-such-club"') as string,
    });
  });
});

test('a seed committed when cars are signed in already is refused by the night', async () => {
  const file = nightIn(temporaryFolder(), `${TWO_CARS}  - { do: commit-seed, hash: ${seedHash('s')}, refused: sign-in-open }\n`);
  expect((await ran('test', file)).code).toBe(0);
});
