import { Temporal } from 'temporal-polyfill';
import type { AnyFact, Fact } from './fact.ts';
import type { Rulebook } from './language.ts';
import { refuse } from './refusal.ts';
import type { MeetingFacts, RaceFacts, State } from './state.ts';

/** A rulebook edition, the facts so far and what was already worked out from the two. */
export interface Context {
  /** All editions of the club's rulebook, oldest first. */
  readonly editions: readonly Rulebook[];
  /** The edition in force. */
  readonly book: Rulebook;
  readonly state: State;
  readonly memo: Map<string, unknown>;
  /** Instant of the question in milliseconds, when it is later than the last fact and a clock may have ended a race since. */
  readonly now?: number;
}

interface AtInstant {
  readonly now: number | undefined;
  readonly byBook: Map<Rulebook, Context>;
}

/** What was worked out from a state; of questions at later instants only the latest is kept. */
const contexts = new WeakMap<State, { readonly lasting: AtInstant; latest: AtInstant }>();

/**
 * Finds or makes the context for a day (`2026-05-02`): the latest edition in force on it, the first one before that.
 *
 * @param now instant of the question in milliseconds; left out: as of the last fact
 */
export function contextOn(editions: readonly Rulebook[], state: State, date: string, now?: number): Context {
  const book = editions.findLast((edition) => edition.inForce <= date) ?? editions[0];
  if (!book) throw new Error('a club needs at least one edition of its rulebook');
  const { byBook } = atInstant(state, now);
  const known = byBook.get(book);
  if (known) return known;
  const made = { editions, book, state, memo: new Map(), ...(now === undefined ? {} : { now }) };
  byBook.set(book, made);
  return made;
}

function atInstant(state: State, now: number | undefined): AtInstant {
  const known = contexts.get(state) ?? newContexts(state);
  if (now === undefined) return known.lasting;
  if (known.latest.now !== now) known.latest = { now, byBook: new Map() };
  return known.latest;
}

function newContexts(state: State): { readonly lasting: AtInstant; latest: AtInstant } {
  const lasting = { now: undefined, byBook: new Map<Rulebook, Context>() };
  const made = { lasting, latest: lasting };
  contexts.set(state, made);
  return made;
}

/**
 * The instant of a question, where it makes a difference: after the last fact, in a club whose clocks can end a race, while a race is
 * to end. A race that has its finish is over whatever the time is.
 */
export function laterThanFacts(editions: readonly Rulebook[], state: State, at: string): number | undefined {
  const last = state.all.last();
  if (last === undefined || msOf(at) <= msOf(last.at)) return undefined;
  const ending = editions.flatMap((book) => [...book.clocks.values()].filter((rule) => rule.atEnd !== 'warn' && rule.atEnd !== 'late'));
  if (ending.length === 0) return undefined;
  const byGreen = ending.every((rule) => rule.starts === 'green');
  return anyRace(state, (race) => mayEnd(race, byGreen)) ? msOf(at) : undefined;
}

function anyRace(state: State, is: (race: RaceFacts) => boolean): boolean {
  for (const meeting of state.meetings.values()) for (const race of meeting.races.values()) if (is(race)) return true;
  return false;
}

/** Tells whether time may end a race: it has facts and no finish; where the green starts every such clock, it has a flag too. */
function mayEnd({ facts }: RaceFacts, byGreen: boolean): boolean {
  const finished = facts.of('race-finished').at(-1)?.seq ?? 0;
  const flagged = (facts.of('flag-shown').at(-1)?.seq ?? 0) > finished;
  return flagged || (finished === 0 && facts.length > 0 && !byGreen);
}

/** The context in which a meeting is run: old meetings keep the edition of their date. */
export function contextOfMeeting(context: Context, meeting: string): Context {
  return contextOn(context.editions, context.state, meetingOf(context, meeting).date, context.now);
}

/** Works something out once for this state. */
export function memo<T>(context: Context, key: string, compute: () => T): T {
  const known = context.memo.get(key);
  if (known !== undefined || context.memo.has(key)) return known as T;
  const value = compute();
  context.memo.set(key, value);
  return value;
}

export interface Meeting {
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  readonly name: string;
  readonly season?: string;
  readonly startsAt?: string;
  readonly opened: boolean;
  readonly closed: boolean;
  /** Position in the log of its first fact: meetings of one day keep their order. */
  readonly seq: number;
  readonly facts: MeetingFacts;
}

/** Finds a meeting; refuses when nobody scheduled or opened it. */
export function meetingOf(context: Context, id: string): Meeting {
  const byId = memo(context, 'meetings by id', () => new Map(meetings(context).map((each) => [each.id, each])));
  return byId.get(id) ?? refuse('unknown-meeting', `there is no meeting ${id}`, { field: 'meeting' });
}

/** Lists all meetings, scheduled or opened, by date and then as they were put on record. */
export function meetings(context: Context): readonly Meeting[] {
  return memo(context, 'meetings', () =>
    [...context.state.meetings.values()]
      .flatMap((facts) => readMeeting(facts) ?? [])
      .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.seq - b.seq)),
  );
}

function readMeeting(facts: MeetingFacts): Meeting | undefined {
  const announced: readonly (Fact<'meeting-scheduled'> | Fact<'meeting-opened'>)[] = [
    ...facts.facts.of('meeting-scheduled'),
    ...facts.facts.of('meeting-opened'),
  ];
  const first = announced[0];
  const latest = announced.at(-1);
  if (!first || !latest) return undefined;
  const startsAt = latest.body.startsAt ?? first.body.startsAt;
  return {
    id: facts.id,
    date: latest.body.date,
    kind: latest.body.kind,
    name: latest.body.name ?? first.body.name ?? facts.id,
    ...(facts.season !== undefined ? { season: facts.season } : {}),
    ...(startsAt !== undefined ? { startsAt } : {}),
    opened: facts.facts.of('meeting-opened').length > 0,
    closed: facts.facts.of('meeting-closed').length > 0,
    seq: first.seq,
    facts,
  };
}

/** The calendar day of an instant in the club's zone. */
export function dayOf(book: Rulebook, at: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(book.club.zone).toPlainDate().toString();
}

/** Tells whether a text is an instant in universal time with its seconds, as `2026-05-02T14:00:00Z`. */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/.test(text) && parses(() => Temporal.Instant.from(text));
}

/** Tells whether a text is a day of the calendar, as `2026-05-02`. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parses(() => Temporal.PlainDate.from(text, { overflow: 'reject' }));
}

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Milliseconds since 1970 of an instant. */
export function msOf(at: string): number {
  const quick = at.endsWith('Z') ? Date.parse(at) : Number.NaN;
  return Number.isNaN(quick) ? Temporal.Instant.from(at).epochMilliseconds : quick;
}

/** When something happened, in milliseconds: the moment that a flag was really shown, else when it was put on record. */
export function momentOf(fact: AnyFact): number {
  return msOf(fact.kind === 'flag-shown' ? (fact.body.moment ?? fact.at) : fact.at);
}
