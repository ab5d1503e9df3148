import type { PlannedRace } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, type Meeting, meetingOf, meetings, msOf } from '../context.ts';
import { callsAt, carsOf } from '../entry/acts.ts';
import { classesIn, entered, entryOf } from '../entry/entries.ts';
import type { AnyFact, Fact } from '../fact.ts';
import type { Clauses, Consequence } from '../language.ts';
import { setsLineUp } from '../lineup/line-up.ts';
import { amountOf, nthOnLadder } from '../points/effects.ts';
import { holds, scopeFor, whole } from '../scope.ts';
import { factAt } from '../state.ts';
import { caseConsequences } from '../stewards/cases.ts';
import { startMs } from '../stewards/terms.ts';
import { actNames, type Applied, consequencesOf, whereOf } from './consequences.ts';
import { stepAt } from './ladders.ts';

/** A start at the rear that somebody owes, and since when. */
interface Obligation {
  readonly rule: Extract<Consequence, { readonly kind: 'start-rear' }>;
  readonly clauses: Clauses;
  readonly count: number;
  readonly driver: string;
  /** The class it was called in; empty: any. */
  readonly class: string;
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly meeting?: string;
  readonly race?: string;
}

/** Cars of a race that have to start at its rear, by a rule of its round or because of an earlier call or ruling, with the reason. */
export function rearObligations(context: Context, meeting: string, race: PlannedRace): ReadonlyMap<string, Because> {
  const obliged = new Map<string, Because>(byRule(context, meeting, race));
  const run = runOf(context, meeting, race.id);
  for (const obligation of obligations(context, meeting)) {
    const { rule, seq, driver } = obligation;
    if ((obligation.meeting === meeting && obligation.race === race.id) || run.begun < seq || run.placed > seq) continue;
    if (rule.rounds.length > 0 && !rule.rounds.includes(race.round)) continue;
    const own = entered(context, meeting, race.class).find((each) => each.driver === driver);
    if (!own || !isOwed(context, meeting, obligation, { class: own.class, begun: run.begun })) continue;
    obliged.set(own.car, because(`starts at the rear by a call of ${obligation.by}`, { clauses: obligation.clauses, facts: [seq] }));
  }
  return obliged;
}

/** Cars that the rulebook itself sends to the rear of this round; a line-up on record has them there already. */
function byRule(context: Context, meeting: string, race: PlannedRace): readonly (readonly [string, Because])[] {
  const round = context.book.rounds.find((each) => each.id === race.round);
  if (!round?.rear || runOf(context, meeting, race.id).placed > 0) return [];
  const rules = round.rear;
  return classesIn(race.class).flatMap((id) =>
    entered(context, meeting, id).flatMap((entry) => {
      const scope = scopeFor(context, { meeting, class: id, race: race.id, round: round.id, car: entry.car });
      const rule = rules.find((each) => holds(scope, each.when));
      return rule ? [[entry.car, because(rule.says, { clauses: rule.clauses, facts: entry.facts.slice(0, 1) })] as const] : [];
    }),
  );
}

function isOwed(context: Context, meeting: string, owed: Obligation, here: { readonly class: string; readonly begun: number }): boolean {
  const { rule, count } = owed;
  if (rule.classes === 'own' && owed.class !== '' && !classesIn(owed.class).includes(here.class)) return false;
  if (rule.unit !== 'meeting') return started(context, owed, here.begun) < count;
  const calendar = meetings(context).filter(
    (each) => !each.cancelled && each.id !== owed.meeting && startMs(context, each) > msOf(owed.at) && counts(context, rule, each.id),
  );
  const index = calendar.findIndex((each) => each.id === meeting);
  return index >= 0 && calendar.slice(0, index).filter((each) => ranAt(context, each, here.class, owed.driver)).length < count;
}

function counts(context: Context, rule: Obligation['rule'], meeting: string): boolean {
  return rule.counts === undefined || holds(scopeFor(context, { meeting }), rule.counts);
}

/** Tells whether a driver ran in a race of a class at a meeting. */
function ranAt(context: Context, meeting: Meeting, classId: string, driver: string): boolean {
  const car = entered(context, meeting.id, classId).find((each) => each.driver === driver)?.car;
  if (car === undefined) return false;
  return [...meeting.facts.races.values()].some(({ id, facts }) => {
    if (!classesIn(id.split('/')[0] ?? '').includes(classId)) return false;
    const finished = facts.of('race-finished').at(-1)?.body;
    const status = finished?.statuses[car];
    const tried = status !== undefined && (context.book.statuses.get(status)?.attempted ?? true);
    return (
      (finished?.order.includes(car) ?? false) ||
      tried ||
      facts.of('lap-scored').some(({ body }) => [...body.order, ...body.lapped].includes(car))
    );
  });
}

