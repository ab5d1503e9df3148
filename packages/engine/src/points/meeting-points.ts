import type { Entry, MeetingPoints, PointsLine, ResultRow } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, memo } from '../context.ts';
import { entered } from '../entry/entries.ts';
import { type Sorted, sortCars } from '../lineup/order.ts';
import type { PointsBlock, PointsRule } from '../language.ts';
import { evaluate, type Extra, holds, list, type Scope, scopeFor, whole } from '../scope.ts';
import { type FallenConsequence, fallenConsequences, fallenIn, inOwnRace } from './effects.ts';
import { afterConsequences } from './lost-points.ts';
import { inParts, inPoints, pointsBy, pointsText, scaled } from './point-parts.ts';
import { keptBlocks } from './rain.ts';
import { namesOfRow, triedBy } from './row-names.ts';
import { type ScoredRace, scoredRaces } from './scored-races.ts';

/** What every entry of a class earned at a meeting, line by line; withdrawn cars earn nothing. */
export function meetingPoints(context: Context, meeting: string, classId: string): readonly MeetingPoints[] {
  return memo(context, `points ${meeting} ${classId}`, () => {
    const kept = keptBlocks(context, meeting, classId);
    const blocks = context.book.points.filter((block) => kept.blocks === 'all' || kept.blocks.includes(block.id) || !block.counts);
    const scoring: Scoring = {
      context,
      meeting,
      blocks,
      races: scoredRaces(context, meeting, classId),
      fallen: byCar(fallenConsequences(context, meeting), classId),
    };
    return entered(context, meeting, classId).map((entry) => pointsOf(scoring, entry, kept.blocks === 'all' ? [] : [kept.because]));
  });
}

/**
 * Points of some blocks alone, by car, as line-ups need them in the middle of a meeting: only the races that those
 * blocks score are looked at, so that a main can be lined up by the points of its heats.
 */
export function blockPoints(context: Context, meeting: string, classId: string, ids: readonly string[]): ReadonlyMap<string, PointsLine> {
  return memo(context, `block points ${meeting} ${classId} ${ids.join()}`, () => {
    const blocks = context.book.points.filter((block) => ids.includes(block.id));
    const races = scoredRaces(context, meeting, classId, new Set(blocks.flatMap((block) => block.rounds)));
    const scoring: Scoring = {
      context,
      meeting,
      blocks,
      races,
      fallen: byCar(
        fallenIn(
          context,
          meeting,
          races.map((each) => each.race.id),
        ),
        classId,
      ),
    };
    return new Map(entered(context, meeting, classId).map((entry) => [entry.car, summed(context, ids, linesOf(scoring, entry))]));
  });
}

function summed(context: Context, ids: readonly string[], lines: readonly PointsLine[]): PointsLine {
  const points = lines.reduce((total, line) => total + line.points, 0);
  return {
    block: ids.join(' and '),
    points,
    counts: true,
    because: because(`${pointsText(context.book, points)} points in ${ids.join(' and ')}`, { from: lines.map((line) => line.because) }),
  };
}

interface Scoring {
  readonly context: Context;
  readonly meeting: string;
  readonly blocks: readonly PointsBlock[];
  readonly races: readonly ScoredRace[];
  readonly fallen: ReadonlyMap<string, readonly FallenConsequence[]>;
}

function byCar(fallen: readonly FallenConsequence[], classId: string): ReadonlyMap<string, readonly FallenConsequence[]> {
  return Map.groupBy(fallen.filter((each) => each.class === classId).map(inOwnRace), (each) => each.car);
}

function pointsOf(scoring: Scoring, entry: Entry, rain: readonly Because[]): MeetingPoints {
  const lines = linesOf(scoring, entry);
  const rows = scoring.races.flatMap((scored) => scored.rows.get(entry.car) ?? []);
  const total = totalOf(lines);
  const undroppable = (scoring.fallen.get(entry.car) ?? []).filter((each) => each.consequence.kind === 'undroppable');
  const stays = undroppable.map((each) => because('may not be thrown out', { clauses: each.clauses, facts: [each.fact] }));
  return {
    class: entry.class,
    car: entry.car,
    driver: entry.driver,
    lines,
    total,
    attempted: rows.some((row) => triedBy(scoring.context, row)),
    droppable: undroppable.length === 0,
    undroppableRaces: undroppable.flatMap((each) => each.race ?? []),
    because: because(`${entry.driver} in car ${entry.car} has ${pointsText(scoring.context.book, total)} points`, {
      from: [...lines.filter((line) => line.counts || line.points !== 0).map((line) => line.because), ...stays, ...rain],
    }),
  };
}

