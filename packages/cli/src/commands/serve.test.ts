import { describe, expect, test } from 'vitest';
import { readArguments } from '../command-line.ts';
import { captured } from '../testing/captured.ts';
import { ran } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { serve, serveCommand } from './serve.ts';

/** Serves the demo until it was asked how many facts there are. */
async function servedSeq(data: string): Promise<number | undefined> {
  const { names, given } = readArguments(serveCommand, ['--demo', '--no-open', '--data', data, '--port', '0', '--quiet']);
  const stop = new AbortController();
  let seq: number | undefined;
  const ask = async (address: string): Promise<void> => {
    const { clubs } = (await (await fetch(`${address}/readyz`)).json()) as { readonly clubs: readonly { readonly seq: number }[] };
    seq = clubs[0]?.seq;
    stop.abort();
  };
  const line = (text: string): void => {
    const address = /^Racetower serves .* at (http:\S+)$/.exec(text)?.[1];
    if (address !== undefined) void ask(address);
  };
  const told = { ...captured(), line };
  expect(await serve(names, given, told, stop.signal)).toBe(0);
  return seq;
}

describe('racetower serve', () => {
  test('--demo serves a club in the middle of its season, and the same after a restart', async () => {
    const data = temporaryFolder();
    const seqs = [await servedSeq(data), await servedSeq(data)];
    expect(seqs[0]).toBeGreaterThan(1000);
    expect(seqs[1]).toBe(seqs[0]);
  });
  test.each([
    { written: ['--port', 'x'], says: '--port: is a number' },
    { written: ['no-such-club', '--port', '0'], says: 'there is no rulebook "no-such-club"' },
    { written: ['--settings', 'nowhere.yaml'], says: 'there is no such file of settings' },
  ])('$written says what to change', async ({ written, says }) => {
    const { code, errors } = await ran('serve', '--data', temporaryFolder(), ...written);
    expect([code, errors.includes(says)]).toEqual([2, true]);
  });
});
