import type { Chance } from '@racetower/rulebook';
import { castOf, type Starter } from '../day/cast.ts';
import type { SeasonFile } from './season-file.ts';

/** Somebody of the roster, with what they are. */
export interface Member extends Starter {
  readonly traits: ReadonlySet<string>;
  /** As rental desks number them. */
  readonly transponder: number;
}

/** Invents the roster of a season: a driver, a car and an owner each, all season long. */
export function rosterOf(season: SeasonFile, chance: Chance): readonly Member[] {
  const cars = Object.fromEntries(Object.entries(season.classes).map(([id, { cars: count }]) => [id, count]));
  const cast = castOf({ drivers: season.drivers, handlers: season.handlers, cars }, chance);
  return cast.map((starter, index) => ({
    ...starter,
    transponder: 3_000_000 + index * 7919,
    traits: new Set(Object.entries(season.traits).flatMap(([trait, inHundred]) => (chance.between(1, 100) <= inHundred ? [trait] : []))),
  }));
}

type Show = SeasonFile['shows'][number];

/** Who comes to a show, each with a new pill; those whom the story has named always come. */
export function whoComes(
  season: SeasonFile,
  show: Show,
  of: { readonly roster: readonly Member[]; readonly named: ReadonlySet<string> },
  chance: Chance,
): readonly Member[] {
  return Object.entries(season.classes).flatMap(([id, { comes }]) => {
    const own = of.roster.filter((each) => each.class === id);
    const there = own.filter((each) => chance.between(1, 100) <= (show.comes ?? comes) || of.named.has(each.driver));
    const pills = chance.shuffle(Array.from({ length: Math.max(60, there.length) }, (_, index) => index + 1));
    return there.map((each, index) => ({ ...each, pill: pills[index] ?? index + 1 }));
  });
}

/** Tells whether a step is for somebody: `only` those with a trait, `not` those with one, those `of-class`. */
export function isFor(words: Readonly<Record<string, unknown>>, member: Member): boolean {
  const { only, not, 'of-class': ofClass } = words;
  return (
    (ofClass === undefined || ofClass === member.class) &&
    (only === undefined || member.traits.has(String(only))) &&
    (not === undefined || !member.traits.has(String(not)))
  );
}

/** The step without the words that say whom it is for. */
export function stepOf({
  only: _only,
  not: _not,
  'of-class': _class,
  ...words
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return words;
}
