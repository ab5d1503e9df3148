import type { Rulebook } from '../language.ts';

/** The role part of `flagger:Kim`. */
export function roleOf(by: string): string {
  return by.split(':')[0] ?? by;
}

/** Tells whether a role is another or counts as it, as every flagger is a race official. */
export function hasRole(book: Rulebook, role: string, wanted: string): boolean {
  if (role === wanted) return true;
  return (book.roles.get(wanted)?.includes ?? []).some((each) => hasRole(book, role, each));
}

/** Roles that no rulebook has to name; those who race are there to file what anyone may. */
const ALWAYS_THERE: ReadonlySet<string> = new Set(['system', 'anyone', 'official', 'driver', 'handler']);

/** Tells whether a role is there without a word of the rulebook. */
export const isAlwaysThere = (role: string): boolean => ALWAYS_THERE.has(role);
