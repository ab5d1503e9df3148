import { type Context, meetingOf, meetings } from '../context.ts';
import { classesIn, entryOf } from '../entry/entries.ts';
import type { Ladder } from '../language.ts';
import { type RunPlace, raceRun } from './race-run.ts';

/** The step of a ladder that a count reaches, if it reaches one now. */
export function stepAt(ladder: Ladder, count: number): Ladder['steps'][number] | undefined {
  const exact = ladder.steps.find((step) => step.at === count);
  const last = ladder.steps.at(-1);
  return exact ?? (ladder.repeat && last && count > last.at ? last : undefined);
}

/** What a car (or its driver) brings to a ladder from earlier races: nothing when it counts over one race. */
export function countBefore(context: Context, ladder: Ladder, where: RunPlace, car: string, seq: number): number {
  if (ladder.over === 'race') return 0;
  const here = meetingOf(context, where.meeting);
  const driver = driverOf(context, where.meeting, where.race, car);
  let count = 0;
  for (const meeting of meetings(context)) {
    if (ladder.over === 'meeting' && meeting.id !== here.id) continue;
    if (ladder.over === 'season' && meeting.season !== here.season) continue;
    for (const race of meeting.facts.races.values()) {
      const first = [...race.facts][0];
      if ((meeting.id === here.id && race.id === where.race) || !first || first.seq > seq) continue;
      const counted = raceRun(context, meeting.id, race.id).counts[ladder.id] ?? {};
      for (const [other, times] of Object.entries(counted)) if (sameOne(context, ladder, meeting.id, race.id, { other, car, driver })) count += times;
    }
  }
  return count;
}

function sameOne(context: Context, ladder: Ladder, meeting: string, race: string, who: { readonly other: string; readonly car: string; readonly driver: string | undefined }): boolean {
  return ladder.whose === 'car' ? who.other === who.car : driverOf(context, meeting, race, who.other) === who.driver;
}

function driverOf(context: Context, meeting: string, race: string, car: string): string | undefined {
  const classId = race.split('/')[0] ?? '';
  return classesIn(classId).map((id) => entryOf(context, meeting, id, car)?.driver).find((each) => each !== undefined);
}
