import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BUILT } from './build.ts';
import { DESKS } from './src/desks/index.ts';

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
}

/** What a browser may have to load before the first desk shows, compressed. */
const MOST_BYTES = 300 * 1000;

const manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8')) as Readonly<Record<string, Chunk>>;

/** The files of a chunk and of all that it needs at once. */
function filesOf(name: string, seen = new Set<string>()): ReadonlySet<string> {
  const chunk = manifest[name];
  if (!chunk || seen.has(chunk.file)) return seen;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(file);
  for (const needed of chunk.imports ?? []) filesOf(needed, seen);
  return seen;
}

const weight = (files: Iterable<string>): number =>
  [...files].reduce((total, file) => total + gzipSync(readFileSync(join(BUILT, file))).length, 0);

test.each(DESKS.map((desk) => desk.id))('the console with %s weighs less than 300 kB when it is opened first', (id) => {
  const files = new Set([...filesOf('index.html'), ...filesOf(`src/desks/${id}/screen.tsx`)]);
  expect(files.size).toBeGreaterThan(2);
  expect(weight(files)).toBeLessThan(MOST_BYTES);
});

test('no desk is loaded before somebody opens it', () => {
  const first = filesOf('index.html');
  expect(
    DESKS.map((desk) => manifest[`src/desks/${desk.id}/screen.tsx`]?.file ?? '').filter((file) => file === '' || first.has(file)),
  ).toEqual([]);
});

test('the editor of rulebooks comes when it is shown, and is no heavier than a first desk', () => {
  const first = new Set([...filesOf('index.html'), ...filesOf('src/desks/rulebook/screen.tsx')]);
  const editor = [...filesOf('src/desks/rulebook/editor/editor.tsx')].filter((file) => !first.has(file));
  expect(editor.length).toBeGreaterThan(0);
  expect(weight(editor)).toBeLessThan(MOST_BYTES);
});
