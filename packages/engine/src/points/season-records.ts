import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, type Meeting } from '../context.ts';
import { entries } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import { plannedRaces } from '../lineup/plan.ts';
import { meetingPoints } from './meeting-points.ts';
import { result } from './result.ts';

/** One thing that counts or may be thrown out: a meeting, a round of it or a race. */
export interface Score {
  readonly meeting: string;
  readonly unit: string;
  readonly points: number;
  readonly droppable: boolean;
  readonly entered: boolean;
  /** Order in the season. */
  readonly index: number;
  readonly because: Because;
}

/** What a driver did in the season, in the classes of a table. */
export interface SeasonRecord {
  readonly driver: string;
  readonly class: string;
  readonly carried: number;
  readonly scores: readonly Score[];
  readonly attempts: number;
  readonly signedIn: number;
  readonly places: readonly { readonly meeting: string; readonly round: string; readonly letter: string; readonly place: number; readonly index: number }[];
}

interface Draft {
  class: string;
  carried: number;
  readonly byMeeting: Map<string, Score[]>;
  attempts: number;
  signedIn: number;
  readonly places: SeasonRecord['places'][number][];
}

/** Gathers the records of everybody who was in a class of the table at a meeting that was run, or has points carried in. */
export function seasonRecords(context: Context, run: readonly Meeting[], classes: readonly string[], carried: readonly Fact<'points-carried'>[]): readonly SeasonRecord[] {
  const drafts = new Map<string, Draft>();
  const draftFor = (driver: string, classId: string): Draft => {
    const found = drafts.get(driver) ?? { class: classId, carried: 0, byMeeting: new Map(), attempts: 0, signedIn: 0, places: [] };
    drafts.set(driver, found);
    return found;
  };
  for (const fact of carried) if (classes.includes(fact.body.class)) for (const [driver, points] of Object.entries(fact.body.points)) draftFor(driver, fact.body.class).carried += points;
  for (const [index, meeting] of run.entries()) for (const classId of classes) addMeeting(contextOfMeeting(context, meeting.id), meeting, index, classId, draftFor);
  return [...drafts].map(([driver, draft]) => ({ driver, class: draft.class, carried: draft.carried, attempts: draft.attempts, signedIn: draft.signedIn, places: draft.places, scores: run.flatMap((meeting, index) => draft.byMeeting.get(meeting.id) ?? [missed(meeting, index)]) }));
}

function missed(meeting: Meeting, index: number): Score {
  return { meeting: meeting.id, unit: 'meeting', points: 0, droppable: true, entered: false, index, because: because(`${meeting.id}: not there, 0 points`) };
}

function addMeeting(context: Context, meeting: Meeting, index: number, classId: string, draftFor: (driver: string, classId: string) => Draft): void {
  for (const entry of entries(context, meeting.id, classId)) if (!entry.withdrawn) draftFor(entry.driver, classId).signedIn += 1;
  const unit = context.book.season?.unit ?? 'meeting';
  for (const earned of meetingPoints(context, meeting.id, classId)) {
    const draft = draftFor(earned.driver, classId);
    if (earned.attempted) draft.attempts += 1;
    const scores = draft.byMeeting.get(meeting.id) ?? [];
    draft.byMeeting.set(meeting.id, scores);
    const base = { meeting: meeting.id, droppable: earned.droppable, entered: true, index };
    if (unit === 'meeting') scores.push({ ...base, unit: 'meeting', points: earned.total, because: because(`${meeting.id}: ${earned.total} points`, { from: [earned.because] }) });
    else for (const [name, points, why] of parts(context, meeting.id, classId, unit, earned)) scores.push({ ...base, unit: name, points, because: why });
  }
  for (const race of plannedRaces(context, meeting.id, classId)) {
    const standing = result(context, meeting.id, race.id);
    for (const row of standing.rows) if (row.place > 0 && row.class === classId) draftFor(row.driver, classId).places.push({ meeting: meeting.id, round: race.round, letter: race.letter, place: row.place, index });
  }
}

function parts(context: Context, meeting: string, classId: string, unit: 'round' | 'race', earned: ReturnType<typeof meetingPoints>[number]): readonly (readonly [string, number, Because])[] {
  const races = new Map(plannedRaces(context, meeting, classId).map((race) => [race.id, race.round]));
  const sums = new Map<string, { points: number; from: Because[] }>();
  for (const line of earned.lines) {
    if (!line.counts) continue;
    const name = line.race === undefined ? 'meeting' : unit === 'race' ? line.race : (races.get(line.race) ?? line.race);
    const sum = sums.get(name) ?? { points: 0, from: [] };
    sums.set(name, { points: sum.points + line.points, from: [...sum.from, line.because] });
  }
  return [...sums].map(([name, sum]) => [name, sum.points, because(`${meeting} ${name}: ${sum.points} points`, { from: sum.from })] as const);
}
