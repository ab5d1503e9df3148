import type { Loaded, Locate } from './read-rulebook.ts';
import type { Problem } from './problems.ts';
import type { Sources } from './sources.ts';
import { type Path, type YamlSource, yamlSource } from './yaml-source.ts';

type Source = Readonly<Record<string, unknown>>;

/** A rulebook with everything it extends merged in, and where each value was written. */
export interface Extended {
  readonly value: unknown;
  readonly locate: Locate;
}

/**
 * Reads a rulebook and what it extends. Maps are merged by key, lists and single values replace, `null` takes a key away.
 * A new key stands before the next key of its map that both files have, else last, so that a round can come between others.
 * A cycle is a problem that names the files in it.
 */
export function extended(file: string, sources: Sources, chain: readonly string[] = []): Loaded<Extended> {
  if (chain.includes(file))
    return failure({
      file,
      line: 0,
      column: 0,
      says: `extends goes in a circle: ${[...chain, file].join(' → ')}`,
      path: 'extends',
      severity: 'error',
    });
  const yaml = yamlSource(file, sources.read(file));
  if (yaml.problems.length > 0) return { ok: false, problems: yaml.problems };
  const own = yaml.value;
  if (!isMap(own)) return failure({ file, line: 1, column: 1, says: 'a rulebook is a map of blocks', path: '', severity: 'error' });
  const parent = isMap(own['extends']) ? own['extends']['file'] : undefined;
  if (typeof parent !== 'string') return { ok: true, value: { value: own, locate: (path) => at(yaml, path) } };
  const base = extended(sources.beside(file, parent), sources, [...chain, file]);
  if (!base.ok) return base;
  return {
    ok: true,
    value: { value: merge(base.value.value, own), locate: (path) => (writtenIn(own, path) ? at(yaml, path) : base.value.locate(path)) },
  };
}

function failure(problem: Problem): Loaded<never> {
  return { ok: false, problems: [problem] };
}

function at(yaml: YamlSource, path: Path): { file: string; line: number; column: number } {
  return { file: yaml.file, ...yaml.locate(path, true) };
}

function isMap(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(base: unknown, own: unknown): unknown {
  if (!isMap(base) || !isMap(own)) return own;
  const keys = inOrder(Object.keys(base), Object.keys(own)).filter((key) => own[key] !== null);
  return Object.fromEntries(keys.map((key) => [key, key in own ? (key in base ? merge(base[key], own[key]) : own[key]) : base[key]]));
}

function inOrder(base: readonly string[], own: readonly string[]): readonly string[] {
  const keys = [...base];
  for (const [index, key] of own.entries()) {
    if (keys.includes(key)) continue;
    const next = own.slice(index + 1).find((each) => base.includes(each));
    keys.splice(next === undefined ? keys.length : keys.indexOf(next), 0, key);
  }
  return keys;
}

/** Tells whether the newer file says something at the path or above it that replaces the older. */
function writtenIn(own: unknown, path: Path): boolean {
  let here: unknown = own;
  for (const step of path) {
    if (Array.isArray(here)) return true;
    if (!isMap(here) || !(String(step) in here)) return false;
    here = here[String(step)];
  }
  return here !== undefined;
}
