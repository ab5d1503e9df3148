import { because, type Because } from '../because.ts';
import { type Context, memo, meetingOf, momentOf, msOf } from '../context.ts';
import { carsOf, isAct } from '../entry/acts.ts';
import type { AnyFact } from '../fact.ts';
import { lazy, snake } from '../formula-values.ts';
import type { ClockRule } from '../language.ts';
import { findRace } from '../lineup/plan.ts';
import { refuse } from '../refusal.ts';
import { raceRun } from './race-run.ts';
import { holds, scopeFor, whole } from '../scope.ts';
import type { Where } from '../values.ts';
import { consequencesOf } from './consequences.ts';

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
  return (
    clockAt(context, where, rule, msOf(at)) ??
    refuse('clock-not-started', `${rule.says}: it has not started (${rule.starts})`, { clauses: rule.clauses, field: 'clock' })
  );
}

/** The clocks that run here, for formulas. */
export function clockFields(context: Context, where: Where, at: string): Record<string, () => object> {
  const fields: Record<string, () => object> = {};
  for (const rule of context.book.clocks.values()) {
    if (!startOf(context, where, rule, msOf(at)) || !applies(context, where, rule)) continue;
    fields[snake(rule.id)] = () => lazy(fieldsOf(clockAt(context, where, rule, msOf(at)) as ClockState));
  }
  return fields;
}

function fieldsOf(state: ClockState): Readonly<Record<string, () => unknown>> {
  const { expiresAt, lapsLeft } = state;
  return {
    started: () => state.startedAt,
    running: () => !state.expired && !state.paused,
    paused: () => state.paused,
    expired: () => state.expired,
    late: () => state.late,
    elapsed: () => Math.floor(state.elapsedSeconds),
    remaining: () => Math.ceil(state.remainingSeconds ?? 0),
    ...(expiresAt === undefined ? {} : { expires_at: () => expiresAt }),
    ...(lapsLeft === undefined ? {} : { laps_left: () => lapsLeft }),
  };
}

/** The clock of a rule at an instant, or nothing before it starts or where it does not apply. */
export function clockAt(context: Context, where: Where, rule: ClockRule, ms: number): ClockState | undefined {
  const start = startOf(context, where, rule, ms);
  if (!start || !applies(context, where, rule)) return undefined;
  const span: Span = { start, stop: stopOf(context, where, rule, start.fact.seq, ms), ms };
  return rule.laps ? lapWindow(context, where, rule, span) : timeWindow(context, where, rule, span);
}

function applies(context: Context, where: Where, rule: ClockRule): boolean {
  if (rule.rounds.length > 0) {
    const round =
      where.round ??
      (where.race === undefined || where.meeting === undefined ? undefined : findRace(context, where.meeting, where.race)?.round);
    if (round === undefined || !rule.rounds.includes(round)) return false;
  }
  return rule.when === undefined || holds(scopeFor(context, where), rule.when);
}

interface Timed {
  readonly fact: AnyFact;
  readonly ms: number;
}

interface Span {
  readonly start: Timed;
  readonly stop: Timed | undefined;
  readonly ms: number;
}

function timeWindow(context: Context, where: Where, rule: ClockRule, span: Span): ClockState {
  const { start, stop, ms } = span;
  const length = rule.seconds ? whole(scopeFor(context, where), rule.seconds) : { value: 0, because: because('no length') };
  const pauses = pausesOf(context, where, rule, { from: start.ms, to: ms });
  let expiresAt = start.ms + length.value * 1000;
  for (const pause of pauses) if (pause.from < expiresAt) expiresAt += pause.to - pause.from;
  const stood = pauses.reduce((total, pause) => total + Math.max(0, Math.min(pause.to, ms) - pause.from), 0);
  const expired = ms >= expiresAt;
  const elapsedSeconds = (Math.max(start.ms, ms) - start.ms - stood) / 1000;
  const parts = [
    because(`started at fact ${start.fact.seq}`, { facts: [start.fact.seq] }),
    length.because,
    ...pauses.map((pause) => because('stood still', { clauses: pause.clauses, facts: pause.facts })),
  ];
  return {
    clock: rule.id,
    startedAt: start.ms,
    ...(expiresAt === Number.POSITIVE_INFINITY ? {} : { expiresAt }),
    elapsedSeconds,
    remainingSeconds: Math.max(0, length.value - elapsedSeconds),
    paused: pauses.some((pause) => pause.to === Number.POSITIVE_INFINITY),
    expired,
    ...(stop === undefined ? {} : { stoppedAt: stop.ms }),
    late: (stop?.ms ?? ms) > expiresAt,
    because: because(rule.says, {
      clauses: [...new Set([...rule.clauses, ...(expired ? rule.endClauses : [])])],
      facts: stop ? [stop.fact.seq] : [],
      from: parts,
    }),
  };
}

