import type { Path } from '../yaml-source.ts';

/** A piece of the resolved YAML of a rulebook. */
export type Lifted = Readonly<Record<string, unknown>>;

/** The clauses that a place of a rulebook comes from: its own, else those of the block around it. */
export function clausesAround(source: unknown, path: Path): readonly string[] {
  let here: unknown = source;
  let clauses: readonly string[] = [];
  for (const step of [...path, undefined]) {
    if (typeof here !== 'object' || here === null) break;
    const own = Array.isArray(here) ? undefined : (here as Lifted)['clause'];
    if (typeof own === 'string' || Array.isArray(own)) clauses = [own].flat().map(String);
    if (step === undefined) break;
    // A clause is its own source.
    if (path[0] === 'clauses' && here === source) return typeof path[1] === 'string' ? [path[1]] : [];
    here = Reflect.get(here, step);
  }
  return clauses;
}

/** A place of a rulebook as people read it: the second of the rules is `rules 2`. */
export function pathInWords(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? ` ${step + 1}` : ` › ${step}`))
    .join('')
    .slice(' › '.length);
}
