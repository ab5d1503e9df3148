import type { Entry, MeetingPoints, PointsLine, ResultRow } from '../answers.ts';
import { because, type Because, type ClauseId, reasonLater } from '../because.ts';
import { type Context, memo, memoOfAsker } from '../context.ts';
import { entered } from '../entry/entries.ts';
import { snake } from '../formula-values.ts';
import { type Sorted, sortCars } from '../lineup/order.ts';
import type { PointsBlock, PointsRule } from '../language.ts';
import { evaluate, holds, list, listOf, type Scope, scopeFor, whole } from '../scope.ts';
import { type FallenConsequence, fallenConsequences, fallenIn, inOwnRace } from './effects.ts';
import { afterConsequences } from './lost-points.ts';
import { inParts, inPoints, pointsIn, pointsText, scaled } from './point-parts.ts';
import { keptBlocks } from './rain.ts';
import { namesOfRow, triedBy } from './row-names.ts';
import { type ScoredRace, scoredRaces } from './scored-races.ts';

/** What every entry of a class earned at a meeting, line by line; withdrawn cars earn nothing. */
export function meetingPoints(context: Context, meeting: string, classId: string): readonly MeetingPoints[] {
  return memo(context, `points ${meeting} ${classId}`, () => {
    const kept = keptBlocks(context, meeting, classId);
    const blocks = context.book.points.filter((block) => kept.blocks === 'all' || kept.blocks.includes(block.id) || !block.counts);
    const races = scoredRaces(context, meeting, classId);
    const scoring: Scoring = {
      context,
      meeting,
      blocks: blocks.map((block) => scoredBy(block, races)),
      races,
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
    const races = scoredRaces(context, meeting, classId, new Set(blocks.flatMap((block) => roundsRead(context, block))));
    const scoring: Scoring = {
      context,
      meeting,
      blocks: blocks.map((block) => scoredBy(block, races)),
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

/** The rounds that a block scores; of a ranking over the day those that its keys name, directly or by other blocks. */
function roundsRead(context: Context, block: PointsBlock, seen: ReadonlySet<string> = new Set()): readonly string[] {
  if (block.rounds.length > 0 || seen.has(block.id)) return block.rounds;
  const ids = new Set((block.order ?? []).flatMap((key) => key.of));
  const named = (block.order ?? []).map((key) => key.expr?.source ?? '').join(' ');
  const asked = context.book.rounds
    .map((round) => round.id)
    .filter((id) => ids.has(id) || new RegExp(`car\\.results\\.${snake(id)}\\b`).test(named));
  const passed = new Set(seen).add(block.id);
  const others = context.book.points.filter((each) => ids.has(each.id)).flatMap((each) => roundsRead(context, each, passed));
  return [...new Set([...asked, ...others])];
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
  readonly blocks: readonly ScoredBlock[];
  readonly races: readonly ScoredRace[];
  readonly fallen: ReadonlyMap<string, readonly FallenConsequence[]>;
}

/** A block of points with the races that it scores, the same for every car. */
interface ScoredBlock {
  readonly block: PointsBlock;
  readonly races: readonly ScoredRace[];
  /** The clauses of a rule with those of the block. */
  readonly clauses: ReadonlyMap<PointsRule, readonly ClauseId[]>;
}

function scoredBy(block: PointsBlock, races: readonly ScoredRace[]): ScoredBlock {
  return {
    block,
    races: races.filter((each) => block.rounds.includes(each.race.round)),
    clauses: new Map(block.rules.map((rule) => [rule, [...new Set([...rule.clauses, ...block.clauses])]])),
  };
}

function byCar(fallen: readonly FallenConsequence[], classId: string): ReadonlyMap<string, readonly FallenConsequence[]> {
  return Map.groupBy(fallen.filter((each) => each.class === classId).map(inOwnRace), (each) => each.car);
}

/** Most cars have neither a call against them nor anything that stays. */
const NOTHING: readonly never[] = [];

function pointsOf(scoring: Scoring, entry: Entry, rain: readonly Because[]): MeetingPoints {
  const { context } = scoring;
  const lines = linesOf(scoring, entry);
  const total = totalOf(lines);
  const fallen = scoring.fallen.get(entry.car);
  const undroppable = fallen?.filter((each) => each.consequence.kind === 'undroppable') ?? NOTHING;
  return {
    class: entry.class,
    car: entry.car,
    driver: entry.driver,
    lines,
    total,
    attempted: attemptedAny(scoring, entry.car),
    droppable: undroppable.length === 0,
    undroppableRaces: undroppable.length === 0 ? NOTHING : undroppable.flatMap((each) => each.race ?? []),
    because: reasonLater(`${entry.driver} in car ${entry.car} has ${pointsText(context.book, total)} points`, {}, () => [
      ...lines.filter((line) => line.counts || line.points !== 0).map((line) => line.because),
      ...undroppable.map((each) => because('may not be thrown out', { clauses: each.clauses, facts: [each.fact] })),
      ...rain,
    ]),
  };
}

/** Tells whether a car attempted some race of the class. */
function attemptedAny({ context, races }: Scoring, car: string): boolean {
  return races.some((scored) => {
    const row = scored.rows.get(car);
    return row !== undefined && triedBy(context, row);
  });
}

function totalOf(lines: readonly PointsLine[]): number {
  return lines.reduce((sum, line) => sum + (line.counts ? line.points : 0), 0);
}

function linesOf(scoring: Scoring, entry: Entry): readonly PointsLine[] {
  const { context, meeting } = scoring;
  const lines: PointsLine[] = [];
  for (const scored of scoring.blocks) {
    const before = totalOf(lines);
    if (scored.block.rounds.length === 0) lines.push(...forTheMeeting(scoring, entry, scored, before));
    else {
      const own: PointsLine[] = [];
      for (const race of scored.races) own.push(...inRace(scoring, entry, scored, race, before + totalOf(own)));
      lines.push(...bestOf(scoring, entry, scored.block, own));
    }
  }
  return afterConsequences(context, meeting, lines, scoring.fallen.get(entry.car) ?? NOTHING);
}

/** Keeps the best races of a block; the others stay in the list without points, with the points that they would have been. */
function bestOf(scoring: Scoring, entry: Entry, block: PointsBlock, lines: readonly PointsLine[]): readonly PointsLine[] {
  if (!block.best) return lines;
  const { context, meeting } = scoring;
  const stays = new Set(lines.filter((line) => alwaysCounts(scoring, entry, block, line)));
  const count = whole(scopeFor(context, { meeting, class: entry.class, car: entry.car }), block.best);
  const low = (block.first ?? context.book.season?.first) === 'low';
  const ranked = lines.filter((line) => !stays.has(line)).toSorted((a, b) => (low ? a.points - b.points : b.points - a.points));
  const kept = new Set([...stays, ...ranked.slice(0, Math.max(0, count.value - stays.size))]);
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

/** Tells whether a race may not be left out when only the best count. */
function alwaysCounts(scoring: Scoring, entry: Entry, block: PointsBlock, line: PointsLine): boolean {
  const race = block.undroppable && scoring.races.find((each) => each.race.id === line.race);
  const row = race && race.rows.get(entry.car);
  if (!race || !row) return false;
  const { context, meeting } = scoring;
  const where = { meeting, class: entry.class, round: race.race.round, race: race.race.id, car: entry.car };
  return holds(scopeFor(context, where, namesOfRow(context, meeting, race, row, row.scoringPlace)), block.undroppable);
}

function inRace(scoring: Scoring, entry: Entry, of: ScoredBlock, race: ScoredRace, before: number): readonly PointsLine[] {
  const { block } = of;
  const row = race.rows.get(entry.car);
  const all = block.place === 'round' ? race.placesInRound().get(entry.car) : row?.scoringPlace;
  if (!row || all === undefined) return NOTHING;
  const place = block.among ? placeAmong(scoring, block, race).get(entry.car) : all;
  return place === undefined ? [guest(block, race, row)] : earned(scoring, of, { entry, place, before, row, race });
}

function forTheMeeting(scoring: Scoring, entry: Entry, of: ScoredBlock, before: number): readonly PointsLine[] {
  const ranking = of.block.order && overTheDay(scoring, of.block, entry.class);
  const ranked = ranking?.reasons.get(entry.car);
  return earned(scoring, of, { entry, place: ranking?.places.get(entry.car) ?? 0, before, ...(ranked ? { ranked } : {}) });
}

/** The cars of a class that raced, ranked over the day by the keys of a block. */
function overTheDay(scoring: Scoring, block: PointsBlock, classId: string): Sorted & { readonly places: ReadonlyMap<string, number> } {
  const { context, meeting } = scoring;
  const over = scoring.races.map((scored) => scored.race.id).join();
  return memoOfAsker(context, `over the day ${meeting} ${classId} ${block.id} ${over}`, () => {
    const raced = entered(context, meeting, classId).map((entry) => entry.car);
    const tried = raced.filter((car) => attemptedAny(scoring, car));
    const sorted = sortCars(context, { meeting, class: classId }, tried, block.order ?? []);
    return { ...sorted, places: new Map(sorted.cars.map((car, index) => [car, index + 1])) };
  });
}

/**
 * Places of the cars among which a block counts, by car: those of the others close up. A place that stays empty stays so.
 */
function placeAmong(scoring: Scoring, block: PointsBlock, scored: ScoredRace): ReadonlyMap<string, number> {
  const { context, meeting } = scoring;
  return memoOfAsker(context, `places among ${meeting} ${scored.race.id} ${block.id}`, () => {
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

/** A car that may earn points by a block: in a race of it, or at the meeting. */
interface Earning {
  readonly entry: Entry;
  readonly place: number;
  /** What it has scored before, in parts of a point. */
  readonly before: number;
  readonly row?: ResultRow;
  readonly race?: ScoredRace;
  /** Why it has its place among all of the meeting, where the block ranks them. */
  readonly ranked?: Because;
}

function scopeOf(scoring: Scoring, { block }: ScoredBlock, at: Earning): Scope {
  const { context, meeting } = scoring;
  const { entry, race, row, place } = at;
  const points = (): number => inPoints(context.book, at.before);
  const where = { meeting, class: entry.class, car: entry.car };
  if (race && row)
    return scopeFor(
      context,
      { ...where, round: race.race.round, race: race.race.id },
      { ...namesOfRow(context, meeting, race, row, place), points },
    );
  const attempted = (): boolean => attemptedAny(scoring, entry.car);
  return scopeFor(context, where, { points, attempted, ...(block.order ? { place: () => place } : {}) });
}

/** The line that the first rule which holds gives. */
function earned(scoring: Scoring, of: ScoredBlock, at: Earning): readonly PointsLine[] {
  const { block } = of;
  const scope = scopeOf(scoring, of, at);
  const rule = ruleFor(scope, block);
  if (!rule) return NOTHING;
  const plain = given(scope, rule, at.place).points;
  const points = block.times || block.over ? (scaled(scope, plain, block)?.value ?? plain) : plain;
  const says = rule.says ?? `${pointsText(scope.context.book, points)} points${at.race ? ` in ${at.race.race.name}` : ''}`;
  return [
    {
      block: block.id,
      ...(at.race ? { race: at.race.race.id } : {}),
      points,
      counts: block.counts,
      because: whyLater(scoring, of, at, { says, clauses: of.clauses.get(rule) ?? NOTHING }),
    },
  ];
}

function ruleFor(scope: Scope, block: PointsBlock): PointsRule | undefined {
  return block.rules.find((each) => holds(scope, each.when));
}

/**
 * Why is worked out when it is read, in the same scope made anew: a season has as many lines as all its races have cars, and
 * few of them are ever asked about. On its own, so that what waits holds on to nothing but these.
 */
function whyLater(
  scoring: Scoring,
  of: ScoredBlock,
  at: Earning,
  reason: { readonly says: string; readonly clauses: readonly ClauseId[] },
): Because {
  return reasonLater(reason.says, reason, () => whyEarned(scoring, of, at));
}

function whyEarned(scoring: Scoring, of: ScoredBlock, at: Earning): readonly Because[] {
  const { block } = of;
  const scope = scopeOf(scoring, of, at);
  const rule = ruleFor(scope, block);
  if (!rule) return NOTHING;
  const plain = given(scope, rule, at.place);
  const why = plain.why();
  const times = block.times || block.over ? scaled(scope, plain.points, block) : undefined;
  return [
    ...(times ? [times.because] : []),
    ...why,
    ...(rule.when ? [evaluate(scope, rule.when).because] : []),
    ...[at.row?.because ?? at.ranked].filter((each) => each !== undefined),
  ];
}

interface Given {
  readonly points: number;
  readonly why: () => readonly Because[];
}

function given(scope: Scope, rule: PointsRule, place: number): Given {
  const { give, table, beyond } = rule;
  if (give) return { points: pointsIn(scope, give), why: () => [evaluate(scope, give).because] };
  if (!table) return { points: 0, why: () => NOTHING };
  const listed = listOf(scope, table);
  const found = place > 0 ? listed[place - 1] : 0;
  if (typeof found === 'number')
    return {
      points: inParts(scope.context, found, `${found} points`),
      why: () => [because(`place ${place} of the table pays ${found}`, { from: [list(scope, table).because] })],
    };
  if (beyond === undefined) return { points: 0, why: () => [because(`the table ends before place ${place}`)] };
  if (beyond !== 'last')
    return {
      points: pointsIn(scope, beyond),
      why: () => [because(`past the end of the table`, { from: [evaluate(scope, beyond).because] })],
    };
  const last = Number(listed.at(-1) ?? 0);
  return {
    points: inParts(scope.context, last, `${last} points`),
    why: () => [because(`past the end of the table its last value ${last} is paid`)],
  };
}
