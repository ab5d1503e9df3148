import type { Answer } from '@racetower/server/client';

type Entry = Answer<'entries'>['entries'][number];
type Person = Answer<'people'>['people'][number];

/** Somebody who may be meant by what was typed or scanned. */
export interface Match {
  readonly id: string;
  /** `in`: signed in at this meeting; `known`: of the books, with the car of last time; `new`: as it was typed. */
  readonly is: 'in' | 'known' | 'new';
  readonly class?: string;
  readonly car?: string;
  readonly driver?: string;
  readonly handler?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

const MOST = 8;
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** The address in the code of a pit pass: it names an entry of a meeting. */
export function passAddress(origin: string, club: string, meeting: string, entry: Pick<Entry, 'class' | 'car'>): string {
  return `${origin}/clubs/${encodeURIComponent(club)}/meetings/${encodeURIComponent(meeting)}?pass=${encodeURIComponent(`${entry.class}/${entry.car}`)}`;
}

/** The entry that a scanned pass names, as `class/car`. */
export function passOf(scanned: string): string | undefined {
  return URL.canParse(scanned) ? (new URL(scanned).searchParams.get('pass') ?? undefined) : undefined;
}

/**
 * Finds whom somebody means by a name, a car number, a number of theirs or the code of a pass; the likeliest first, and last somebody new
 * of that name or number. A code that a scanner read comes out alone.
 */
export function findMatches(typed: string, entries: readonly Entry[], people: readonly Person[]): readonly Match[] {
  const sought = typed.trim().replaceAll(/\s+/g, ' ');
  if (sought === '') return [];
  const here = entries.filter((entry) => !entry.withdrawn);
  const pass = passOf(sought);
  if (pass !== undefined) return here.filter((entry) => `${entry.class}/${entry.car}` === pass).map(inMatch);
  const all = [...here.map(inMatch), ...people.flatMap((person) => knownMatches(person, here))];
  const details = new Map(people.map((person) => [person.name, person.details]));
  const ranked = all
    .map((match) => ({ match, rank: rankOf(match, sought, details.get(match.driver ?? '') ?? {}) }))
    .filter(({ rank }) => rank < NONE)
    .toSorted((a, b) => a.rank - b.rank);
  return [...ranked.slice(0, MOST).map(({ match }) => match), newMatch(sought)];
}

const inMatch = ({ class: classId, car, driver, handler, details }: Entry): Match => ({
  id: `in ${classId}/${car}`,
  is: 'in',
  class: classId,
  car,
  driver,
  ...(handler === undefined ? {} : { handler }),
  details,
});

/** Somebody with each car of theirs that is not signed in here, or without one. */
function knownMatches(person: Person, here: readonly Entry[]): readonly Match[] {
  const isIn = (each: { readonly class: string; readonly car: string }): boolean =>
    here.some((entry) => entry.driver === person.name && entry.class === each.class);
  const free = person.cars.filter((each) => !isIn(each));
  if (free.length === 0) return [{ id: `known ${person.name}`, is: 'known', driver: person.name }];
  return free.map((each) => ({
    id: `known ${person.name} ${each.class}/${each.car}`,
    is: 'known',
    driver: person.name,
    class: each.class,
    car: each.car,
    ...(each.handler === undefined ? {} : { handler: each.handler }),
    details: each.details,
  }));
}

const NONE = 9;

function rankOf(match: Match, sought: string, registered: Readonly<Record<string, unknown>>): number {
  const words = plain(sought);
  if (match.car === sought) return match.is === 'in' ? 0 : 1;
  const numbers = [...Object.values(registered), match.details?.['transponder']];
  if (numbers.some((each) => (typeof each === 'string' || typeof each === 'number') && plain(String(each)) === words)) return 2;
  const driver = plain(match.driver ?? '');
  if (driver.startsWith(words)) return 3;
  if (driver.split(' ').some((part) => part.startsWith(words))) return 4;
  if (plain(match.handler ?? '').includes(words)) return 6;
  return driver.includes(words) ? 5 : NONE;
}

/** Numbers have a digit and are short; anything else is a name. */
function newMatch(sought: string): Match {
  const isNumber = /^\S{1,4}$/.test(sought) && /\d/.test(sought);
  return { id: 'new', is: 'new', ...(isNumber ? { car: sought } : { driver: sought }) };
}