function totalOf(lines: readonly PointsLine[]): number {
  return lines.reduce((sum, line) => sum + (line.counts ? line.points : 0), 0);
}

function linesOf(scoring: Scoring, entry: Entry): readonly PointsLine[] {
  const lines: PointsLine[] = [];
  const soFar = (): number => inPoints(scoring.context.book, totalOf(lines));
  for (const block of scoring.blocks) {
    if (block.rounds.length === 0) lines.push(...forTheMeeting(scoring, entry, block, soFar));
    else {
      const scored = scoring.races.filter((each) => block.rounds.includes(each.race.round));
      const own: PointsLine[] = [];
      for (const each of scored)
        own.push(...inRace(scoring, entry, block, each, () => soFar() + inPoints(scoring.context.book, totalOf(own))));
      lines.push(...bestOf(scoring, entry, block, own));
    }
  }
  return afterConsequences(scoring.context, scoring.meeting, lines, scoring.fallen.get(entry.car) ?? []);
}

/** Keeps the best races of a block; the others stay in the list without points, with the points that they would have been. */
function bestOf(scoring: Scoring, entry: Entry, block: PointsBlock, lines: readonly PointsLine[]): readonly PointsLine[] {
  if (!block.best) return lines;
  const { context, meeting } = scoring;
  const count = whole(scopeFor(context, { meeting, class: entry.class, car: entry.car }), block.best);
  const low = context.book.season?.first === 'low';
  const ranked = lines.toSorted((a, b) => (low ? a.points - b.points : b.points - a.points));
  const kept = new Set(ranked.slice(0, count.value));
  return lines.map((line) =>
    kept.has(line)
      ? line
      : {
          ...line,
          points: 0,
          because: because(`${pointsText(context.book, line.points)} points do not count: only the best ${count.value} do`, {
            clauses: block.clauses,
            from: [count.because, line.because],
          }),
        },
  );
}

function inRace(scoring: Scoring, entry: Entry, block: PointsBlock, scored: ScoredRace, soFar: () => number): readonly PointsLine[] {
  const { context, meeting } = scoring;
  const row = scored.rows.get(entry.car);
  const all = block.place === 'round' ? scored.placesInRound().get(entry.car) : row?.scoringPlace;
  if (!row || all === undefined) return [];
  const place = block.among ? placeAmong(scoring, block, scored).get(entry.car) : all;
  if (place === undefined) return [guest(block, scored, row)];
  const extra: Extra = { ...namesOfRow(context, meeting, scored, row, place), points: soFar };
  const scope = scopeFor(context, { meeting, class: entry.class, round: scored.race.round, race: scored.race.id, car: entry.car }, extra);
  return earned(scope, block, { place, row: row.because, scored });
}

function forTheMeeting(scoring: Scoring, entry: Entry, block: PointsBlock, soFar: () => number): readonly PointsLine[] {
  const { context, meeting, races } = scoring;
  const tried = (): boolean =>
    races.some((scored) => [scored.rows.get(entry.car)].some((row) => row !== undefined && triedBy(context, row)));
  const ranking = block.order ? overTheDay(scoring, block, entry.class) : undefined;
  const place = (ranking?.cars.indexOf(entry.car) ?? -1) + 1;
  const extra = { points: soFar, attempted: tried, ...(ranking ? { place: () => place } : {}) };
  const scope = scopeFor(context, { meeting, class: entry.class, car: entry.car }, extra);
  const row = ranking?.reasons.get(entry.car);
  return earned(scope, block, { place, ...(row ? { row } : {}) });
}

