import type { Entry, PlannedRace, RaceRun, Result, ResultRow } from '../answers.ts';
import { because, type Because, reasonLater } from '../because.ts';
import { type Context, memo, meetingOf } from '../context.ts';
import { raceRun } from '../control/race-run.ts';
import { runTimes } from '../control/times.ts';
import { classesIn, entryOf, joinedWith } from '../entry/entries.ts';
import type { Fact, Fields } from '../fact.ts';
import { lazy } from '../formula-values.ts';
import { ordinal } from '../in-words.ts';
import type { MovesUp, StatusRule } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { sortCars } from '../lineup/order.ts';
import { plannedRace, roundOf } from '../lineup/plan.ts';
import { holds as formulaHolds, scopeFor } from '../scope.ts';
import { raceHolds } from './holds.ts';
import { laidStatuses, lookedAway } from './laid-statuses.ts';
import { placesLost } from './places-lost.ts';
import { timeAdded } from './time-added.ts';
import { detailNames } from './result-details.ts';

/** The result of a race as it stands: by the finish put on record, or as the race was run; then by what was called since. */
export function result(context: Context, meeting: string, raceId: string): Result {
  const { id } = plannedRace(context, meeting, raceId);
  const before = lookedAway(context);
  const found = memo(context, `result ${meeting} ${id}`, () => {
    const race = plannedRace(context, meeting, id);
    const joined = classesIn(race.class).length > 1 ? undefined : joinedWith(context, meeting, race.class);
    return joined ? ofJoined(context, meeting, race, `${joined.id}/${race.id.split('/')[1] ?? ''}`) : own(context, meeting, race);
  });
  if (lookedAway(context) !== before) context.memo.delete(`result ${meeting} ${id}`);
  return found;
}

/** The part of a joined race that belongs to one class, with places of its own. */
function ofJoined(context: Context, meeting: string, race: PlannedRace, joinedRace: string): Result {
  const whole = result(context, meeting, joinedRace);
  const rows = whole.rows.filter((row) => row.class === race.class);
  return {
    ...whole,
    race: race.id,
    rows: placed(
      context,
      rows.map((row, index) => ({
        index,
        row: { ...row, because: because(`of ${race.class} in the joined race`, { from: [row.because] }) },
      })),
    ),
  };
}

function own(context: Context, meeting: string, race: PlannedRace): Result {
  const facts = meetingOf(context, meeting).facts.races.get(race.id)?.facts;
  const none: Result = { race: race.id, standing: 'none', rows: [], holds: [], because: because(`${race.id} has not been run`) };
  if (!facts || facts.length === 0) return none;
  const round = roundOf(context, race.round);
  const finished = facts.of('race-finished').at(-1);
  const run = raceRun(context, meeting, race.id);
  const timed = round.decidedBy === 'time' && facts.of('times-recorded').length + facts.of('call-made').length > 0;
  if (!finished && run.phase !== 'ended' && !timed)
    return { ...none, standing: run.phase === 'planned' || run.phase === 'lined-up' ? 'none' : 'running' };
  const classified = timed ? byTime(context, meeting, race, run) : byOrder(context, meeting, race, run, finished);
  const rows = placesLost(context, meeting, run, placed(context, timed ? classified : timeAdded(context, meeting, run, classified)));
  const official = facts.of('result-made-official').at(-1);
  const held = raceHolds(context, meeting, race, rows);
  return {
    race: race.id,
    standing: official ? 'official' : 'provisional',
    rows,
    holds: held,
    because: reasonLater(
      `${race.name} is ${official ? 'official' : 'provisional'}`,
      { facts: [...(finished ? [finished.seq] : []), ...(official ? [official.seq] : [])] },
      () => [...rows.map((row) => row.because), ...held, ...(finished && given(finished) ? [] : [run.because])],
    ),
  };
}

/** A row that has no place yet, with where its car stood at the finish. */
interface Unplaced {
  readonly index: number;
  readonly row: Omit<ResultRow, 'place' | 'scoringPlace'>;
}

function byTime(context: Context, meeting: string, race: PlannedRace, run: RaceRun): readonly Unplaced[] {
  const round = roundOf(context, race.round);
  const cars = lineUp(context, meeting, race.id).slots.map((slot) => slot.car);
  const times = runTimes(context, meeting, race.id);
  const ruled = laidStatuses(context, meeting, race);
  const sorted = sortCars(context, { meeting, class: race.class, round: race.round }, cars, round.resultOrder);
  const rows = sorted.cars.map((car, index) => {
    const called = run.statuses[car] ?? ruled.get(car);
    const status = called?.status ?? ((times.get(car)?.timesUs.length ?? 0) > 0 ? 'finished' : timeless(context));
    const reasons = (): Reasons => [called?.because, sorted.reasons.get(car)];
    return row(context, meeting, race, { car, status, index, reasons, ...movesUpOf(called) });
  });
  return inRank(context, meeting, race, rows);
}

