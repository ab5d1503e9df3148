// Runs a script of the house on the Node that the project brings along, installing what is missing first.
// Plain JavaScript for old Nodes: it is the only file that runs before the install.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';

/** Tells whether the lock file changed after the last install, or nothing was installed yet. */
function installIsStale() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed) || !bundledNode()) return true;
  return existsSync(lock) && statSync(lock).mtimeMs > statSync(installed).mtimeMs + 1000;
}

/** Finds the Node 24 among the installed packages. */
function bundledNode() {
  const name = windows ? 'node.exe' : 'node';
  const places = [
    join('node', 'bin', name),
    join(`node-${process.platform}-${process.arch}`, 'bin', name),
    join('node', 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', name),
  ];
  return places.map((place) => join(root, 'node_modules', place)).find((path) => existsSync(path));
}

function install() {
  const how = existsSync(join(root, 'package-lock.json')) ? ['ci'] : ['install'];
  process.stderr.write(`Installing what Racetower needs (npm ${how[0]}), once …\n`);
  const done = spawnSync('npm', [...how, '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  });
  if (done.status !== 0) {
    process.stderr.write('npm could not install the packages; see its message above. Is there a network?\n');
    process.exit(2);
  }
}

/** Runs arguments on the bundled Node and ends with its exit code. */
export function runWithNode(args) {
  if (installIsStale()) install();
  const major = Number(process.versions.node.split('.')[0]);
  const node = bundledNode() ?? (major >= 24 ? process.execPath : undefined);
  if (!node) {
    process.stderr.write(`Racetower needs Node 24; npm did not install it, and this is Node ${process.versions.node}.\n`);
    process.exit(2);
  }
  const done = spawnSync(node, ['--disable-warning=ExperimentalWarning', ...args], { stdio: 'inherit' });
  process.exit(done.status ?? 1);
}

const [first, ...rest] = process.argv.slice(2);
if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  if (first === '--bin') {
    if (installIsStale()) install();
    const done = spawnSync(join(root, 'node_modules', '.bin', windows ? `${rest[0]}.cmd` : rest[0]), rest.slice(1), {
      cwd: root,
      stdio: 'inherit',
      shell: windows,
    });
    process.exit(done.status ?? 1);
  }
  runWithNode([first, ...rest].map((part, index) => (index === 0 ? join(root, part) : part)));
}