/** A window of leader laps: it ends when the leader completes the last of them. */
function lapWindow(context: Context, where: Where, rule: ClockRule, span: Span): ClockState {
  const { start, stop, ms } = span;
  const laps = whole(scopeFor(context, where), rule.laps as NonNullable<ClockRule['laps']>);
  const scored = leaderLaps(context, where).filter(
    (each) => (each.fact === undefined || each.fact > start.fact.seq) && each.ms >= start.ms && each.ms <= ms,
  );
  const expiresAt = scored[laps.value - 1]?.ms;
  const expired = expiresAt !== undefined;
  return {
    clock: rule.id,
    startedAt: start.ms,
    ...(expired ? { expiresAt } : {}),
    elapsedSeconds: (ms - start.ms) / 1000,
    lapsLeft: Math.max(0, laps.value - scored.length),
    paused: false,
    expired,
    ...(stop === undefined ? {} : { stoppedAt: stop.ms }),
    late: expired && (stop?.ms ?? ms) > expiresAt,
    because: because(rule.says, {
      clauses: [...new Set([...rule.clauses, ...(expired ? rule.endClauses : [])])],
      facts: [start.fact.seq, ...scored.slice(0, laps.value).flatMap(({ fact }) => fact ?? []), ...(stop ? [stop.fact.seq] : [])],
      from: [laps.because],
    }),
  };
}

/** When the leader completed laps, also those under yellow: as scored by hand, with the fact, or as the cars crossed the line. */
function leaderLaps(context: Context, where: Where): readonly { readonly ms: number; readonly fact?: number }[] {
  const { meeting, race } = where;
  const read = meeting === undefined || race === undefined ? undefined : raceRun(context, meeting, race).leaderLapsMs;
  if (read) return read.map((ms) => ({ ms }));
  return timeline(context, where).flatMap(({ fact, ms }) => (fact.kind === 'lap-scored' ? [{ ms, fact: fact.seq }] : []));
}

/** Flags, laps and acts of a race and of its meeting, in the order of the log, with their instants. */
function timeline(context: Context, where: Where): readonly Timed[] {
  const { meeting, race } = where;
  if (meeting === undefined) return [];
  return memo(context, `timeline ${meeting} ${race ?? ''}`, () => {
    const { facts, races } = meetingOf(context, meeting).facts;
    const counts = (fact: AnyFact): boolean => fact.kind === 'flag-shown' || fact.kind === 'lap-scored' || isAct(fact);
    const own = race === undefined ? [] : (races.get(race)?.facts ?? []);
    return [...facts, ...own]
      .filter(counts)
      .map((fact) => ({ fact, ms: momentOf(fact) }))
      .toSorted((a, b) => a.fact.seq - b.fact.seq);
  });
}

/** Finds the fact that starts a clock: the first green, else the latest flag, mark or call of the name. A mark that was taken off again starts nothing. */
function startOf(context: Context, where: Where, rule: ClockRule, ms: number): Timed | undefined {
  const facts = timeline(context, where).filter((each) => each.ms <= ms);
  if (rule.starts === 'green') return facts.find(({ fact }) => flagOf(fact) === 'green');
  const latest = facts.findLast(({ fact }) => signals(fact, rule.starts, where, rule.of));
  return latest && isOff(latest.fact) ? undefined : latest;
}

function stopOf(context: Context, where: Where, rule: ClockRule, afterSeq: number, ms: number): Timed | undefined {
  const { stops } = rule;
  if (stops === undefined) return undefined;
  return timeline(context, where).find(
    ({ fact, ms: at }) => fact.seq > afterSeq && at <= ms && !isOff(fact) && signals(fact, stops, where, rule.of),
  );
}

