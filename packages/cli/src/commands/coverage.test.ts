import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, nightIn, ran, TWO_CARS } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

test('a rulebook whose every clause has a night is covered', async () => {
  const { code, text } = await ran('coverage', EXAMPLE);
  expect(code).toBe(0);
  expect(text).toMatch(/✓ EX-3\.2 +compute +nights\/\S+/);
  expect(text).toContain('✓ EX-6.1             publish  published');
  expect(text).toMatch(/\n(\d+) of \1 clauses covered, 0 failing nights$/);
});

test('clauses without a night, and nights that fail, are named', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'nights'));
  writeFileSync(join(folder, 'own.yaml'), `extends: { file: ${EXAMPLE}/2026.yaml }\nedition: own\n`);
  nightIn(join(folder, 'nights'), `${TWO_CARS}  - { expect: fees, total: $40.00, because: EX-1.1 }\n`, '../own.yaml', 'good.yaml');
  nightIn(join(folder, 'nights'), `${TWO_CARS}  - { expect: fees, total: $1.00 }\n`, '../own.yaml', 'bad.yaml');
  const { code, text } = await ran('coverage', folder);
  expect(code).toBe(1);
  expect(text).toMatch(/✓ EX-1\.1 +compute +nights\/good\.yaml/);
  expect(text).toMatch(/✗ EX-1\.2 +enforce +no night/);
  expect(text).toContain('✗ nights/bad.yaml fails');
  expect(JSON.parse((await ran('coverage', folder, '--json')).text)).toMatchObject({
    edition: 'own',
    holes: expect.arrayContaining(['EX-1.2']) as unknown,
  });
});
