import type { RaceRun } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, memo, meetingOf, momentOf, msOf } from '../context.ts';
import { isAct } from '../entry/acts.ts';
import { classesIn } from '../entry/entries.ts';
import type { AnyFact, Fact } from '../fact.ts';
import { beingWorkedOut, type Kept } from '../keeping/kept.ts';
import { readFrom } from '../keeping/later.ts';
import type { ClockRule, Expr } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRace } from '../lineup/plan.ts';
import { scopeFor, whole } from '../scope.ts';
import type { Where } from '../values.ts';
import { applyCall, applyRuling } from './apply-call.ts';
import { clockAt } from './clocks.ts';
import { countingOf } from './counting.ts';
import { type Crossing, crossingsOf } from './crossings.ts';
import { type Draft, draftOf, end, noteCar, noteLate, raceRunOf, rememberGreen, settleOwing } from './draft.ts';
import { beginGreen, cross, newLapCount, orderWhenStopped } from './lap-count.ts';
import { goOn, keepLive } from './live-race.ts';
import { cautionOf, restartOrder, USUAL_CAUTION } from './restart.ts';

export type RunPlace = Where & { readonly meeting: string; readonly class: string; readonly round: string; readonly race: string };

/**
 * Runs a race from its facts: who is where, what was called, whether it is over. Asked while it is being worked out
 * (by a formula of one of its own clocks), it answers with what it has come to so far.
 */
export function raceRun(context: Context, meeting: string, raceId: string): RaceRun {
  const live = goOn(context, meeting, raceId);
  if (live) return live;
  const race = plannedRace(context, meeting, raceId);
  const drafts = draftsOf(context);
  const folding = `${meeting} ${race.id}`;
  const draft = drafts.get(folding);
  if (draft) {
    readFrom(draft.kept);
    return raceRunOf(draft.draft, race.id);
  }
  return memo(context, `run ${meeting} ${race.id}`, () => {
    void plannedRace(context, meeting, race.id);
    const where: RunPlace = { meeting, class: classesIn(race.class)[0] ?? race.class, round: race.round, race: race.id };
    const fresh = draftOf(context.book, lineUp(context, meeting, race.id));
    drafts.set(folding, { draft: fresh, kept: beingWorkedOut() });
    try {
      foldRace(context, where, fresh);
    } finally {
      drafts.delete(folding);
    }
    return raceRunOf(fresh, race.id);
  });
}

interface Folding {
  readonly draft: Draft;
  /** The answer that it is to become. */
  readonly kept: Kept | undefined;
}

/** Races that are being folded just now. */
const foldings = new WeakMap<Context, Map<string, Folding>>();

function draftsOf(context: Context): Map<string, Folding> {
  const known = foldings.get(context) ?? new Map<string, Folding>();
  foldings.set(context, known);
  return known;
}

function foldRace(context: Context, where: RunPlace, draft: Draft): void {
  const facts = [...(meetingOf(context, where.meeting).facts.races.get(where.race)?.facts ?? [])];
  const crossings = crossingsOf(context, where.meeting, where.race);
  if (crossings.length > 0) draft.count = newLapCount();
  const counting = draft.count ? countingOf(context, where) : undefined;
  draft.finishFact = facts.findLast((fact) => fact.kind === 'race-finished')?.seq;
  let ending: Event | undefined;
  const events = crossings.length === 0 ? facts.map(eventOf) : inTime(facts, crossings);
  const last = events.at(-1);
  const { now } = context;
  const ends = last ? endsOf(context, where, now ?? last.us / 1000) : [];
  const deadlines = ends.filter((each) => each.expired);
  for (const event of events) {
    for (const deadline of deadlines) if (isPast(deadline, event)) timeIsUp(draft, deadline);
    if (event.fact) step(context, where, draft, event.fact);
    else if (draft.count && counting) cross(draft, draft.count, counting, event.crossing);
    if (draft.phase === 'ended') ending ??= event;
    else ending = undefined;
  }
  if (draft.finishFact === undefined && ending) noteLateLaps(draft, ending);
  if (last && counting) {
    // A clock that has run out already has done what it does: the race goes on passing by passing.
    const toCome = ends.filter((each) => !(each.expired && isPast(each, last)));
    // A passing at the very instant of a flag was before it.
    const fromUs = last.fact ? last.us + 1 : last.us;
    keepLive(context, where, { draft, counting, fromUs, nextEndMs: Math.min(...toCome.map((each) => each.ms)) });
  }
  // Asked later than the last fact: a lap may still be scored at the very instant at which time is up.
  for (const deadline of deadlines) if (now !== undefined && now > deadline.ms) timeIsUp(draft, deadline);
}

