import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the built console, as the server serves it. */
export const BUILT = join(import.meta.dirname, 'dist');

/** What the console is made of: when none of it changed, what was built stands. */
const SOURCES = [
  join(import.meta.dirname, 'src'),
  join(import.meta.dirname, 'index.html'),
  join(import.meta.dirname, 'public'),
  join(import.meta.dirname, 'package.json'),
  join(import.meta.dirname, 'vite-settings.ts'),
  join(import.meta.dirname, '../server/src/client'),
  // What the worker of the rulebook desk works with.
  join(import.meta.dirname, '../engine/src'),
  join(import.meta.dirname, '../rulebook/src'),
  join(import.meta.dirname, '../log/src/seed-draw.ts'),
  join(import.meta.dirname, '../server/src/pages/looks/tokens.css'),
  join(import.meta.dirname, '../../node_modules/.package-lock.json'),
];

/** Builds the console when it is missing or older than what it is made of. @returns whether it had to */
export async function ensureConsole(): Promise<boolean> {
  // As it comes in an archive: built, without what it is made of.
  if (!existsSync(join(import.meta.dirname, 'src')) && existsSync(BUILT)) return false;
  const digest = digestOf(SOURCES);
  const stamp = join(BUILT, '.made-of');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;
  const { build } = await import('vite');
  const { VITE } = await import('./vite-settings.ts');
  // Built aside and put in place at once: somebody may be served, or build, at the same time.
  const aside = join(import.meta.dirname, `dist-${process.pid}`);
  const mode = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ ...VITE, build: { ...VITE.build, outDir: aside, emptyOutDir: true } });
  } finally {
    if (mode === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = mode;
  }
  writeFileSync(join(aside, '.made-of'), digest);
  rmSync(BUILT, { recursive: true, force: true });
  renameSync(aside, BUILT);
  return true;
}

/** Before the tests: their browsers are served what is built. */
export async function setup(): Promise<void> {
  await ensureConsole();
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesAt)) hash.update(`${path.slice(import.meta.dirname.length)}\n`).update(readFileSync(path));
  return hash.digest('hex');
}

function filesAt(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((each) => each.isFile() && !each.name.includes('.test.'))
      .map((each) => join(each.parentPath, each.name))
      .toSorted();
  } catch {
    return [path];
  }
}

if (process.argv[1] === import.meta.filename) {
  const built = await ensureConsole();
  process.stdout.write(built ? `Built the console into ${BUILT}\n` : 'The console is built already.\n');
}
