import type { PlannedRace, ResultRow } from '../answers.ts';
import type { Context } from '../context.ts';
import { runTimes } from '../control/times.ts';
import { raceRun } from '../control/race-run.ts';
import { later, owner, readFrom } from '../keeping/later.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRaces, roundOf } from '../lineup/plan.ts';
import { result } from './result.ts';

/**
 * A race with a result, as the points rules see it. Who moved up and who started where is worked out on demand: those
 * line-ups may themselves rest on the points of this race.
 */
export interface ScoredRace {
  readonly race: PlannedRace;
  readonly rows: ReadonlyMap<string, ResultRow>;
  readonly starters: number;
  /** Cars that went on to a race which takes cars from this one. */
  readonly movedUp: () => ReadonlySet<string>;
  readonly alternates: () => ReadonlySet<string>;
  readonly slots: () => ReadonlyMap<string, number>;
  /** The car with the fastest lap among those that have a place; the earlier in the result when two are equal. */
  readonly fastest: () => string | undefined;
  /** Place over all races of the round, for the cars whose highest race this is. */
  readonly placesInRound: () => ReadonlyMap<string, number>;
}

/** Lists the races of a class that have a result, of the rounds named or of all. */
export function scoredRaces(context: Context, meeting: string, classId: string, rounds?: ReadonlySet<string>): readonly ScoredRace[] {
  const planned = plannedRaces(context, meeting, classId);
  const scored: ScoredRace[] = [];
  const places = once(() => combinedPlaces(context, scored));
  for (const race of planned) {
    if (rounds && !rounds.has(race.round)) continue;
    const standing = result(context, meeting, race.id);
    if (standing.standing === 'none' || standing.standing === 'running') continue;
    scored.push({
      race,
      rows: new Map(standing.rows.map((row) => [row.car, row])),
      starters: standing.rows.length,
      movedUp: once(() => movedUp(context, meeting, planned, race)),
      alternates: once(() => new Set(Object.keys(raceRun(context, meeting, race.id).replaced))),
      slots: once(() => new Map(lineUp(context, meeting, race.id).slots.map((slot) => [slot.car, slot.slot]))),
      fastest: once(() => fastestOf(context, meeting, race.id, standing.rows)),
      placesInRound: () => places().get(race.id) ?? new Map(),
    });
  }
  return scored;
}

function fastestOf(context: Context, meeting: string, race: string, rows: readonly ResultRow[]): string | undefined {
  const times = runTimes(context, meeting, race);
  const given = new Map(rows.map((row) => [row.car, row.bestLapUs]));
  const best = (car: string): number => Math.min(...(times.get(car)?.timesUs ?? []), given.get(car) ?? Number.POSITIVE_INFINITY);
  const timed = rows.filter((row) => row.place > 0 && Number.isFinite(best(row.car)));
  return timed.toSorted((a, b) => best(a.car) - best(b.car))[0]?.car;
}

function once<T>(compute: () => T): () => T {
  const whose = owner();
  let known: { readonly value: T } | undefined;
  return () => {
    if (known) readFrom(whose);
    return (known ??= { value: later(whose, compute) }).value;
  };
}

function movedUp(context: Context, meeting: string, planned: readonly PlannedRace[], race: PlannedRace): ReadonlySet<string> {
  const higher = planned.filter((other) => other.id !== race.id && takesFrom(context, other, race));
  return new Set(
    higher.flatMap((other) => [
      ...lineUp(context, meeting, other.id).slots.map((slot) => slot.car),
      ...Object.keys(raceRun(context, meeting, other.id).replaced),
    ]),
  );
}

/** Tells whether a race is filled up from another: the next higher main of a ladder, or a round that selects from it. */
function takesFrom(context: Context, higher: PlannedRace, lower: PlannedRace): boolean {
  const round = roundOf(context, higher.round);
  if (higher.round === lower.round) return round.ladder !== undefined && higher.number < lower.number;
  return (
    round.lineup.some((stage) => stage.select.kind === 'from' && stage.select.round === lower.round) ||
    round.alternates?.from === lower.round
  );
}

/**
 * Places over all races of a round one behind the other, the highest first, by race. A car counts in the highest race
 * it ran only; a car without a place leaves one empty when its status does not close up.
 */
function combinedPlaces(context: Context, scored: readonly ScoredRace[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const places = new Map<string, ReadonlyMap<string, number>>();
  const last = new Map<string, { place: number; readonly counted: Set<string> }>();
  for (const each of scored.toSorted((a, b) => rankOf(a.race) - rankOf(b.race))) {
    const family = last.get(familyOf(each.race.round)) ?? { place: 0, counted: new Set<string>() };
    last.set(familyOf(each.race.round), family);
    const own = new Map<string, number>();
    for (const row of each.rows.values()) {
      if (family.counted.has(row.car)) continue;
      family.counted.add(row.car);
      if (row.scoringPlace > 0 || context.book.statuses.get(row.status)?.closesUp === false) family.place += 1;
      own.set(row.car, row.scoringPlace > 0 ? family.place : 0);
    }
    places.set(each.race.id, own);
  }
  return places;
}

/** `a-main` and `b-main` are of one family. */
function familyOf(round: string): string {
  return round.replace(/^[a-z]-/, '');
}

function rankOf(race: PlannedRace): number {
  return race.letter === '' ? race.number : race.letter.charCodeAt(0) - 96;
}
