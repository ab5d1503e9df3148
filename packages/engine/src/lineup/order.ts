import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { entryOf } from '../entry/entries.ts';
import type { OrderKey } from '../language.ts';
import { holds, scopeFor } from '../scope.ts';
import type { Where } from '../values.ts';
import type { Place } from './field.ts';
import { headToHead } from './level.ts';
import { keyValues, type OwnKey } from './order-keys.ts';

/** What a key says about a car: the value compared and how it reads. */
export interface KeyValue {
  readonly value: number | string | undefined;
  readonly says: string;
  readonly facts: readonly number[];
  readonly from?: readonly Because[];
}

/** Cars in order, each with the reason of its rank. */
export interface Sorted {
  readonly cars: readonly string[];
  readonly reasons: ReadonlyMap<string, Because>;
  /** Cars that no key told from the one before them. */
  readonly level: ReadonlySet<string>;
}

interface Column {
  readonly key: OrderKey;
  readonly values: ReadonlyMap<string, KeyValue>;
}

/**
 * Sorts cars by keys, the first that differs deciding; what no key decides stays in order of sign-in. A car's reason
 * names the first key and every further key that told it from a neighbour.
 */
export function sortCars(context: Context, where: Where, cars: readonly string[], keys: readonly OrderKey[]): Sorted {
  const scope = scopeFor(context, where);
  const columns: Column[] = [];
  for (const key of keys)
    if (holds(scope, key.when))
      columns.push({
        key,
        values: isOwn(key) ? keyValues(context, where, key, cars) : headToHead(context, where as Place, key, levelGroups(columns, cars)),
      });
  const arrival = new Map(cars.map((car) => [car, entryOf(context, where.meeting as string, where.class as string, car)?.arrival ?? 0]));
  const byArrival = (a: string, b: string): number => (arrival.get(a) ?? 0) - (arrival.get(b) ?? 0);
  const sorted = cars.toSorted((a, b) => decide(columns, a, b).sign || byArrival(a, b));
  const reasons = new Map<string, Because>();
  const level = new Set(sorted.filter((car, index) => index > 0 && decide(columns, sorted[index - 1] ?? '', car).sign === 0));
  for (const [index, car] of sorted.entries()) reasons.set(car, reasonOf(columns, car, [sorted[index - 1], sorted[index + 1]]));
  return { cars: sorted, reasons, level };
}

function isOwn(key: OrderKey): key is OwnKey {
  return key.by !== 'head-to-head';
}

/** Cars that the keys so far leave level, together. */
function levelGroups(columns: readonly Column[], cars: readonly string[]): readonly (readonly string[])[] {
  return [...Map.groupBy(cars, (car) => JSON.stringify(columns.map(({ values }) => values.get(car)?.value ?? null))).values()];
}

/** Compares two cars; `depth` is the key that decided, or the number of keys when none did. */
function decide(columns: readonly Column[], a: string, b: string): { readonly sign: number; readonly depth: number } {
  for (const [depth, { key, values }] of columns.entries()) {
    const sign = compare(key, values.get(a)?.value, values.get(b)?.value);
    if (sign !== 0) return { sign, depth };
  }
  return { sign: 0, depth: columns.length };
}

function compare(key: OrderKey, a: number | string | undefined, b: number | string | undefined): number {
  if (a === b) return 0;
  const missing = key.missing === 'first' ? -1 : 1;
  if (a === undefined) return missing;
  if (b === undefined) return -missing;
  const ascending = typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1;
  return key.first === 'low' ? ascending : -ascending;
}

function reasonOf(columns: readonly Column[], car: string, neighbours: readonly (string | undefined)[]): Because {
  const deepest = Math.max(0, ...neighbours.map((other) => (other === undefined ? 0 : decide(columns, car, other).depth)));
  const used = columns.slice(0, deepest + 1);
  const parts = used.map(({ key, values }) => {
    const known = values.get(car);
    return because(known?.says ?? 'no value', {
      clauses: key.clauses,
      facts: known?.facts ?? [],
      ...(known?.from ? { from: known.from } : {}),
    });
  });
  const first = parts[0];
  if (parts.length === 1 && first) return first;
  return because(parts.map((part) => part.says).join(', then '), { from: parts });
}