function isOff(fact: AnyFact): boolean {
  return isAct(fact) && fact.body.fields['off'] === true;
}

function flagOf(fact: AnyFact): string | undefined {
  return fact.kind === 'flag-shown' ? fact.body.flag : undefined;
}

/** Tells whether a fact is the `flag:NAME`, `mark:NAME`, `record:NAME` or `call:NAME` meant, for this car where clocks are of cars. */
function signals(fact: AnyFact, signal: string, where: Where, of: ClockRule['of']): boolean {
  const [sort, name] = signal.split(':');
  if (sort === 'flag') return flagOf(fact) === name;
  if (!isAct(fact) || fact.body.name !== name) return false;
  const cars = carsOf(fact);
  if (of !== 'car') return fact.body.class === undefined || where.class === undefined || fact.body.class === where.class;
  return cars.length === 0 || (where.car !== undefined && cars.includes(where.car));
}

/** What a race runs under until the next of them; a flag that is shown to a car changes nothing. */
const STATES_OF_A_RACE = new Set(['green', 'yellow', 'red', 'checkered', 'black-and-checkered']);

/** When the clock stood still: by its own rule, and by calls that stop and restart it. */
function pausesOf(context: Context, where: Where, rule: ClockRule, span: { readonly from: number; readonly to: number }): readonly Pause[] {
  const facts = timeline(context, where).filter((each) => each.ms <= span.to);
  const ruled = rule.pauses.flatMap((pause) => {
    const starts = (fact: AnyFact): boolean => signals(fact, pause.while, where, 'race');
    const ends = (fact: AnyFact): boolean =>
      pause.until === undefined ? STATES_OF_A_RACE.has(flagOf(fact) ?? '') && !starts(fact) : signals(fact, pause.until, where, 'race');
    return spans(facts, span.from, starts, ends).map((each) => ({ ...each, clauses: pause.clauses }));
  });
  const starts = (fact: AnyFact): boolean => callsFor(context, fact, 'pause-clock', rule.id);
  const called = spans(facts, span.from, starts, (fact) => callsFor(context, fact, 'resume-clock', rule.id)).map((each) => ({
    ...each,
    clauses: rule.clauses,
  }));
  return merged([...ruled, ...called].filter((pause) => pause.to > pause.from).toSorted((a, b) => a.from - b.from));
}

function spans(
  facts: readonly Timed[],
  from: number,
  starts: (fact: AnyFact) => boolean,
  ends: (fact: AnyFact) => boolean,
): readonly Omit<Pause, 'clauses'>[] {
  return facts.flatMap(({ fact, ms }, index) => {
    if (!starts(fact)) return [];
    const end = facts.slice(index + 1).find((later) => ends(later.fact));
    return [
      {
        from: Math.max(from, ms),
        to: end ? Math.max(from, end.ms) : Number.POSITIVE_INFINITY,
        facts: [fact.seq, ...(end ? [end.fact.seq] : [])],
      },
    ];
  });
}

/** Tells whether a call stops or restarts a clock as one of its consequences. */
function callsFor(context: Context, fact: AnyFact, kind: 'pause-clock' | 'resume-clock', clockId: string): boolean {
  if (fact.kind !== 'call-made') return false;
  const call = fact;
  const could = context.book.acts.get(call.body.name)?.then.some((part) => part.consequences.some((each) => each.kind === kind)) ?? false;
  return could && consequencesOf(context, call).some(({ consequence }) => consequence.kind === kind && consequence.clock === clockId);
}

/** Joins pauses that overlap, so that a red flag within a pause is not counted twice. */
function merged(pauses: readonly Pause[]): readonly Pause[] {
  const joined: Pause[] = [];
  for (const pause of pauses) {
    const last = joined.at(-1);
    if (last && pause.from <= last.to)
      joined[joined.length - 1] = {
        from: last.from,
        to: Math.max(last.to, pause.to),
        clauses: [...new Set([...last.clauses, ...pause.clauses])],
        facts: [...last.facts, ...pause.facts],
      };
    else joined.push(pause);
  }
  return joined;
}
