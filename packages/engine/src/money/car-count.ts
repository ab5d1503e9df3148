import { type Context, contextOfMeeting, memo } from '../context.ts';
import { meetingPoints } from '../points/meeting-points.ts';
import { wasRun } from '../points/rain.ts';
import { countedMeetings } from '../points/season-so-far.ts';

/** Cars that attempted to race in a class, over the counted meetings of a season that were run; without a class in all. */
export function carCount(context: Context, season: string, classId: string): number {
  const ids = classId === '' ? context.book.classes.map((each) => each.id) : [classId];
  return countedMeetings(context, season)
    .filter((meeting) => wasRun(context, meeting.id))
    .reduce((sum, meeting) => sum + ids.reduce((cars, id) => cars + attemptedAt(context, meeting.id, id), 0), 0);
}

/** Cars that attempted to race in a class at a meeting. */
export function attemptedAt(outer: Context, meeting: string, classId: string): number {
  const context = contextOfMeeting(outer, meeting);
  return memo(
    context,
    `attempted ${meeting} ${classId}`,
    () => meetingPoints(context, meeting, classId).filter((each) => each.attempted).length,
  );
}