/** What a car without a time is called: the status `no-time` when the rulebook has it. */
function timeless(context: Context): string {
  return context.book.statuses.has('no-time') ? 'no-time' : 'dns';
}

function byOrder(
  context: Context,
  meeting: string,
  race: PlannedRace,
  run: RaceRun,
  finished: Fact<'race-finished'> | undefined,
): readonly Unplaced[] {
  const lapsOf = (car: string): number | undefined => run.lapsDone[car] ?? finished?.body.laps[car];
  const order = lastOfTheirLap(run, finished && given(finished) ? finished.body.order : run.order, lapsOf);
  const starters = lineUp(context, meeting, race.id).slots.map((slot) => slot.car);
  const stated = finished?.body.statuses ?? {};
  const everybody = [
    ...new Set([
      ...order,
      ...run.out.toReversed().map((each) => each.car),
      ...Object.keys(stated),
      ...starters,
      ...Object.values(run.replaced).filter((car) => car !== ''),
    ]),
  ];
  const finishing = new Set(order);
  const outNow = new Map(run.out.map((each) => [each.car, each]));
  const ruled = laidStatuses(context, meeting, race);
  const fact = finished ? { facts: [finished.seq] } : {};
  const judging = judgesOf(context);
  const leaderLaps = lapsOf(order[0] ?? '') ?? 0;
  const rows = everybody.map((car, index) => {
    const called = run.statuses[car] ?? ruled.get(car);
    const out = outNow.get(car);
    const laps = lapsOf(car);
    const own = {
      bestLapUs: finished?.body.bestLapsUs?.[car] ?? run.timing?.[car]?.bestUs,
      timeUs: finished?.body.timesUs?.[car],
      details: finished?.body.details?.[car],
    };
    const finish = (): string =>
      judging.length === 0 ? 'finished' : finisher(context, judging, { meeting, race, car }, { laps: laps ?? 0, leaderLaps, ...own });
    const status =
      called?.status ?? stated[car] ?? (finishing.has(car) ? finish() : (out?.status ?? absent(context, meeting, race, car, run)));
    const reasons = (): Reasons => {
      const seen = because(finishing.has(car) ? `${ordinal(index + 1)} at the finish` : `${status} in ${race.id}`, fact);
      return [called?.because, seen, ...(run.carReasons[car] ?? [])];
    };
    return row(context, meeting, race, { car, status, index, reasons, laps, ...own, ...movesUpOf(called) });
  });
  return inRank(context, meeting, race, rows);
}

/** Cars that the race owed a start at the rear stand behind all others that did as many laps. */
function lastOfTheirLap(run: RaceRun, order: readonly string[], lapsOf: (car: string) => number | undefined): readonly string[] {
  return run.owing.reduce((now, car) => {
    const last = now.findLastIndex((each) => each !== car && lapsOf(each) === lapsOf(car));
    if (!now.includes(car) || last < now.indexOf(car)) return now;
    return [...now.slice(0, last + 1).filter((each) => each !== car), car, ...now.slice(last + 1)];
  }, order);
}

/** Tells whether a finish says something itself; one that does not leaves the race as it was run. */
function given(finished: Fact<'race-finished'>): boolean {
  return finished.body.order.length > 0 || Object.keys(finished.body.statuses).length > 0;
}

/** The status of a starter that nobody put on record: the first whose own condition holds. */
function absent(context: Context, meeting: string, race: PlannedRace, car: string, run: RaceRun): string {
  const scope = scopeFor(context, { meeting, class: race.class, round: race.round, race: race.id, car });
  for (const status of context.book.statuses.values())
    if (status.of === 'absent' && status.when && formulaHolds(scope, status.when)) return status.id;
  return (run.lapsDone[car] ?? 0) > 0 || !context.book.statuses.has('dns') ? 'dnf' : 'dns';
}

/** The statuses for finishers that have a condition of their own. */
function judgesOf(context: Context): readonly StatusRule[] {
  return [...context.book.statuses.values()].filter((status) => status.of === 'finishers' && status.when !== undefined);
}

/** The status of a car in the finish that nobody gave another: the first for finishers whose own condition holds. */
function finisher(
  context: Context,
  judging: readonly StatusRule[],
  at: { readonly meeting: string; readonly race: PlannedRace; readonly car: string },
  run: { readonly laps: number; readonly leaderLaps: number; readonly details: Fields | undefined },
): string {
  const where = { meeting: at.meeting, class: at.race.class, round: at.race.round, race: at.race.id, car: at.car };
  const scope = scopeFor(context, where, {
    laps_done: () => run.laps,
    leader_laps: () => run.leaderLaps,
    result: () => lazy(detailNames(run.details ?? {})),
  });
  return judging.find((status) => formulaHolds(scope, status.when))?.id ?? 'finished';
}

