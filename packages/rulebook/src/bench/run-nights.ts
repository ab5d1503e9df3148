import type { Rulebook, SeedDrawing } from '@racetower/engine';
import { type ClauseCoverage, coverageOf } from '../night/coverage.ts';
import { readNight } from '../night/night.ts';
import { type Exercised, runNight } from '../night/run-night.ts';
import type { Sources } from '../sources.ts';

/** A night as it came out under a rulebook. */
export interface NightRun {
  readonly path: string;
  readonly title: string;
  /** Worked examples that it stands for. */
  readonly examples: readonly string[];
  readonly steps: number;
  /** `could-not`: it cannot be read, or needs something that is not here. */
  readonly came: 'passed' | 'failed' | 'could-not';
  /** Where it stopped. */
  readonly at?: { readonly file: string; readonly line: number; readonly column: number; readonly step: number };
  readonly says?: string;
  /** What is compared, what the night expects and what the rulebook gives. */
  readonly difference?: { readonly what: string; readonly expected: unknown; readonly found: unknown; readonly explanation: string };
  readonly exercised: readonly Exercised[];
}

/** Runs one night from texts at hand. */
export function runOne(
  path: string,
  sources: Sources,
  { editions, drawing }: { readonly editions: readonly Rulebook[]; readonly drawing: SeedDrawing },
): NightRun {
  const read = readNight(path, sources);
  if (!read.ok) {
    const [first] = read.problems;
    return {
      path,
      title: path,
      examples: [],
      steps: 0,
      came: 'could-not',
      says: first?.says ?? '',
      exercised: [],
      ...(first ? { at: { file: first.file, line: first.line, column: first.column, step: 0 } } : {}),
    };
  }
  const { night } = read;
  const outcome = runNight(night, { editions, drawing });
  const base = { path, title: night.title, examples: night.examples, steps: night.steps.length };
  if (outcome.ok) return { ...base, came: 'passed', exercised: outcome.exercised };
  const failed = outcome.steps.at(-1);
  const { file = path, line = 0, column = 0, number = 0 } = failed?.step ?? {};
  const isImport = failed?.step.words['do'] === 'import';
  return {
    ...base,
    came: isImport ? 'could-not' : 'failed',
    at: { file, line, column, step: number },
    says: failed?.says ?? '',
    ...(failed?.difference ? { difference: failed.difference } : {}),
    exercised: [],
  };
}

/** Which clauses of the newest edition the nights show to work. Failing nights show nothing. */
export function coverageBy(editions: readonly Rulebook[], runs: readonly NightRun[]): readonly ClauseCoverage[] {
  const book = editions.at(-1);
  return book
    ? coverageOf(
        book,
        runs.map(({ path, exercised }) => ({ file: path, exercised })),
      )
    : [];
}
