import type { Context } from '../context.ts';
import { refuse } from '../refusal.ts';

/** A question: the view, and what it is asked by. */
export interface Query {
  readonly view: string;
  /** Instant of the question, for clocks and windows; left out: of the last fact. */
  readonly at?: string;
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
  readonly class?: string;
  readonly car?: string;
  readonly person?: string;
  readonly role?: string;
  readonly [field: string]: unknown;
}

/** A view: what it is asked by, what it says, how it is answered. */
export interface Asked {
  /** Fields of the question; `?` marks those that may be left out. */
  readonly fields: readonly string[];
  readonly says: string;
  readonly answer: (context: Context, query: Query) => unknown;
}

/** A field of a question as a text. */
export const text = (query: Query, name: string): string => String(query[name]);
/** Those of the named fields that a question gives. */
export const given = (query: Query, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (query[name] === undefined ? [] : [[name, String(query[name])]])));

/** The fact that a question gives as `since`, by its number; 0 when it is left out. Refuses what is no number of a fact. */
export function sinceFact(query: Query): number {
  const given = query['since'] ?? 0;
  const number = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
  return refuse('wrong-type', `since is the number of a fact, not ${JSON.stringify(given)}`, { field: 'since' });
}

/** The instant of a question: as asked, or of the last fact. */
export const momentAsked = (context: Context, query: Query): string => query.at ?? context.state.all.last()?.at ?? '1970-01-01T00:00:00Z';
