import { Temporal } from 'temporal-polyfill';
import { because, type Because } from '../because.ts';
import { type Context, dayOf, memo } from '../context.ts';
import { knownPeople, personDetails } from '../entry/entries.ts';
import type { PublicNamesRule } from '../language.ts';
import { refuse } from '../refusal.ts';
import { scopeFor, whole } from '../scope.ts';
import type { Query } from './query.ts';

/** What is left of a name: `Kim D.`, `K. D.` or `Kim`. A name of one word is short already. */
export function shortName(name: string, as: PublicNamesRule['as'] = 'first-and-initial'): string {
  const words = name.trim().split(/\s+/);
  const [first = '', last = ''] = [words[0], words.at(-1)];
  if (words.length < 2) return name;
  const initial = (word: string): string => `${Array.from(word)[0] ?? ''}.`;
  if (as === 'first') return first;
  return as === 'initials' ? words.map(initial).join(' ') : `${first} ${initial(last)}`;
}

/** Full years on a day; nothing when the day of birth is not a date. */
export function ageOn(born: unknown, day: string): number | undefined {
  if (typeof born !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(born)) return undefined;
  return Temporal.PlainDate.from(born).until(Temporal.PlainDate.from(day), { largestUnit: 'years' }).years;
}

/** Shortens names as the rulebook says; left out in the rulebook: those of all who are not known to be 18. */
export interface PublicNames {
  readonly of: (name: string) => string;
  /** The same wherever a known name stands in a text. */
  readonly in: (text: string) => string;
  readonly because: Because;
}

const USUAL = 18;

/** Everybody whose name an answer may show, also who is known from carried points alone. */
function everyName(context: Context): readonly string[] {
  const carried = [...context.state.all].flatMap((fact) => (fact.kind === 'points-carried' ? Object.keys(fact.body.points) : []));
  return [...new Set([...knownPeople(context), ...carried])];
}

/**
 * The names of people as everybody may read them on a day.
 *
 * @param whose whose names are shortened: those of whom the rulebook says, or everybody's
 */
export function publicNames(context: Context, day: string, whose: 'minors' | 'everybody' = 'minors'): PublicNames {
  return memo(context, `names for the public ${whose} ${day}`, () => {
    const rule = context.book.publicNames;
    const under = rule ? whole(scopeFor(context, {}), rule.under).value : USUAL;
    const isShort = (name: string): boolean => {
      if (whose === 'everybody') return true;
      const age = ageOn(personDetails(context, name)['born'], day);
      return age === undefined ? rule?.unknown !== 'whole' : age < under;
    };
    const short = new Map(everyName(context).flatMap((name) => (isShort(name) ? [[name, shortName(name, rule?.as)] as const] : [])));
    // Longest first, so that no name is cut by a part of it.
    const changed = [...short].filter(([name, to]) => name !== to).toSorted(([a], [b]) => b.length - a.length);
    const pattern = changed.length === 0 ? undefined : new RegExp(changed.map(([name]) => RegExp.escape(name)).join('|'), 'g');
    return {
      of: (name) => short.get(name) ?? (isShort(name) ? shortName(name, rule?.as) : name),
      in: (text) => (pattern ? text.replaceAll(pattern, (name) => short.get(name) ?? name) : text),
      because: because(whose === 'everybody' ? 'all names are shortened' : `names of people under ${under} are shortened`, {
        clauses: rule?.clauses ?? [],
      }),
    };
  });
}

/** An answer with its names as everybody may read them, in sentences and as keys too. */
export function inPublic<T>(answer: T, names: PublicNames): T {
  const seen = (value: unknown): unknown => {
    if (typeof value === 'string') return names.in(value);
    if (Array.isArray(value)) return value.map(seen);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [names.in(name), seen(part)]));
  };
  return seen(answer) as T;
}

/** An answer with whole names, or, when `names: public` is asked for, as everybody may read it on the day of the question. */
export function named<T>(context: Context, query: Query, answer: T): T {
  const { names } = query;
  if (names === undefined || names === 'whole') return answer;
  if (names !== 'public') return refuse('unknown-names', `names are "public" or "whole", not "${String(names)}"`, { field: 'names' });
  const at = query.at ?? context.state.all.last()?.at ?? '1970-01-01T00:00:00Z';
  return inPublic(answer, publicNames(context, dayOf(context.book, at)));
}
