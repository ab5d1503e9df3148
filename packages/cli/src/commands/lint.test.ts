import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

/** An edition that differs from the example, in a folder of its own. */
function edition(difference: string): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'nights'));
  writeFileSync(join(folder, 'own.yaml'), `extends: { file: ${EXAMPLE}/2026.yaml }\nedition: own\n${difference}`);
  return folder;
}

test('a rulebook with nothing to mend ends with 0 and tells the seed and what was tried', async () => {
  const { code, text } = await ran('lint', EXAMPLE, '--seed', '4', '--days', '2');
  expect(code).toBe(0);
  expect(text).toMatch(/made up 2 days of seed 4: \d+ commands, \d+ sign-ins, \d+ races, \d+ finishes/);
  expect(text).toMatch(/✓ 0 errors, 0 warnings, \d+ notes?; 0 faults on 2 days of seed 4$/);
});

test('without a seed each run makes up other days and prints its seed; the same seed says the same', async () => {
  const seedOf = async (): Promise<unknown> =>
    (JSON.parse((await ran('lint', EXAMPLE, '--days', '1', '--json')).text) as { fuzz: { seed: number } }).fuzz.seed;
  expect(await seedOf()).toEqual(expect.any(Number));
  const again = ['lint', EXAMPLE, '--seed', '9', '--days', '1', '--json'];
  expect(await ran(...again)).toEqual(await ran(...again));
});

test('--no-fuzz reads only', async () => {
  const { code, text } = await ran('lint', EXAMPLE, '--no-fuzz');
  expect(code).toBe(0);
  expect(text).not.toContain('made up');
});

test('a fault ends with 1 and names file, line and what is wrong', async () => {
  const folder = edition('values: { spare: { value: 1, says: a spare, clause: EX-1.1 } }\n');
  const { code, text } = await ran('lint', folder, '--no-fuzz');
  expect(code).toBe(1);
  expect(text).toMatch(/own\.yaml:3:\d+ warning: nothing reads the value spare/);
});

test('a rulebook that does not load has its mistakes as findings', async () => {
  const { code, text } = await ran('lint', edition('ponts: {}\n'), '--json');
  expect(code).toBe(1);
  expect(JSON.parse(text)).toMatchObject({
    clean: false,
    findings: [{ line: 3, says: expect.stringContaining('did you mean "points"?') as unknown }],
  });
});

test('a day that leaves a car over is printed as a night, which runs and shows it', async () => {
  const difference = `rounds:
  a-main:
    lineup:
      - { select: { from: heat, first: to_a }, order: [{ finish: heat }], clause: EX-3.1 }
    alternates: null
  b-main: null
points: { b-main: null }
cautions: null
`;
  const folder = edition(difference);
  const plain = await ran('lint', folder, '--seed', '1', '--days', '6');
  expect(plain.code).toBe(1);
  expect(plain.text).toMatch(/✗ car [\d, ]+ ran heat and no later round takes it.*\[EX-2\.1\] \(nowhere-to-go\)/);
  expect(plain.text).toContain('a night that shows it:');
  const { text } = await ran('lint', folder, '--seed', '1', '--days', '6', '--json');
  const { fuzz } = JSON.parse(text) as { readonly fuzz: { readonly faults: readonly { readonly night: string }[] } };
  const night = join(folder, 'nights', 'fault.yaml');
  writeFileSync(night, (fuzz.faults[0]?.night ?? '').replace(/^rulebook: .*$/m, 'rulebook: ../own.yaml'));
  expect((await ran('test', night)).text).toContain('1 passed, 0 failed');
});
