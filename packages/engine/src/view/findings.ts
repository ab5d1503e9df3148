import type { RaceRun } from '../answers.ts';
import { type Context, contextOfMeeting, type Meeting, meetings, msOf } from '../context.ts';
import { sharedTransponders } from '../control/crossings.ts';
import { raceRun } from '../control/race-run.ts';
import { leftOut } from '../decide/starters.ts';
import { classesIn, entered, entries, joinedClasses } from '../entry/entries.ts';
import { type AnyFact, type Fact, FACT_KINDS } from '../fact.ts';
import { lineUp } from '../lineup/line-up.ts';
import { findRace } from '../lineup/plan.ts';
import { accountsOf } from '../money/accounts.ts';
import { Refused } from '../refusal.ts';
import type { Finding } from '../state.ts';

/**
 * Lists what makes no sense in the log: facts out of sequence, of unknown kinds, meetings, races and names of the
 * rulebook, cars that are not entered or were not in a race, finishes that name a car twice or leave one out, times that
 * go back. Nothing of it changes an answer; officials see it.
 */
export function findings(context: Context): readonly Finding[] {
  const kinds = new Set<string>(FACT_KINDS);
  const unknown = [...context.state.all]
    .filter((fact) => !kinds.has(fact.kind))
    .map((fact) => at(fact, `a fact of the unknown kind ${fact.kind}`));
  const announced = new Set(meetings(context).map((meeting) => meeting.id));
  const homeless = [...context.state.meetings.values()]
    .filter((meeting) => !announced.has(meeting.id))
    .flatMap((meeting) =>
      [...meeting.facts, ...[...meeting.races.values()].flatMap((race) => [...race.facts])].map((fact) =>
        at(fact, `there is no meeting ${meeting.id}`),
      ),
    );
  const ofMeetings = meetings(context).flatMap((meeting) => meetingFindings(contextOfMeeting(context, meeting.id), meeting));
  return [...context.state.findings, ...unknown, ...homeless, ...ofMeetings].toSorted((a, b) => a.seq - b.seq);
}

function at(fact: AnyFact, says: string): Finding {
  return { seq: fact.seq, says };
}

function meetingFindings(context: Context, meeting: Meeting): readonly Finding[] {
  const own = [...meeting.facts.facts];
  const races = [...meeting.facts.races].flatMap(([id, race]) => {
    const facts = [...race.facts];
    return [...facts.flatMap((fact) => unknownWords(context, fact)), ...raceFindings(context, meeting.id, id, facts)];
  });
  return [
    ...own.flatMap((fact) => [...unknownWords(context, fact), ...entryFindings(context, meeting.id, fact)]),
    ...twiceEntered(context, meeting),
    ...twiceInJoined(context, meeting),
    ...sharedTransponders(context, meeting.id).map(({ transponder, class: raceClass, cars, fact }) => ({
      seq: fact,
      says: `transponder ${transponder} is carried by cars ${cars.join(' and ')} of ${raceClass}`,
    })),
    ...races,
  ];
}

/** Names of the rulebook that it does not have, as after a change of edition. */
function unknownWords(context: Context, fact: AnyFact): readonly Finding[] {
  const { book } = context;
  switch (fact.kind) {
    case 'moment-marked':
    case 'record-made':
    case 'call-proposed':
    case 'call-made':
      return book.acts.has(fact.body.name) ? [] : [at(fact, `the rulebook has no ${fact.body.name}`)];
    case 'draw-made':
      return book.draws.has(fact.body.draw) ? [] : [at(fact, `the rulebook has no draw ${fact.body.draw}`)];
    case 'value-set':
      return book.values.has(fact.body.value) ? [] : [at(fact, `the rulebook has no value ${fact.body.value}`)];
    case 'case-filed':
      return book.cases.has(fact.body.rule) ? [] : [at(fact, `the rulebook has no case ${fact.body.rule}`)];
    case 'race-finished':
      return Object.entries(fact.body.statuses).flatMap(([car, status]) =>
        book.statuses.has(status) ? [] : [at(fact, `car ${car} has the unknown status ${status}`)],
      );
    case 'money-received':
      return accountsOf(book).has(fact.body.to) ? [] : [at(fact, `the rulebook has no account or fund ${fact.body.to}`)];
    default:
      return [];
  }
}

/** Draws and withdrawals of cars that are not signed in, sign-ins to classes that are not there. */
function entryFindings(context: Context, meeting: string, fact: AnyFact): readonly Finding[] {
  if (fact.kind === 'car-signed-in')
    return context.book.classes.some((each) => each.id === fact.body.class) ? [] : [at(fact, `there is no class ${fact.body.class}`)];
  if (fact.kind !== 'draw-made' && fact.kind !== 'entry-withdrawn') return [];
  const { car, class: classId } = fact.body;
  if (car === undefined || classId === undefined) return [];
  return entries(context, meeting, classId).some((entry) => entry.car === car)
    ? []
    : [at(fact, `car ${car} is not signed in to ${classId}`)];
}

