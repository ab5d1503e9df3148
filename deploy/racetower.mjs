// Starts Racetower: node racetower.mjs serve --demo, or any other of its commands; alone, it lists them.
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`Racetower needs Node 24 or newer, and this is Node ${process.versions.node}: see https://nodejs.org\n`);
  process.exit(2);
}
const here = dirname(fileURLToPath(import.meta.url));
// Links are made here, not packed: archives with links do not open on every system.
for (const folder of readdirSync(join(here, 'packages'))) {
  const { name } = JSON.parse(readFileSync(join(here, 'packages', folder, 'package.json'), 'utf8'));
  const link = join(here, 'node_modules', name);
  if (existsSync(link)) continue;
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(here, 'packages', folder), link, 'junction');
}
process.removeAllListeners('warning');
await import('./packages/cli/src/main.ts');