/** The cars of a class that raced, ranked over the day by the keys of a block. */
function overTheDay({ context, meeting, races }: Scoring, block: PointsBlock, classId: string): Sorted {
  return memo(context, `over the day ${meeting} ${classId} ${block.id}`, () => {
    const raced = entered(context, meeting, classId).map((entry) => entry.car);
    const tried = raced.filter((car) =>
      races.some((scored) => [scored.rows.get(car)].some((row) => row !== undefined && triedBy(context, row))),
    );
    return sortCars(context, { meeting, class: classId }, tried, block.order ?? []);
  });
}

/**
 * Places of the cars among which a block counts, by car: those of the others close up. A place that stays empty stays so.
 */
function placeAmong(scoring: Scoring, block: PointsBlock, scored: ScoredRace): ReadonlyMap<string, number> {
  const { context, meeting } = scoring;
  return memo(context, `places among ${meeting} ${scored.race.id} ${block.id}`, () => {
    const inRound = block.place === 'round' ? scored.placesInRound() : undefined;
    const { race } = scored;
    const places = new Map<string, number>();
    let others = 0;
    for (const row of scored.rows.values()) {
      const all = inRound ? (inRound.get(row.car) ?? 0) : row.scoringPlace;
      const where = { meeting, class: row.class, round: race.round, race: race.id, car: row.car };
      if (holds(scopeFor(context, where), block.among)) places.set(row.car, all === 0 ? 0 : all - others);
      else if (all > 0) others += 1;
    }
    return places;
  });
}

function guest(block: PointsBlock, scored: ScoredRace, row: ResultRow): PointsLine {
  return {
    block: block.id,
    race: scored.race.id,
    points: 0,
    counts: block.counts,
    because: because(`no points in ${scored.race.name}: ${block.among?.source ?? ''} does not hold`, {
      clauses: block.clauses,
      from: [row.because],
    }),
  };
}

interface Earning {
  readonly place: number;
  readonly row?: Because;
  readonly scored?: ScoredRace;
}

function earned(scope: Scope, block: PointsBlock, at: Earning): readonly PointsLine[] {
  const rule = block.rules.find((each) => holds(scope, each.when));
  if (!rule) return [];
  const plain = given(scope, rule, at.place);
  const times = block.times || block.over ? scaled(scope, plain.points, block) : undefined;
  const points = times?.value ?? plain.points;
  const why = [...(times ? [times.because] : []), ...plain.why];
  const where = at.scored ? ` in ${at.scored.race.name}` : '';
  const reasons = [...why, ...(rule.when ? [evaluate(scope, rule.when).because] : []), ...(at.row ? [at.row] : [])];
  return [
    {
      block: block.id,
      ...(at.scored ? { race: at.scored.race.id } : {}),
      points,
      counts: block.counts,
      because: because(rule.says ?? `${pointsText(scope.context.book, points)} points${where}`, {
        clauses: [...new Set([...rule.clauses, ...block.clauses])],
        from: reasons,
      }),
    },
  ];
}

function given(scope: Scope, rule: PointsRule, place: number): { readonly points: number; readonly why: readonly Because[] } {
  if (rule.give) {
    const points = pointsBy(scope, rule.give);
    return { points: points.value, why: [points.because] };
  }
  if (!rule.table) return { points: 0, why: [] };
  const table = list(scope, rule.table);
  const found = place > 0 ? table.value[place - 1] : 0;
  if (typeof found === 'number')
    return {
      points: inParts(scope.context, found, `${found} points`),
      why: [because(`place ${place} of the table pays ${found}`, { from: [table.because] })],
    };
  if (rule.beyond === undefined) return { points: 0, why: [because(`the table ends before place ${place}`)] };
  if (rule.beyond !== 'last') {
    const beyond = pointsBy(scope, rule.beyond);
    return { points: beyond.value, why: [because(`past the end of the table`, { from: [beyond.because] })] };
  }
  const last = Number(table.value.at(-1) ?? 0);
  return {
    points: inParts(scope.context, last, `${last} points`),
    why: [because(`past the end of the table its last value ${last} is paid`)],
  };
}
