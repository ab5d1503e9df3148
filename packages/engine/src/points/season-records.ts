import type { PointsLine } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, type Meeting, msOf } from '../context.ts';
import { entries } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import type { SeasonRule, StandingsTable } from '../language.ts';
import { plannedRaces } from '../lineup/plan.ts';
import { competitorsOf } from './competitors.ts';
import { type Earning, earnings } from './earnings.ts';
import { sanctions } from '../stewards/sanctions.ts';
import { startMs } from '../stewards/terms.ts';
import { type FallenConsequence, fallenConsequences } from './effects.ts';
import { inParts, pointsText } from './point-parts.ts';
import { classCounts } from './rain.ts';
import { result } from './result.ts';

/** One thing that counts or may be thrown out: a meeting, a round of it or a race. */
export interface Score {
  readonly meeting: string;
  readonly unit: string;
  readonly points: number;
  /** Part of the points that stays when the score is thrown out, as a deduction that may not be dropped. */
  readonly kept: number;
  readonly droppable: boolean;
  readonly entered: boolean;
  /** The class it was made in, and the cars that made it; none where the meeting was missed. */
  readonly class: string;
  readonly cars: readonly string[];
  /** Order in the season. */
  readonly index: number;
  readonly because: Because;
}

/** What a driver, or whomever the table is kept for, did in the season, in the classes of a table. */
export interface SeasonRecord {
  readonly driver: string;
  readonly class: string;
  readonly carried: number;
  readonly scores: readonly Score[];
  readonly attempts: number;
  readonly signedIn: number;
  readonly places: readonly {
    readonly meeting: string;
    readonly round: string;
    readonly race: string;
    readonly letter: string;
    readonly place: number;
    readonly index: number;
  }[];
}

interface Draft {
  class: string;
  carried: number;
  readonly byMeeting: Map<string, Score[]>;
  attempts: number;
  signedIn: number;
  readonly places: SeasonRecord['places'][number][];
}

type Drafts = (driver: string, classId: string) => Draft;

/** A table and what goes into it. */
export interface RecordedTable {
  readonly table: StandingsTable;
  readonly rule: SeasonRule;
  readonly classes: readonly string[];
  readonly run: readonly Meeting[];
  readonly carried: readonly Fact<'points-carried'>[];
}

/** Gathers the records of everybody who was in a class of the table at a meeting that was run, or has points carried in. */
export function seasonRecords(context: Context, of: RecordedTable): readonly SeasonRecord[] {
  const { run, classes } = of;
  const drafts = new Map<string, Draft>();
  const draftFor: Drafts = (driver, classId) => {
    const found = drafts.get(driver) ?? { class: classId, carried: 0, byMeeting: new Map(), attempts: 0, signedIn: 0, places: [] };
    drafts.set(driver, found);
    return found;
  };
  for (const fact of of.table.of ? [] : of.carried)
    if (classes.includes(fact.body.class))
      for (const [driver, points] of Object.entries(fact.body.points))
        draftFor(driver, fact.body.class).carried += inParts(context, points, 'points carried in');
  for (const [index, meeting] of run.entries())
    for (const classId of classes) addMeeting(contextOfMeeting(context, meeting.id), of, { meeting, index }, classId, draftFor);
  for (const [index, meeting] of run.entries()) loseSeason(contextOfMeeting(context, meeting.id), of, { meeting, index }, drafts);
  loseSeasonAway(context, of, drafts);
  return [...drafts].map(([driver, draft]) => ({
    driver,
    class: draft.class,
    carried: draft.carried,
    attempts: draft.attempts,
    signedIn: draft.signedIn,
    places: draft.places,
    scores: run.flatMap((meeting, index) => draft.byMeeting.get(meeting.id) ?? [missed(meeting, index)]),
  }));
}

function missed(meeting: Meeting, index: number): Score {
  return {
    meeting: meeting.id,
    unit: 'meeting',
    points: 0,
    kept: 0,
    droppable: true,
    entered: false,
    class: '',
    cars: [],
    index,
    because: because(`${meeting.id}: not there, 0 points`),
  };
}

/** A meeting with its place among those that were run. */
interface Run {
  readonly meeting: Meeting;
  readonly index: number;
}

