import { Temporal } from 'temporal-polyfill';
import type { AnyFact, Fact } from './fact.ts';
import type { Rulebook } from './language.ts';
import { refuse } from './refusal.ts';
import { type Context, Keeping } from './keeping/keeping.ts';
import { beingWorkedOut, Kept, reads, settle } from './keeping/kept.ts';
import { readFrom } from './keeping/later.ts';
import type { MeetingFacts, RaceFacts, State } from './state.ts';

export { Context } from './keeping/keeping.ts';

interface Keepings {
  readonly lasting: Keeping;
  /** Of questions at later instants only the latest is kept. */
  latest?: Keeping;
}

/** What was worked out from a state. */
const keepings = new WeakMap<State, Keepings>();

/**
 * Finds or makes the context for a day (`2026-05-02`): the latest edition in force on it, the first one before that.
 *
 * @param now instant of the question in milliseconds; left out: as of the last fact
 */
export function contextOn(editions: readonly Rulebook[], state: State, date: string, now?: number): Context {
  const known = keepings.get(state) ?? { lasting: new Keeping(state) };
  keepings.set(state, known);
  return (now === undefined ? known.lasting : latestAt(known, now)).on(editions, date);
}

function latestAt(known: Keepings, now: number): Keeping {
  const { goesOn, folded } = known.lasting;
  if (goesOn && known.latest) {
    if (known.latest.instant !== now) known.latest.moveTo(folded, now);
    return known.latest;
  }
  if (known.latest?.instant !== now) known.latest = new Keeping(folded, { now, goesOn });
  return known.latest;
}

/**
 * Keeps what was worked out from a state for the one that follows it, but for what rests on anything that has changed. What is asked
 * of the earlier state from now on is worked out anew.
 */
export function carryOver(from: State, to: State): void {
  if (from === to) return;
  const known = keepings.get(from);
  keepings.delete(from);
  const goesOn = known?.lasting.goesOn ? known : { lasting: new Keeping(to, { goesOn: true }) };
  goesOn.lasting.moveTo(to);
  goesOn.latest?.moveTo(to, goesOn.latest.instant);
  keepings.set(to, goesOn);
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
  return state.meetings.values().some((meeting) => hasRaceToEnd(meeting, byGreen)) ? msOf(at) : undefined;
}

/** By the races of a meeting, which are the very same until one has another fact. */
const racesToEnd = new WeakMap<MeetingFacts['races'], { byGreen?: boolean; byAny?: boolean }>();

function hasRaceToEnd({ races }: MeetingFacts, byGreen: boolean): boolean {
  const known = racesToEnd.get(races) ?? {};
  racesToEnd.set(races, known);
  const which = byGreen ? 'byGreen' : 'byAny';
  return (known[which] ??= races.values().some((race) => mayEnd(race, byGreen)));
}

/** Tells whether time may end a race: it has facts and no finish; where the green starts every such clock, it has a flag too. */
function mayEnd({ facts }: RaceFacts, byGreen: boolean): boolean {
  const finished = facts.of('race-finished').at(-1)?.seq ?? 0;
  const flagged = (facts.of('flag-shown').at(-1)?.seq ?? 0) > finished;
  return flagged || (finished === 0 && facts.length > 0 && !byGreen);
}

/** The context in which a meeting is run: old meetings keep the edition of their date. */
export function contextOfMeeting(context: Context, meeting: string): Context {
  return contextOfDay(context, meetingOf(context, meeting).date);
}

/** The context of another day, for the same question. */
export function contextOfDay(context: Context, date: string): Context {
  return context.keeping.on(context.editions, date);
}

/** Works something out once for this state, and for those that follow as long as nothing changes that it rests on. */
export function memo<T>(context: Context, key: string, compute: () => T): T {
  const known = context.memo.get(key);
  if (known) {
    if (known instanceof Kept) {
      settle(known);
      if (known.past) return memo(context, key, compute);
      known.wanted = true;
      reads(known);
    }
    return known.value as T;
  }
  if (context.keeping.goesOn) return context.keeping.keep(context, key, compute) as T;
  const value = compute();
  context.memo.set(key, { value });
  return value;
}

