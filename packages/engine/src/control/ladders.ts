import type { Entry } from '../answers.ts';
import { type Context, meetingOf, type Meeting, meetings } from '../context.ts';
import { actsAt, carsOf } from '../entry/acts.ts';
import { classesIn, classOfRace, entryOf } from '../entry/entries.ts';
import type { Fact } from '../fact.ts';
import type { Consequence, Ladder, Rulebook } from '../language.ts';
import { findRace } from '../lineup/plan.ts';
import { consequencesOf, whereOf } from './consequences.ts';
import { type Asked, countOf, type Offence, sharing } from './offences.ts';
import { type RunPlace, raceRun } from './race-run.ts';
import { factAt } from '../state.ts';
import { ruledOn } from '../stewards/ruled-offences.ts';

/** Who or what is counted. */
export interface LadderSubject {
  readonly meeting: string;
  readonly race?: string;
  readonly class?: string;
  readonly car?: string;
  readonly person?: string;
}

/**
 * The step of a ladder that a count reaches, if it reaches one now.
 *
 * @param by how much was counted at once; of several steps passed with it the highest is taken
 */
export function stepAt(ladder: Ladder, count: number, by = 1): Ladder['steps'][number] | undefined {
  const reached = ladder.steps.findLast((step) => step.at <= count && step.at > count - by);
  const last = ladder.steps.at(-1);
  return reached ?? (ladder.repeat && last && count > last.at ? last : undefined);
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
    .flatMap((at) => climbedInRace(context, ladder, { ...at, who, before }));
  if (ladder.over === 'race') return inRaces.reduce((sum, each) => sum + each.by, 0);
  const outside = inSpan.flatMap((meeting) => climbedOutside(context, ladder, { meeting: meeting.id, who, before }));
  const ruled = who === undefined ? [] : ruledOn(context, ladder, who, before);
  return countOf(context, ladder, [...inRaces, ...outside, ...ruled], askedAt(context, subject, before));
}

/** The moment of the fact that is being counted; without one, of the last fact. */
function askedAt(context: Context, subject: LadderSubject, before: number): Asked {
  const { season } = meetingOf(context, subject.meeting);
  const at = factAt(context.state, before)?.at ?? context.state.all.last()?.at ?? '1970-01-01T00:00:00Z';
  return {
    at,
    meeting: subject.meeting,
    ...(season === undefined ? {} : { season }),
    ...(subject.race === undefined ? {} : { race: subject.race }),
  };
}

/** What a car of a race brings to a ladder from elsewhere: nothing when it counts over one race. */
export function countBefore(context: Context, ladder: Ladder, where: RunPlace, car: string, seq: number): number {
  if (ladder.over === 'race') return 0;
  const who = nameOf(context, ladder, { ...where, car });
  const here = climbedInRace(context, ladder, { meeting: where.meeting, race: where.race, who, before: seq });
  return ladderCount(context, ladder, { ...where, car }, seq) - here.reduce((sum, each) => sum + each.by, 0);
}

interface Counted {
  readonly meeting: string;
  readonly who: string | undefined;
  readonly before: number;
}

function spanOf(context: Context, ladder: Ladder, meeting: string): readonly Meeting[] {
  const here = meetingOf(context, meeting);
  if (ladder.over === 'race' || ladder.over === 'meeting') return [here];
  return meetings(context).filter((each) => ladder.over !== 'season' || each.season === here.season);
}

function racesIn(meeting: Meeting, ladder: Ladder, subject: LadderSubject): readonly { readonly meeting: string; readonly race: string }[] {
  const ids = [...meeting.facts.races.keys()];
  return (ladder.over === 'race' ? ids.filter((id) => id === subject.race) : ids).map((race) => ({ meeting: meeting.id, race }));
}

