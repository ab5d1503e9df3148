import type { LoadedRulebook } from '../read-rulebook.ts';
import type { Problem } from '../problems.ts';
import type { Path } from '../yaml-source.ts';

/** Something that a check found in a rulebook that loads. Errors and warnings fail the lint; a note is information. */
export interface Finding extends Problem {
  /** Kebab-case name of the check, for programs. */
  readonly check: string;
  readonly clauses: readonly string[];
}

/** Looks at one thing in a rulebook. */
export type Check = (rulebook: LoadedRulebook) => readonly Finding[];

export interface Found {
  readonly check: string;
  readonly says: string;
  readonly severity?: Finding['severity'];
  readonly clauses?: readonly string[];
}

/** Puts a finding at its place in the file. */
export function finding(rulebook: LoadedRulebook, path: Path, found: Found): Finding {
  return {
    ...rulebook.locate(path),
    path: path.join('.'),
    check: found.check,
    says: found.says,
    severity: found.severity ?? 'error',
    clauses: found.clauses ?? [],
  };
}
