import type { Entry } from '../answers.ts';
import { type Context, memo, meetingOf } from '../context.ts';
import type { Fact, Fields } from '../fact.ts';
import type { Combining } from '../language.ts';

/** Lists the entries of a class at a meeting in the order of sign-in, withdrawn ones too. */
export function entries(context: Context, meeting: string, classId: string): readonly Entry[] {
  return memo(context, `entries ${meeting} ${classId}`, () => {
    const { facts } = meetingOf(context, meeting).facts;
    const withdrawn = new Map(
      facts
        .of('entry-withdrawn')
        .filter((fact) => fact.body.class === classId)
        .map((fact) => [fact.body.car, fact]),
    );
    const pills = pillsOf(facts.of('draw-made'), classId);
    return facts
      .of('car-signed-in')
      .filter((fact) => fact.body.class === classId)
      .map((fact, index) => entry(fact, index + 1, pills.get(fact.body.car), withdrawn.get(fact.body.car)));
  });
}

function pillsOf(draws: readonly Fact<'draw-made'>[], classId: string): ReadonlyMap<string, Fact<'draw-made'>> {
  return new Map(
    draws
      .filter((fact) => fact.body.draw === 'pill' && fact.body.class === classId && fact.body.car !== undefined)
      .map((fact) => [fact.body.car as string, fact]),
  );
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
    return found;
  });
  return people.get(name) ?? {};
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