/** The same for a list of facts, or of what stands for facts: while it comes out the same after a change, all that rests on it holds. */
export function memoList<T>(context: Context, key: string, compute: () => readonly T[]): readonly T[] {
  if (!context.keeping.goesOn || context.memo.has(key)) return memo(context, key, compute);
  return context.keeping.keepSame(context, key, compute, sameList);
}

function sameList(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((each, index) => sameFields(each, after[index]));
}

function sameFields(before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return false;
  const [was, is] = [Object.entries(before), Object.entries(after)];
  return was.length === is.length && was.every(([name, value], index) => is[index]?.[0] === name && is[index]?.[1] === value);
}

/** The same where the work also goes by what its asker hands over, not only by the key: it holds for as long as the asker's own answer. */
export function memoOfAsker<T>(context: Context, key: string, compute: () => T): T {
  const asker = beingWorkedOut();
  return memo(context, key, () => {
    readFrom(asker);
    return compute();
  });
}

/** What is being worked out of a sort just now, to tell an answer that is asked for in the middle of itself. */
export function busyWith(context: Context, sort: string): Set<string> {
  const known = context.busy.get(sort) ?? new Set<string>();
  context.busy.set(sort, known);
  return known;
}

/** Says that an answer is not the last word, as it was asked for in the middle of another: it is kept for this state only. */
export function forThisStateOnly(context: Context): void {
  void context.state.seq;
}

export interface Meeting {
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  readonly name: string;
  readonly season?: string;
  readonly startsAt?: string;
  /** The classes that race; left out: all of the club. */
  readonly classes?: readonly string[];
  readonly opened: boolean;
  /** Over: closed, or cancelled. */
  readonly closed: boolean;
  /** Not held, as long as it was not scheduled again since. */
  readonly cancelled?: { readonly why: string; readonly at: string; readonly by: string; readonly fact: number };
  /** Position in the log of its first fact: meetings of one day keep their order. */
  readonly seq: number;
  readonly facts: MeetingFacts;
}

/** Finds a meeting; refuses when nobody scheduled or opened it. */
export function meetingOf(context: Context, id: string): Meeting {
  return knownMeeting(context, id) ?? refuse('unknown-meeting', `there is no meeting ${id}`, { field: 'meeting' });
}

function knownMeeting(context: Context, id: string): Meeting | undefined {
  const facts = context.state.meetings.get(id);
  return facts && memo(context, `meeting ${id}`, () => readMeeting(facts));
}

/** Lists all meetings, scheduled or opened, by date and then as they were put on record. */
export function meetings(context: Context): readonly Meeting[] {
  return memo(context, 'meetings', () =>
    [...context.state.meetings.keys()]
      .flatMap((id) => knownMeeting(context, id) ?? [])
      .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.seq - b.seq)),
  );
}

function readMeeting(facts: MeetingFacts): Meeting | undefined {
  const announced: readonly (Fact<'meeting-scheduled'> | Fact<'meeting-opened'>)[] = [
    ...facts.facts.of('meeting-scheduled'),
    ...facts.facts.of('meeting-opened'),
  ].toSorted((a, b) => a.seq - b.seq);
  const first = announced[0];
  const latest = announced.at(-1);
  if (!first || !latest) return undefined;
  const startsAt = latest.body.startsAt ?? first.body.startsAt;
  const classes = announced.findLast((fact) => fact.body.classes !== undefined)?.body.classes ?? [];
  const off = facts.facts.of('meeting-cancelled').at(-1);
  const since = (kind: 'meeting-scheduled' | 'meeting-opened' | 'meeting-closed'): boolean =>
    facts.facts.of(kind).some((fact) => fact.seq > (off?.seq ?? 0));
  const cancelled = off !== undefined && !since('meeting-scheduled');
  return {
    id: facts.id,
    date: latest.body.date,
    kind: latest.body.kind,
    name: latest.body.name ?? first.body.name ?? facts.id,
    ...(facts.season !== undefined ? { season: facts.season } : {}),
    ...(startsAt !== undefined ? { startsAt } : {}),
    ...(classes.length > 0 ? { classes } : {}),
    opened: since('meeting-opened'),
    closed: cancelled || since('meeting-closed'),
    ...(cancelled ? { cancelled: { why: off.body.why, at: off.at, by: off.by, fact: off.seq } } : {}),
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
