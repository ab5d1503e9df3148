import { type Context, contextOfMeeting, type Meeting, memo, meetingOf, meetings } from '../context.ts';
import { entered } from '../entry/entries.ts';
import type { AverageRule } from '../language.ts';
import { attendance } from '../points/attendance.ts';
import { meetingPoints } from '../points/meeting-points.ts';
import { pointsTaken } from '../points/taken-points.ts';
import { holds, scopeFor, whole } from '../scope.ts';
import { earlierRows } from './earlier.ts';
import type { Place } from './field.ts';

/** A driver's average over the last meetings. */
export interface Average {
  /** Times 1000, rounded. */
  readonly thousandths: number;
  readonly meetings: number;
}

/** Averages what each driver scored at the last meetings of the season at which the class ran. */
export function averages(context: Context, where: Place, rule: AverageRule): ReadonlyMap<string, Average> {
  const scores = earlierMeetings(context, where, rule).map((meeting) =>
    scoresAt(contextOfMeeting(context, meeting.id), { meeting: meeting.id, class: where.class }, rule, where.meeting),
  );
  const window = whole(scopeFor(context, where), rule.meetings).value;
  const found = new Map<string, Average>();
  for (const driver of new Set(entered(context, where.meeting, where.class).map((entry) => entry.driver))) {
    const all = scores.map((byDriver) => byDriver.get(driver) ?? (rule.missed === 'zero' ? 0 : undefined));
    const ran = (score: number | undefined | 'left-out'): score is number => typeof score === 'number';
    const counted = rule.missed === 'skip' ? all.filter(ran).slice(-window) : all.slice(-window).filter(ran);
    if (counted.length < Math.max(1, rule.min)) continue;
    found.set(driver, {
      thousandths: Math.round((counted.reduce((sum, score) => sum + score, 0) * 1000) / counted.length),
      meetings: counted.length,
    });
  }
  return found;
}

function earlierMeetings(context: Context, where: Place, rule: AverageRule): readonly Meeting[] {
  const today = meetingOf(context, where.meeting);
  const before = (each: Meeting): boolean => each.date < today.date || (each.date === today.date && each.seq < today.seq);
  return meetings(context).filter(
    (each) =>
      each.season === today.season &&
      before(each) &&
      entered(context, each.id, where.class).length > 0 &&
      holds(scopeFor(context, { meeting: each.id, class: where.class }), rule.counts),
  );
}

type Scores = ReadonlyMap<string, number | 'left-out'>;

function scoresAt(context: Context, where: Place, rule: AverageRule, seenFrom: string): Scores {
  const found = new Map<string, number | 'left-out'>(
    rule.finish.length > 0 ? placesAt(context, where, rule) : pointsAt(context, where, rule),
  );
  const { leavesOut } = rule;
  if (!leavesOut) return found;
  for (const entry of entered(context, where.meeting, where.class)) {
    const extra = {
      attempted: () => attendance(context, entry.driver, meetingOf(context, where.meeting))?.attempted.includes(where.class) ?? false,
      taken: () => pointsTaken(context, { meeting: where.meeting, class: where.class, driver: entry.driver, seenFrom }),
    };
    if (holds(scopeFor(context, { ...where, car: entry.car }, extra), leavesOut)) found.set(entry.driver, 'left-out');
  }
  return found;
}

function placesAt(context: Context, where: Place, rule: AverageRule): readonly (readonly [string, number])[] {
  return [...earlierRows(context, where, rule.finish).values()].flatMap((row) => (row.place > 0 ? [[row.driver, row.place] as const] : []));
}

function pointsAt(context: Context, where: Place, rule: AverageRule): readonly (readonly [string, number])[] {
  const over = rule.over ? whole(scopeFor(context, where), rule.over).value : 1;
  return memo(context, `scores ${where.meeting} ${where.class} ${rule.blocks.join(' ')} ${over}`, () =>
    meetingPoints(context, where.meeting, where.class).map((each) => {
      const lines =
        rule.blocks.length === 0 ? each.lines.filter((line) => line.counts) : each.lines.filter((line) => rule.blocks.includes(line.block));
      return [each.driver, lines.reduce((sum, line) => sum + line.points, 0) / over];
    }),
  );
}
