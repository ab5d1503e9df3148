import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { eventOf } from '../../../timing/src/testing/result-files.ts';
import { nightIn, ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const BOOK = resolve(import.meta.dirname, '../../../../rulebooks/sim-league');

/** Runs a night beside a result file. */
async function night(step: string, after = ''): Promise<{ readonly code: number; readonly text: string; readonly errors: string }> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'result.json'), JSON.stringify(eventOf()));
  writeFileSync(join(folder, 'cut.json'), JSON.stringify(eventOf()).slice(0, 300));
  return ran('test', nightIn(folder, `  - ${step}\n${after}`, BOOK));
}

test('what follows is of the meeting that was imported', async () => {
  const after = '  - { expect: result, race: cars/race, drivers: [Driver 1, Driver 2, Driver 3], details: { "2": { incidents: 0 } } }\n';
  expect(await night('{ do: import, file: result.json, register: true, flagged: none }', after)).toMatchObject({ code: 0 });
});

test.each([
  { name: 'an unknown word', step: '{ do: import, file: result.json, registers: true }', says: 'import has no field "registers"' },
  { name: 'no file', step: '{ do: import, register: true }', says: 'import needs file' },
  {
    name: 'a file that is not there',
    step: '{ do: import, file: other.json }',
    says: 'other.json: there is no such file beside the night',
  },
  { name: 'a truncated file', step: '{ do: import, file: cut.json }', says: 'cut.json: the file ends in its middle' },
  { name: 'a list of members', step: '{ do: import, file: result.json, as: [Ann] }', says: 'as of an import is a map' },
  { name: 'a refusal that nobody expected', step: '{ do: import, file: result.json }', says: 'refused (unknown-driver)' },
  {
    name: 'a refusal that did not come',
    step: '{ do: import, file: result.json, register: true, refused: unknown-driver }',
    says: 'expected a refusal ("unknown-driver"), but it was accepted',
  },
  {
    name: 'a flag that is not there',
    step: '{ do: import, file: result.json, register: true, flagged: SIM-PEN-1.3 }',
    says: 'expected the flag SIM-PEN-1.3, found none',
  },
])('fails, and says where: $name', async ({ step, says }) => {
  const { code, text } = await night(step);
  expect(code).toBe(1);
  expect(text).toContain(says);
  expect(text).toMatch(/night\.yaml:4:\d+ step 1/);
});