/** A race that nobody has put a finish on record of is finished by what ended it: laps before it that came in later are late. */
function noteLateLaps(draft: Draft, ending: Event): void {
  const seq = ending.fact ? ending.fact.seq : ending.crossing.fact;
  for (const { counts, car, fact, lap, timeUs } of draft.count?.verdicts ?? [])
    if (counts === 'lap' && car !== undefined && lap !== undefined && fact > seq && timeUs <= ending.us)
      noteLate(draft, { car, fact, lap });
}

/** Something that happens to a race: a fact of it, or a car that crosses the line. */
type Event =
  | { readonly us: number; readonly fact: AnyFact; readonly crossing?: undefined }
  | { readonly us: number; readonly fact?: undefined; readonly crossing: Crossing };

const eventOf = (fact: AnyFact): Event => ({ us: momentOf(fact) * 1000, fact });

/** Facts and crossings in the order in which they happened; a crossing at the very instant of a flag was before it. */
function inTime(facts: readonly AnyFact[], crossings: readonly Crossing[]): readonly Event[] {
  const events: readonly Event[] = [...crossings.map((crossing) => ({ us: crossing.us, crossing })), ...facts.map(eventOf)];
  return events.toSorted((a, b) => a.us - b.us);
}

interface Deadline {
  readonly rule: ClockRule;
  readonly ms: number;
  readonly expired: boolean;
  /** Restarts that may be tried after it, where the rule lets any. */
  readonly restarts: number;
  /** Laps that the leader still has after it, beside the one it is on. */
  readonly moreLaps: number;
  readonly because: Because;
}

/** When the clocks that can end the race run out, as they were started and stopped up to an instant. */
function endsOf(context: Context, where: RunPlace, ms: number): readonly Deadline[] {
  const rules = [...context.book.clocks.values()].filter((rule) => rule.of === 'race' && rule.atEnd !== 'warn' && rule.atEnd !== 'late');
  return rules.flatMap((rule) => {
    const state = clockAt(context, where, rule, ms);
    if (state?.expiresAt === undefined) return [];
    const number = (formula: Expr | undefined): number => (formula ? whole(scopeFor(context, where), formula).value : 1);
    const more = { restarts: number(rule.restarts), moreLaps: number(rule.moreLaps) };
    return [{ rule, ms: state.expiresAt, expired: state.expired, ...more, because: state.because }];
  });
}

/** A lap completed at the very instant at which the race is called counts. */
function isPast(deadline: Deadline, event: Event): boolean {
  const us = deadline.ms * 1000;
  const isLap = event.fact === undefined || event.fact.kind === 'lap-scored';
  return event.us > us || (event.us === us && !(isLap && deadline.rule.atEnd === 'call-on-last-lap'));
}

/** Time is up: the race is called on the last lap completed, or the next flag ends it. */
function timeIsUp(draft: Draft, deadline: Deadline): void {
  const { rule } = deadline;
  if (draft.phase === 'ended') return;
  if (rule.atEnd === 'call-on-last-lap')
    return end(
      draft,
      deadline.ms,
      because('called on time: the last lap completed decides', { clauses: rule.endClauses, from: [deadline.because] }),
    );
  if (rule.atEnd === 'one-more-restart') return oneMoreRestart(draft, deadline);
  if (rule.atEnd === 'more-laps') return moreLaps(draft, deadline);
  if (draft.endsAtNextFlag) return;
  draft.endsAtNextFlag = true;
  const says =
    draft.phase === 'yellow' || draft.phase === 'red'
      ? 'time ran out under the flag: the calls are applied, then the checkered ends the race'
      : 'time ran out, so the next flag ends the race';
  draft.timeUp = because(says, { clauses: rule.endClauses, from: [deadline.because] });
  draft.reasons.push(draft.timeUp);
}

/** Time is up: so many restarts may be tried, one as a rule, and the stop after them ends the race. */
function oneMoreRestart(draft: Draft, deadline: Deadline): void {
  if (draft.restartsLeft !== undefined) return;
  draft.restartsLeft = deadline.restarts;
  const says = deadline.restarts === 1 ? 'the next restart is the last' : `${deadline.restarts} restarts are left`;
  draft.timeUp = because(`time ran out: ${says}`, { clauses: deadline.rule.endClauses, from: [deadline.because] });
  draft.reasons.push(draft.timeUp);
}

/** Time is up: the leader finishes the lap that it is on, if the race is green, and has so many more. */
function moreLaps(draft: Draft, deadline: Deadline): void {
  if (draft.distance) return;
  const laps = draft.lap + (draft.phase === 'green' ? 1 : 0) + deadline.moreLaps;
  const why = because(`time ran out on lap ${draft.lap + 1}: the race goes to lap ${laps}`, {
    clauses: deadline.rule.endClauses,
    from: [deadline.because],
  });
  draft.distance = { laps, because: why };
  draft.timeUp = why;
  draft.reasons.push(why);
}