/**
 * When a race began (a call made later cannot touch its start), and when officials last put its line-up on record
 * (that order has the calls made before in it).
 */
function runOf(context: Context, meeting: string, race: string): { readonly begun: number; readonly placed: number } {
  const facts = meetingOf(context, meeting).facts.races.get(race)?.facts;
  const begun = facts?.matching('runs', isRunning)[0];
  const placed = facts?.matching('line-ups', setsLineUp).at(-1);
  return { begun: begun?.seq ?? Number.MAX_SAFE_INTEGER, placed: placed?.seq ?? 0 };
}

function isRunning(fact: AnyFact): fact is AnyFact {
  return ['flag-shown', 'lap-scored', 'race-finished', 'times-recorded'].includes(fact.kind);
}

function classOf(call: Fact<'call-made'>): string {
  return call.body.class ?? call.race?.split('/')[0] ?? '';
}

/** What calls and rulings oblige to: of the season where races are counted, of all meetings before where meetings are. */
function obligations(context: Context, meeting: string): readonly Obligation[] {
  const here = meetingOf(context, meeting);
  return meetings(context)
    .filter((each) => each.id === meeting || each.season === here.season || each.date <= here.date)
    .flatMap((each) => [...calledAt(context, each.id), ...ruledAt(context, each.id)].map((owed) => ({ owed, season: each.season })))
    .filter(({ owed, season }) => owed.rule.unit === 'meeting' || owed.meeting === meeting || season === here.season)
    .map(({ owed }) => owed);
}

function calledAt(context: Context, meeting: string): readonly Obligation[] {
  return callsAt(context, meeting).flatMap((fact) =>
    owes(context, fact) ? following(context, fact).flatMap((applied) => ofCall(context, fact, applied)) : [],
  );
}

/** One for each car that the call names, else for the person. */
function ofCall(context: Context, call: Fact<'call-made'>, { consequence, clauses }: Applied): readonly Obligation[] {
  if (consequence.kind !== 'start-rear') return [];
  const { meeting, race, seq, at, by } = call;
  const count = whole(scopeFor(context, whereOf(call), actNames(call, 1), at), consequence.races).value;
  const named = carsOf(call).map((car) => entryOf(context, meeting ?? '', classOf(call), car)?.driver ?? '');
  const drivers = named.length > 0 ? named : call.body.person === undefined ? [] : [call.body.person];
  const made = { rule: consequence, clauses, count, class: classOf(call), seq, at, by };
  const where = { ...(meeting === undefined ? {} : { meeting }), ...(race === undefined ? {} : { race }) };
  return drivers.map((driver) => ({ ...made, ...where, driver }));
}

const START_REAR = new Set(['start-rear'] as const);

function ruledAt(context: Context, meeting: string): readonly Obligation[] {
  return caseConsequences(context, meeting, START_REAR).flatMap((each): readonly Obligation[] => {
    const ruled = factAt(context.state, each.fact);
    if (each.consequence.kind !== 'start-rear' || ruled === undefined) return [];
    const count = amountOf(context, each, each.consequence.races);
    const { clauses, driver } = each;
    const made = { rule: each.consequence, clauses, count, driver, class: each.class, seq: ruled.seq, at: ruled.at, by: ruled.by, meeting };
    return [{ ...made, ...(each.race === undefined ? {} : { race: each.race }) }];
  });
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

/** Counts the races that the driver has finished or been classified in between the call and a race that begins. */
function started(context: Context, owed: Obligation, begun: number): number {
  const { rounds } = owed.rule;
  let count = 0;
  for (const meeting of meetings(context)) {
    for (const facts of meeting.facts.races.values()) {
      const finished = facts.facts.of('race-finished').findLast((fact) => fact.seq > owed.seq && fact.seq < begun);
      if (!finished || (meeting.id === owed.meeting && facts.id === owed.race)) continue;
      const [classId = '', name = ''] = facts.id.split('/');
      const car = entered(context, meeting.id, classId).find((each) => each.driver === owed.driver)?.car;
      const fits = rounds.some((round) => name === round || name.startsWith(`${round}-`) || name.endsWith(`-${round}`));
      if (rounds.length > 0 && !fits) continue;
      if (car !== undefined && (finished.body.order.includes(car) || car in finished.body.statuses)) count += 1;
    }
  }
  return count;
}
