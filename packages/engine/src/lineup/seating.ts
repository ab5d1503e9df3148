import type { PlannedRace } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import type { Round, Stage } from '../language.ts';
import { result } from '../points/result.ts';
import { holds, scopeFor, type Scope, whole } from '../scope.ts';
import type { Where } from '../values.ts';
import { sortCars } from './order.ts';
import { racesOfRound } from './plan.ts';
import { carsOfRace, selectCars } from './select.ts';

/** A car in the order of the line-up, with the reason of its seat. */
export interface Seated {
  readonly car: string;
  readonly because: Because;
}

type Place = Where & { readonly meeting: string; readonly class: string };

/** Lets the stages of a round queue up: each takes its cars from those that no earlier stage took. */
export function seatStages(context: Context, where: Place, round: Round, race: PlannedRace): { readonly seats: readonly Seated[]; readonly waitsFor: readonly string[] } {
  const stages = round.ladder && race.number > 1 ? round.lineupLower : round.lineup;
  const group = round.split ? carsOfRace(context, where, round, round.split, race) : undefined;
  const seats: Seated[] = [];
  const taken = new Set<string>();
  const scope = scopeFor(context, where, { letter: () => race.letter });
  const waitsFor = new Set(missingResults(context, where, round, stages, scope));
  if (waitsFor.size > 0) return { seats: [], waitsFor: [...waitsFor] };
  for (const stage of stages) {
    if (!holds(scope, stage.when)) continue;
    const selected = selectCars(context, where, round, stage, race);
    for (const missing of selected.waitsFor) waitsFor.add(missing);
    const free = selected.cars.filter((car) => !taken.has(car) && (group?.cars.has(car) ?? true));
    const cars = stage.where ? free.filter((car) => holds(scopeFor(context, { ...where, car }), stage.where)) : free;
    const reasons = new Map(cars.map((car) => [car, [selected.reasons.get(car), group?.because].filter((each) => each !== undefined)]));
    for (const seat of seatStage(context, where, stage, scope, { cars, reasons })) {
      taken.add(seat.car);
      seats.push(seat);
    }
  }
  return { seats, waitsFor: [...waitsFor] };
}

const BY_RESULT = new Set(['finish', 'finish-sum', 'race-number', 'status', 'time']);

/** Races of other rounds whose results the line-up is made from and that have none yet. */
function missingResults(context: Context, where: Place, round: Round, stages: readonly Stage[], scope: Scope): readonly string[] {
  const used = stages.filter((stage) => holds(scope, stage.when));
  const keys = [...(round.ladder?.order ?? []), ...used.flatMap((stage) => stage.order)].filter((key) => BY_RESULT.has(key.by) && holds(scope, key.when));
  const rounds = new Set(keys.flatMap((key) => key.of));
  rounds.delete(round.id);
  return [...rounds].flatMap((id) => racesOfRound(context, where.meeting, where.class, id)).filter((each) => ['none', 'running'].includes(result(context, where.meeting, each.id).standing)).map((each) => `${each.id} has no result`);
}

interface Pool {
  readonly cars: readonly string[];
  readonly reasons: ReadonlyMap<string, readonly Because[]>;
}

function seatStage(context: Context, where: Place, stage: Stage, scope: Scope, pool: Pool): readonly Seated[] {
  const sorted = sortCars(context, where, pool.cars, stage.order);
  const limit = stage.first ? whole(scope, stage.first).value : undefined;
  const cars = sorted.cars.slice(0, limit);
  const inverted = inversion(stage, scope, cars.length);
  const placed = stage.columns ? inColumns(context, where, stage.columns, cars, inverted.count) : reversedFront(cars, inverted.count);
  const turned = new Set(cars.filter((car, index) => placed[index] !== car));
  return placed.map((car, index) => {
    const from = [sorted.reasons.get(car), ...(pool.reasons.get(car) ?? [])].filter((each) => each !== undefined);
    const front = stage.columns ? turned.has(car) || inverted.count > 0 : index < inverted.count;
    const columns = stage.columns ? [because('cars stand in files by the race they come from', { clauses: stage.columns.clauses })] : [];
    return { car, because: because(stage.says ?? `${index + 1}. of its block`, { clauses: stage.clauses, from: [...from, ...(front && inverted.because ? [inverted.because] : []), ...columns] }) };
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

function reversedFront(cars: readonly string[], count: number): readonly string[] {
  return [...cars.slice(0, count).toReversed(), ...cars.slice(count)];
}

/**
 * Cars in files by the race that they come from, inside file first. The inverted cars are shared over the files in
 * equal parts, the inside taking one more of an odd number; the rest of a longer file closes up behind.
 */
function inColumns(context: Context, where: Place, columns: NonNullable<Stage['columns']>, cars: readonly string[], count: number): readonly string[] {
  const races = racesOfRound(context, where.meeting, where.class, columns.round);
  const numberOf = new Map(races.flatMap((race) => result(context, where.meeting, race.id).rows.map((row) => [row.car, race.number] as const)));
  const shares = columns.files.map((_, index) => Math.floor(count / columns.files.length) + (index < count % columns.files.length ? 1 : 0));
  const files = columns.files.map((number, index) => reversedFront(cars.filter((car) => numberOf.get(car) === number), shares[index] ?? 0));
  const seats: string[] = [];
  for (let row = 0; files.some((file) => row < file.length); row += 1) for (const file of files) seats.push(...file.slice(row, row + 1));
  return [...seats, ...cars.filter((car) => !seats.includes(car))];
}