function twiceEntered(context: Context, meeting: Meeting): readonly Finding[] {
  const seen = new Set<string>();
  const pills = new Map<string, string>();
  const signedIn = meeting.facts.facts.of('car-signed-in').flatMap((fact) => {
    const key = `${fact.body.class} ${fact.body.car}`;
    const twice = seen.has(key);
    seen.add(key);
    return twice ? [{ seq: fact.seq, says: `car ${fact.body.car} is signed in to ${fact.body.class} twice` }] : [];
  });
  const drawn = meeting.facts.facts.of('draw-made').flatMap((fact) => {
    if (context.book.draws.get(fact.body.draw)?.of !== 'entry' || fact.body.car === undefined) return [];
    const key = `${fact.body.draw} ${fact.body.class ?? ''} ${JSON.stringify(fact.body.result)}`;
    const holder = pills.get(key);
    pills.set(key, fact.body.car);
    return holder === undefined || holder === fact.body.car
      ? []
      : [
          {
            seq: fact.seq,
            says: `${fact.body.draw} ${String(fact.body.result)} of ${fact.body.class ?? ''} was drawn by car ${holder} and car ${fact.body.car}`,
          },
        ];
  });
  return [...signedIn, ...drawn];
}

/** A number that two cars of classes which run together carry. */
function twiceInJoined(context: Context, meeting: Meeting): readonly Finding[] {
  return joinedClasses(context, meeting.id).flatMap((joined) => {
    const byCar = Map.groupBy(
      joined.classes.flatMap((id) => entered(context, meeting.id, id)),
      (entry) => entry.car,
    );
    return [...byCar].flatMap(([car, same]) =>
      same.length > 1
        ? [
            {
              seq: same.at(-1)?.facts[0] ?? joined.fact.seq,
              says: `car ${car} is in ${same.map((entry) => entry.class).join(' and ')}, which run together`,
            },
          ]
        : [],
    );
  });
}

function raceFindings(context: Context, meeting: string, race: string, facts: readonly AnyFact[]): readonly Finding[] {
  const [first] = facts;
  if (!first) return [];
  if (!findRace(context, meeting, race)) return [at(first, `${race} is not a race of ${meeting}`)];
  const back = facts.flatMap((fact, index) =>
    index > 0 && msOf(fact.at) < msOf(facts[index - 1]?.at ?? fact.at) ? [at(fact, `the time goes back in ${race}`)] : [],
  );
  try {
    return [...back, ...orderFindings(context, meeting, race, facts)];
  } catch (error) {
    if (error instanceof Refused) return [...back, at(first, `${race} cannot be worked out: ${error.refusal.says}`)];
    throw error;
  }
}

/** Cars named in a race that were not in it, named twice, or left out of the finish. */
function orderFindings(context: Context, meeting: string, race: string, facts: readonly AnyFact[]): readonly Finding[] {
  const run = raceRun(context, meeting, race);
  const planned = findRace(context, meeting, race);
  const where = { meeting, race, ...(planned ? { class: classesIn(planned.class)[0] ?? planned.class, round: planned.round } : {}) };
  const scratched = facts.flatMap((fact) => (fact.kind === 'car-scratched' ? [fact.body.car] : []));
  const known = new Set([
    ...run.order,
    ...run.out.map((each) => each.car),
    ...lineUp(context, meeting, race).slots.map((slot) => slot.car),
    ...scratched,
  ]);
  return facts.flatMap((fact) => {
    const named = namedCars(fact);
    const strangers = [...new Set(named)].filter((car) => !known.has(car)).map((car) => at(fact, `car ${car} was not in ${race}`));
    const twice = [...new Set(named.filter((car, index) => named.indexOf(car) !== index))].map((car) =>
      at(fact, `car ${car} is named twice in ${race}`),
    );
    const finish = fact.kind === 'race-finished' ? [...silentOn(context, where, fact), ...lateFor(fact, run)] : [];
    return [...strangers, ...twice, ...finish];
  });
}

/** A finish that names its order does not follow passings that come in after it. */
function lateFor(fact: Fact<'race-finished'>, { late = [], race }: RaceRun): readonly Finding[] {
  if (late.length === 0 || fact.body.order.length === 0) return [];
  return [at(fact, `laps of ${late.join(', ')} came in after this finish of ${race}, which names an order of its own: is it still right?`)];
}

function namedCars(fact: AnyFact): readonly string[] {
  switch (fact.kind) {
    case 'race-finished':
    case 'line-up-posted':
    case 'line-up-changed':
      return fact.body.order;
    case 'lap-scored':
      return [...fact.body.order, ...fact.body.lapped];
    case 'times-recorded':
    case 'car-scratched':
      return [fact.body.car];
    default:
      return [];
  }
}

function silentOn(
  context: Context,
  where: { readonly meeting: string; readonly race: string },
  fact: Fact<'race-finished'>,
): readonly Finding[] {
  return leftOut(context, where, fact.body.order, fact.body.statuses).map((car) =>
    at(fact, `the finish of ${where.race} says nothing of car ${car}`),
  );
}
