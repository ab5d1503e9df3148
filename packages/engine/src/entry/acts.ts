import { type Context, isDay, memo, memoList, msOf } from '../context.ts';
import type { AnyFact, Fact } from '../fact.ts';
import { classesIn } from './entries.ts';
import { lazy, snake, toFormula } from '../formula-values.ts';
import { Refused } from '../refusal.ts';
import { evaluate, holds, scopeFor } from '../scope.ts';
import type { FactList } from '../state.ts';

export type ActFact = Fact<'moment-marked'> | Fact<'record-made'> | Fact<'call-made'>;

/** What acts are looked up by; each part left out matches any. */
export interface ActPlace {
  readonly meeting?: string;
  readonly race?: string;
  readonly class?: string;
  readonly car?: string;
  readonly person?: string;
  readonly case?: string;
}

/** Tells whether a fact is a mark, a record or a call. */
export function isAct(fact: AnyFact): fact is ActFact {
  return fact.kind === 'moment-marked' || fact.kind === 'record-made' || fact.kind === 'call-made';
}

/** Every act on record, oldest first. */
export function allActs(context: Context): readonly ActFact[] {
  return memoList(context, 'acts', () => {
    const lists: FactList[] = [context.state.club, ...context.state.seasons.values()];
    for (const meeting of context.state.meetings.values())
      lists.push(meeting.facts, ...[...meeting.races.values()].map((race) => race.facts));
    return lists.flatMap((list) => list.matching('acts', isAct)).toSorted((a, b) => a.seq - b.seq);
  });
}

/** The acts that fit, wherever they were made, oldest first; `what` tells one choice of them from others. */
export function actsThat<A extends ActFact>(context: Context, what: string, fits: (fact: ActFact) => fact is A): readonly A[] {
  return memoList(context, `all acts ${what}`, () => allActs(context).filter(fits));
}

/** The acts of a name, wherever they were made. */
export function actsCalled(context: Context, name: string): readonly ActFact[] {
  return actsThat(context, `called ${name}`, (fact): fact is ActFact => fact.body.name === name);
}

/** The acts made away from meetings. */
export function actsAway(context: Context): readonly ActFact[] {
  return actsThat(context, 'away', (fact): fact is ActFact => fact.meeting === undefined);
}

function recordsMade(context: Context): readonly Fact<'record-made'>[] {
  return actsThat(context, 'that are records', (fact) => fact.kind === 'record-made');
}

function actsOfCase(context: Context, id: string): readonly ActFact[] {
  return actsThat(context, `about ${id}`, (fact): fact is ActFact => fact.body.case === id);
}

/** The acts of a meeting, or of one race of it, oldest first. */
export function actsAt(context: Context, meeting: string, race?: string): readonly ActFact[] {
  return memoList(context, `acts ${meeting} ${race ?? '*'}`, () => {
    const facts = context.state.meetings.get(meeting);
    if (!facts) return [];
    const lists =
      race === undefined
        ? [facts.facts, ...[...facts.races.values()].map((each) => each.facts)]
        : [facts.races.get(race)?.facts].filter((each) => each !== undefined);
    return lists.flatMap((list) => list.matching('acts', isAct)).toSorted((a, b) => a.seq - b.seq);
  });
}

/** The calls made at a meeting, in its races and outside, oldest first. */
export function callsAt(context: Context, meeting: string): readonly Fact<'call-made'>[] {
  return memoList(context, `calls ${meeting}`, () => actsAt(context, meeting).filter((fact) => fact.kind === 'call-made'));
}

/** The acts about a subject, oldest first: at its meeting or race, or wherever they were made when no meeting is given. */
export function actFacts(context: Context, where: ActPlace): readonly ActFact[] {
  const anywhere = (): readonly ActFact[] => (where.case === undefined ? allActs(context) : actsOfCase(context, where.case));
  const facts = where.meeting === undefined ? anywhere() : actsAt(context, where.meeting, where.race);
  return facts.filter(
    (fact) =>
      (where.class === undefined || fact.body.class === undefined || classesIn(where.class).includes(fact.body.class)) &&
      (where.car === undefined || carsOf(fact).includes(where.car)) &&
      (where.person === undefined || fact.body.person === where.person) &&
      (where.case === undefined || fact.body.case === where.case),
  );
}

