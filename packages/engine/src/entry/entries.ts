import type { Entry } from '../answers.ts';
import { type Context, memo, memoList, meetingOf } from '../context.ts';
import type { AnyFact, Fact, Fields } from '../fact.ts';
import type { Combining } from '../language.ts';
import type { FactList } from '../state.ts';

/**
 * Lists the entries of a class at a meeting in the order of sign-in, withdrawn ones too. A car that signs in again after
 * it withdrew is a new entry, with a pill of its own; a second sign-in of a car that is in makes none.
 */
export function entries(context: Context, meeting: string, classId: string): readonly Entry[] {
  return memo(context, `entries ${meeting} ${classId}`, () =>
    stays(meetingOf(context, meeting).facts.facts, classId).map((stay, index) => entry(stay.signIn, index + 1, stay.pill, stay.withdrawn)),
  );
}

/** One sign-in and what became of it. */
interface Stay {
  readonly signIn: Fact<'car-signed-in'>;
  pill: Fact<'draw-made'> | undefined;
  withdrawn: Fact<'entry-withdrawn'> | undefined;
}

function stays(facts: FactList, classId: string): readonly Stay[] {
  const found: Stay[] = [];
  const latest = new Map<string, Stay>();
  const early = new Map<string, Fact<'draw-made'>>();
  for (const fact of facts.matching(`entries of ${classId}`, (each): each is AnyFact => isOfEntry(each, classId))) {
    if (fact.kind === 'car-signed-in' && fact.body.class === classId) {
      const { car } = fact.body;
      const before = latest.get(car);
      if (before && !before.withdrawn) continue;
      const stay: Stay = { signIn: fact, pill: before ? undefined : early.get(car), withdrawn: undefined };
      latest.set(car, stay);
      found.push(stay);
    } else if (fact.kind === 'entry-withdrawn' && fact.body.class === classId) {
      const stay = latest.get(fact.body.car);
      if (stay) stay.withdrawn ??= fact;
    } else if (fact.kind === 'draw-made' && isPillOf(fact, classId)) {
      const car = fact.body.car as string;
      const stay = latest.get(car);
      if (stay) stay.pill = fact;
      else early.set(car, fact);
    }
  }
  return found;
}

function isOfEntry(fact: AnyFact, classId: string): fact is AnyFact {
  if (fact.kind === 'draw-made') return isPillOf(fact, classId);
  return (fact.kind === 'car-signed-in' || fact.kind === 'entry-withdrawn') && fact.body.class === classId;
}

function isPillOf(fact: Fact<'draw-made'>, classId: string): boolean {
  return fact.body.draw === 'pill' && fact.body.class === classId && fact.body.car !== undefined;
}

function entry(
  fact: Fact<'car-signed-in'>,
  arrival: number,
  pill: Fact<'draw-made'> | undefined,
  withdrawn: Fact<'entry-withdrawn'> | undefined,
): Entry {
  return {
    class: fact.body.class,
    car: fact.body.car,
    driver: fact.body.driver,
    ...(fact.body.handler !== undefined ? { handler: fact.body.handler } : {}),
    ...(pill && typeof pill.body.result === 'number' ? { pill: pill.body.result } : {}),
    signedInAt: fact.at,
    arrival,
    withdrawn: withdrawn !== undefined,
    details: fact.body.details,
    facts: [fact.seq, ...(pill ? [pill.seq] : []), ...(withdrawn ? [withdrawn.seq] : [])],
  };
}

/** Lists the entries that are still in. */
export function entered(context: Context, meeting: string, classId: string): readonly Entry[] {
  return memo(context, `entered ${meeting} ${classId}`, () => entries(context, meeting, classId).filter((each) => !each.withdrawn));
}

/** Finds the entry of a car; of a joined class (`a+b`) in any of its classes. */
export function entryOf(context: Context, meeting: string, classId: string, car: string): Entry | undefined {
  const byCar = memo(
    context,
    `entry ${meeting} ${classId}`,
    () => new Map(classesIn(classId).flatMap((id) => entries(context, meeting, id).map((each) => [each.car, each]))),
  );
  return byCar.get(car);
}

/** The classes of a joined class id. */
export function classesIn(classId: string): readonly string[] {
  return classId.split('+');
}

/** The class part of a race id. */
export function classOfRace(race: string): string {
  return race.split('/')[0] ?? race;
}

/** Everything registered about a person, the latest word on each field. */
export function personDetails(context: Context, name: string): Fields {
  const people = memo(context, 'people', () => {
    const found = new Map<string, Fields>();
    const lists = [
      context.state.club,
      ...context.state.seasons.values(),
      ...[...context.state.meetings.values()].map((each) => each.facts),
    ];
    for (const list of lists)
      for (const fact of list.of('person-registered'))
        found.set(fact.body.person, { ...found.get(fact.body.person), ...fact.body.details });
    return new Map([...found].map(([person, known]) => [person, withoutTakenBack(known)]));
  });
  return people.get(name) ?? {};
}

/** A detail that was registered as an empty text is known no more. */
export function withoutTakenBack(details: Fields): Fields {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== ''));
}

/** The names of everybody on record: registered, signed in, or named by a record. */
export function knownPeople(context: Context): readonly string[] {
  return memoList(context, 'known people', () => {
    const names = new Set<string>();
    const lists = [
      context.state.club,
      ...context.state.seasons.values(),
      ...[...context.state.meetings.values()].map((each) => each.facts),
    ];
    for (const list of lists)
      for (const fact of list.matching('names people', namesPeople)) {
        if (fact.kind === 'person-registered' || fact.kind === 'car-registered' || fact.kind === 'record-made')
          names.add(fact.body.person ?? '');
        if (fact.kind === 'car-signed-in') for (const name of [fact.body.driver, fact.body.handler ?? '']) names.add(name);
      }
    names.delete('');
    return [...names];
  });
}

function namesPeople(fact: AnyFact): fact is AnyFact {
  return (
    fact.kind === 'person-registered' || fact.kind === 'record-made' || fact.kind === 'car-signed-in' || fact.kind === 'car-registered'
  );
}

export interface JoinedClasses {
  /** `light+heavy`, front block first. */
  readonly id: string;
  readonly classes: readonly string[];
  readonly rule: Combining;
  readonly fact: Fact<'classes-combined'>;
}

/** The joined class that a class runs in at the meeting, if any. */
export function joinedWith(context: Context, meeting: string, classId: string): JoinedClasses | undefined {
  return joinedClasses(context, meeting).find((joined) => joined.id === classId || joined.classes.includes(classId));
}

/** Lists the classes that were joined at the meeting. */
export function joinedClasses(context: Context, meeting: string): readonly JoinedClasses[] {
  return memo(context, `joined ${meeting}`, () =>
    meetingOf(context, meeting)
      .facts.facts.of('classes-combined')
      .flatMap((fact) => {
        const rule = context.book.combining.find((each) => each.id === fact.body.rule);
        return rule ? [{ id: fact.body.classes.join('+'), classes: fact.body.classes, rule, fact }] : [];
      }),
  );
}
