import type { PlannedRace } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { entries } from '../entry/entries.ts';
import { ordinal } from '../in-words.ts';
import { Refused } from '../refusal.ts';
import type { Round, Stage } from '../language.ts';
import { result } from '../points/result.ts';
import { holds, type Scope, whole } from '../scope.ts';
import { type Place, raceStart, roundScope, withdrawnBefore } from './field.ts';
import { earlierRows } from './earlier.ts';
import { sortCars } from './order.ts';
import { racesOfRound } from './plan.ts';
import { carsOfRace, nobodyIn, selectCars } from './select.ts';

/** A car in the order of the line-up, with the reason of its seat. */
export interface Seated {
  readonly car: string;
  readonly because: Because;
}

/** A line-up as the rulebook makes it. */
export interface Computed {
  readonly seats: readonly Seated[];
  readonly waitsFor: readonly string[];
  /** False while the results that put the cars in order are missing; then nobody is seated. */
  readonly ordered: boolean;
}

/**
 * Lets the stages of a round queue up: each takes its cars from those that no earlier stage took. A draw that a stage
 * needs and that nobody has made is something that the line-up waits for.
 */
export function seatStages(context: Context, where: Place, round: Round, race: PlannedRace): Computed {
  try {
    return seatInTurn(context, where, round, race);
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'not-drawn') throw error;
    return { seats: [], waitsFor: [error.refusal.says], ordered: false };
  }
}

function seatInTurn(context: Context, where: Place, round: Round, race: PlannedRace): Computed {
  const stages = round.ladder && race.number > 1 ? round.lineupLower : round.lineup;
  const group = round.split ? carsOfRace(context, where, round, round.split, race) : undefined;
  const seats: Seated[] = [];
  const taken = new Set<string>();
  const names = { letter: () => race.letter };
  const scope = roundScope(context, where, round, names);
  const start = raceStart(context, where.meeting, race.id);
  const all = entries(context, where.meeting, where.class);
  const there = new Set(all.filter((entry) => !withdrawnBefore(entry, start)).map((entry) => entry.car));
  const gone = new Set(all.map((entry) => entry.car).filter((car) => !there.has(car)));
  const waitsFor = new Set(missingResults(context, where, round, stages, scope));
  if (waitsFor.size > 0) return { seats: [], waitsFor: [...waitsFor], ordered: false };
  for (const stage of stages) {
    if (!holds(scope, stage.when)) continue;
    const selected = selectCars(context, where, round, stage, race);
    for (const missing of selected.waitsFor) waitsFor.add(missing);
    const free = selected.cars.filter((car) => !taken.has(car) && !gone.has(car) && (group?.cars.has(car) ?? true));
    const cars = stage.where ? free.filter((car) => holds(roundScope(context, { ...where, car }, round, names), stage.where)) : free;
    const reasons = new Map(cars.map((car) => [car, [selected.reasons.get(car), group?.because].filter((each) => each !== undefined)]));
    const own = roundScope(context, where, round, { ...names, seated: seatedSoFar(seats.length) });
    for (const seat of seatStage(context, where, stage, own, { cars, reasons })) {
      taken.add(seat.car);
      seats.push(seat);
    }
  }
  return { seats, waitsFor: [...waitsFor], ordered: true };
}

/** The number of cars that earlier stages have seated, for formulas. */
function seatedSoFar(count: number): () => number {
  return () => count;
}

const BY_RESULT = new Set(['finish', 'count-of-places', 'head-to-head', 'finish-sum', 'race-number', 'status', 'time']);

/** Races of other rounds whose results the line-up is made from and that have none yet. */
function missingResults(context: Context, where: Place, round: Round, stages: readonly Stage[], scope: Scope): readonly string[] {
  const used = stages.filter((stage) => holds(scope, stage.when));
  const keys = [...(round.ladder?.order ?? []), ...used.flatMap((stage) => stage.order)].filter(
    (key) => BY_RESULT.has(key.by) && holds(scope, key.when),
  );
  const rounds = new Set(keys.flatMap((key) => key.of));
  rounds.delete(round.id);
  return [...rounds]
    .flatMap((id) => racesOfRound(context, where.meeting, where.class, id))
    .filter(
      (each) => ['none', 'running'].includes(result(context, where.meeting, each.id).standing) && !nobodyIn(context, where.meeting, each),
    )
    .map((each) => `${each.id} has no result`);
}

interface Pool {
  readonly cars: readonly string[];
  readonly reasons: ReadonlyMap<string, readonly Because[]>;
}

function seatStage(context: Context, where: Place, stage: Stage, scope: Scope, pool: Pool): readonly Seated[] {
  const sorted = sortCars(context, where, pool.cars, stage.order);
  const cars = sorted.cars.slice(0, stage.first ? whole(scope, stage.first).value : undefined);
  const inverted = inversion(stage, scope, cars.length);
  const { columns } = stage;
  const placed = columns ? inColumns(context, where, columns, cars, inverted.count) : reversedFront(cars, inverted.count);
  const turned = new Set(placed.turned);
  const standing = columns ? [because('cars stand in files by the race they come from', { clauses: columns.clauses })] : [];
  return placed.cars.map((car, index) => {
    const turn = turned.has(car) && inverted.because ? [inverted.because] : [];
    const from = [
      ...[sorted.reasons.get(car), ...(pool.reasons.get(car) ?? [])].filter((each) => each !== undefined),
      ...turn,
      ...standing,
    ];
    return { car, because: because(stage.says ?? `${ordinal(index + 1)} in this part of the line-up`, { clauses: stage.clauses, from }) };
  });
}

function inversion(stage: Stage, scope: Scope, size: number): { readonly count: number; readonly because?: Because } {
  const { count, unit, clauses } = stage.invert;
  if (count === 'none') return { count: 0 };
  if (count === 'all') return { count: size, because: because('the whole block is inverted', { clauses }) };
  const wanted = whole(scope, count);
  const cars = Math.min(size, Math.max(0, unit === 'rows' ? wanted.value * 2 : wanted.value));
  return cars > 0 ? { count: cars, because: because(`the first ${cars} are inverted`, { clauses, from: [wanted.because] }) } : { count: 0 };
}

interface Turned {
  readonly cars: readonly string[];
  /** The cars that the inversion is about. */
  readonly turned: readonly string[];
}

function reversedFront(cars: readonly string[], count: number): Turned {
  const turned = cars.slice(0, count).toReversed();
  return { cars: [...turned, ...cars.slice(count)], turned };
}

/**
 * Cars in files by the race that they come from, inside file first. The inverted cars are shared over the files in
 * equal parts, the inside taking one more of an odd number; the rest of a longer file closes up behind.
 */
function inColumns(context: Context, where: Place, columns: NonNullable<Stage['columns']>, cars: readonly string[], count: number): Turned {
  const rows = earlierRows(context, where, [columns.round]);
  const shares = columns.files.map((_, index) => Math.floor(count / columns.files.length) + (index < count % columns.files.length ? 1 : 0));
  const files = columns.files.map((number, index) =>
    reversedFront(
      cars.filter((car) => rows.get(car)?.number === number),
      shares[index] ?? 0,
    ),
  );
  const longest = Math.max(0, ...files.map((file) => file.cars.length));
  const seats = Array.from({ length: longest }, (_, row) => files.flatMap((file) => file.cars.slice(row, row + 1))).flat();
  const seated = new Set(seats);
  return { cars: [...seats, ...cars.filter((car) => !seated.has(car))], turned: files.flatMap((file) => file.turned) };
}
