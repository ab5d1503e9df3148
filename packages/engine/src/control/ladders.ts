import { type Context, meetingOf, type Meeting, meetings } from '../context.ts';
import { actsAt, carsOf } from '../entry/acts.ts';
import { classesIn, classOfRace, entryOf } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import type { Consequence, Ladder, Rulebook } from '../language.ts';
import { findRace } from '../lineup/plan.ts';
import { consequencesOf, whereOf } from './consequences.ts';
import { type RunPlace, raceRun } from './race-run.ts';

/** Who or what is counted. */
export interface LadderSubject {
  readonly meeting: string;
  readonly race?: string;
  readonly class?: string;
  readonly car?: string;
  readonly person?: string;
}

/** The step of a ladder that a count reaches, if it reaches one now. */
export function stepAt(ladder: Ladder, count: number): Ladder['steps'][number] | undefined {
  const exact = ladder.steps.find((step) => step.at === count);
  const last = ladder.steps.at(-1);
  return exact ?? (ladder.repeat && last && count > last.at ? last : undefined);
}

/**
 * Counts a subject on a ladder over what the ladder counts over: calls in races as they climbed it, and calls outside.
 *
 * @param before only facts with a lower number count; left out: all
 */
export function ladderCount(context: Context, ladder: Ladder, subject: LadderSubject, before = Number.MAX_SAFE_INTEGER): number {
  const who = nameOf(context, ladder, subject);
  const inSpan = spanOf(context, ladder, subject.meeting);
  const inRaces = inSpan
    .flatMap((meeting) => racesIn(meeting, ladder, subject))
    .reduce((sum, at) => sum + countInRace(context, ladder, { ...at, who, before }), 0);
  if (ladder.over === 'race') return inRaces;
  return inRaces + inSpan.reduce((sum, meeting) => sum + countOutside(context, ladder, { meeting: meeting.id, who, before }), 0);
}

/** What a car of a race brings to a ladder from elsewhere: nothing when it counts over one race. */
export function countBefore(context: Context, ladder: Ladder, where: RunPlace, car: string, seq: number): number {
  if (ladder.over === 'race') return 0;
  const who = nameOf(context, ladder, { ...where, car });
  const here = countInRace(context, ladder, { meeting: where.meeting, race: where.race, who, before: seq });
  return ladderCount(context, ladder, { ...where, car }, seq) - here;
}

interface Counted {
  readonly meeting: string;
  readonly who: string | undefined;
  readonly before: number;
}

function spanOf(context: Context, ladder: Ladder, meeting: string): readonly Meeting[] {
  const here = meetingOf(context, meeting);
  if (ladder.over === 'race' || ladder.over === 'meeting') return [here];
  return meetings(context).filter((each) => ladder.over === 'ever' || each.season === here.season);
}

function racesIn(meeting: Meeting, ladder: Ladder, subject: LadderSubject): readonly { readonly meeting: string; readonly race: string }[] {
  const ids = [...meeting.facts.races.keys()];
  return (ladder.over === 'race' ? ids.filter((id) => id === subject.race) : ids).map((race) => ({ meeting: meeting.id, race }));
}

/** Only a race in which a call could climb the ladder is run for it. */
function countInRace(context: Context, ladder: Ladder, at: Counted & { readonly race: string }): number {
  const calls = meetingOf(context, at.meeting).facts.races.get(at.race)?.facts.of('call-made') ?? [];
  if (
    !calls.some((call) => call.seq < at.before && canClimb(context.book, call.body.name, ladder.id)) ||
    !findRace(context, at.meeting, at.race)
  )
    return 0;
  return raceRun(context, at.meeting, at.race).effects.reduce((sum, { consequence, fact, car }) => {
    if (consequence.kind !== 'count' || consequence.ladder !== ladder.id || fact >= at.before) return sum;
    return nameOf(context, ladder, { meeting: at.meeting, race: at.race, car }) === at.who ? sum + consequence.by : sum;
  }, 0);
}

function countOutside(context: Context, ladder: Ladder, at: Counted): number {
  return actsAt(context, at.meeting).reduce((sum, fact) => {
    if (fact.kind !== 'call-made' || fact.race !== undefined || fact.seq >= at.before || !canClimb(context.book, fact.body.name, ladder.id))
      return sum;
    const cars = carsOf(fact);
    const named =
      cars.length > 0
        ? cars.map((car) => ({ ...whereOf(fact), meeting: at.meeting, car }))
        : [{ meeting: at.meeting, ...(fact.body.person === undefined ? {} : { person: fact.body.person }) }];
    return named.some((each) => nameOf(context, ladder, each) === at.who) ? sum + stepsOf(context, fact, ladder.id) : sum;
  }, 0);
}

function stepsOf(context: Context, fact: Fact<'call-made'>, ladder: string): number {
  const own = context.book.acts.get(fact.body.name)?.ladder === ladder ? 1 : 0;
  return consequencesOf(context, fact).reduce(
    (sum, { consequence }) => sum + (consequence.kind === 'count' && consequence.ladder === ladder ? consequence.by : 0),
    own,
  );
}

/** Tells by the rulebook alone whether a call can count on a ladder, directly or by a step that it reaches. */
function canClimb(book: Rulebook, call: string, ladder: string, seen: ReadonlySet<string> = new Set()): boolean {
  const act = book.acts.get(call);
  if (!act) return false;
  const counts = (consequences: readonly Consequence[], passed: ReadonlySet<string>): boolean =>
    consequences.some((each) =>
      each.kind === 'count' ? reaches(each.ladder, passed) : each.kind === 'spots' && counts(each.noRoom, passed),
    );
  const reaches = (id: string, passed: ReadonlySet<string>): boolean =>
    id === ladder ||
    (!passed.has(id) && (book.ladders.get(id)?.steps.some((step) => counts(step.consequences, new Set(passed).add(id))) ?? false));
  return (act.ladder !== undefined && reaches(act.ladder, seen)) || act.then.some((part) => counts(part.consequences, seen));
}

/** The one who is counted: a car of its class, a driver, the owner (the handler where no owner is on record). */
function nameOf(context: Context, ladder: Ladder, subject: LadderSubject): string | undefined {
  if (subject.car === undefined) return subject.person;
  const classId = subject.class ?? classOfRace(subject.race ?? '');
  const entry =
    classesIn(classId)
      .map((id) => entryOf(context, subject.meeting, id, subject.car as string))
      .find((each) => each !== undefined) ?? anyClass(context, subject, classId);
  if (ladder.whose === 'car') return `${entry?.class ?? classId} ${subject.car}`;
  if (ladder.whose === 'owner') return String(entry?.details['owner'] ?? entry?.handler ?? entry?.driver ?? subject.person ?? '');
  return entry?.driver ?? subject.person;
}

/** A call outside races may name a car alone. */
function anyClass(context: Context, subject: LadderSubject, classId: string) {
  return classId === ''
    ? context.book.classes
        .map((each) => entryOf(context, subject.meeting, each.id, subject.car as string))
        .find((each) => each !== undefined)
    : undefined;
}
