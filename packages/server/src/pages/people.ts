import type { State } from '@racetower/engine';

/** The people of a club and what their pages are called: the first name and an initial, and a number where several are called so. */
export interface People {
  readonly slugOf: (name: string) => string | undefined;
  readonly called: (slug: string) => string | undefined;
  /** Everybody who signed in to drive, in the order of the alphabet. */
  readonly drivers: readonly string[];
}

const known = new WeakMap<State, People>();

/** Addresses never hold more of a name than the shortest form, and stay: who came first keeps the plain one. */
export function peopleOf(state: State): People {
  const found = known.get(state) ?? look(state);
  known.set(state, found);
  return found;
}

function look(state: State): People {
  const signIns = state.all.of('car-signed-in');
  const drivers = [...new Set(signIns.filter((fact) => !state.voided.has(fact.seq)).map((fact) => fact.body.driver))];
  const carried = state.all.of('points-carried').flatMap((fact) => Object.keys(fact.body.points));
  const slugs = new Map<string, string>();
  const names = new Map<string, string>();
  for (const name of new Set([...signIns.map((fact) => fact.body.driver), ...carried])) {
    const slug = free(shortest(name), names);
    slugs.set(name, slug);
    names.set(slug, name);
  }
  return {
    slugOf: (name) => slugs.get(name),
    called: (slug) => names.get(slug),
    drivers: drivers.toSorted((a, b) => a.localeCompare(b, 'en')),
  };
}

function shortest(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]/gu, '')
    .trim()
    .split(/\s+/);
  const [first = '', last = ''] = [words[0], words.at(-1)];
  return (words.length < 2 ? first : `${first}-${Array.from(last)[0] ?? ''}`) || 'driver';
}

function free(slug: string, taken: ReadonlyMap<string, string>): string {
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number += 1) if (!taken.has(`${slug}-${number}`)) return `${slug}-${number}`;
}
