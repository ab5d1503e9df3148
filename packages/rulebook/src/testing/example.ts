import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The text of the example rulebook. */
export function exampleText(): string {
  return readFileSync(resolve(import.meta.dirname, '../../../../rulebooks/example-speedway/2026.yaml'), 'utf8');
}
