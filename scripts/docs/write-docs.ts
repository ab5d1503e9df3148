import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { filled, PAGES } from './fill.ts';

for (const name of PAGES) {
  const file = resolve(import.meta.dirname, '../..', name);
  writeFileSync(file, filled(readFileSync(file, 'utf8')));
}
