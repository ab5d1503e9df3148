import type { PlannedRace } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { busyWith, type Context, contextOfMeeting, forThisStateOnly, meetingOf, meetings, memo } from '../context.ts';
import { classesIn, entries } from '../entry/entries.ts';
import type { Consequence, MovesUp, StatusReach } from '../language.ts';
import { caseConsequences } from '../stewards/cases.ts';
import { type FallenConsequence, fallenBeyondRaces, fallenOutsideRaces, overTheDate } from './effects.ts';

export interface LaidStatus {
  readonly status: string;
  readonly movesUp?: MovesUp;
  readonly because: Because;
}

const STATUS = new Set(['status'] as const);
const PENALTIES = new Set(['places', 'add-time'] as const);

/**
 * Statuses that rulings, and calls made outside the race, give cars of a race: of the race itself, of every race of the
 * meeting in the class, of the date or of the season so far. A ruling whose own condition asks for the places of the race gives
 * none there.
 */
export function laidStatuses(context: Context, meeting: string, race: PlannedRace): ReadonlyMap<string, LaidStatus> {
  const laid = unlessAsked(context, meeting, race, () => [
    ...ofTheSeason(context, meeting, race),
    ...overTheDate(context, meeting, [...inOtherRaces(context, meeting, race), ...outsideRaces(context, meeting, STATUS)]),
  ]);
  return new Map(laid.filter((each) => reaches(each, race)).flatMap((each) => statusOf(each)));
}

/** Places that rulings take from cars of a race, by the same rule. */
export function penaltiesRuled(context: Context, meeting: string, race: Pick<PlannedRace, 'id'>): readonly FallenConsequence[] {
  return unlessAsked(context, meeting, race, () => outsideRaces(context, meeting, PENALTIES)).filter((each) => each.race === race.id);
}

/** Nothing while the same is being worked out: a condition may ask for the very result. */
function unlessAsked(
  context: Context,
  meeting: string,
  race: Pick<PlannedRace, 'id'>,
  find: () => readonly FallenConsequence[],
): readonly FallenConsequence[] {
  const busy = busyWith(context, 'statuses');
  const key = `${meeting} ${race.id}`;
  if (busy.has(key)) {
    forThisStateOnly(context);
    return [];
  }
  busy.add(key);
  try {
    return find();
  } finally {
    busy.delete(key);
  }
}

function outsideRaces(context: Context, meeting: string, kinds: ReadonlySet<Consequence['kind']>): readonly FallenConsequence[] {
  return [...fallenOutsideRaces(context, meeting, kinds), ...caseConsequences(context, meeting, kinds)];
}

/** Statuses by calls in other races of the meeting that reach beyond them. */
function inOtherRaces(context: Context, meeting: string, race: PlannedRace): readonly FallenConsequence[] {
  if (!reachesKnown(context, 'meeting') && !reachesKnown(context, 'date')) return [];
  const far = (each: Consequence): boolean => each.kind === 'status' && (each.of === 'meeting' || each.of === 'date');
  return fromRaces(context, meeting, far).filter((each) => each.race !== race.id);
}

/** What calls in races of a meeting brought beyond them, those in a race that is being lined up apart. */
function fromRaces(context: Context, meeting: string, reaches: (consequence: Consequence) => boolean): readonly FallenConsequence[] {
  return fallenBeyondRaces(context, meeting, reaches).filter((each) => !isBeingLinedUp(context, meeting, each.race ?? ''));
}

/** Statuses that reach back over the season, laid on the driver of a car at this meeting or a later one. */
function ofTheSeason(context: Context, meeting: string, race: PlannedRace): readonly FallenConsequence[] {
  if (!reachesKnown(context, 'season')) return [];
  const { season, date } = meetingOf(context, meeting);
  const cars = classesIn(race.class).flatMap((each) => entries(context, meeting, each));
  return meetings(context)
    .filter((each) => each.season === season && season !== undefined && each.date >= date)
    .flatMap((each) => laidAt(contextOfMeeting(context, each.id), each.id))
    .flatMap((each) => {
      const entry = cars.find((car) => car.driver === each.driver);
      return entry ? [{ ...each, class: entry.class, car: entry.car }] : [];
    });
}

/** Statuses of the season that were laid on somebody at a meeting, by calls in races, outside, and by rulings. */
function laidAt(context: Context, meeting: string): readonly FallenConsequence[] {
  const ofSeason = (each: Consequence): boolean => each.kind === 'status' && each.of === 'season';
  const outside = outsideRaces(context, meeting, STATUS).filter((each) => ofSeason(each.consequence));
  return [...fromRaces(context, meeting, ofSeason), ...outside];
}

const passedOver = new WeakMap<Context, number>();

/**
 * Tells whether the line-up of a race is being made just now, or any of the meeting. It is made from results, so those cannot look
 * at what was called in that race; they are not the last word then, and are worked out again when they are asked for alone
 * (`lookedAway`).
 */
export function isBeingLinedUp(context: Context, meeting: string, race?: string): boolean {
  const making = busyWith(context, 'line-ups');
  const found = race === undefined ? [...making].some((key) => key.startsWith(`${meeting} `)) : making.has(`${meeting} ${race}`);
  if (found) {
    passedOver.set(context, lookedAway(context) + 1);
    forThisStateOnly(context);
  }
  return found;
}

/** How often a result was worked out without the calls of a race that is being lined up. */
export function lookedAway(context: Context): number {
  return passedOver.get(context) ?? 0;
}

/** Tells by the rulebooks alone whether a status can reach so far, so that others never look. */
function reachesKnown(context: Context, of: StatusReach): boolean {
  return memo(context, `statuses of the ${of}`, () =>
    context.editions.some((book) => {
      const called = [...book.acts.values()].flatMap((act) => act.then);
      const steps = [...book.ladders.values()].flatMap((ladder) => ladder.steps);
      const ruled = [...book.cases.values()].flatMap((rule) => rule.outcomes.flatMap((outcome) => outcome.then));
      return [...called, ...steps, ...ruled].some((part) => part.consequences.some((each) => each.kind === 'status' && each.of === of));
    }),
  );
}

function reaches(each: FallenConsequence, race: PlannedRace): boolean {
  if (each.consequence.kind !== 'status') return false;
  const inClass = race.class.split('+').includes(each.class);
  switch (each.consequence.of ?? 'race') {
    case 'race':
      return each.race === race.id;
    case 'meeting':
      return inClass;
    case 'date':
      return inClass;
    case 'season':
      return true;
  }
}

function statusOf(each: FallenConsequence): readonly (readonly [string, LaidStatus])[] {
  if (each.consequence.kind !== 'status') return [];
  const { status, movesUp } = each.consequence;
  return [
    [
      each.car,
      {
        status,
        ...(movesUp ? { movesUp } : {}),
        because: because(`${each.driver}: ${status}`, { clauses: each.clauses, facts: [each.fact] }),
      },
    ],
  ];
}
