import type { Entry, MeetingPoints, PlannedRace, PointsLine, ResultRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, memo } from '../context.ts';
import { raceRun } from '../control/race-run.ts';
import { entered } from '../entry/entries.ts';
import type { PointsBlock, PointsRule } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { plannedRaces, roundOf } from '../lineup/plan.ts';
import { evaluate, type Extra, holds, list, type Scope, scopeFor, whole } from '../scope.ts';
import { fallenConsequences } from './effects.ts';
import { afterConsequences } from './lost-points.ts';
import { keptBlocks } from './rain.ts';
import { result } from './result.ts';

/** What every entry of a class earned at a meeting, line by line; withdrawn cars earn nothing. */
export function meetingPoints(context: Context, meeting: string, classId: string): readonly MeetingPoints[] {
  return memo(context, `points ${meeting} ${classId}`, () => {
    const races = scoredRaces(context, meeting, classId);
    const kept = keptBlocks(context, meeting, classId);
    return entered(context, meeting, classId).map((entry) => pointsOf(context, meeting, entry, races, kept));
  });
}

interface ScoredRace {
  readonly race: PlannedRace;
  readonly rows: ReadonlyMap<string, ResultRow>;
  readonly starters: number;
  /** Cars that went on to a race which takes cars from this one. */
  readonly movedUp: ReadonlySet<string>;
  readonly alternates: ReadonlySet<string>;
  readonly slots: ReadonlyMap<string, number>;
}

function scoredRaces(context: Context, meeting: string, classId: string): readonly ScoredRace[] {
  const planned = plannedRaces(context, meeting, classId);
  return planned.flatMap((race) => {
    const standing = result(context, meeting, race.id);
    if (standing.standing === 'none' || standing.standing === 'running') return [];
    const run = raceRun(context, meeting, race.id);
    const lined = lineUp(context, meeting, race.id);
    return [
      {
        race,
        rows: new Map(standing.rows.map((row) => [row.car, row])),
        starters: standing.rows.length,
        movedUp: movedUp(context, meeting, planned, race),
        alternates: new Set(Object.keys(run.replaced)),
        slots: new Map(lined.slots.map((slot) => [slot.car, slot.slot])),
      },
    ];
  });
}

function movedUp(context: Context, meeting: string, planned: readonly PlannedRace[], race: PlannedRace): ReadonlySet<string> {
  const higher = planned.filter((other) => other.id !== race.id && takesFrom(context, other, race));
  return new Set(higher.flatMap((other) => [...lineUp(context, meeting, other.id).slots.map((slot) => slot.car), ...Object.keys(raceRun(context, meeting, other.id).replaced)]));
}

/** Tells whether a race is filled up from another: the next higher main of a ladder, or a round that selects from it. */
function takesFrom(context: Context, higher: PlannedRace, lower: PlannedRace): boolean {
  const round = roundOf(context, higher.round);
  if (higher.round === lower.round) return round.ladder !== undefined && higher.number < lower.number;
  return round.lineup.some((stage) => stage.select.kind === 'from' && stage.select.round === lower.round) || round.alternates?.from === lower.round;
}

type Kept = ReturnType<typeof keptBlocks>;

function pointsOf(context: Context, meeting: string, entry: Entry, races: readonly ScoredRace[], kept: Kept): MeetingPoints {
  const lines: PointsLine[] = [];
  for (const block of context.book.points) {
    if (kept.blocks !== 'all' && !kept.blocks.includes(block.id) && block.counts) continue;
    const soFar = (): number => lines.reduce((sum, line) => sum + (line.counts ? line.points : 0), 0);
    if (block.rounds.length === 0) lines.push(...forTheMeeting(context, meeting, entry, block, soFar));
    else for (const scored of races.filter((each) => block.rounds.includes(each.race.round))) lines.push(...inRace(context, meeting, entry, block, { scored, races, soFar }));
  }
  const fallen = fallenConsequences(context, meeting).filter((each) => each.class === entry.class && each.car === entry.car);
  const after = afterConsequences(context, meeting, lines, fallen);
  const rows = races.flatMap((scored) => scored.rows.get(entry.car) ?? []);
  const total = after.reduce((sum, line) => sum + (line.counts ? line.points : 0), 0);
  const rain = kept.blocks === 'all' ? [] : [kept.because];
  return {
    class: entry.class,
    car: entry.car,
    driver: entry.driver,
    lines: after,
    total,
    attempted: rows.some((row) => context.book.statuses.get(row.status)?.attempted ?? true),
    droppable: !fallen.some((each) => each.consequence.kind === 'undroppable'),
    because: because(`${entry.driver} in car ${entry.car} has ${total} points`, { from: [...after.filter((line) => line.counts || line.points !== 0).map((line) => line.because), ...rain] }),
  };
}