/** Cars an act names. */
export function carsOf(fact: ActFact): readonly string[] {
  return fact.body.cars ?? (fact.body.car === undefined ? [] : [fact.body.car]);
}

/**
 * The latest instant of each mark, in milliseconds, as formulas read it. Marks of the race come before those of its
 * class and meeting. A mark with the field `off: true` ends the moment, then it is absent.
 */
export function latestMarks(context: Context, where: ActPlace): Record<string, () => number> {
  const marks: Record<string, () => number> = {};
  if (where.meeting === undefined) return marks;
  const all = actsAt(context, where.meeting).filter((fact): fact is Fact<'moment-marked'> => fact.kind === 'moment-marked');
  const fits = (fact: ActFact): boolean =>
    (fact.race === undefined || fact.race === where.race) &&
    (fact.body.class === undefined || fact.body.class === where.class) &&
    (where.car === undefined ? carsOf(fact).length === 0 : carsOf(fact).includes(where.car));
  const ordered = all.filter(fits).toSorted((a, b) => (a.race === undefined ? 0 : 1) - (b.race === undefined ? 0 : 1));
  for (const fact of ordered) {
    if (fact.body.fields['off'] === true) delete marks[snake(fact.body.name)];
    else marks[snake(fact.body.name)] = () => msOf(fact.at);
  }
  return marks;
}

/** The latest record of each kind about a subject, by name: its fields, `at`, `by`, `meeting`, `season`, `count` and `all` of them. */
export function recordsOf(context: Context, where: ActPlace): Record<string, () => object> {
  const { meeting, race, class: classId, car, person } = where;
  return memo(context, `records of ${JSON.stringify([meeting, race, classId, car, person, where.case])}`, () =>
    foundRecords(context, where),
  );
}

function foundRecords(context: Context, where: ActPlace): Record<string, () => object> {
  const found = new Map<string, Fact<'record-made'>[]>();
  for (const fact of recordsThatName(context, where))
    if (concerns(context, fact, where)) found.set(fact.body.name, [...(found.get(fact.body.name) ?? []), fact]);
  return Object.fromEntries([...found].map(([name, facts]) => [snake(name), () => recordFields(context, facts)]));
}

/** Standing records that name the person or the car that is asked about, else those that name none. */
function recordsThatName(context: Context, { person, car, case: about }: ActPlace): readonly Fact<'record-made'>[] {
  const named = (): ReadonlyMap<string, readonly Fact<'record-made'>[]> =>
    memo(context, 'records by whom they name', () => {
      const byName = new Map<string, Fact<'record-made'>[]>();
      for (const fact of standingRecords(context)) {
        const cars = [...new Set(carsOf(fact))].map((each) => `car ${each}`);
        const people = fact.body.person === undefined ? [] : [`person ${fact.body.person}`];
        for (const key of cars.length + people.length === 0 ? [''] : [...cars, ...people])
          byName
            .set(key, byName.get(key) ?? [])
            .get(key)
            ?.push(fact);
      }
      return byName;
    });
  if (person === undefined && about !== undefined) return standingRecords(context);
  const whom = person === undefined ? (car === undefined ? '' : `car ${car}`) : `person ${person}`;
  return memoList(context, `records that name ${whom}`, () => named().get(whom) ?? []);
}

function recordFields(context: Context, facts: readonly Fact<'record-made'>[]): object {
  const latest = facts.at(-1) as Fact<'record-made'>;
  return lazy({ ...oneRecord(context, latest), count: () => facts.length, all: () => facts.map((fact) => lazy(oneRecord(context, fact))) });
}

