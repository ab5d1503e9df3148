import type { Map } from './night.ts';

export type Rows = readonly Map[];

/** The rows of an answer under a name; none where there is no list. */
export const rows = (answer: Map, name: string): Rows => (Array.isArray(answer[name]) ? (answer[name] as Rows) : []);
/** One field of every row. */
export const column = (list: Rows, name: string): readonly unknown[] => list.map((row) => row[name]);
/** A map of one field of the rows to another. */
export const by = (list: Rows, key: string, value: string): Map => Object.fromEntries(list.map((row) => [String(row[key]), row[value]]));

/** Adds up an amount of the rows by another field. */
export function sums(lines: Rows, key: string, amount = 'cents'): Map {
  const total: Record<string, number> = {};
  for (const line of lines) total[String(line[key])] = (total[String(line[key])] ?? 0) + Number(line[amount]);
  return total;
}
