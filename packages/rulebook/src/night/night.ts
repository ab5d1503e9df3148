import { didYouMean } from '../nearest.ts';
import type { Problem } from '../problems.ts';
import type { Sources } from '../sources.ts';
import { type Path, type YamlSource, yamlSource } from '../yaml-source.ts';

export type Map = Readonly<Record<string, unknown>>;

/** One step of a night, before its words are checked against the rulebook. */
export interface Step {
  /** Counts the steps of the night from 1, repeated ones by their own number. */
  readonly number: number;
  readonly kind: 'do' | 'expect' | 'preview';
  readonly words: Map;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Place of a key of the step, for errors. */
  readonly locate: (key: string) => { readonly line: number; readonly column: number };
}

export interface Night {
  readonly file: string;
  readonly title: string;
  readonly rulebook: string;
  readonly examples: readonly string[];
  readonly values: Map;
  readonly steps: readonly Step[];
}

export type ReadNight = { readonly ok: true; readonly night: Night } | { readonly ok: false; readonly problems: readonly Problem[] };

const HEADER = ['night', 'rulebook', 'example', 'values', 'use', 'steps', 'says'];

/** Reads a night; errors name file, line, column and the nearest known word. */
export function readNight(file: string, sources: Sources): ReadNight {
  return readAt(file, sources, []);
}

function readAt(file: string, sources: Sources, chain: readonly string[]): ReadNight {
  const source = yamlSource(file, sources.read(file));
  const fail = (path: Path, says: string, key = true): ReadNight => ({
    ok: false,
    problems: [{ file, ...source.locate(path, key), says, path: path.join('.'), severity: 'error' }],
  });
  if (source.problems.length > 0) return { ok: false, problems: source.problems };
  if (chain.includes(file)) return fail(['use'], `use goes in a circle: ${[...chain, file].join(' → ')}`);
  const top = source.value;
  if (!isMap(top)) return fail([], 'a night is a map with night, rulebook and steps');
  for (const key of Object.keys(top)) if (!HEADER.includes(key)) return fail([key], `unknown word "${key}"${didYouMean(key, HEADER)}`);
  if (typeof top['night'] !== 'string') return fail(['night'], 'night: a title is missing');
  if (!Array.isArray(top['steps'])) return fail(['steps'], 'steps: a list of steps is missing');
  if (top['values'] !== undefined && !isMap(top['values'])) return fail(['values'], 'values: name to value');
  const setups: Night[] = [];
  for (const name of listOf(top['use'])) {
    const setup = readAt(sources.beside(file, name), sources, [...chain, file]);
    if (!setup.ok) return setup;
    setups.push(setup.night);
  }
  const rulebook = typeof top['rulebook'] === 'string' ? top['rulebook'] : setups[0]?.rulebook;
  if (rulebook === undefined) return fail(['rulebook'], 'rulebook: its name or path is missing');
  const own = stepsOf(file, source, top['steps']);
  if (!own.ok) return own;
  const steps = [...setups.flatMap((setup) => setup.steps), ...own.steps].map((step, index) => ({ ...step, number: index + 1 }));
  const values = Object.assign({}, ...setups.map((setup) => setup.values), top['values'] ?? {}) as Map;
  return { ok: true, night: { file, title: top['night'], rulebook, examples: listOf(top['example']), values, steps } };
}

type ReadSteps = { readonly ok: true; readonly steps: readonly Step[] } | { readonly ok: false; readonly problems: readonly Problem[] };

function stepsOf(file: string, source: YamlSource, list: readonly unknown[]): ReadSteps {
  const steps: Step[] = [];
  for (const [index, words] of list.entries()) {
    const path = ['steps', index];
    const at = source.locate(path);
    const problem = (says: string): ReadSteps => ({
      ok: false,
      problems: [{ file, ...at, says, path: path.join('.'), severity: 'error' }],
    });
    if (!isMap(words)) return problem('a step is a map that starts with do, expect or preview');
    const kind = (['do', 'expect', 'preview'] as const).find((each) => each in words);
    if (!kind)
      return problem(`a step starts with do, expect or preview${didYouMean(Object.keys(words)[0] ?? '', ['do', 'expect', 'preview'])}`);
    const repeated = repeat(words);
    if (typeof repeated === 'string') return problem(repeated);
    for (const each of repeated)
      steps.push({ number: 0, kind, words: each, file, ...at, locate: (key) => source.locate([...path, key], true) });
  }
  return { ok: true, steps };
}

/** `each` repeats a step, its lists side by side. */
function repeat(words: Map): readonly Map[] | string {
  const { each, ...rest } = words;
  if (each === undefined) return [words];
  if (!isMap(each) || Object.keys(each).length === 0) return 'each: a map of field to list';
  const lists = Object.entries(each).map(([key, values]) => [key, Array.isArray(values) ? (values as readonly unknown[]) : []] as const);
  const [first] = lists;
  const length = first?.[1].length ?? 0;
  const other = lists.find(([, values]) => values.length !== length);
  if (other) return `each: ${other[0]} has ${other[1].length} values, ${first?.[0] ?? ''} has ${length}`;
  return Array.from({ length }, (_, index) => ({ ...rest, ...Object.fromEntries(lists.map(([key, values]) => [key, values[index]])) }));
}

export function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly string[] {
  return value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
}
