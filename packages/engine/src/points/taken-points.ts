import { type Context, contextOfMeeting, type Meeting, meetingOf, meetings, msOf } from '../context.ts';
import { sanctionsAway } from '../stewards/sanctions.ts';
import { startMs } from '../stewards/terms.ts';
import { type FallenConsequence, fallenConsequences } from './effects.ts';

/** Whose points of a class, seen from a later meeting. */
export interface TakenFrom {
  readonly meeting: string;
  readonly class: string;
  readonly driver: string;
  /** Only what was laid on somebody at meetings before this one, or away from meetings, is looked at. */
  readonly seenFrom: string;
}

/** Tells whether a penalty has taken points of the meeting: there, or with the points of the season afterwards. */
export function pointsTaken(context: Context, from: TakenFrom): boolean {
  const there = meetingOf(context, from.meeting);
  const today = meetingOf(context, from.seenFrom);
  if (fallenConsequences(contextOfMeeting(context, there.id), there.id).some((each) => takes(each, from))) return true;
  const between = meetings(context).filter(
    (each) => each.season === there.season && isBefore(there, each) && isBefore(each, today) && each.id !== today.id,
  );
  return (
    between.some((each) => fallenConsequences(contextOfMeeting(context, each.id), each.id).some((fell) => takesSeason(fell, from))) ||
    sanctionsAway(context).some(
      (each) => each.season === there.season && takesSeason(each, from) && startMs(context, there) <= msOf(each.at),
    )
  );
}

function isBefore(a: Meeting, b: Meeting): boolean {
  return a.date < b.date || (a.date === b.date && a.seq < b.seq);
}

function takes(each: FallenConsequence, from: TakenFrom): boolean {
  const { consequence } = each;
  return consequence.kind === 'lose' && consequence.what === 'points' && each.driver === from.driver && ofClass(each, from);
}

function takesSeason(each: FallenConsequence, from: TakenFrom): boolean {
  return takes(each, from) && each.consequence.kind === 'lose' && each.consequence.of === 'season';
}

function ofClass(each: FallenConsequence, from: TakenFrom): boolean {
  return each.class === '' || each.class === from.class || (each.consequence.kind === 'lose' && each.consequence.classes === 'all');
}
