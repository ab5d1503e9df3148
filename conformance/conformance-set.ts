/** One thing compared: the engine said the same as the real series, or not, or it could not be compared. */
export type CaseOutcome =
  | { readonly case: string; readonly outcome: 'passed' }
  | { readonly case: string; readonly outcome: 'skipped'; readonly reason: string }
  | { readonly case: string; readonly outcome: 'failed'; readonly difference: Difference };

/** The first thing in which the engine and the series differ. */
export interface Difference {
  readonly says: string;
  readonly expected: unknown;
  readonly found: unknown;
  /** The engine's explanation of what it found. */
  readonly because?: string;
}

/** A real series written as a rulebook, and what its data are compared with. */
export interface ConformanceSet {
  /** Name of its folder, in the data and here. */
  readonly name: string;
  /** @throws DataProblem when the data are not as described */
  run(folder: string, progress: Progress): readonly CaseOutcome[];
  /** Works out one table of a season. @throws DataProblem when there is no such season or table */
  readonly table?: (folder: string, question: { readonly season: string; readonly table?: string }) => PublishedTable;
}

/** A table as a series publishes it. */
export interface PublishedTable {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Tells how far a set is. */
export type Progress = (says: string) => void;

/** The data of a set cannot be read. */
export class DataProblem extends Error {}

/** Compares two plain values; the first difference, or nothing. */
export function differs(says: string, expected: unknown, found: unknown, because?: string): Difference | undefined {
  if (JSON.stringify(expected) === JSON.stringify(found)) return undefined;
  return { says, expected, found, ...(because !== undefined ? { because } : {}) };
}

/** Makes the outcome of a case from its first difference. */
export function outcomeOf(name: string, difference: Difference | undefined): CaseOutcome {
  return difference ? { case: name, outcome: 'failed', difference } : { case: name, outcome: 'passed' };
}
