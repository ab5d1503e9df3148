import { because, type Because } from '../because.ts';
import { type Context, meetingOf, msOf } from '../context.ts';
import { carsOf, isAct } from '../entry/acts.ts';
import type { AnyFact, Fact } from '../fact.ts';
import { lazy, snake } from '../formula-values.ts';
import type { ClockRule } from '../language.ts';
import { findRace } from '../lineup/plan.ts';
import { refuse } from '../refusal.ts';
import { holds, scopeFor, whole } from '../scope.ts';
import type { Where } from '../values.ts';

/** A clock at an instant. Times are milliseconds since 1970. */
export interface ClockState {
  readonly clock: string;
  readonly startedAt: number;
  /** When it ends as things stand; none while it is paused, or while laps are still to come. */
  readonly expiresAt?: number;
  readonly elapsedSeconds: number;
  /** Seconds left, never below 0; of a lap window none. */
  readonly remainingSeconds?: number;
  readonly lapsLeft?: number;
  readonly paused: boolean;
  readonly expired: boolean;
  /** What had to be done by the end was done. */
  readonly stoppedAt?: number;
  /** Done after the end, or not done and the end is past. */
  readonly late: boolean;
  readonly because: Because;
}

interface Pause {
  readonly from: number;
  readonly to: number;
  readonly clauses: readonly string[];
  readonly facts: readonly number[];
}

/** Reads a clock. Refuses `unknown-clock`, and `clock-not-started` naming what starts it. */
export function clock(context: Context, where: Where, id: string, at: string): ClockState {
  const rule = context.book.clocks.get(id) ?? refuse('unknown-clock', `the rulebook has no clock ${id}`, { field: 'clock' });
  return clockAt(context, where, rule, msOf(at)) ?? refuse('clock-not-started', `${rule.says}: it has not started (${rule.starts})`, { clauses: rule.clauses, field: 'clock' });
}

/** The clocks that run here, for formulas. */
export function clockFields(context: Context, where: Where, at: string): Record<string, () => object> {
  const fields: Record<string, () => object> = {};
  for (const rule of context.book.clocks.values()) {
    if (!startOf(context, where, rule, msOf(at))) continue;
    fields[snake(rule.id)] = () => {
      const state = clockAt(context, where, rule, msOf(at)) as ClockState;
      return lazy({ running: () => !state.expired && !state.paused, expired: () => state.expired, late: () => state.late, elapsed: () => Math.floor(state.elapsedSeconds), remaining: () => Math.ceil(state.remainingSeconds ?? 0), paused: () => state.paused });
    };
  }
  return fields;
}

/** The clock of a rule at an instant, or nothing before it starts or where it does not apply. */
export function clockAt(context: Context, where: Where, rule: ClockRule, ms: number): ClockState | undefined {
  const start = startOf(context, where, rule, ms);
  if (!start || !applies(context, where, rule)) return undefined;
  const startedAt = msOf(start.at);
  const stop = stopOf(context, where, rule, start.seq, ms);
  return rule.laps ? lapWindow(context, where, rule, { start, startedAt, stop, ms }) : timeWindow(context, where, rule, { start, startedAt, stop, ms });
}

function applies(context: Context, where: Where, rule: ClockRule): boolean {
  if (rule.rounds.length > 0) {
    const round = where.round ?? (where.race === undefined || where.meeting === undefined ? undefined : findRace(context, where.meeting, where.race)?.round);
    if (round === undefined || !rule.rounds.includes(round)) return false;
  }
  return rule.when === undefined || holds(scopeFor(context, where), rule.when);
}

interface Span {
  readonly start: AnyFact;
  readonly startedAt: number;
  readonly stop: AnyFact | undefined;
  readonly ms: number;
}

function timeWindow(context: Context, where: Where, rule: ClockRule, span: Span): ClockState {
  const { start, startedAt, stop, ms } = span;
  const length = rule.seconds ? whole(scopeFor(context, where), rule.seconds) : { value: 0, because: because('no length') };
  const pauses = pausesOf(context, where, rule, startedAt, ms);
  let expiresAt = startedAt + length.value * 1000;
  for (const pause of pauses) if (pause.from < expiresAt) expiresAt += pause.to - pause.from;
  const paused = expiresAt === Number.POSITIVE_INFINITY;
  const stood = pauses.reduce((total, pause) => total + Math.max(0, Math.min(pause.to, ms) - pause.from), 0);
  const expired = ms >= expiresAt;
  const stoppedAt = stop ? msOf(stop.at) : undefined;
  const elapsedSeconds = (Math.max(startedAt, ms) - startedAt - stood) / 1000;
  const parts = [because(`started at fact ${start.seq}`, { facts: [start.seq] }), length.because, ...pauses.map((pause) => because('stood still', { clauses: pause.clauses, facts: pause.facts }))];
  return {
    clock: rule.id,
    startedAt,
    ...(paused ? {} : { expiresAt }),
    elapsedSeconds,
    remainingSeconds: Math.max(0, length.value - elapsedSeconds),
    paused,
    expired,
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    late: stoppedAt === undefined ? ms > expiresAt : stoppedAt > expiresAt,
    because: because(rule.says, { clauses: [...new Set([...rule.clauses, ...(expired ? rule.endClauses : [])])], from: parts }),
  };
}