/** Only a race in which a call could climb the ladder is run for it. */
function climbedInRace(context: Context, ladder: Ladder, at: Counted & { readonly race: string }): readonly Offence[] {
  const ids = sharing(ladder);
  const meeting = meetingOf(context, at.meeting);
  const calls = meetingOf(context, at.meeting).facts.races.get(at.race)?.facts.of('call-made') ?? [];
  if (!calls.some((call) => call.seq < at.before && canClimb(context.book, call.body.name, ids)) || !findRace(context, at.meeting, at.race))
    return [];
  return raceRun(context, at.meeting, at.race).effects.flatMap(({ consequence, fact, car }): readonly Offence[] => {
    if (consequence.kind !== 'count' || !ids.has(consequence.ladder) || fact >= at.before) return [];
    if (nameOf(context, ladder, { meeting: at.meeting, race: at.race, car }) !== at.who) return [];
    const made = calls.find((call) => call.seq === fact)?.at ?? '';
    return [{ seq: fact, at: made, by: consequence.by, race: at.race, ...placeOf(meeting) }];
  });
}

function placeOf(meeting: Meeting): { readonly meeting: string; readonly season?: string } {
  return { meeting: meeting.id, ...(meeting.season === undefined ? {} : { season: meeting.season }) };
}

function climbedOutside(context: Context, ladder: Ladder, at: Counted): readonly Offence[] {
  const ids = sharing(ladder);
  const meeting = meetingOf(context, at.meeting);
  return actsAt(context, at.meeting).flatMap((fact): readonly Offence[] => {
    if (fact.kind !== 'call-made' || fact.race !== undefined || fact.seq >= at.before || !canClimb(context.book, fact.body.name, ids))
      return [];
    const cars = carsOf(fact);
    const named =
      cars.length > 0
        ? cars.map((car) => ({ ...whereOf(fact), meeting: at.meeting, car }))
        : [{ meeting: at.meeting, ...(fact.body.person === undefined ? {} : { person: fact.body.person }) }];
    if (!named.some((each) => nameOf(context, ladder, each) === at.who)) return [];
    return [{ seq: fact.seq, at: fact.at, by: stepsOf(context, fact, ids), ...placeOf(meeting) }];
  });
}

/** How much a call made outside races counts on ladders by what it says itself. */
export function stepsOf(context: Context, fact: Fact<'call-made'>, ladders: ReadonlySet<string>): number {
  const own = ladders.has(context.book.acts.get(fact.body.name)?.ladder ?? '') ? 1 : 0;
  return consequencesOf(context, fact).reduce(
    (sum, { consequence }) => sum + (consequence.kind === 'count' && ladders.has(consequence.ladder) ? consequence.by : 0),
    own,
  );
}

/** Tells by the rulebook alone whether a call can count on a ladder, directly or by a step that it reaches. */
export function canClimb(book: Rulebook, call: string, ladders: ReadonlySet<string>, seen: ReadonlySet<string> = new Set()): boolean {
  const act = book.acts.get(call);
  if (!act) return false;
  const counts = (consequences: readonly Consequence[], passed: ReadonlySet<string>): boolean =>
    consequences.some((each) =>
      each.kind === 'count' ? reaches(each.ladder, passed) : each.kind === 'spots' && counts(each.noRoom, passed),
    );
  const reaches = (id: string, passed: ReadonlySet<string>): boolean =>
    ladders.has(id) ||
    (!passed.has(id) && (book.ladders.get(id)?.steps.some((step) => counts(step.consequences, new Set(passed).add(id))) ?? false));
  return (act.ladder !== undefined && reaches(act.ladder, seen)) || act.then.some((part) => counts(part.consequences, seen));
}

/** The owner of a car; the handler where none is on record. */
export function ownerOf(entry: Pick<Entry, 'details' | 'handler' | 'driver'>): string {
  return String(entry.details['owner'] ?? entry.handler ?? entry.driver);
}

/** The one who is counted: a car of its class, a driver, the owner. */
function nameOf(context: Context, ladder: Ladder, subject: LadderSubject): string | undefined {
  if (subject.car === undefined) return subject.person;
  const classId = subject.class ?? classOfRace(subject.race ?? '');
  const entry =
    classesIn(classId)
      .map((id) => entryOf(context, subject.meeting, id, subject.car as string))
      .find((each) => each !== undefined) ?? anyClass(context, subject, classId);
  if (ladder.whose === 'car') return `${entry?.class ?? classId} ${subject.car}`;
  if (ladder.whose === 'owner') return entry ? ownerOf(entry) : (subject.person ?? '');
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