function step(context: Context, where: RunPlace, draft: Draft, fact: AnyFact): void {
  if (isAct(fact)) {
    if (fact.kind === 'moment-marked') draft.moments[fact.body.name] = msOf(fact.at);
    if (fact.kind === 'call-made') applyCall(context, where, draft, fact);
    return;
  }
  if (fact.kind === 'flag-shown') showFlag(context, where, draft, fact);
  else if (fact.kind === 'lap-scored') scoreLap(draft, fact);
  else if (fact.kind === 'order-seen') seeOrder(draft, fact);
  else if (fact.kind === 'race-finished') finish(draft, fact);
  else if (fact.kind === 'car-scratched') scratch(draft, fact);
  else if (fact.kind === 'case-ruled') applyRuling(context, where, draft, fact);
  else if (fact.kind === 'line-up-posted' && draft.phase === 'planned') draft.phase = 'lined-up';
}

/** Flags that are meant for the whole field; all others are shown to cars. */
const FOR_THE_FIELD = new Set(['green', 'yellow', 'red', 'white', 'checkered', 'black-and-checkered', 'warm-up', 'warm-up-over']);
const FOR_CARS = new Set(['black', 'rolled-black', 'blue']);

function showFlag(context: Context, where: RunPlace, draft: Draft, fact: Fact<'flag-shown'>): void {
  const { flag, cars } = fact.body;
  const ms = momentOf(fact);
  if (draft.phase === 'ended' && draft.comingHome && (flag === 'yellow' || flag === 'red')) return stopHome(context, where, draft, fact);
  if (draft.phase === 'ended') return;
  if (FOR_CARS.has(flag) || (cars.length > 0 && !FOR_THE_FIELD.has(flag))) {
    const why = fact.body.why === undefined ? '' : `: ${fact.body.why}`;
    for (const car of cars) noteCar(draft, car, because(`car ${car}: shown the ${flag} flag${why}`, { facts: [fact.seq] }));
    return;
  }
  const wasGreen = draft.phase === 'green';
  draft.flag = flag;
  draft.atFlag = flag === 'yellow' || flag === 'red' ? (draft.seen ?? draft.order) : draft.atFlag;
  draft.seen = undefined;
  draft.moments[`flag_${flag}`] = ms;
  if (flag === 'green') showGreen(draft, ms);
  else if (flag === 'yellow' || flag === 'red') stop(context, where, draft, fact);
  else if (flag === 'checkered' || flag === 'black-and-checkered') {
    if (draft.count) draft.count.finishing = wasGreen;
    end(draft, ms, because(`${flag} flag`, { facts: [fact.seq] }));
    draft.comingHome = true;
  } else if (flag === 'warm-up') draft.phase = 'warm-up';
  else if (flag === 'warm-up-over') draft.phase = 'lined-up';
}

/** The first green starts the race; after a start that was called back the next one does; every later one restarts it. */
function showGreen(draft: Draft, ms: number): void {
  if (draft.moments['first_green'] === undefined) draft.moments['first_green'] = ms;
  else if (!draft.startAgain) draft.restarts += 1;
  draft.startAgain = false;
  if (draft.restartsLeft !== undefined && draft.lap > 0) draft.restartsLeft -= 1;
  draft.phase = 'green';
  if (draft.count) beginGreen(draft, draft.count);
  rememberGreen(draft);
}

/** Yellow and red freeze the order of the last scored lap, charged cars where they belong; out of time, they end the race with it. */
function stop(context: Context, where: RunPlace, draft: Draft, fact: Fact<'flag-shown'>): void {
  const { flag } = fact.body;
  if (flag === 'yellow') draft.cautions += 1;
  draft.phase = flag === 'yellow' ? 'yellow' : 'red';
  if (draft.count) orderWhenStopped(draft, draft.count, cautionOf(context, where) ?? USUAL_CAUTION);
  setBack(context, where, draft, fact);
  if (draft.restartsLeft !== undefined && draft.restartsLeft <= 0) draft.endsAtNextFlag = true;
  const timeUp = draft.timeUp ? [draft.timeUp] : [];
  if (draft.endsAtNextFlag) end(draft, momentOf(fact), because('out of time at this flag', { facts: [fact.seq], from: timeUp }));
  else if (!timeUp.every((each) => draft.reasons.includes(each))) draft.reasons.push(...timeUp);
}

