import type { AnyFact, State } from '@racetower/engine';

/** Whose names the public sees whole: everybody's, nobody's, or (`adults`) those of people known to be of age. */
export const SHOWN_NAMES = ['adults', 'all', 'none'] as const;
export type ShownNames = (typeof SHOWN_NAMES)[number];

const OF_AGE = 18;

/** Words of two letters and more that stand alone are taken for a name; a first name alone is short already. */
const short = (name: string): string => {
  const words = name.trim().split(/\s+/);
  const last = words.at(-1) ?? '';
  return words.length < 2 ? name : `${words[0] ?? ''} ${Array.from(last)[0] ?? ''}.`;
};

/** What is known of people by name: when they were born, where it is on record. */
function peopleOf(state: State): ReadonlyMap<string, string | undefined> {
  const born = new Map<string, string | undefined>();
  const know = (name: string | undefined): void => {
    if (name !== undefined && !born.has(name)) born.set(name, undefined);
  };
  for (const fact of state.all) {
    for (const name of namesIn(fact)) know(name);
    if (fact.kind === 'person-registered' && typeof fact.body.details['born'] === 'string')
      born.set(fact.body.person, fact.body.details['born']);
  }
  return born;
}

function namesIn(fact: AnyFact): readonly (string | undefined)[] {
  if (fact.kind === 'car-signed-in') return [fact.body.driver, fact.body.handler];
  if (fact.kind === 'person-registered') return [fact.body.person];
  if (fact.kind === 'points-carried') return Object.keys(fact.body.points);
  return [];
}

/** Tells whether somebody is of age on a day; the day of birth as `2008-05-02`. */
function ofAge(born: string | undefined, day: string): boolean {
  if (born === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(born)) return false;
  return `${Number(born.slice(0, 4)) + OF_AGE}${born.slice(4)}` <= day;
}

/** The names to shorten, each with its short form; longest first, so that no name is cut by a part of it. */
function shortened(state: State, shown: ShownNames, day: string): ReadonlyMap<string, string> {
  if (shown === 'all') return new Map();
  const minors = [...peopleOf(state)].filter(([, born]) => shown === 'none' || !ofAge(born, day)).map(([name]) => name);
  return new Map(
    minors
      .filter((name) => short(name) !== name)
      .toSorted((a, b) => b.length - a.length)
      .map((name) => [name, short(name)]),
  );
}

/** Known once for a state: the names of people are many and answers are asked often. */
const known = new WeakMap<State, Map<string, (text: string) => string>>();

function shortenerFor(state: State, shown: ShownNames, day: string): (text: string) => string {
  const made = known.get(state) ?? new Map<string, (text: string) => string>();
  known.set(state, made);
  const key = `${shown} ${day}`;
  const found = made.get(key);
  if (found) return found;
  const names = shortened(state, shown, day);
  const pattern = names.size === 0 ? undefined : new RegExp([...names.keys()].map((name) => RegExp.escape(name)).join('|'), 'g');
  const shorten = (text: string): string => (pattern ? text.replaceAll(pattern, (name) => names.get(name) ?? name) : text);
  made.set(key, shorten);
  return shorten;
}

/**
 * An answer as the public sees it: names shortened wherever they stand, also in sentences, and without the values that formulas
 * read and the details of entries, which may be birthdays and contacts.
 */
export function publicAnswer(answer: unknown, state: State, shown: ShownNames, day: string): unknown {
  const shorten = shortenerFor(state, shown, day);
  const seen = (value: unknown): unknown => {
    if (typeof value === 'string') return shorten(value);
    if (Array.isArray(value)) return value.map(seen);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, part]) => (PRIVATE.has(name) ? [] : [[shorten(name), seen(part)] as const])),
    );
  };
  return seen(answer);
}

const PRIVATE: ReadonlySet<string> = new Set(['expression', 'handler', 'owner']);
