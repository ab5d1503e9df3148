import { type Context, memo, meetingOf } from '../context.ts';
import { actNames, type Applied, consequencesOf, whereOf } from '../control/consequences.ts';
import { canClimb, ownerOf, stepAt, stepsOf } from '../control/ladders.ts';
import { type Asked, countOf, type Offence, sharing } from '../control/offences.ts';
import { raceRun } from '../control/race-run.ts';
import { type ActFact, actsThat, callsAt, carsOf } from '../entry/acts.ts';
import { classesIn, entries } from '../entry/entries.ts';
import { findRace } from '../lineup/plan.ts';
import type { Fact } from '../fact.ts';
import type { Clauses, Consequence, Expr, Ladder } from '../language.ts';
import { scopeFor, whole } from '../scope.ts';
import { factAt } from '../state.ts';
import { caseConsequences, scopeOfRuling } from '../stewards/cases.ts';
import { ruledOn } from '../stewards/ruled-offences.ts';

/** A consequence as it fell on an entry or a person at a meeting. */
export interface FallenConsequence {
  readonly consequence: Consequence;
  readonly clauses: Clauses;
  readonly fact: number;
  readonly class: string;
  readonly car: string;
  readonly driver: string;
  readonly race?: string;
  /** Whom it is laid on: the person named as driver, or the whole team of the car. */
  readonly bearer?: 'person' | 'team';
  readonly case?: string;
}

/** Computes a count of a consequence with the fields of the call that brought it. */
export function amountOf(context: Context, fell: Pick<FallenConsequence, 'fact' | 'class' | 'car'>, expr: Expr): number {
  const fact = factAt(context.state, fell.fact);
  if (fact?.kind === 'case-ruled') return whole(scopeOfRuling(context, fact), expr).value;
  if (!fact || fact.kind !== 'call-made') return whole(scopeFor(context, { class: fell.class }), expr).value;
  const call = fact;
  return whole(scopeFor(context, { ...whereOf(call), class: fell.class, car: fell.car }, actNames(call, 1), call.at), expr).value;
}

/** Collects all that fell on entries at a meeting: in its races, by calls outside races, by rulings on cases. */
export function fallenConsequences(context: Context, meeting: string): readonly FallenConsequence[] {
  return memo(context, `fallen ${meeting}`, () => {
    const races = [...meetingOf(context, meeting).facts.races.keys()];
    return overTheDate(context, meeting, [
      ...races.flatMap((race) => fallenInRace(context, meeting, race)),
      ...fallenOutsideRaces(context, meeting),
      ...caseConsequences(context, meeting),
    ]);
  });
}

/** What fell in a race that several classes ran together fell, for the car's class, in its own part of it. */
export function inOwnRace(each: FallenConsequence): FallenConsequence {
  const [classes, name] = (each.race ?? '').split('/');
  return classes?.includes('+') && each.class !== '' ? { ...each, race: `${each.class}/${name ?? ''}` } : each;
}

/** What reaches over the date, or into all classes, falls on every entry that the driver has at the meeting. */
export function overTheDate(context: Context, meeting: string, fallen: readonly FallenConsequence[]): readonly FallenConsequence[] {
  if (!fallen.some((each) => reachesAll(each.consequence))) return fallen;
  const all = context.book.classes.flatMap((each) => entries(context, meeting, each.id));
  return fallen.flatMap((each) => {
    if (!reachesAll(each.consequence)) return [each];
    const { race: _, ...wide } = each;
    const own = all.filter((entry) => entry.driver === each.driver);
    return own.length === 0 ? [each] : own.map((entry) => ({ ...wide, class: entry.class, car: entry.car }));
  });
}

function reachesAll(consequence: Consequence): boolean {
  return (
    (consequence.kind === 'status' && consequence.of === 'date') ||
    (consequence.kind === 'lose' && (consequence.of === 'date' || consequence.classes === 'all'))
  );
}

/** What fell on entries by calls in some races and by calls outside races: what line-ups by points go by. */
export function fallenIn(context: Context, meeting: string, races: readonly string[]): readonly FallenConsequence[] {
  return [...races.flatMap((race) => fallenInRace(context, meeting, race)), ...fallenOutsideRaces(context, meeting)];
}

/** What fell on entries in one race, by calls made in it. */
export function fallenInRace(context: Context, meeting: string, race: string): readonly FallenConsequence[] {
  return memo(context, `fallen ${meeting} ${race}`, () => {
    const facts = meetingOf(context, meeting).facts.races.get(race)?.facts;
    if (!facts || facts.of('call-made').length === 0 || !findRace(context, meeting, race)) return [];
    const inClass = new Map(
      classesIn(race.split('/')[0] ?? '')
        .flatMap((each) => entries(context, meeting, each))
        .map((entry) => [entry.car, entry]),
    );
    return raceRun(context, meeting, race).effects.flatMap((effect) => {
      const entry = inClass.get(effect.car);
      return entry
        ? [
            {
              consequence: effect.consequence,
              clauses: effect.clauses,
              fact: effect.fact,
              class: entry.class,
              car: entry.car,
              driver: entry.driver,
              race,
            },
          ]
        : [];
    });
  });
}

/**
 * What fell on entries by calls made outside races.
 *
 * @param kinds only calls that can bring one of these kinds are looked at
 */