/** Yellow or red after the checkered: who is home keeps that lap, the others stand by the lap before, the charged behind them. */
function stopHome(context: Context, where: RunPlace, draft: Draft, fact: Fact<'flag-shown'>): void {
  const { flag, cars } = fact.body;
  const { count } = draft;
  draft.flag = flag;
  draft.moments[`flag_${flag}`] = momentOf(fact);
  if (count) {
    count.finishing = false;
    draft.order = [...draft.order.filter((car) => !draft.lapped.has(car)), ...draft.order.filter((car) => draft.lapped.has(car))];
  }
  const charged = cars.filter((car) => draft.order.includes(car) && !count?.home.has(car));
  setBack(context, where, draft, { ...fact, body: { ...fact.body, cars: charged } });
}

/** The order of the last scored lap, with the charged cars and those that owe it where they belong. */
function setBack(context: Context, where: RunPlace, draft: Draft, fact: Fact<'flag-shown'>): void {
  const { flag, cars } = fact.body;
  const rule = cautionOf(context, where);
  if (rule) {
    draft.reasons.push(
      because(`${flag}: the order is that of ${draft.lap > 0 ? `lap ${draft.lap}` : 'the line-up'}`, {
        clauses: rule.clauses,
        facts: [fact.seq],
      }),
    );
    draft.order = restartOrder(draft.order, cars, rule, draft.lapped);
    const place = rule.causers === 'tail' ? ', to the tail' : rule.causers === 'keep' ? '' : ', to the rear ahead of lapped cars';
    for (const car of cars)
      noteCar(draft, car, because(`car ${car}: charged with the caution${place}`, { clauses: rule.clauses, facts: [fact.seq] }));
  }
  settleOwing(draft);
}

/**
 * A scored lap sets the order: cars on the lead lap, those that have still to complete it in their order, then the lapped. A car
 * that missed the lap before too is lapped. A lapped car is one lap behind its leader, or keeps the distance that it had.
 */
function scoreLap(draft: Draft, fact: Fact<'lap-scored'>): void {
  const { lap } = fact.body;
  if (draft.count) return;
  if (draft.phase === 'ended' && !(draft.comingHome && lap === draft.lap)) return;
  const out = new Set(draft.out.map((each) => each.car));
  const home = lap === draft.lap ? draft.order.filter((car) => draft.lapsDone[car] === lap && !fact.body.order.includes(car)) : [];
  const order = [...new Set([...home, ...fact.body.order])].filter((car) => !out.has(car));
  const lapped = [...new Set(fact.body.lapped)].filter((car) => !out.has(car) && !order.includes(car));
  const silent = draft.order.filter((car) => !order.includes(car) && !lapped.includes(car));
  for (const car of order) draft.lapsDone[car] = lap;
  for (const car of lapped)
    draft.lapsDone[car] = draft.lapped.has(car)
      ? (draft.lapsDone[car] ?? 0) + (lap - draft.lap)
      : Math.max(draft.lapsDone[car] ?? 0, lap - 1);
  const missed = (car: string): boolean => draft.lapped.has(car) || (draft.lapsDone[car] ?? 0) < lap - 1;
  const comes = silent.filter((car) => !missed(car));
  const behind = [...lapped, ...silent.filter(missed)];
  for (const car of order) draft.lapsDown[car] = 0;
  for (const car of lapped) draft.lapsDown[car] = lap - (draft.lapsDone[car] ?? 0);
  draft.lap = lap;
  draft.order = [...order, ...comes, ...behind];
  draft.lapped = new Set(behind);
  draft.seen = undefined;
  draft.moments['lap'] = msOf(fact.at);
  draft.moments['first_lap'] ??= msOf(fact.at);
  draft.reasons = [because(`order of lap ${lap} as scored`, { facts: [fact.seq] })];
}

function seeOrder(draft: Draft, fact: Fact<'order-seen'>): void {
  if (draft.phase === 'ended') return;
  draft.seen = fact.body.order;
  draft.reasons.push(because('an order was seen on the track; it does not count', { facts: [fact.seq] }));
}

/** The line-up has left the car out already; one that was on the track is classified when an alternate takes its start. */
function scratch(draft: Draft, fact: Fact<'car-scratched'>): void {
  const onTrack = draft.phase === 'warm-up' || draft.phase === 'starting' || draft.moments['flag_warm-up'] !== undefined;
  draft.scratched.set(fact.body.car, { fact: fact.seq, onTrack });
}

function finish(draft: Draft, fact: Fact<'race-finished'>): void {
  draft.comingHome = false;
  end(draft, draft.moments['ended'] ?? msOf(fact.at), because('the finish was put on record', { facts: [fact.seq] }));
  for (const [car, laps] of Object.entries(fact.body.laps)) draft.lapsDone[car] = laps;
}
