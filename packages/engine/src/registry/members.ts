import { because } from '../because.ts';
import { type Context, dayOf, meetingOf, meetings, memo } from '../context.ts';
import { entries, knownPeople, personDetails } from '../entry/entries.ts';
import { heldNumbers } from '../entry/registered.ts';
import type { Fields } from '../fact.ts';
import { ageOn } from '../view/public-names.ts';
import { barsOfPerson, type Obstacle, obstaclesOf, obstaclesOfAll, type Starter } from './obstacles.ts';
import { latestPapers, type Paper, papersOfCar, papersOfPerson } from './papers.ts';
import { carried } from './transponders.ts';

/** A car of somebody: a number that is theirs, or one that they drove. */
export interface OwnCar extends Starter {
  /** The fact that makes the number theirs. */
  readonly registered?: number;
  readonly record?: string;
  /** The last meeting at which they drove it. */
  readonly last?: string;
  readonly transponder?: string;
}

/** Everybody's cars: their numbers, and the car they drove last in each class. */
export function ownCars(context: Context): ReadonlyMap<string, readonly OwnCar[]> {
  return memo(context, 'cars of everybody', () => {
    const found = new Map<string, Map<string, OwnCar>>();
    const of = (person: string): Map<string, OwnCar> => found.get(person) ?? found.set(person, new Map()).get(person) ?? new Map();
    for (const { person, class: classId, car, details, fact, record } of heldNumbers(context))
      of(person).set(`${classId} ${car}`, {
        person,
        class: classId,
        car,
        details,
        registered: fact,
        ...(record === undefined ? {} : { record }),
      });
    const seen = new Set<string>();
    for (const { id } of meetings(context).toReversed())
      for (const each of context.book.classes)
        for (const { driver, car, handler, details } of entries(context, id, each.id).toReversed()) {
          const own = of(driver);
          const before = own.get(`${each.id} ${car}`);
          const isLatest = !seen.has(`${driver} ${each.id}`);
          seen.add(`${driver} ${each.id}`);
          if (before ? before.last !== undefined : !isLatest) continue;
          own.set(`${each.id} ${car}`, {
            ...before,
            person: driver,
            class: each.id,
            car,
            ...(handler === undefined ? {} : { handler }),
            details: { ...(details as Fields), ...before?.details },
            last: id,
          });
        }
    const transponders = new Map(carried(context).map((each) => [`${each.class} ${each.car}`, each.transponder]));
    const with_ = (car: OwnCar): OwnCar => {
      const transponder = transponders.get(`${car.class} ${car.car}`);
      return transponder === undefined ? car : { ...car, transponder };
    };
    return new Map([...found].map(([person, cars]) => [person, [...cars.values()].map(with_)]));
  });
}

/** How somebody stands: `part` in some of their classes, `no-car` while they have none here. */
export type MemberStanding = 'may' | 'part' | 'may-not' | 'no-car';

export interface Missing extends Obstacle {
  readonly class?: string;
  readonly car?: string;
}

interface Member {
  readonly name: string;
  readonly details: Fields;
  readonly age?: number;
  readonly cars: readonly OwnCar[];
  readonly standing: MemberStanding;
  readonly missing: readonly Missing[];
  readonly papers: readonly Paper[];
}

/** Somebody as they stand before a meeting; without one, as they are known. */
export function memberOf(context: Context, name: string, meeting: string | undefined, at: string): Member {
  const details = personDetails(context, name);
  const day = meeting === undefined ? dayOf(context.book, at) : meetingOf(context, meeting).date;
  const age = ageOn(details['born'], day);
  const cars = ownCars(context).get(name) ?? [];
  const starts = meeting === undefined ? [] : cars.map((car) => ({ car, missing: obstaclesOf(context, meeting, car, at) }));
  const barred = meeting === undefined || cars.length > 0 ? [] : barsOfPerson(context, meeting, name, at);
  const clean = starts.filter((each) => each.missing.length === 0).length;
  return {
    name,
    details,
    ...(age === undefined ? {} : { age }),
    cars,
    standing:
      barred.length > 0 ? 'may-not' : starts.length === 0 ? 'no-car' : clean === starts.length ? 'may' : clean > 0 ? 'part' : 'may-not',
    missing: [...barred, ...joined(starts)],
    papers: latestPapers([...papersOfPerson(context, name), ...cars.flatMap((car) => papersOfCar(context, car.class, car.car))]),
  };
}

/** What stands against every start of somebody is said once, what is of one car with it. */
function joined(starts: readonly { readonly car: OwnCar; readonly missing: readonly Obstacle[] }[]): readonly Missing[] {
  const all = starts.flatMap(({ car, missing }) => missing.map((each) => ({ ...each, class: car.class, car: car.car })));
  return [...Map.groupBy(all, (each) => each.says).values()].map((same) => {
    const [first] = same as [Missing & { class: string; car: string }];
    const { class: _, car: __, ...alike } = first;
    return same.length > 1 ? alike : first;
  });
}

/** How long before its end a paper is told to run out. */
const SOON_DAYS = 30;

/** Everybody on record with how they stand before a meeting, what keeps whom from starting, and papers that run out. */
export function registryView(context: Context, meeting: string | undefined, at: string) {
  const members = knownPeople(context).map((name) => memberOf(context, name, meeting, at));
  const day = meeting === undefined ? dayOf(context.book, at) : meetingOf(context, meeting).date;
  const people = members.map(({ papers, ...member }) => ({
    ...member,
    papers: papers.map(({ record, says, car, goodUntil }) => ({
      record,
      says,
      ...(car === undefined ? {} : { car }),
      ...(goodUntil === undefined ? {} : { goodUntil, runsOut: runsOut(goodUntil, day) }),
    })),
    because: because(`${member.name}: ${member.missing.map((each) => each.says).join('; ') || 'nothing stands against a start'}`, {
      clauses: [...new Set(member.missing.flatMap((each) => each.clauses))],
    }),
  }));
  const everybody = meeting === undefined ? [] : obstaclesOfAll(context, meeting, at);
  return {
    day,
    people,
    due: members.flatMap((member) => dueOf(member, day)),
    everybody,
    because: because('everybody on record', { clauses: [...new Set(everybody.flatMap((each) => each.clauses))] }),
  };
}

/** Whether a paper is out of date on a day, or soon. */
export function runsOut(goodUntil: string, day: string): 'out' | 'soon' | 'good' {
  if (goodUntil < day) return 'out';
  const left = (Date.parse(goodUntil) - Date.parse(day)) / 86_400_000;
  return left <= SOON_DAYS ? 'soon' : 'good';
}

/** What somebody has to see to: what is missing first, then papers that run out. */
function dueOf({ name, missing, papers }: Member, day: string) {
  const told = new Set(missing.flatMap((each) => each.papers));
  const out = papers.flatMap((paper) => {
    const state = paper.goodUntil === undefined ? 'good' : runsOut(paper.goodUntil, day);
    return state === 'good' || (state === 'out' && told.has(paper.record)) ? [] : [{ paper, state }];
  });
  return [
    ...missing.map((each) => ({ person: name, is: 'missing' as const, ...each })),
    ...out.map(({ paper, state }) => ({
      person: name,
      is: state,
      says: paper.says,
      clauses: paper.clauses,
      until: paper.goodUntil ?? '',
      papers: [paper.record],
      details: [],
      ...(paper.car === undefined ? {} : { car: paper.car }),
      ...(paper.class === undefined ? {} : { class: paper.class }),
    })),
  ];
}
