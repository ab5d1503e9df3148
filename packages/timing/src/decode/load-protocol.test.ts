import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { HandClock } from '../testing/hand-clock.ts';
import { handWire, hearing } from '../testing/hearing.ts';
import { loadProtocol, NoProtocol } from './load-protocol.ts';

function fileOf(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'gear.mjs');
  writeFileSync(file, text);
  return file;
}

test('gear that a club describes in a file is heard like any other', async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../../docs/timing.md'), 'utf8');
  const shown = /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const protocol = await loadProtocol(fileOf(shown));
  const clock = new HandClock();
  const wire = handWire(clock);
  const heard = hearing(clock, protocol, wire.dial);
  clock.forward(0);
  wire.receive(Buffer.from('%L1E2'), Buffer.from('40,5DC&%T0&%L1E240,1388&'));
  expect(heard.passings().map((each) => [each.transponder, each.timeUs])).toEqual([
    ['123456', 1_500_000],
    ['123456', 5_000_000],
  ]);
});

test('a protocol of the house is found by its name', async () => {
  expect((await loadProtocol('p3')).name).toBe('p3');
});

test.each([
  { text: undefined, says: 'there is no such file' },
  { text: 'export const other = 1;', says: 'it exports no "protocol"' },
  { text: 'export const protocol = { says: "x" };', says: '"name" is a text' },
  { text: 'export const protocol = { name: "x", says: "x", reader: 1 };', says: '"reader" makes a reader' },
  { text: 'export const protocol = { name: "x", says: "x", reader: () => ({}) };', says: 'a reader has "feed" and "end"' },
  {
    text: 'export const protocol = { name: "x", says: "x", reader: () => ({ feed: () => [], end: () => [] }), questions: { time: () => [] } };',
    says: '"questions" has no version, session, resend',
  },
  { text: 'export const protocol = {', says: 'gear.mjs: ' },
])('a file that holds none says why: $says', async ({ text, says }) => {
  const file = text === undefined ? 'nowhere.mjs' : fileOf(text);
  await expect(loadProtocol(file)).rejects.toThrow(NoProtocol);
  await expect(loadProtocol(file)).rejects.toThrow(says);
});
