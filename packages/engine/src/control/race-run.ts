import type { RaceRun } from '../answers.ts';
import { because } from '../because.ts';
import { type Context, memo, meetingOf, msOf } from '../context.ts';
import { classesIn } from '../entry/entries.ts';
import { isAct } from '../entry/acts.ts';
import type { AnyFact, Fact } from '../fact.ts';
import type { ClockRule } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRace } from '../lineup/plan.ts';
import type { Where } from '../values.ts';
import { clockAt } from './clocks.ts';
import { applyCall } from './apply-call.ts';
import { type Draft, draftOf, end, raceRunOf } from './draft.ts';

/** Runs a race from its facts: who is where, what was called, whether it is over. */
export function raceRun(context: Context, meeting: string, raceId: string): RaceRun {
  const race = plannedRace(context, meeting, raceId);
  return memo(context, `run ${meeting} ${race.id}`, () => {
    const where: RunPlace = { meeting, class: classesIn(race.class)[0] ?? race.class, round: race.round, race: race.id };
    const draft = draftOf(lineUp(context, meeting, race.id));
    const clocks = endingClocks(context, race.round);
    for (const fact of meetingOf(context, meeting).facts.races.get(race.id)?.facts ?? []) {
      endOnTime(context, where, clocks, draft, fact);
      step(context, where, draft, fact);
    }
    return raceRunOf(draft, race.id);
  });
}

export type RunPlace = Where & { readonly meeting: string; readonly class: string; readonly round: string; readonly race: string };

function endingClocks(context: Context, round: string): readonly ClockRule[] {
  return [...context.book.clocks.values()].filter((rule) => rule.of === 'race' && rule.atEnd !== 'warn' && rule.atEnd !== 'late' && (rule.rounds.length === 0 || rule.rounds.includes(round)));
}

/** A clock that calls the race has run out before this fact: the race ended then, on the last lap completed. */
function endOnTime(context: Context, where: RunPlace, clocks: readonly ClockRule[], draft: Draft, fact: AnyFact): void {
  for (const rule of clocks) {
    if (draft.phase === 'ended') return;
    const state = clockAt(context, where, rule, msOf(fact.at));
    if (!state?.expired || state.expiresAt === undefined) continue;
    if (rule.atEnd === 'call-on-last-lap') end(draft, state.expiresAt, state.because);
    else if (!draft.endsAtNextFlag) {
      draft.endsAtNextFlag = true;
      draft.reasons.push(because('time ran out, so the next flag ends the race', { clauses: rule.endClauses, from: [state.because] }));
    }
  }
}

function step(context: Context, where: RunPlace, draft: Draft, fact: AnyFact): void {
  if (isAct(fact)) {
    if (fact.kind === 'moment-marked') draft.moments[fact.body.name] = msOf(fact.at);
    if (fact.kind === 'call-made') applyCall(context, where, draft, fact);
    return;
  }
  if (fact.kind === 'flag-shown') showFlag(context, where, draft, fact as Fact<'flag-shown'>);
  else if (fact.kind === 'lap-scored') scoreLap(draft, fact as Fact<'lap-scored'>);
  else if (fact.kind === 'order-seen') draft.reasons.push(because('an order was seen on the track; it does not count', { facts: [fact.seq] }));
  else if (fact.kind === 'race-finished') finish(draft, fact as Fact<'race-finished'>);
  else if (fact.kind === 'line-up-posted' && draft.phase === 'planned') draft.phase = 'lined-up';
}

function showFlag(context: Context, where: RunPlace, draft: Draft, fact: Fact<'flag-shown'>): void {
  const { flag } = fact.body;
  const ms = msOf(fact.at);
  if (flag === 'black' || draft.phase === 'ended') return;
  draft.flag = flag;
  draft.moments[`flag_${flag}`] = ms;
  if (flag === 'green') showGreen(draft, ms);
  else if (flag === 'yellow' || flag === 'red') stop(context, where, draft, fact);
  else if (flag === 'checkered') end(draft, ms, because('checkered flag', { facts: [fact.seq] }));
  else if (flag === 'warm-up') draft.phase = 'warm-up';
  else if (flag === 'warm-up-over') draft.phase = 'lined-up';
}

function showGreen(draft: Draft, ms: number): void {
  if (draft.moments['first_green'] === undefined) draft.moments['first_green'] = ms;
  else draft.restarts += 1;
  draft.phase = 'green';
  draft.callsSinceGreen = 0;
}

/** Yellow and red freeze the order of the last scored lap; out of time, they end the race with it. */
function stop(context: Context, where: RunPlace, draft: Draft, fact: Fact<'flag-shown'>): void {
  if (fact.body.flag === 'yellow') draft.cautions += 1;
  draft.phase = fact.body.flag === 'yellow' ? 'yellow' : 'red';
  const rule = context.book.cautions.find((each) => each.rounds.length === 0 || each.rounds.includes(where.round));
  if (rule) draft.reasons.push(because(`${fact.body.flag}: the order is that of ${draft.lap > 0 ? `lap ${draft.lap}` : 'the line-up'}`, { clauses: rule.clauses, facts: [fact.seq] }));
  if (draft.endsAtNextFlag) end(draft, msOf(fact.at), because('out of time at this flag', { facts: [fact.seq] }));
}

/** A scored lap sets the order: cars on the lead lap, then the lapped; others that still run stay behind in their order. */
function scoreLap(draft: Draft, fact: Fact<'lap-scored'>): void {
  if (draft.phase === 'ended') return;
  const { lap, order, lapped } = fact.body;
  const named = new Set([...order, ...lapped]);
  const silent = draft.order.filter((car) => !named.has(car));
  for (const car of order) draft.lapsDone[car] = lap;
  for (const car of lapped) draft.lapsDone[car] = draft.lapped.has(car) ? (draft.lapsDone[car] ?? 0) + (lap - draft.lap) : Math.max(draft.lapsDone[car] ?? 0, lap - 1);
  draft.lap = lap;
  draft.order = [...order, ...lapped, ...silent].filter((car) => !draft.out.some((each) => each.car === car));
  draft.lapped = new Set([...lapped, ...silent]);
  draft.moments['lap'] = msOf(fact.at);
  if (lap === 1) draft.moments['first_lap'] = msOf(fact.at);
  draft.reasons = [because(`order of lap ${lap} as scored`, { facts: [fact.seq] })];
}

function finish(draft: Draft, fact: Fact<'race-finished'>): void {
  end(draft, draft.moments['ended'] ?? msOf(fact.at), because('the finish was put on record', { facts: [fact.seq] }));
  for (const [car, laps] of Object.entries(fact.body.laps)) draft.lapsDone[car] = laps;
}

