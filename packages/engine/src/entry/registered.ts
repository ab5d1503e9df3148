import { type Context, memo, memoList } from '../context.ts';
import type { Fact, Fields, Plain } from '../fact.ts';
import type { KeptNumber, NumberRecords, NumberRule } from '../language.ts';
import { lazy, snake, toFormula } from '../formula-values.ts';
import { holds, scopeFor, whole } from '../scope.ts';
import { standingRecords } from './acts.ts';
import { withoutTakenBack } from './entries.ts';

/** A number in a class that is somebody's. */
export interface HeldNumber {
  readonly class: string;
  readonly car: string;
  readonly person: string;
  readonly details: Fields;
  /** The registration, or the record that gives the number. */
  readonly fact: number;
  readonly at: string;
  readonly record?: string;
}

/** The cars that are registered, by class and number: the latest word on each. */
export function registeredCars(context: Context): ReadonlyMap<string, HeldNumber> {
  return memo(context, 'registered cars', () => {
    const held = new Map<string, HeldNumber>();
    for (const { body, seq, at } of registrations(context)) {
      const key = `${body.class} ${body.car}`;
      const before = held.get(key);
      if (body.off === true) held.delete(key);
      else {
        const kept = before?.person === body.person ? before.details : {};
        const details = withoutTakenBack({ ...kept, ...body.details });
        held.set(key, { class: body.class, car: body.car, person: body.person, details, fact: seq, at });
      }
    }
    return held;
  });
}

/** Every registration of a car, oldest first. */
export function registrations(context: Context): readonly Fact<'car-registered'>[] {
  return memoList(context, 'registrations of cars', () => {
    const { club, seasons, meetings } = context.state;
    const lists = [club, ...seasons.values(), ...[...meetings.values()].map((each) => each.facts)];
    return lists.flatMap((list) => [...list.of('car-registered')]).toSorted((a, b) => a.seq - b.seq);
  });
}

/** Every number that is somebody's: by registration, and by the records that the rulebook names. */
export function heldNumbers(context: Context): readonly HeldNumber[] {
  return memoList(context, 'held numbers', () => {
    const rule = context.book.registry?.numbers?.records;
    return [...registeredCars(context).values(), ...(rule ? numbersOnRecord(context, rule) : [])];
  });
}

/** The latest record of each person, number and class counts, while it holds. */
function numbersOnRecord(context: Context, rule: NumberRecords): readonly HeldNumber[] {
  const latest = new Map<string, HeldNumber | undefined>();
  for (const fact of standingRecords(context)) {
    if (fact.body.name !== rule.record || fact.body.person === undefined) continue;
    const { person, fields } = fact.body;
    const car = textOf(fields[rule.number]);
    const classes = rule.class === undefined ? context.book.classes.map((each) => each.id) : [textOf(fields[rule.class])];
    const act = (): object =>
      lazy(Object.fromEntries(Object.entries(fields).map(([name, value]) => [snake(name), () => toFormula(value)])));
    const isHeld = holds(scopeFor(context, {}, { act }, fact.at), rule.while);
    for (const each of classes)
      latest.set(
        `${each} ${car} ${person}`,
        isHeld ? { class: each, car, person, details: {}, fact: fact.seq, at: fact.at, record: fact.body.name } : undefined,
      );
  }
  return [...latest.values()].filter((each) => each !== undefined);
}

const textOf = (value: Plain | undefined): string => (value === undefined ? '' : String(value));

/** The lowest and the highest number that cars may carry. */
export function rangeOf(context: Context, { from, to }: NumberRule): { readonly from?: number; readonly to?: number } {
  const scope = scopeFor(context, {});
  return {
    ...(from === undefined ? {} : { from: whole(scope, from).value }),
    ...(to === undefined ? {} : { to: whole(scope, to).value }),
  };
}

/** Numbers that are kept for somebody or retired in a class. */
export function keptNumbers(context: Context, classId: string): readonly KeptNumber[] {
  return (context.book.registry?.numbers?.kept ?? []).filter((each) => each.classes.length === 0 || each.classes.includes(classId));
}