/** A window of leader laps: it ends when the leader completes the last of them. */
function lapWindow(context: Context, where: Where, rule: ClockRule, span: Span): ClockState {
  const { start, startedAt, stop, ms } = span;
  const laps = whole(scopeFor(context, where), rule.laps as NonNullable<ClockRule['laps']>);
  const scored = raceFacts(context, where).filter((fact) => fact.kind === 'lap-scored' && fact.seq > start.seq && msOf(fact.at) <= ms);
  const last = scored[laps.value - 1];
  const expiresAt = last ? msOf(last.at) : undefined;
  const stoppedAt = stop ? msOf(stop.at) : undefined;
  const expired = expiresAt !== undefined;
  return {
    clock: rule.id,
    startedAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    elapsedSeconds: (ms - startedAt) / 1000,
    lapsLeft: Math.max(0, laps.value - scored.length),
    paused: false,
    expired,
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    late: expiresAt !== undefined && (stoppedAt === undefined ? ms > expiresAt : stoppedAt > expiresAt),
    because: because(rule.says, { clauses: [...new Set([...rule.clauses, ...(expired ? rule.endClauses : [])])], facts: [start.seq, ...scored.slice(0, laps.value).map((fact) => fact.seq)], from: [laps.because] }),
  };
}

function raceFacts(context: Context, where: Where): readonly AnyFact[] {
  if (where.meeting === undefined) return [];
  const meeting = meetingOf(context, where.meeting).facts;
  const race = where.race === undefined ? undefined : meeting.races.get(where.race);
  return [...meeting.facts, ...(race ? race.facts : [])].toSorted((a, b) => a.seq - b.seq);
}

/** Finds the fact that starts a clock: the first green, else the latest flag, mark or call of the name. */
function startOf(context: Context, where: Where, rule: ClockRule, ms: number): AnyFact | undefined {
  const facts = raceFacts(context, where).filter((fact) => msOf(fact.at) <= ms);
  if (rule.starts === 'green') return facts.find((fact) => fact.kind === 'flag-shown' && (fact as Fact<'flag-shown'>).body.flag === 'green');
  return facts.findLast((fact) => signals(fact, rule.starts, where, rule.of));
}

function stopOf(context: Context, where: Where, rule: ClockRule, afterSeq: number, ms: number): AnyFact | undefined {
  if (rule.stops === undefined) return undefined;
  return raceFacts(context, where).find((fact) => fact.seq > afterSeq && msOf(fact.at) <= ms && signals(fact, rule.stops as string, where, rule.of));
}

/** Tells whether a fact is the `flag:NAME`, `mark:NAME`, `record:NAME` or `call:NAME` meant, for this car where clocks are of cars. */
function signals(fact: AnyFact, signal: string, where: Where, of: ClockRule['of']): boolean {
  const [sort, name] = signal.split(':');
  if (sort === 'flag') return fact.kind === 'flag-shown' && (fact as Fact<'flag-shown'>).body.flag === name;
  if (!isAct(fact) || fact.body.name !== name) return false;
  const cars = carsOf(fact);
  if (of !== 'car') return fact.body.class === undefined || where.class === undefined || fact.body.class === where.class;
  return cars.length === 0 || (where.car !== undefined && cars.includes(where.car));
}

function pausesOf(context: Context, where: Where, rule: ClockRule, from: number, ms: number): readonly Pause[] {
  const facts = raceFacts(context, where).filter((fact) => msOf(fact.at) <= ms);
  const pauses = rule.pauses.flatMap((pause) => {
    const found: Pause[] = [];
    for (const [index, fact] of facts.entries()) {
      if (!signals(fact, pause.while, where, 'race')) continue;
      const end = facts.slice(index + 1).find((later) => (pause.until === undefined ? later.kind === 'flag-shown' && !signals(later, pause.while, where, 'race') : signals(later, pause.until, where, 'race')));
      found.push({ from: Math.max(from, msOf(fact.at)), to: end ? Math.max(from, msOf(end.at)) : Number.POSITIVE_INFINITY, clauses: pause.clauses, facts: [fact.seq, ...(end ? [end.seq] : [])] });
    }
    return found;
  });
  return merged(pauses.toSorted((a, b) => a.from - b.from));
}

/** Joins pauses that overlap, so that a red flag within a pause is not counted twice. */
function merged(pauses: readonly Pause[]): readonly Pause[] {
  const joined: Pause[] = [];
  for (const pause of pauses) {
    const last = joined.at(-1);
    if (last && pause.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, pause.to), clauses: [...new Set([...last.clauses, ...pause.clauses])], facts: [...last.facts, ...pause.facts] };
    else joined.push(pause);
  }
  return joined;
}
