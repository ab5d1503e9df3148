import { type Context, memo, memoOfAsker } from '../context.ts';
import { actsAt } from '../entry/acts.ts';
import { entries } from '../entry/entries.ts';
import type { Entry } from '../answers.ts';
import type { ClauseId } from '../because.ts';

/** A car at a meeting with everybody who belongs to it; the driver answers for them all. */
export interface Team {
  readonly meeting: string;
  readonly class: string;
  readonly car: string;
  readonly carId?: string;
  readonly driver: string;
  readonly owner?: string;
  readonly crew: readonly string[];
  /** The sign-in and who joined since. */
  readonly facts: readonly number[];
  readonly clauses: readonly ClauseId[];
}

/** Everybody of a team, once: driver, owner, crew. */
export function members(team: Team): readonly string[] {
  return [...new Set([team.driver, ...(team.owner === undefined ? [] : [team.owner]), ...team.crew])];
}

/** Lists the teams of a meeting, one for each entry, withdrawn ones too. */
export function teams(context: Context, meeting: string): readonly Team[] {
  return memo(context, `teams ${meeting}`, () =>
    context.book.classes.flatMap((raceClass) => entries(context, meeting, raceClass.id).map((entry) => teamOf(context, meeting, entry))),
  );
}

/** The first entry of each car, by `class car` and, whatever the class, by ` car`. */
function firstEntries(context: Context, meeting: string): ReadonlyMap<string, Entry> {
  return memo(context, `first entries ${meeting}`, () => {
    const found = new Map<string, Entry>();
    for (const raceClass of context.book.classes)
      for (const entry of entries(context, meeting, raceClass.id))
        for (const key of [`${entry.class} ${entry.car}`, ` ${entry.car}`]) if (!found.has(key)) found.set(key, entry);
    return found;
  });
}

/** The team of a person: of the car that is named, else of the first car that the person belongs to. */
export function teamOfPerson(context: Context, meeting: string, name: string, car?: string): Team | undefined {
  const named = teams(context, meeting).filter((team) => car === undefined || team.car === car);
  return named.find((team) => members(team).includes(name)) ?? (car === undefined ? undefined : named[0]);
}

/** The team of a car in a class; without a class, of the first car of that number. */
export function teamOfCar(context: Context, meeting: string, classId: string, car: string): Team | undefined {
  const entry = firstEntries(context, meeting).get(`${classId} ${car}`);
  return entry && teamOf(context, meeting, entry);
}

/** Worked out once for an entry, whoever asks: of a big field only those who were penalised are looked at. */
function teamOf(context: Context, meeting: string, entry: Entry): Team {
  return memoOfAsker(context, `team of ${meeting} ${entry.facts.join()}`, () => teamMade(context, meeting, entry));
}

function teamMade(context: Context, meeting: string, entry: Entry): Team {
  const joined = joiners(context, meeting, entry);
  const signedIn = teamAtSignIn(context, entry);
  return {
    meeting,
    ...signedIn,
    crew: [...new Set([...signedIn.crew, ...joined.map((each) => each.person)])],
    facts: [...entry.facts.slice(0, 1), ...joined.map((each) => each.fact)],
    clauses: context.book.teams?.clauses ?? [],
  };
}

/** Who belongs to a car by what is said at its sign-in. */
export function teamAtSignIn(
  context: Context,
  entry: Pick<Entry, 'class' | 'car' | 'driver' | 'handler' | 'details'>,
): Pick<Team, 'class' | 'car' | 'carId' | 'driver' | 'owner' | 'crew'> {
  const rule = context.book.teams;
  const owner = entry.details[rule?.owner ?? 'owner'];
  const id = rule?.carId === undefined ? undefined : entry.details[rule.carId];
  const crew = (rule?.crew ?? ['crew']).flatMap((name) => listed(entry.details[name]));
  return {
    class: entry.class,
    car: entry.car,
    ...(id === undefined || id === null ? {} : { carId: String(id) }),
    driver: entry.driver,
    ...(typeof owner === 'string' ? { owner } : {}),
    crew: [...new Set([...(entry.handler === undefined ? [] : [entry.handler]), ...crew])],
  };
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
}

function joiners(context: Context, meeting: string, entry: Entry): readonly { readonly person: string; readonly fact: number }[] {
  const record = context.book.teams?.joins;
  if (record === undefined) return [];
  return actsAt(context, meeting).flatMap((fact) => {
    const { name, person, fields } = fact.body;
    const car = fact.body.car ?? fields['car'];
    const classId = fact.body.class ?? fields['class'];
    if (name !== record || person === undefined || car !== entry.car) return [];
    return classId === undefined || classId === entry.class ? [{ person, fact: fact.seq }] : [];
  });
}

/** What tells a car apart over meetings. */
export type CarMark = Pick<Team, 'class' | 'car' | 'carId' | 'driver' | 'owner'>;

/**
 * Tells whether two entries are the same car: by its id where both have one, else by class, number and owner. A number alone
 * does not make a car: with another owner it is another car.
 */
export function isSameCar(one: CarMark, other: CarMark): boolean {
  if (one.carId !== undefined && other.carId !== undefined) return one.carId === other.carId;
  if (one.class !== other.class || one.car !== other.car) return false;
  return one.owner === undefined || other.owner === undefined || one.owner === other.owner;
}
