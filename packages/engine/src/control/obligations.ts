import type { PlannedRace } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, meetingOf, meetings } from '../context.ts';
import { actsAt, carsOf } from '../entry/acts.ts';
import { entered, entryOf } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import { scopeFor, whole } from '../scope.ts';
import { type Applied, consequencesOf, whereOf } from './consequences.ts';

interface Obligation extends Applied {
  readonly call: Fact<'call-made'>;
}

/** Cars of a race that have to start at its rear because of an earlier call, with the reason. */
export function rearObligations(context: Context, meeting: string, race: PlannedRace): ReadonlyMap<string, Because> {
  const obliged = new Map<string, Because>();
  for (const obligation of obligations(context, meeting)) {
    const { call, consequence, clauses } = obligation;
    if (consequence.kind !== 'start-rear' || call.race === race.id) continue;
    if (consequence.rounds.length > 0 && !consequence.rounds.includes(race.round)) continue;
    const races = whole(scopeFor(context, whereOf(call), {}, call.at), consequence.races).value;
    for (const car of carsOf(call)) {
      const driver = entryOf(context, call.meeting ?? '', classOf(call), car)?.driver;
      const own = entered(context, meeting, race.class).find((each) => each.driver === driver);
      if (own && started(context, call, driver ?? '', race, consequence.rounds) < races) obliged.set(own.car, because(`starts at the rear by a call of ${call.by}`, { clauses, facts: [call.seq] }));
    }
  }
  return obliged;
}

function classOf(call: Fact<'call-made'>): string {
  return call.body.class ?? call.race?.split('/')[0] ?? '';
}

function obligations(context: Context, meeting: string): readonly Obligation[] {
  const season = meetingOf(context, meeting).season;
  const upTo = meetings(context).filter((each) => each.id === meeting || each.season === season);
  return upTo.flatMap((each) => actsAt(context, each.id)).flatMap((fact) => (fact.kind === 'call-made' && owes(context, fact) ? consequencesOf(context, fact).map((applied) => ({ ...applied, call: fact })) : []));
}

/** Tells by the rulebook alone whether a call can oblige, so that others are not worked out. */
function owes(context: Context, call: Fact<'call-made'>): boolean {
  return context.book.acts.get(call.body.name)?.then.some((part) => part.consequences.some((consequence) => consequence.kind === 'start-rear')) ?? false;
}

/** Counts the races that the driver has finished or been classified in between the call and the race. */
function started(context: Context, call: Fact<'call-made'>, driver: string, race: PlannedRace, rounds: readonly string[]): number {
  let count = 0;
  for (const meeting of meetings(context)) {
    for (const facts of meeting.facts.races.values()) {
      const finished = facts.facts.of('race-finished').findLast((fact) => fact.seq > call.seq);
      if (!finished || facts.id === race.id || facts.id === call.race) continue;
      const classId = facts.id.split('/')[0] ?? '';
      const car = entered(context, meeting.id, classId).find((each) => each.driver === driver)?.car;
      const name = facts.id.split('/')[1] ?? '';
      if (rounds.length > 0 && !rounds.some((round) => name === round || name.startsWith(`${round}-`) || name.endsWith(`-${round}`))) continue;
      if (car !== undefined && (finished.body.order.includes(car) || car in finished.body.statuses)) count += 1;
    }
  }
  return count;
}
