// Writes the archive that runs where only Node is: the house without its tests, the packages that it needs, and what starts it.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ensureConsole } from '@racetower/console/build';
import { create } from 'tar';

const ROOT = dirname(import.meta.dirname);
const FOLDERS = ['packages', 'rulebooks', 'demo', 'docs'];
const FILES = ['package.json', 'package-lock.json', 'README.md', 'CHANGELOG.md', 'LICENSE'];

/** What starts it; it lies in front of the archive. */
const START = 'deploy/racetower.mjs';

/** Built into files for browsers; what it is made of is not needed when they are served. */
const BUILT = 'packages/console';

interface Locked {
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Lock = Readonly<Record<string, Locked>>;

/** Paths of the installed packages that the house needs when it runs, by the lock file. */
export function packagesNeeded(lock: Lock): ReadonlySet<string> {
  const found = new Set<string>();
  const open = Object.keys(lock).filter((path) => /^packages\/[^/]+$/.test(path) && path !== BUILT);
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    const { dependencies = {}, optionalDependencies = {} } = lock[from] ?? {};
    for (const name of [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]) {
      const path = placeOf(lock, from, name);
      if (path === undefined || lock[path]?.link === true || found.has(path)) continue;
      found.add(path);
      open.push(path);
    }
  }
  return found;
}

/** Where a package finds another: beside its own, else a folder further up. */
function placeOf(lock: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = folder === '.' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock[path]) return path;
    if (folder === '.') return undefined;
  }
}

/** Writes `racetower-VERSION.tar.gz` into a folder. @returns its path */
export async function writeArchive(folder: string): Promise<string> {
  await ensureConsole();
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { readonly packages: Lock };
  // An optional package for another system is in the lock file and not here.
  const found = [...FOLDERS, ...FILES, START, ...packagesNeeded(packages)].filter((name) => existsSync(join(ROOT, name)));
  const file = resolve(folder, `racetower-${version}.tar.gz`);
  mkdirSync(folder, { recursive: true });
  await create(
    {
      file,
      cwd: ROOT,
      prefix: 'racetower',
      gzip: { level: 6 },
      portable: true,
      filter: (path) => isForUse(path.replaceAll('\\', '/')),
      onWriteEntry: (entry) => {
        if (entry.path.endsWith(START)) entry.path = entry.path.replace(START, basename(START));
      },
    },
    found,
  );
  return file;
}

/** Leaves out tests and what they need, and the packages within workspaces, which come by themselves. */
function isForUse(path: string): boolean {
  if (/(^|\/)node_modules\/./.test(path)) return !/\.(map|[cm]?ts|md)$/.test(path);
  if (/^packages\/[^/]+\/node_modules$/.test(path) || path === `${BUILT}/src`) return false;
  return !/\.test\.tsx?$/.test(path) && basename(path) !== 'testing';
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${await writeArchive(process.argv[2] ?? ROOT)}\n`);
