import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE, NIGHT, nightIn, ran, TWO_CARS } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

test('nights that hold are a tree by folder, and a sum', async () => {
  const { code, text } = await ran('test', EXAMPLE);
  expect(code).toBe(0);
  expect(text).toContain('example-speedway/nights\n');
  expect(text).toContain('✓ EX-3.2: the pill inverts the front of the A main');
  expect(text).toMatch(/\n\d+ passed, 0 failed$/);
});

test('a night that fails names file, line and step, what was expected and found, and why it is so', async () => {
  const folder = temporaryFolder();
  const file = nightIn(folder, `${TWO_CARS}  - { expect: line-up, race: mini-stock/heat-1, order: ["11", "22"], because: EX-2.1 }\n`);
  const { code, text } = await ran('test', file);
  expect(code).toBe(1);
  expect(text).toContain('✗ a night');
  expect(text).toContain(`${file}:9:5 step 6: line-up order: expected ["11","22"], found ["22","11"]`);
  expect(text).toContain('car 22 starts in slot 1');
  expect(text).toContain('pill 1 [EX-2.1]');
  expect(text).toContain('0 passed, 1 failed');
});

test('--json tells the same to programs', async () => {
  const file = nightIn(temporaryFolder(), `${TWO_CARS}  - { expect: fees, total: $1.00 }\n`);
  const { code, text } = await ran('test', NIGHT, file, '--json');
  const told = JSON.parse(text) as { readonly nights: readonly { readonly file: string; readonly kind: string; readonly says?: string }[] };
  expect(code).toBe(1);
  expect(told).toMatchObject({ passed: 1, failed: 1, couldNot: 0 });
  expect(told.nights.map((each) => each.kind)).toEqual(['passed', 'failed']);
  expect(told.nights[1]?.says).toContain('fees total: expected "$1.00", found 4000');
});

test('nights are found anywhere in folders named nights; those with _ are for others to use', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'deep/nights/more'), { recursive: true });
  nightIn(join(folder, 'deep/nights/more'), TWO_CARS, EXAMPLE, '_two.yaml');
  writeFileSync(join(folder, 'deep/nights/one.yaml'), 'night: one\nuse: more/_two.yaml\nsteps:\n  - { expect: fees, total: $40.00 }\n');
  writeFileSync(join(folder, 'deep/not-a-night.yaml'), 'x: 1\n');
  const { code, text } = await ran('test', folder);
  expect({ code, sum: text.split('\n').at(-1) }).toEqual({ code: 0, sum: '1 passed, 0 failed' });
});

describe('a rulebook is found', () => {
  test('by its name in a rulebooks folder above the night', async () => {
    const { code } = await ran('test', NIGHT);
    expect(code).toBe(0);
  });
  test('by its path from the night', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'own.yaml'),
      `extends: { file: ${EXAMPLE}/2026.yaml }\nedition: own\nvalues: { entry_fee: { value: $1.00 } }\n`,
    );
    const file = nightIn(folder, `${TWO_CARS}  - { expect: fees, total: $2.00 }\n`, './own.yaml');
    expect(await ran('test', file)).toMatchObject({ code: 0 });
  });
});

describe('a night that cannot be read names file, line and the nearest word, and ends with 2', () => {
  test.each([
    { name: 'an unknown rulebook', steps: TWO_CARS, rulebook: 'no-such-club', says: 'there is no rulebook "no-such-club"' },
    {
      name: 'an unknown word at the top',
      steps: TWO_CARS,
      rulebook: `${EXAMPLE}\nstpes: []`,
      says: ':3:1 error: unknown word "stpes", did you mean "steps"?',
    },
    {
      name: 'a step without do',
      steps: '  - { dos: open-meeting }\n',
      says: ':4:5 error: a step starts with do, expect or preview, did you mean "do"?',
    },
    { name: 'YAML that is none', steps: '  - { do: open-meeting\n', says: ':5:1 error: ' },
  ])('$name', async ({ steps, rulebook, says }) => {
    const file = nightIn(temporaryFolder(), steps, rulebook);
    const { code, text } = await ran('test', file);
    expect(code).toBe(2);
    expect(text).toContain(says);
    expect(text).toContain('0 passed, 0 failed, 1 could not run');
  });
  test('a rulebook that does not load tells where it is wrong', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'own.yaml'),
      `extends: { file: ${EXAMPLE}/2026.yaml }\nedition: own\nvaluse: { entry_fee: { value: $1.00 } }\n`,
    );
    const { code, text } = await ran('test', nightIn(folder, TWO_CARS, './own.yaml'));
    expect(code).toBe(2);
    expect(text).toContain('own.yaml:3:1 error: unknown word "valuse"');
  });
});

describe('a step with a wrong word fails at its line with the nearest word', () => {
  test.each([
    {
      name: 'a command',
      step: '{ do: finsh, race: mini-stock/heat-1 }',
      says: ':9:7 step 6: there is no command "finsh", did you mean "finish"?',
    },
    {
      name: 'a field',
      step: '{ do: finish, race: mini-stock/heat-1, ordr: ["11"] }',
      says: 'step 6: finish has no field "ordr", did you mean "order"?',
    },
    { name: 'a view', step: '{ expect: lineup }', says: ':9:7 step 6: there is no view "lineup", did you mean "line-up"?' },
    {
      name: 'a word of a view',
      step: '{ expect: line-up, race: mini-stock/heat-1, ordr: [] }',
      says: 'step 6: line-up has no "ordr", did you mean "order"?',
    },
    { name: 'a class', step: '{ do: sign-in, class: mini-stok, driver: Cal, car: "3" }', says: 'did you mean "mini-stock"?' },
    { name: 'a call', step: '{ do: call, name: cauton, race: mini-stock/heat-1, car: "11" }', says: 'did you mean "caution"?' },
    {
      name: 'a refusal that does not come',
      step: '{ do: finish, race: mini-stock/heat-1, order: ["11", "22"], refused: EX-1.1 }',
      says: 'expected a refusal ("EX-1.1"), but it was accepted',
    },
    {
      name: 'a reason that is not one',
      step: '{ expect: fees, total: $40.00, because: EX-3.2 }',
      says: 'fees because: expected "EX-3.2", found ["EX-1.1"]',
    },
  ])('$name', async ({ step, says }) => {
    const { code, text } = await ran('test', nightIn(temporaryFolder(), `${TWO_CARS}  - ${step}\n`));
    expect(code).toBe(1);
    expect(text).toContain(says);
  });
});