function addMeeting(context: Context, of: RecordedTable, run: Run, classId: string, draftFor: Drafts): void {
  const { meeting, index } = run;
  const here = { meeting: meeting.id, class: classId };
  if (!classCounts(context, meeting.id, classId)) return;
  for (const entry of entries(context, meeting.id, classId))
    if (!entry.withdrawn && !of.table.of) draftFor(entry.driver, classId).signedIn += 1;
  for (const earned of earnings(context, meeting.id, classId, of.table)) {
    const draft = draftFor(earned.competitor, classId);
    if (earned.attempted) draft.attempts += 1;
    const scores = draft.byMeeting.get(meeting.id) ?? [];
    draft.byMeeting.set(meeting.id, scores);
    scores.push(
      ...(of.rule.unit === 'meeting'
        ? [wholeMeeting(context, run, { earned, classId })]
        : partsOf(context, run, of.rule.unit, { earned, classId })),
    );
  }
  for (const race of plannedRaces(context, meeting.id, classId)) {
    for (const row of result(context, meeting.id, race.id).rows) {
      if (row.place === 0 || row.class !== classId) continue;
      const taken = { meeting: meeting.id, round: race.round, race: race.id, letter: race.letter, place: row.scoringPlace, index };
      for (const who of competitorsOf(context, of.table, { ...here, car: row.car, race: race.id }))
        draftFor(who, classId).places.push(taken);
    }
  }
}

function wholeMeeting(context: Context, run: Run, of: { readonly earned: Earning; readonly classId: string }): Score {
  const { earned, classId } = of;
  return {
    meeting: run.meeting.id,
    unit: 'meeting',
    points: earned.total,
    kept: keptOf(earned.lines),
    droppable: earned.droppable,
    entered: true,
    class: classId,
    cars: earned.cars,
    index: run.index,
    because: because(`${run.meeting.id}: ${pointsText(context.book, earned.total)} points`, { from: [earned.because] }),
  };
}

function keptOf(lines: readonly PointsLine[]): number {
  return lines.reduce((sum, line) => sum + (line.kept && line.counts ? line.points : 0), 0);
}

/** The points of a meeting by round or race; what belongs to no race is a part of its own. */
function partsOf(
  context: Context,
  run: Run,
  unit: 'round' | 'race',
  of: { readonly earned: Earning; readonly classId: string },
): readonly Score[] {
  const { meeting, index } = run;
  const { earned } = of;
  const rounds = new Map(plannedRaces(context, meeting.id, of.classId).map((race) => [race.id, race.round]));
  const nameOf = (race: string | undefined): string =>
    race === undefined ? 'meeting' : unit === 'race' ? race : (rounds.get(race) ?? race);
  const stays = new Set(earned.undroppableRaces.map(nameOf));
  const whole = !earned.droppable && earned.undroppableRaces.length === 0;
  const parts = Map.groupBy(
    earned.lines.filter((line) => line.counts),
    (line) => nameOf(line.race),
  );
  return [...parts].map(([name, lines]) => {
    const points = lines.reduce((sum, line) => sum + line.points, 0);
    return {
      meeting: meeting.id,
      unit: name,
      points,
      kept: keptOf(lines),
      droppable: !whole && !stays.has(name),
      entered: true,
      class: of.classId,
      cars: earned.cars,
      index,
      because: because(`${meeting.id} ${name}: ${pointsText(context.book, points)} points`, { from: lines.map((line) => line.because) }),
    };
  });
}

/** A loss of the season's points takes all that was earned in the class up to that meeting; later points count from zero. */
function loseSeason(context: Context, of: RecordedTable, run: Run, drafts: ReadonlyMap<string, Draft>): void {
  for (const each of fallenConsequences(context, run.meeting.id))
    if (takesSeason(of, each)) takePoints(drafts.get(each.driver), each, run.index);
}

/** The same by a call that was made away from meetings: it takes what was earned at those that had started. */
function loseSeasonAway(context: Context, of: RecordedTable, drafts: ReadonlyMap<string, Draft>): void {
  const season = of.run.at(-1)?.season;
  for (const each of sanctions(context)) {
    if (each.meeting !== undefined || each.season !== season || !takesSeason(of, each)) continue;
    const last = of.run.findLastIndex((meeting) => startMs(context, meeting) <= msOf(each.at));
    takePoints(drafts.get(each.driver), each, last);
  }
}

function takesSeason(of: RecordedTable, each: FallenConsequence): boolean {
  const { consequence } = each;
  return (
    consequence.kind === 'lose' &&
    consequence.what === 'points' &&
    consequence.of === 'season' &&
    of.table.of === undefined &&
    (each.class === '' || consequence.classes === 'all' || of.classes.includes(each.class))
  );
}

function takePoints(draft: Draft | undefined, each: FallenConsequence, upTo: number): void {
  if (!draft) return;
  draft.carried = 0;
  const lost = (score: Score): Score => {
    if (score.index > upTo) return score;
    const says = `${score.meeting}: points of the season lost`;
    return { ...score, points: score.kept, because: because(says, { clauses: each.clauses, facts: [each.fact], from: [score.because] }) };
  };
  for (const [id, scores] of draft.byMeeting) draft.byMeeting.set(id, scores.map(lost));
}
