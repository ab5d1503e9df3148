import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readCapture } from './capture/format.ts';
import { decodeFile } from './decode/decode-file.ts';
import { PROTOCOLS } from './decode/protocols.ts';
import { PROBLEMS } from './source/health.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/timing.md'), 'utf8');
const blocks = [...page.matchAll(/```text\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');

test('every problem stands on the page, with what it says', () => {
  for (const [kind, says] of Object.entries(PROBLEMS)) expect(page).toContain(`| \`${kind}\` | ${says} |`);
});

test('every protocol stands on the page', () => {
  expect(Object.keys(PROTOCOLS).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('the capture on the page can be read and decoded', () => {
  const capture = blocks.find((each) => each.startsWith('racetower-capture')) ?? '';
  expect(readCapture(capture).entries.map((each) => each.kind)).toEqual(['opened', 'sent', 'received', 'closed']);
  expect(decodeFile(Buffer.from(capture))).toMatchObject([{ json: expect.stringContaining('"tor":"0x0002"') as string }]);
});

test('the lines on the page are passings', () => {
  const lines = blocks.find((each) => each.startsWith('46.820')) ?? '';
  expect(decodeFile(Buffer.from(lines)).map((each) => 'json' in each)).toEqual([true, true, true, true]);
});
