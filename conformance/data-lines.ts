import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataProblem } from './conformance-set.ts';

/** A line of a file of JSON lines. */
export interface Row {
  /** As `frames.jsonl:12`. */
  readonly name: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** The files of a set's folder whose names end so, in order. */
export function filesOf(folder: string, ...endings: readonly string[]): readonly string[] {
  if (!existsSync(folder)) throw new DataProblem(`there is no folder ${folder}`);
  return readdirSync(folder)
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .toSorted();
}

/** Reads JSON lines; whole numbers that a number cannot hold are read as bigints. */
export function rowsOf(folder: string, file: string): readonly Row[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .map((line, index) => ({ line, name: `${file}:${index + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, name }) => {
      const row: unknown = JSON.parse(line, exact);
      if (typeof row !== 'object' || row === null) throw new DataProblem(`${name} is no object`);
      return { name, row: row as Row['row'] };
    });
}

function exact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(context?.source ?? '')
    ? BigInt(context?.source ?? 0)
    : value;
}

/** Makes values comparable as text: bigints as their digits, fields in the order of their names. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, each]) => [key, plain(each)] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
