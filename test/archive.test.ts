import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { expect, onTestFinished, test } from 'vitest';
import { packagesNeeded, writeArchive } from '../scripts/archive.ts';

test('the archive serves the demo where nothing is but Node', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-archive-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await extract({ file: await writeArchive(folder), cwd: folder });
  const house = join(folder, 'racetower');
  expect(existsSync(join(house, 'packages/server/src/testing'))).toBe(false);
  const address = await addressServed(house, join(folder, 'data'));
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

/** Starts the demo from the archive, asks it for its clubs, and ends it. */
async function addressServed(house: string, data: string): Promise<string> {
  const written = ['serve', '--demo', '--port', '0', '--quiet', '--data', data];
  const server = spawn(process.execPath, ['racetower.mjs', ...written], { cwd: house, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void server.kill('SIGKILL'));
  const address = await new Promise<string>((found, failed) => {
    let told = '';
    server.stdout.on('data', (part: Buffer) => {
      told += part.toString();
      const at = /http:\S+/.exec(told)?.[0];
      if (at !== undefined) found(at);
    });
    server.on('exit', (code) => failed(new Error(`it ended with ${code ?? 'a signal'}: ${told}`)));
  });
  const { clubs } = (await (await fetch(`${address}/api/clubs`)).json()) as { readonly clubs: readonly string[] };
  expect(clubs).toHaveLength(1);
  const ended = new Promise((done) => server.removeAllListeners('exit').on('exit', done));
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
  return address;
}

test('packages are those of the workspaces and of each other, nearest first, and no peers', () => {
  const lock = {
    '': { dependencies: { tool: '1' } },
    'packages/one': { dependencies: { a: '1', '@x/two': '1' } },
    'packages/two': { dependencies: { a: '2' } },
    'node_modules/@x/two': { link: true },
    'node_modules/tool': {},
    'node_modules/a': { dependencies: { b: '1' }, peerDependencies: { tool: '1' } },
    'packages/two/node_modules/a': { optionalDependencies: { c: '1', nowhere: '1' } },
    'node_modules/b': { dependencies: { a: '1' } },
    'node_modules/c': {},
  };
  expect([...packagesNeeded(lock)].toSorted()).toEqual([
    'node_modules/a',
    'node_modules/b',
    'node_modules/c',
    'packages/two/node_modules/a',
  ]);
});