export function fallenOutsideRaces(
  context: Context,
  meeting: string,
  kinds?: ReadonlySet<Consequence['kind']>,
): readonly FallenConsequence[] {
  return callsAt(context, meeting).flatMap((fact) => {
    if (fact.race !== undefined) return [];
    return kinds === undefined || canBring(context, fact, (each) => kinds.has(each.kind)) ? fallenByCall(context, meeting, fact) : [];
  });
}

/**
 * What calls made in races brought that reaches beyond them. The races are not run for it: the line-up of one may rest on the
 * result of another.
 */
export function fallenBeyondRaces(
  context: Context,
  meeting: string,
  reaches: (consequence: Consequence) => boolean,
): readonly FallenConsequence[] {
  return callsAt(context, meeting).flatMap((fact) => {
    if (fact.race === undefined || !canBring(context, fact, reaches)) return [];
    return fallenByCall(context, meeting, fact).filter((each) => reaches(each.consequence));
  });
}

/** What a call brought to each entry that it names, or to the person. */
function fallenByCall(context: Context, meeting: string, fact: Fact<'call-made'>): readonly FallenConsequence[] {
  const cars = carsOf(fact);
  const classId = fact.body.class ?? fact.race?.split('/')[0];
  const named = context.book.classes
    .flatMap((each) => entries(context, meeting, each.id))
    .filter(
      (entry) =>
        (cars.includes(entry.car) && (classId === undefined || classesIn(classId).includes(entry.class))) ||
        (cars.length === 0 && fact.body.person !== undefined && entry.driver === fact.body.person),
    );
  const who = named.length > 0 ? named : [{ class: classId ?? '', car: cars[0] ?? '', driver: fact.body.person ?? '' }];
  return who.flatMap((entry) =>
    callConsequences(context, fact, entry.driver).map(({ consequence, clauses, on }) => ({
      consequence,
      clauses,
      ...(on === 'team' ? { bearer: 'team' as const } : {}),
      fact: fact.seq,
      class: entry.class,
      car: entry.car,
      driver: entry.driver,
      ...(fact.race === undefined ? {} : { race: fact.race }),
    })),
  );
}

function canBring(context: Context, fact: Fact<'call-made'>, asked: (consequence: Consequence) => boolean): boolean {
  const act = context.book.acts.get(fact.body.name);
  const steps = act?.ladder === undefined ? [] : (context.book.ladders.get(act.ladder)?.steps ?? []);
  return [...(act?.then ?? []), ...steps].flatMap((part) => part.consequences).some(asked);
}

/** What follows from a call, the step of its ladder included. */
function callConsequences(context: Context, fact: Fact<'call-made'>, driver: string): readonly Applied[] {
  const act = context.book.acts.get(fact.body.name);
  const ladder = act?.ladder === undefined ? undefined : context.book.ladders.get(act.ladder);
  if (!ladder) return consequencesOf(context, fact);
  const nth = nthOnLadder(context, ladder, fact, driver);
  const step = stepAt(ladder, nth);
  return [
    ...(step?.consequences ?? []).map((consequence) => ({ consequence, clauses: step?.clauses ?? ladder.clauses })),
    ...consequencesOf(context, fact, nth),
  ];
}

/** Counts the calls on the ladder up to this one, for the same driver or person, within what it counts over. */
export function nthOnLadder(context: Context, ladder: Ladder, fact: Fact<'call-made'>, driver: string): number {
  const who = ladder.whose === 'driver' || ladder.whose === 'person' ? driver : (whoseCall(context, ladder, fact) ?? driver);
  const called = calledOn(context, ladder, who, fact.seq + 1);
  return countOf(context, ladder, [...called, ...ruledOn(context, ladder, who, fact.seq)], placeOf(fact));
}

/** The calls that count on a ladder, or on one that shares its count, against somebody before a fact. */
export function calledOn(context: Context, ladder: Ladder, who: string, before: number): readonly Offence[] {
  const counted = sharing(ladder);
  const climbs = (fact: ActFact): fact is Fact<'call-made'> => fact.kind === 'call-made' && canClimb(context.book, fact.body.name, counted);
  return actsThat(context, `on the ladder ${ladder.id}`, climbs).flatMap((fact): readonly Offence[] => {
    if (fact.seq >= before) return [];
    if (whoseCall(context, ladder, fact) !== who) return [];
    const by = stepsOf(context, fact, counted);
    return by === 0 ? [] : [{ ...placeOf(fact), by }];
  });
}

/** Against whom a call counts: the car, or the person that it names, or who drives or owns the car. */
function whoseCall(context: Context, ladder: Ladder, fact: ActFact): string | undefined {
  const car = carsOf(fact)[0];
  if (ladder.whose === 'car') return car;
  if (fact.body.person !== undefined || fact.meeting === undefined) return fact.body.person;
  const classId = fact.body.class ?? fact.race?.split('/')[0];
  const classes = classId === undefined ? context.book.classes.map((each) => each.id) : classesIn(classId);
  const entry = classes.flatMap((each) => entries(context, fact.meeting ?? '', each)).find((each) => each.car === car);
  return entry && ladder.whose === 'owner' ? ownerOf(entry) : entry?.driver;
}

function placeOf(fact: ActFact): Asked & { readonly seq: number } {
  return {
    seq: fact.seq,
    at: fact.at,
    ...(fact.season === undefined ? {} : { season: fact.season }),
    ...(fact.meeting === undefined ? {} : { meeting: fact.meeting }),
    ...(fact.race === undefined ? {} : { race: fact.race }),
  };
}
