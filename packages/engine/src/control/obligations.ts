import type { PlannedRace } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, meetingOf, meetings } from '../context.ts';
import { actsAt, carsOf } from '../entry/acts.ts';
import { entered, entryOf } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import { nthOnLadder } from '../points/effects.ts';
import { scopeFor, whole } from '../scope.ts';
import { type Applied, consequencesOf, whereOf } from './consequences.ts';
import { stepAt } from './ladders.ts';

interface Obligation extends Applied {
  readonly call: Fact<'call-made'>;
}

/** Cars of a race that have to start at its rear because of an earlier call, with the reason. */
export function rearObligations(context: Context, meeting: string, race: PlannedRace): ReadonlyMap<string, Because> {
  const obliged = new Map<string, Because>();
  const run = runOf(context, meeting, race.id);
  for (const obligation of obligations(context, meeting)) {
    const { call, consequence, clauses } = obligation;
    if (
      consequence.kind !== 'start-rear' ||
      (call.meeting === meeting && call.race === race.id) ||
      run.begun < call.seq ||
      run.placed > call.seq
    )
      continue;
    if (consequence.rounds.length > 0 && !consequence.rounds.includes(race.round)) continue;
    const races = whole(scopeFor(context, whereOf(call), {}, call.at), consequence.races).value;
    for (const car of carsOf(call)) {
      const driver = entryOf(context, call.meeting ?? '', classOf(call), car)?.driver;
      const own = entered(context, meeting, race.class).find((each) => each.driver === driver);
      if (own && started(context, call, { driver: driver ?? '', rounds: consequence.rounds, before: run.begun }) < races)
        obliged.set(own.car, because(`starts at the rear by a call of ${call.by}`, { clauses, facts: [call.seq] }));
    }
  }
  return obliged;
}

/**
 * When a race began (a call made later cannot touch its start), and when officials last put its line-up on record
 * (that order has the calls made before in it).
 */
function runOf(context: Context, meeting: string, race: string): { readonly begun: number; readonly placed: number } {
  const facts = [...(meetingOf(context, meeting).facts.races.get(race)?.facts ?? [])];
  const begun = facts.find(
    (fact) => fact.kind === 'flag-shown' || fact.kind === 'lap-scored' || fact.kind === 'race-finished' || fact.kind === 'times-recorded',
  );
  const placed = facts.findLast((fact) => fact.kind === 'line-up-posted' || fact.kind === 'line-up-changed');
  return { begun: begun?.seq ?? Number.MAX_SAFE_INTEGER, placed: placed?.seq ?? 0 };
}

function classOf(call: Fact<'call-made'>): string {
  return call.body.class ?? call.race?.split('/')[0] ?? '';
}

function obligations(context: Context, meeting: string): readonly Obligation[] {
  const season = meetingOf(context, meeting).season;
  const upTo = meetings(context).filter((each) => each.id === meeting || each.season === season);
  return upTo
    .flatMap((each) => actsAt(context, each.id))
    .flatMap((fact) =>
      fact.kind === 'call-made' && owes(context, fact) ? following(context, fact).map((applied) => ({ ...applied, call: fact })) : [],
    );
}

/** What follows from a call, the step of its own ladder first. */
function following(context: Context, call: Fact<'call-made'>): readonly Applied[] {
  const ladderId = context.book.acts.get(call.body.name)?.ladder;
  const ladder = ladderId === undefined ? undefined : context.book.ladders.get(ladderId);
  if (!ladder) return consequencesOf(context, call);
  const driver = entryOf(context, call.meeting ?? '', classOf(call), carsOf(call)[0] ?? '')?.driver ?? call.body.person ?? '';
  const nth = nthOnLadder(context, ladder, call, driver);
  const step = stepAt(ladder, nth);
  return [
    ...(step?.consequences ?? []).map((consequence) => ({ consequence, clauses: step?.clauses ?? ladder.clauses })),
    ...consequencesOf(context, call, nth),
  ];
}

/** Tells by the rulebook alone whether a call can oblige, so that others are not worked out. */
function owes(context: Context, call: Fact<'call-made'>): boolean {
  const act = context.book.acts.get(call.body.name);
  const steps = act?.ladder === undefined ? [] : (context.book.ladders.get(act.ladder)?.steps ?? []);
  return [...(act?.then ?? []), ...steps].some((part) => part.consequences.some((consequence) => consequence.kind === 'start-rear'));
}

interface Served {
  readonly driver: string;
  readonly rounds: readonly string[];
  /** Only races finished before this fact count. */
  readonly before: number;
}

/** Counts the races that the driver has finished or been classified in between the call and the race. */
function started(context: Context, call: Fact<'call-made'>, served: Served): number {
  let count = 0;
  for (const meeting of meetings(context)) {
    for (const facts of meeting.facts.races.values()) {
      const finished = facts.facts.of('race-finished').findLast((fact) => fact.seq > call.seq && fact.seq < served.before);
      if (!finished || (meeting.id === call.meeting && facts.id === call.race)) continue;
      const [classId = '', name = ''] = facts.id.split('/');
      const car = entered(context, meeting.id, classId).find((each) => each.driver === served.driver)?.car;
      if (
        served.rounds.length > 0 &&
        !served.rounds.some((round) => name === round || name.startsWith(`${round}-`) || name.endsWith(`-${round}`))
      )
        continue;
      if (car !== undefined && (finished.body.order.includes(car) || car in finished.body.statuses)) count += 1;
    }
  }
  return count;
}
