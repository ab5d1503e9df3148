import { type AnyFact, fold, type Rulebook, type State, view } from '@racetower/engine';
import type { SealedLog } from './sealed-log.ts';
import { nobodyCalled, type Sealed } from './vault.ts';

/** What an erasure came to: fields that stayed because results rest on them, by name. */
export interface Erased {
  readonly id: string;
  readonly shownAs: string;
  readonly kept: readonly string[];
}

/** An erasure that cannot be done; the message says why. */
export class ErasureError extends Error {}

interface Erasing {
  readonly log: SealedLog;
  readonly editions: readonly Rulebook[];
  /** An instant, for the note of the erasure. */
  readonly now: string;
}

/** Everything that the log knows of somebody, as they may ask for it. */
export function exportOf(
  facts: readonly AnyFact[],
  name: string,
): { readonly person: string; readonly details: object; readonly facts: readonly AnyFact[] } {
  const own = facts.filter((fact) => names(fact.body, name) || fact.by.endsWith(`:${name}`));
  const details = own.flatMap((fact) => (fact.kind === 'person-registered' && fact.body.person === name ? [fact.body.details] : []));
  return { person: name, details: Object.assign({}, ...details), facts: own };
}

function names(value: unknown, name: string): boolean {
  if (typeof value === 'string') return value === name || (name.includes(' ') && value.includes(name));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => key === name || names(part, name));
}

/**
 * Erases somebody: their name and the key of their private words are thrown away. Results, points and standings stay as they are: private
 * words that they rest on, as a birthday by which a class was closed, stay and are told.
 * @throws ErasureError when nobody is known by the name, or results would change by the name alone
 */
export async function erase(name: string, { log, editions, now }: Erasing): Promise<Erased> {
  const { vault } = log;
  await vault.look();
  const person = vault.called(name);
  if (!person) throw new ErasureError(`nobody called "${name}" is sealed in the log of ${vault.club}`);
  const before = await log.read();
  const shownAs = nobodyCalled(person.id);
  const wanted = standing(editions, fold(before), [[name, shownAs]]);
  const intact = async (kept: Sealed['kept']): Promise<boolean> => {
    const facts = await log.readWithout({ id: person.id, name: shownAs, key: undefined, kept });
    return standing(editions, fold(facts), []) === wanted;
  };
  const words = privateWordsOf(before, name);
  const kept = await fewest(words, intact);
  if (!kept) throw new ErasureError(`results would change without the name "${name}" itself: it breaks a tie. They were left as they are`);
  await vault.erase(person.id, kept, now);
  return { id: person.id, shownAs, kept: [...new Set(Object.keys(kept).map((each) => each.slice(each.indexOf('.') + 1)))] };
}

/** The fewest of the private words with which results stay; nothing when they would change even with all. */
async function fewest(words: Sealed['kept'], intact: (kept: Sealed['kept']) => Promise<boolean>): Promise<Sealed['kept'] | undefined> {
  if (await intact({})) return {};
  let kept = words;
  if (!(await intact(kept))) return undefined;
  for (const field of new Set(Object.keys(words).map((each) => each.slice(each.indexOf('.') + 1)))) {
    const without = Object.fromEntries(Object.entries(kept).filter(([each]) => each.slice(each.indexOf('.') + 1) !== field));
    if (await intact(without)) kept = without;
  }
  return kept;
}

function privateWordsOf(facts: readonly AnyFact[], name: string): Sealed['kept'] {
  return Object.fromEntries(
    facts.flatMap((fact) => {
      const body = fact.body as { readonly person?: unknown; readonly details?: object; readonly fields?: object };
      if (body.person !== name) return [];
      const words = fact.kind === 'person-registered' ? body.details : body.fields;
      return Object.entries(words ?? {}).map(([field, value]) => [`${fact.seq}.${field}`, value] as const);
    }),
  );
}

/** Results, points and standings of everything that was run, as text, with names changed as they will be. */
export function standing(editions: readonly Rulebook[], state: State, renamed: readonly (readonly [from: string, to: string])[]): string {
  const classes = editions.at(-1)?.classes.map((each) => each.id) ?? [];
  const asked = [
    ...[...state.meetings.values()].flatMap(({ id, facts }) => [
      ...racesIn(facts).map((race) => ({ view: 'result', meeting: id, race })),
      ...classes.map((each) => ({ view: 'points', meeting: id, class: each })),
      ...classes.map((each) => ({ view: 'awards', meeting: id, class: each })),
    ]),
    ...[...state.seasons.keys()].flatMap((season) => classes.map((each) => ({ view: 'standings', season, class: each }))),
  ];
  const answers = asked.map((query) => {
    const answered = view(editions, state, query);
    return answered.ok ? withoutReasons(answered.answer) : answered.refusal.code;
  });
  // A name of two words also stands in sentences, as of a protest that holds a result.
  const rename = (text: string, [from, to]: readonly [from: string, to: string]): string =>
    from.includes(' ') ? text.replaceAll(from, to) : text.replaceAll(JSON.stringify(from), JSON.stringify(to));
  return JSON.stringify(tiesByName(JSON.parse(renamed.reduce(rename, JSON.stringify(answers)))));
}

/** Who shares a place is listed by name; under another name they share it still. */
function tiesByName(value: unknown): unknown {
  if (Array.isArray(value)) {
    const rows = value.map(tiesByName);
    const placeOf = (row: unknown): unknown => (typeof row === 'object' && row !== null && 'place' in row ? row.place : undefined);
    if (!rows.every((row) => typeof placeOf(row) === 'number')) return rows;
    return rows.toSorted((a, b) => Number(placeOf(a)) - Number(placeOf(b)) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, tiesByName(part)]));
}

const racesIn = (facts: Iterable<AnyFact>): readonly string[] => [...new Set([...facts].flatMap((fact) => fact.race ?? []))];

function withoutReasons(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReasons);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, part]) => (name === 'because' ? [] : [[name, withoutReasons(part)]])));
}
