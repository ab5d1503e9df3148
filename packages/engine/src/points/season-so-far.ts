import { because } from '../because.ts';
import { type Context, contextOfMeeting, type Meeting, memo, meetingOf, meetings } from '../context.ts';
import { entries } from '../entry/entries.ts';
import type { SeasonRule } from '../language.ts';
import { holds, scopeFor } from '../scope.ts';
import type { Ruled } from '../values.ts';
import { fallenConsequences } from './effects.ts';
import { meetingPoints } from './meeting-points.ts';
import { wasRun } from './rain.ts';

/** Meetings of a season that count by the rulebook and were not cancelled, run or not, by date. */
export function countedMeetings(context: Context, season: string | undefined): readonly Meeting[] {
  return memo(context, `counted ${season ?? ''}`, () =>
    meetings(context).filter((each) => !each.cancelled && each.season === season && counts(context, each)),
  );
}

function counts(outer: Context, meeting: Meeting): boolean {
  const context = contextOfMeeting(outer, meeting.id);
  const rule: SeasonRule | undefined = context.book.season;
  return rule
    ? holds(scopeFor(context, { meeting: meeting.id }), rule.meetings)
    : (context.book.meetingKinds.get(meeting.kind)?.points ?? false);
}

/** Season points of a driver in a class before a meeting: carried in, and earned at counted meetings before it. */
export function seasonPointsBefore(context: Context, meeting: string, classId: string, driver: string): Ruled<number> {
  const totals = memo(context, `season before ${meeting} ${classId}`, () => totalsBefore(context, meeting, classId));
  const known = totals.get(driver);
  const value = known?.points ?? 0;
  return { value, because: because(`${driver} had ${value} season points before ${meeting}`, { facts: known?.facts ?? [] }) };
}

interface Total {
  readonly points: number;
  readonly facts: readonly number[];
}

function totalsBefore(context: Context, meetingId: string, classId: string): ReadonlyMap<string, Total> {
  const today = meetingOf(context, meetingId);
  const totals = new Map<string, Total>();
  const add = (driver: string, points: number, facts: readonly number[]): void => {
    const before = totals.get(driver) ?? { points: 0, facts: [] };
    totals.set(driver, { points: before.points + points, facts: [...before.facts, ...facts] });
  };
  for (const fact of carriedPoints(context, today.season, today)) {
    if (fact.body.class === classId) for (const [driver, points] of Object.entries(fact.body.points)) add(driver, points, [fact.seq]);
  }
  for (const earlier of countedMeetings(context, today.season)) {
    if (earlier.date > today.date || (earlier.date === today.date && earlier.seq >= today.seq)) continue;
    const there = contextOfMeeting(context, earlier.id);
    for (const each of meetingPoints(there, earlier.id, classId)) add(each.driver, each.total, []);
    for (const each of fallenConsequences(there, earlier.id))
      if (
        each.consequence.kind === 'lose' &&
        each.consequence.what === 'points' &&
        each.consequence.of === 'season' &&
        (each.class === '' || each.consequence.classes === 'all' || each.class === classId)
      )
        totals.set(each.driver, { points: 0, facts: [each.fact] });
  }
  return totals;
}

/** Points brought in for a season, given at its level or at a meeting of it. */
export function carriedPoints(context: Context, season: string | undefined, meeting?: Meeting) {
  const ofSeason = season === undefined ? [] : (context.state.seasons.get(season)?.of('points-carried') ?? []);
  const atMeetings = meetings(context)
    .filter((each) => (season === undefined ? each.id === meeting?.id : each.season === season))
    .flatMap((each) => each.facts.facts.of('points-carried'));
  return [...ofSeason, ...atMeetings];
}

/** Earlier meetings that were run for which a driver signed in. */
export function meetingsAttended(context: Context, meeting: string, driver: string): readonly string[] {
  const today = meetingOf(context, meeting);
  return meetings(context)
    .filter(
      (each) =>
        each.id !== meeting && (each.date < today.date || (each.date === today.date && each.seq < today.seq)) && wasRun(context, each.id),
    )
    .filter((each) =>
      context.book.classes.some((raceClass) =>
        entries(context, each.id, raceClass.id).some((entry) => entry.driver === driver && !entry.withdrawn),
      ),
    )
    .map((each) => each.id);
}
