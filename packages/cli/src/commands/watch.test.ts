import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { captured } from '../testing/captured.ts';
import { EXAMPLE, nightIn, TWO_CARS } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { watchNights } from './watch.ts';

const sums = (text: string): readonly string[] => text.split('\n').filter((line) => / passed, /.test(line));

test('a change of a night runs it again, one of its rulebook runs all of its nights, and a new night is seen', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'club/nights'), { recursive: true });
  const book = join(folder, 'club/own.yaml');
  const nights = join(folder, 'club/nights');
  const withFee = (fee: string): void =>
    writeFileSync(book, `extends: { file: ${EXAMPLE}/2026.yaml }\nedition: own\nvalues: { entry_fee: { value: ${fee} } }\n`);
  const night = (name: string, total: string): string =>
    nightIn(nights, `${TWO_CARS}  - { expect: fees, total: ${total} }\n`, '../own.yaml', name);
  withFee('$1.00');
  night('a.yaml', '$2.00');
  night('b.yaml', '$3.00');
  const out = captured();
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const watching = watchNights([folder], out, stop.signal);
  const told = (...wanted: readonly string[]): Promise<void> =>
    vi.waitFor(() => expect(sums(out.text())).toEqual(wanted), { timeout: 10_000, interval: 20 });
  await told('1 passed, 1 failed');
  night('b.yaml', '$2.00');
  await told('1 passed, 1 failed', '1 passed, 0 failed');
  withFee('$5.00');
  await told('1 passed, 1 failed', '1 passed, 0 failed', '0 passed, 2 failed');
  night('c.yaml', '$10.00');
  await told('1 passed, 1 failed', '1 passed, 0 failed', '0 passed, 2 failed', '1 passed, 0 failed');
  stop.abort();
  expect(await watching).toBe(1);
});
