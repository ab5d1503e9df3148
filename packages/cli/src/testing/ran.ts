import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { racetower } from '../racetower.ts';
import { captured } from './captured.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
export const EXAMPLE = join(ROOT, 'rulebooks/example-speedway');
/** A night of the example that holds, in 22 steps. */
export const NIGHT = join(EXAMPLE, 'nights/invert-by-pill.yaml');

export interface Ran {
  readonly code: number;
  readonly text: string;
  readonly errors: string;
}

/** Runs a command line in this process. */
export async function ran(...written: readonly string[]): Promise<Ran> {
  const out = captured();
  const code = await racetower(written, out);
  return { code, text: out.text(), errors: out.errors() };
}

/** Writes a night of the example rulebook; the steps start at line 4. */
export function nightIn(folder: string, steps: string, rulebook = EXAMPLE, name = 'night.yaml'): string {
  const file = join(folder, name);
  writeFileSync(file, `night: a night\nrulebook: ${rulebook}\nsteps:\n${steps}`);
  return file;
}

/** Steps that open a meeting and sign two cars in. */
export const TWO_CARS = `  - { do: open-meeting, meeting: 2026-05-02, kind: points }
  - { do: record, name: inspection, car: "11", passed: true }
  - { do: record, name: inspection, car: "22", passed: true }
  - { do: sign-in, class: mini-stock, driver: Ava, car: "11", pill: 2 }
  - { do: sign-in, class: mini-stock, driver: Ben, car: "22", pill: 1 }
`;
