import { type Context, contextOfMeeting, type Meeting, memo, meetingOf, meetings } from '../context.ts';
import { entered } from '../entry/entries.ts';
import type { OrderKey } from '../language.ts';
import { meetingPoints } from '../points/meeting-points.ts';
import { earlierRows } from './earlier.ts';
import type { Place } from './field.ts';

/** A driver's average over the last meetings. */
export interface Average {
  /** Times 1000, rounded. */
  readonly thousandths: number;
  readonly meetings: number;
}

/**
 * Averages what each driver scored at the last meetings of the season at which the class ran.
 *
 * Options of the key: `meetings` (window, default 3); `finish` (a round or rounds: their places instead of points);
 * `missed`: `skip` (default) takes the last meetings that the driver ran, `zero` counts a missed one as nothing, `count`
 * lets it fill the window without a score; `min` (default 1): with fewer scores there is no average.
 */
export function averages(context: Context, where: Place, key: OrderKey): ReadonlyMap<string, Average> {
  const scores = earlierMeetings(context, where).map((meeting) =>
    scoresAt(contextOfMeeting(context, meeting.id), { meeting: meeting.id, class: where.class }, key),
  );
  const window = Number(key.options['meetings'] ?? 3);
  const found = new Map<string, Average>();
  for (const driver of new Set(entered(context, where.meeting, where.class).map((entry) => entry.driver))) {
    const all = scores.map((byDriver) => byDriver.get(driver) ?? (key.options['missed'] === 'zero' ? 0 : undefined));
    const ran = (score: number | undefined): score is number => score !== undefined;
    const counted = key.options['missed'] === 'count' ? all.slice(-window).filter(ran) : all.filter(ran).slice(-window);
    if (counted.length < Math.max(1, Number(key.options['min'] ?? 1))) continue;
    found.set(driver, {
      thousandths: Math.round((counted.reduce((sum, score) => sum + score, 0) * 1000) / counted.length),
      meetings: counted.length,
    });
  }
  return found;
}

function earlierMeetings(context: Context, where: Place): readonly Meeting[] {
  const today = meetingOf(context, where.meeting);
  const before = (each: Meeting): boolean => each.date < today.date || (each.date === today.date && each.seq < today.seq);
  return meetings(context).filter(
    (each) => each.season === today.season && before(each) && entered(context, each.id, where.class).length > 0,
  );
}

function scoresAt(context: Context, where: Place, key: OrderKey): ReadonlyMap<string, number> {
  const { finish } = key.options;
  const rounds = finish === undefined ? [] : Array.isArray(finish) ? finish.map(String) : [String(finish)];
  return memo(context, `scores ${where.meeting} ${where.class} ${rounds.join(' ')}`, () => {
    if (rounds.length === 0) return new Map(meetingPoints(context, where.meeting, where.class).map((each) => [each.driver, each.total]));
    return new Map([...earlierRows(context, where, rounds).values()].filter((row) => row.place > 0).map((row) => [row.driver, row.place]));
  });
}
