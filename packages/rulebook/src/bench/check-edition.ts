import { type Finding, lintRulebook } from '../lint/index.ts';
import type { Problem } from '../problems.ts';
import { type LoadedRulebook, readEditions, readRulebook } from '../read-rulebook.ts';
import type { Sources } from '../sources.ts';

/** What is the matter with an edition, and the editions of the club when nothing keeps them from being used. */
export interface CheckedEdition {
  /** In the order of the file. */
  readonly findings: readonly (Problem | Finding)[];
  /** Left out: it does not load as it is. */
  readonly editions?: readonly LoadedRulebook[];
}

/**
 * Checks an edition as it is written, beside the other editions of its club: the same that `racetower lint` finds in its files.
 *
 * @param editions every edition of the club, the one at `path` among them
 */
export function checkEdition(path: string, editions: readonly string[], sources: Sources): CheckedEdition {
  const own = readRulebook(path, sources);
  if (!own.ok) return { findings: inOrder(own.problems) };
  const all = readEditions(editions, sources);
  const linted = lintRulebook(own.value);
  return all.ok ? { findings: inOrder(linted), editions: all.value } : { findings: inOrder([...all.problems, ...linted]) };
}

const inOrder = <P extends Problem>(found: readonly P[]): readonly P[] => found.toSorted((a, b) => a.line - b.line || a.column - b.column);
