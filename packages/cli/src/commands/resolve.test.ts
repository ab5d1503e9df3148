import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRulebook } from '@racetower/rulebook';
import { expect, test } from 'vitest';
import { EXAMPLE, ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

function edition(difference: string): string {
  const file = join(temporaryFolder(), 'own.yaml');
  writeFileSync(file, `extends: { file: ${EXAMPLE}/2026.yaml }\nedition: own\n${difference}`);
  return file;
}

test('each value stands with the file and line it comes from', async () => {
  const { code, text } = await ran('resolve', edition('values:\n  heat_laps: { value: 12 }\n'));
  expect(code).toBe(0);
  expect(text).toMatch(/heat_laps:\n +value: 12 # own\.yaml:4\n +says: laps of a heat # \S+example-speedway\/2026\.yaml:\d+\n/);
});

test('what is printed is a whole rulebook that means the same', async () => {
  const file = edition('values: { heat_laps: { value: 12 } }\nrounds: { time-trial: { laps: 2 } }\n');
  const { text } = await ran('resolve', file);
  const own = loadRulebook(file);
  const again = loadRulebook('/elsewhere/printed.yaml', text);
  expect(again).toMatchObject({ ok: true });
  const { extends: _, ...source } = (own.ok ? own.value.source : {}) as Readonly<Record<string, unknown>>;
  expect(again.ok ? again.value.source : undefined).toEqual(source);
  expect(source).toMatchObject({ edition: 'own', values: { heat_laps: { value: 12 } }, rounds: { 'time-trial': { laps: 2 } } });
});

test('as JSON: a path, a value, a file and a line each', async () => {
  const { text } = await ran('resolve', edition('values: { heat_laps: { value: 12 } }\n'), '--json');
  const { edition: id, values } = JSON.parse(text) as { readonly edition: string; readonly values: readonly object[] };
  expect(id).toBe('own');
  expect(values).toContainEqual({ path: 'values.heat_laps.value', value: 12, file: 'own.yaml', line: 3 });
});

test('a name prints every edition of the club', async () => {
  const { code, text } = await ran('resolve', EXAMPLE);
  expect(code).toBe(0);
  expect(text).toMatch(/^---\nrulebook: example-speedway # 2026\.yaml:\d+\n/);
});

test('a circle of extends, a typo and a file that is not there are told, with 2', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.yaml'), 'extends: { file: b.yaml }\n');
  writeFileSync(join(folder, 'b.yaml'), 'extends: { file: a.yaml }\n');
  expect(await ran('resolve', join(folder, 'a.yaml'))).toMatchObject({
    code: 2,
    text: '',
    errors: expect.stringContaining('extends goes in a circle') as unknown,
  });
  expect(await ran('resolve', edition('ponts: {}\n'))).toMatchObject({
    code: 2,
    errors: expect.stringContaining('did you mean "points"?') as unknown,
  });
  expect(await ran('resolve', edition('extends: { file: c.yaml }\n'))).toMatchObject({ code: 2 });
});
