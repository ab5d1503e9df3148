/** Something wrong with a rulebook or a night, at its place in the file. */
export interface Problem {
  readonly file: string;
  /** 1 is the first line; 0 when the whole file is meant. */
  readonly line: number;
  readonly column: number;
  /** What is wrong and what was expected, one sentence. */
  readonly says: string;
  /** Keys down to the place, as `rounds.heat.laps`. */
  readonly path: string;
  readonly severity: 'error' | 'warning' | 'note';
}

/** Writes a problem as editors and terminals understand it: `file:line:column severity: text (path)`. */
export function problemText(problem: Problem): string {
  const where = problem.line > 0 ? `${problem.file}:${problem.line}:${problem.column}` : problem.file;
  return `${where} ${problem.severity}: ${problem.says}${problem.path === '' ? '' : ` (${problem.path})`}`;
}