interface InRace {
  readonly scored: ScoredRace;
  readonly races: readonly ScoredRace[];
  readonly soFar: () => number;
}

function inRace(context: Context, meeting: string, entry: Entry, block: PointsBlock, at: InRace): readonly PointsLine[] {
  const { scored, races, soFar } = at;
  const row = scored.rows.get(entry.car);
  if (!row) return [];
  const place = block.place === 'round' ? placeInRound(races, scored, entry.car) : row.place;
  if (place === undefined) return [];
  const slot = scored.slots.get(entry.car);
  const extra: Extra = {
    place: () => place,
    status: () => row.status,
    attempted: () => context.book.statuses.get(row.status)?.attempted ?? true,
    transferred: () => scored.movedUp.has(entry.car),
    alternate_started: () => scored.alternates.has(entry.car),
    starters: () => scored.starters,
    letter: () => scored.race.letter,
    laps_done: () => row.laps ?? 0,
    points: soFar,
    ...(slot === undefined ? {} : { started_from: () => slot, gained: () => slot - row.place }),
  };
  const scope = scopeFor(context, { meeting, class: entry.class, round: scored.race.round, race: scored.race.id, car: entry.car }, extra);
  return earned(scope, block, { place, row: row.because, race: scored.race });
}

function forTheMeeting(context: Context, meeting: string, entry: Entry, block: PointsBlock, soFar: () => number): readonly PointsLine[] {
  const scope = scopeFor(context, { meeting, class: entry.class, car: entry.car }, { points: soFar });
  return earned(scope, block, { place: 0 });
}

interface Scored {
  readonly place: number;
  readonly row?: Because;
  readonly race?: PlannedRace;
}

function earned(scope: Scope, block: PointsBlock, at: Scored): readonly PointsLine[] {
  const rule = block.rules.find((each) => holds(scope, each.when));
  if (!rule) return [];
  const { points, why } = given(scope, rule, at.place);
  const place = at.race ? ` in ${at.race.name}` : '';
  const reasons = [...why, ...(rule.when ? [evaluate(scope, rule.when).because] : []), ...(at.row ? [at.row] : [])];
  return [{ block: block.id, ...(at.race ? { race: at.race.id } : {}), points, counts: block.counts, because: because(rule.says ?? `${points} points${place}`, { clauses: rule.clauses, from: reasons }) }];
}

function given(scope: Scope, rule: PointsRule, place: number): { readonly points: number; readonly why: readonly Because[] } {
  if (rule.give) {
    const points = whole(scope, rule.give);
    return { points: points.value, why: [points.because] };
  }
  if (!rule.table) return { points: 0, why: [] };
  const table = list(scope, rule.table);
  const found = place > 0 ? table.value[place - 1] : 0;
  if (typeof found === 'number') return { points: found, why: [because(`place ${place} of the table pays ${found}`, { from: [table.because] })] };
  if (rule.beyond === undefined) return { points: 0, why: [because(`the table ends before place ${place}`)] };
  if (rule.beyond !== 'last') {
    const beyond = whole(scope, rule.beyond);
    return { points: beyond.value, why: [because(`past the end of the table`, { from: [beyond.because] })] };
  }
  const last = Number(table.value.at(-1) ?? 0);
  return { points: last, why: [because(`past the end of the table its last value ${last} is paid`)] };
}

/**
 * The place over all races of a round one behind the other, the highest first. A car counts in the highest race it ran
 * only; nothing for the lower ones.
 */
function placeInRound(races: readonly ScoredRace[], scored: ScoredRace, car: string): number | undefined {
  const same = races.filter((each) => each.race.round === scored.race.round || roundFamily(each.race.round) === roundFamily(scored.race.round)).toSorted((a, b) => rankOf(a.race) - rankOf(b.race));
  const counted = new Set<string>();
  let place = 0;
  for (const each of same) {
    for (const row of each.rows.values()) {
      if (counted.has(row.car)) continue;
      counted.add(row.car);
      place += 1;
      if (row.car === car) return each === scored ? place : undefined;
    }
  }
  return undefined;
}

/** `a-main` and `b-main` are of one family. */
function roundFamily(round: string): string {
  return round.replace(/^[a-z]-/, '');
}

function rankOf(race: PlannedRace): number {
  return race.letter === '' ? race.number : race.letter.charCodeAt(0) - 96;
}
