import { because } from '../because.ts';
import { type Context, dayOf, meetingOf, meetings } from '../context.ts';
import { carsOf, displaced } from '../entry/acts.ts';
import { entries, knownPeople } from '../entry/entries.ts';
import type { AnyFact } from '../fact.ts';
import { feesOf } from '../money/fees.ts';
import { refuse } from '../refusal.ts';
import { didYouMean } from '../nearest.ts';
import { memberOf, type OwnCar, runsOut } from './members.ts';
import { type Paper, papersOfCar, papersOfPerson } from './papers.ts';

/** Everything that the club knows of somebody. Refuses a name that is not on record. */
export function personView(context: Context, name: string, meeting: string | undefined, at: string) {
  const known = knownPeople(context);
  if (!known.includes(name))
    return refuse('unknown-person', `nobody called "${name}" is on record${didYouMean(name, known)}`, { field: 'person' });
  const { papers: _, ...member } = memberOf(context, name, meeting, at);
  const day = meeting === undefined ? dayOf(context.book, at) : meetingOf(context, meeting).date;
  const records = [...papersOfPerson(context, name), ...member.cars.flatMap((car) => papersOfCar(context, car.class, car.car))];
  const history = factsAbout(context, name, member.cars);
  return {
    ...member,
    day,
    records: [...new Map(records.map((each) => [`${each.fact} ${each.car ?? ''}`, each])).values()]
      .map((each) => recordRow(each, day))
      .toReversed(),
    entries: entriesOf(context, name),
    fees: feesAt(context, name, meeting),
    history,
    because: because(name, { facts: history.map((each) => each.fact) }),
  };
}

function recordRow(paper: Paper, day: string) {
  return {
    ...paper,
    ...(paper.goodUntil === undefined ? {} : { runsOut: runsOut(paper.goodUntil, day) }),
    because: because(paper.says, { clauses: paper.clauses, facts: [paper.fact] }),
  };
}

/** The meetings at which somebody drove or answered for a car, the latest first. */
function entriesOf(context: Context, name: string) {
  return meetings(context)
    .toReversed()
    .flatMap(({ id, name: called, date, season }) =>
      context.book.classes.flatMap((each) =>
        entries(context, id, each.id)
          .filter((entry) => entry.driver === name || entry.handler === name)
          .map((entry) => ({
            meeting: id,
            name: called,
            date,
            ...(season === undefined ? {} : { season }),
            class: each.id,
            car: entry.car,
            driver: entry.driver,
            as: entry.driver === name ? ('driver' as const) : ('handler' as const),
            withdrawn: entry.withdrawn,
          })),
      ),
    );
}

/** What somebody was charged and paid at each meeting of the season that the meeting is of. */
function feesAt(context: Context, name: string, meeting: string | undefined) {
  const all = meetings(context);
  const season = (meeting === undefined ? all.at(-1) : meetingOf(context, meeting))?.season;
  return all
    .filter((each) => each.season === season)
    .flatMap(({ id, name: called, date }) => {
      const fees = feesOf(context, id, { person: name });
      if (fees.totalCents === 0 && fees.paidCents === 0) return [];
      return [
        {
          meeting: id,
          name: called,
          date,
          cents: fees.totalCents,
          paidCents: fees.paidCents,
          dueCents: fees.dueCents,
          because: fees.because,
        },
      ];
    });
}

/** A fact about somebody, for the history of their page. */
interface Told {
  readonly fact: number;
  readonly at: string;
  readonly by: string;
  readonly kind: AnyFact['kind'];
  readonly meeting?: string;
  readonly body: AnyFact['body'];
}

const ABOUT: ReadonlySet<AnyFact['kind']> = new Set([
  'person-registered',
  'car-registered',
  'record-made',
  'car-signed-in',
  'entry-withdrawn',
  'transponder-assigned',
]);

/** What stands on record about somebody and their numbers, the latest first. */
function factsAbout(context: Context, name: string, cars: readonly OwnCar[]): readonly Told[] {
  const out = displaced(context);
  const { club, seasons, meetings: at } = context.state;
  const lists = [club, ...seasons.values(), ...[...at.values()].map((each) => each.facts)];
  const own = new Set(cars.map((each) => `${each.class} ${each.car}`));
  const isAbout = (fact: AnyFact): boolean => {
    if (!ABOUT.has(fact.kind)) return false;
    if (fact.kind === 'car-signed-in') return fact.body.driver === name || fact.body.handler === name;
    if (fact.kind === 'transponder-assigned' || fact.kind === 'entry-withdrawn') return own.has(`${fact.body.class} ${fact.body.car}`);
    if (fact.kind === 'record-made')
      return (
        fact.body.person === name || (fact.body.person === undefined && carsOf(fact).some((car) => cars.some((each) => each.car === car)))
      );
    return 'person' in fact.body && fact.body.person === name;
  };
  return lists
    .flatMap((list) => [...list])
    .filter((fact) => isAbout(fact) && !out.has(fact.seq))
    .toSorted((a, b) => b.seq - a.seq)
    .map(({ seq, at: when, by, kind, meeting, body }) => ({
      fact: seq,
      at: when,
      by,
      kind,
      ...(meeting === undefined ? {} : { meeting }),
      body,
    }));
}
