import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventOf, lineOf, sessionOf } from '../../packages/timing/src/testing/result-files.ts';
import { main } from '../run.ts';

function run(files: Readonly<Record<string, unknown>>): { readonly code: number; readonly out: string; readonly err: string } {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  mkdirSync(join(folder, 'iracing'));
  for (const [name, file] of Object.entries(files)) writeFileSync(join(folder, 'iracing', name), JSON.stringify(file));
  const out: string[] = [];
  const err: string[] = [];
  const code = main(['iracing', '--data', folder], { print: (each) => out.push(each), complain: (each) => err.push(String(each)) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const cars = [
  lineOf(0, { incidents: 9 }),
  lineOf(1),
  lineOf(2, { reason_out: 'Disqualified' }),
  lineOf(3, { reason_out: 'Disconnected', laps_complete: 4 }),
];

test('files of any name and any sessions are read: heats and a feature, a race alone', () => {
  const heats = eventOf({
    session_results: [sessionOf(0, 'FEATURE', 6, cars), sessionOf(-1, 'HEAT 1', 6, cars.slice(0, 2)), sessionOf(-2, 'QUALIFY', 4, cars)],
  });
  const alone = { type: 'event_result', data: eventOf({ session_results: [sessionOf(0, 'RACE', 6, cars)] }) };
  expect(run({ 'a.json': heats, 'b.json': alone })).toMatchObject({ code: 0, out: 'iracing: 11 cases, 11 passed, 0 failed, 0 skipped' });
});

test('a file that cannot be imported has failed, with the reason', () => {
  const { code, out } = run({ 'a.json': eventOf({ session_results: [sessionOf(0, 'SHOOTOUT', 3, cars)] }) });
  expect(code).toBe(1);
  expect(out).toContain('refused (no-session)');
});

test('what is no event ends with 2', () => {
  expect(run({ 'a.json': { x: 1 } })).toMatchObject({ code: 2, err: expect.stringContaining('has no session_results') });
});