/** The last day on which a record is good, as the rulebook works it out from it; nothing where it says none or cannot. */
export function goodUntil(context: Context, fact: Fact<'record-made'>): string | undefined {
  const rule = context.book.acts.get(fact.body.name)?.goodUntil;
  if (!rule) return undefined;
  return memo(context, `good until ${fact.seq}`, () => {
    try {
      const where = fact.season === undefined ? {} : { season: fact.season };
      const { value } = evaluate(scopeFor(context, where, { act: () => lazy(written(fact)) }, fact.at), rule);
      return typeof value === 'string' && isDay(value) ? value : undefined;
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  });
}

function oneRecord(context: Context, fact: Fact<'record-made'>): Record<string, () => unknown> {
  const fields = written(fact);
  return context.book.acts.get(fact.body.name)?.goodUntil ? { ...fields, good_until: () => goodUntil(context, fact) } : fields;
}

/** A record as it was written down. */
function written(fact: Fact<'record-made'>): Record<string, () => unknown> {
  return {
    ...Object.fromEntries(Object.entries(fact.body.fields).map(([name, value]) => [snake(name), () => toFormula(value)])),
    at: () => msOf(fact.at),
    by: () => fact.by,
    meeting: () => fact.meeting ?? '',
    season: () => fact.season ?? '',
    ...(fact.body.person === undefined ? {} : { person: () => fact.body.person }),
    ...(fact.body.car === undefined ? {} : { car: () => fact.body.car }),
  };
}

/** Every record that stands, oldest first, by name: with its fields and what it is about. A kind of which there is none is an empty list. */
export function recordsByName(context: Context): Record<string, () => readonly object[]> {
  const byName = (): ReadonlyMap<string, readonly Fact<'record-made'>[]> =>
    memo(context, 'records by name', () => Map.groupBy(standingRecords(context), (fact) => fact.body.name));
  const listed = (id: string): readonly object[] =>
    memo(context, `records called ${id}`, () =>
      (byName().get(id) ?? []).map((fact) =>
        lazy({ ...oneRecord(context, fact), ...(fact.body.class === undefined ? {} : { class: () => fact.body.class }) }),
      ),
    );
  const kinds = [...context.book.acts.values()].filter((act) => act.sort === 'record');
  return Object.fromEntries(kinds.map((act) => [snake(act.id), () => listed(act.id)]));
}

/** Records that were not pushed out by a later one. */
export function standingRecords(context: Context): readonly Fact<'record-made'>[] {
  return memoList(context, 'standing records', () => {
    const out = displaced(context);
    return recordsMade(context).filter((fact) => !out.has(fact.seq));
  });
}

/** Records pushed out by a later one of the same kind: sequence number → of the later. */
export function displaced(context: Context): ReadonlyMap<number, number> {
  return memo(context, 'displaced', () => {
    const out = new Map<number, number>();
    for (const [id, act] of context.book.acts) {
      if (!act.displaces) continue;
      const same = recordsMade(context).filter((fact) => fact.body.name === id);
      for (const [index, later] of same.entries()) {
        for (const old of same.slice(0, index)) {
          const scope = scopeFor(context, {}, { act: () => lazy(written(later)), old: () => lazy(written(old)) }, later.at);
          if (!out.has(old.seq) && holds(scope, act.displaces.when)) out.set(old.seq, later.seq);
        }
      }
    }
    return out;
  });
}

/** Records of a car hold beyond the meeting (an inspection); records of an entry, class, race or meeting stay with theirs. */
function concerns(context: Context, fact: Fact<'record-made'>, where: ActPlace): boolean {
  const of = context.book.acts.get(fact.body.name)?.of;
  if (where.person !== undefined) return fact.body.person === where.person;
  if (where.case !== undefined) return fact.body.case === where.case;
  if (where.car !== undefined) {
    if (
      !carsOf(fact).includes(where.car) ||
      !(fact.body.class === undefined || fact.body.class === where.class || (where.class ?? '').split('+').includes(fact.body.class))
    )
      return false;
    if (fact.race !== undefined) return fact.meeting === where.meeting && fact.race === where.race;
    return of === 'car' || fact.meeting === where.meeting;
  }
  if (carsOf(fact).length > 0 || fact.body.person !== undefined || fact.body.case !== undefined) return false;
  if (fact.race !== undefined && fact.race !== where.race) return false;
  if (fact.body.class !== undefined && fact.body.class !== where.class) return false;
  return fact.meeting === undefined || fact.meeting === where.meeting;
}

/** How often each call was made, by name, in a race or at a meeting; on one car when one is given. */
export function callCounts(context: Context, where: ActPlace): Record<string, () => number> {
  const counts = new Map<string, number>();
  if (where.meeting === undefined) return {};
  for (const fact of actFacts(context, where)) {
    if (fact.kind !== 'call-made') continue;
    if (where.race === undefined && where.car === undefined && fact.race !== undefined) continue;
    counts.set(snake(fact.body.name), (counts.get(snake(fact.body.name)) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([name, count]) => [name, () => count]));
}
