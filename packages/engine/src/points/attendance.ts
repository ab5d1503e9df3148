import type { Entry } from '../answers.ts';
import { type Context, contextOfMeeting, dayOf, type Meeting, memo, meetingOf, meetings } from '../context.ts';
import { entries } from '../entry/entries.ts';
import { lazy, snake } from '../formula-values.ts';
import { plannedRaces } from '../lineup/plan.ts';
import { classCounts, wasRun } from './rain.ts';
import { result } from './result.ts';

/** A meeting that was run and at which somebody was signed in. */
export interface Attendance {
  readonly meeting: Meeting;
  /** Classes for which they were signed in, withdrawn or not. */
  readonly entered: readonly string[];
  /** Classes in which they attempted a race, by the statuses of the rulebook. */
  readonly attempted: readonly string[];
}

/** What somebody did at a meeting; nothing when they were not there or it was not run. */
export function attendance(context: Context, driver: string, meeting: Meeting): Attendance | undefined {
  return memo(context, `attendance ${meeting.id} ${driver}`, () => {
    const there = contextOfMeeting(context, meeting.id);
    const own = there.book.classes.flatMap((raceClass) => {
      const entry = entries(there, meeting.id, raceClass.id).findLast((each) => each.driver === driver);
      return entry && classCounts(there, meeting.id, raceClass.id) ? [entry] : [];
    });
    if (own.length === 0 || !wasRun(there, meeting.id)) return undefined;
    const attempted = own.filter((entry) => tried(there, meeting.id, entry));
    return {
      meeting: meetingOf(context, meeting.id),
      entered: own.map((entry) => entry.class),
      attempted: attempted.map((entry) => entry.class),
    };
  });
}

/** The meetings before one, or before a day where none is asked about; only those are looked at, so that line-ups may ask. */
export function attendancesBefore(context: Context, driver: string, meeting: string | undefined, at: () => string): readonly Attendance[] {
  const today = meeting === undefined ? undefined : meetingOf(context, meeting);
  const day = today?.date ?? dayOf(context.book, at());
  const before = (each: Meeting): boolean => each.date < day || (each.date === day && today !== undefined && each.seq < today.seq);
  return meetings(context).flatMap((each) => (each.id !== meeting && before(each) ? (attendance(context, driver, each) ?? []) : []));
}

/** The same as formulas read them. */
export function attendanceFields(context: Context, driver: string, meeting: string | undefined, at: () => string): readonly object[] {
  return attendancesBefore(context, driver, meeting, at).map((each) =>
    lazy({
      id: () => each.meeting.id,
      date: () => each.meeting.date,
      season: () => each.meeting.season ?? '',
      kind: () => each.meeting.kind,
      points: () => context.book.meetingKinds.get(each.meeting.kind)?.points ?? false,
      entered: () => each.entered,
      attempted: () => each.attempted,
      places: () => placesAt(context, each.meeting.id, driver),
    }),
  );
}

/** What somebody did so far at the meeting that is going on; for gates, as a line-up would look at itself. */
export function attendanceNow(context: Context, driver: string, meeting: string): object {
  const here = attendance(context, driver, meetingOf(context, meeting));
  return lazy({ entered: () => here?.entered ?? [], attempted: () => here?.attempted ?? [] });
}

/** The best place of a driver in each round of a meeting, in whatever class, by round; rounds without a place are left out. */
function placesAt(outer: Context, meeting: string, driver: string): Readonly<Record<string, number>> {
  const context = contextOfMeeting(outer, meeting);
  const places: Record<string, number> = {};
  for (const raceClass of context.book.classes)
    for (const race of plannedRaces(context, meeting, raceClass.id)) {
      const place = result(context, meeting, race.id).rows.find((row) => row.driver === driver)?.place ?? 0;
      const round = snake(race.round);
      if (place > 0) places[round] = Math.min(place, places[round] ?? place);
    }
  return places;
}

/** Tells whether a car attempted a race of the meeting: one with a result in which its status counts as an attempt. */
function tried(context: Context, meeting: string, entry: Entry): boolean {
  return plannedRaces(context, meeting, entry.class).some((race) => {
    const standing = result(context, meeting, race.id);
    if (standing.standing === 'none') return false;
    const row = standing.rows.find((each) => each.car === entry.car);
    return row !== undefined && (context.book.statuses.get(row.status)?.attempted ?? true);
  });
}