function movesUpOf(called: { readonly movesUp?: MovesUp } | undefined): { readonly movesUp?: MovesUp } {
  return called?.movesUp ? { movesUp: called.movesUp } : {};
}

type Reasons = readonly (Because | undefined)[];

interface RowParts {
  readonly car: string;
  readonly status: string;
  readonly index: number;
  readonly laps?: number | undefined;
  readonly movesUp?: MovesUp;
  readonly bestLapUs?: number | undefined;
  readonly timeUs?: number | undefined;
  readonly details?: Fields | undefined;
  readonly reasons: () => Reasons;
}

function row(context: Context, meeting: string, race: PlannedRace, parts: RowParts): Unplaced {
  const { car, status, index, laps, bestLapUs, timeUs, details, reasons } = parts;
  const entry = entryIn(context, meeting, race.class, car);
  const rule = context.book.statuses.get(status);
  return {
    index,
    row: {
      car,
      driver: entry?.driver ?? '',
      class: entry?.class ?? race.class,
      status,
      ...(laps !== undefined ? { laps } : {}),
      ...(bestLapUs !== undefined ? { bestLapUs } : {}),
      ...(timeUs !== undefined ? { timeUs } : {}),
      ...(details !== undefined ? { details } : {}),
      ...movesUpOf(parts),
      because: reasonLater(`car ${car}: ${rule?.says ?? status}`, { clauses: rule?.clauses ?? [] }, () =>
        reasons().filter((each) => each !== undefined),
      ),
    },
  };
}

/** The entry of a car in a class; of joined classes in the first that has it. */
function entryIn(context: Context, meeting: string, classId: string, car: string): Entry | undefined {
  for (const id of classesIn(classId)) {
    const entry = entryOf(context, meeting, id, car);
    if (entry) return entry;
  }
  return undefined;
}

/** Puts the rows in the order of their statuses, and within a status as the rulebook says. */
function inRank(context: Context, meeting: string, race: PlannedRace, rows: readonly Unplaced[]): readonly Unplaced[] {
  const within = new Map<string, ReadonlyMap<string, number>>();
  for (const status of context.book.statuses.values()) {
    if (status.within.length === 0) continue;
    const own = rows.filter(({ row }) => row.status === status.id).map(({ row }) => row);
    if (own.length < 2) continue;
    const cars = own.map((each) => each.car);
    const keys = status.within.filter((key) => key.by !== 'laps');
    const sorted = keys.length > 0 ? sortCars(context, { meeting, class: race.class, round: race.round }, cars, keys).cars : cars;
    const laps = new Map(own.map((each) => [each.car, each.laps ?? 0]));
    const ranked = status.within.some((key) => key.by === 'laps')
      ? sorted.toSorted((a, b) => (laps.get(b) ?? 0) - (laps.get(a) ?? 0))
      : sorted;
    within.set(status.id, new Map(ranked.map((car, index) => [car, index])));
  }
  const rank = ({ row }: Unplaced): number => context.book.statuses.get(row.status)?.rank ?? 99;
  const inner = ({ row, index }: Unplaced): number => within.get(row.status)?.get(row.car) ?? index;
  return rows.toSorted((a, b) => rank(a) - rank(b) || (a.row.status === b.row.status ? inner(a) - inner(b) : a.index - b.index));
}

/**
 * Gives place numbers. A status without a place is passed over; where those behind do not move up, its place at the
 * finish stays empty for points, for the purse, or for both, wherever the car is listed.
 */
function placed(context: Context, rows: readonly Unplaced[]): readonly ResultRow[] {
  const { statuses } = context.book;
  const counts = ({ row }: Unplaced): boolean => statuses.get(row.status)?.placed ?? true;
  const movesUp = ({ row }: Unplaced): MovesUp => row.movesUp ?? (statuses.get(row.status)?.closesUp === false ? 'none' : 'all');
  const empty = (words: readonly MovesUp[]): readonly number[] =>
    rows.flatMap((each) => (!counts(each) && words.includes(movesUp(each)) ? [each.index] : []));
  const [noPoints, noPurse] = [empty(['purse', 'none']), empty(['points', 'none'])];
  let place = 0;
  return rows.map((each) => {
    if (!counts(each)) return { ...each.row, place: 0, scoringPlace: 0 };
    place += 1;
    const ahead = (finishes: readonly number[]): number => place + finishes.filter((finish) => finish < each.index).length;
    const [scoringPlace, pursePlace] = [ahead(noPoints), ahead(noPurse)];
    return { ...each.row, place, scoringPlace, ...(pursePlace === scoringPlace ? {} : { pursePlace }) };
  });
}
