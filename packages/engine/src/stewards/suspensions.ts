import { because, type Because } from '../because.ts';
import { type Context, dayOf, type Meeting, memo, meetings, msOf } from '../context.ts';
import { whenText } from '../day-words.ts';
import { actsCalled } from '../entry/acts.ts';
import { entered } from '../entry/entries.ts';
import type { Suspension as Rule } from '../language.ts';
import { moneyText } from '../money/amounts.ts';
import { rainState, wasRun } from '../points/rain.ts';
import { fines } from './fines.ts';
import { carOf, personsOf, type Sanction, sanctions } from './sanctions.ts';
import { type CarMark, isSameCar, teamAtSignIn } from './teams.ts';
import { concerns, covers, endOf, startMs, type Term, termOf } from './terms.ts';

/** A suspension with whom it keeps out. */
export interface Suspension {
  readonly sanction: Sanction;
  readonly rule: Rule;
  readonly term: Term;
  /** Everybody it covers. */
  readonly names: readonly string[];
  readonly car?: CarMark;
  /** The one who brought it on. */
  readonly driver: string;
  readonly because: Because;
}

/** Lists every suspension that a call or a ruling brought, in the order they were decided. */
export function suspensions(context: Context): readonly Suspension[] {
  return memo(context, 'suspensions', () =>
    sanctions(context)
      .flatMap((sanction): readonly Suspension[] => {
        const rule = sanction.consequence;
        if (rule.kind !== 'suspend') return [];
        const car = carOf(sanction, rule.who);
        return [
          {
            sanction,
            rule,
            term: termOf(context, sanction, rule),
            names: personsOf(sanction, rule.who),
            ...(car ? { car } : {}),
            driver: sanction.driver,
            because: because(`${sanction.driver} is suspended${rule.ever && rule.liftedBy === undefined ? ' for good' : ''}`, {
              clauses: sanction.clauses,
              facts: [sanction.fact],
              from: [sanction.because],
            }),
          },
        ];
      })
      .toSorted((a, b) => msOf(a.sanction.at) - msOf(b.sanction.at) || a.sanction.fact - b.sanction.fact),
  );
}

/** Whom a question about suspensions is about. */
export type Subject = { readonly person: string } | { readonly car: CarMark };

/** A suspension as it keeps somebody out at a meeting. */
export interface Bar {
  readonly suspension: Suspension;
  readonly says: string;
  /** Last day, or instant, where time ends it. */
  readonly until?: string;
  /** Meetings still to sit out, this one included. */
  readonly left?: number;
  readonly because: Because;
}

/**
 * What keeps somebody out of a meeting as things stand at an instant.
 *
 * @param place `race`, or a place that a suspension names in `bars`
 */
export function barsAt(context: Context, subject: Subject, meeting: string, at: string, place = 'race'): readonly Bar[] {
  const all = suspensions(context).filter((each) => touches(each, subject));
  const here = meetings(context).find((each) => each.id === meeting);
  if (!here || all.length === 0) return [];
  const seats = seatsOf(context, subject, all, here, at);
  return all.filter((each) => each.rule.bars.includes(place)).flatMap((each) => barOf(context, each, here, at, seats.get(each)) ?? []);
}

/** The suspension that bars a person from a meeting, if one does. */
export function suspensionOf(context: Context, driver: string, meeting: string, at?: string): Bar | undefined {
  return barsAt(context, { person: driver }, meeting, at ?? lastInstant(context))[0];
}

function lastInstant(context: Context): string {
  return context.state.all.last()?.at ?? '1970-01-01T00:00:00Z';
}

function touches(suspension: Suspension, subject: Subject): boolean {
  if ('person' in subject) return suspension.names.includes(subject.person);
  return suspension.car !== undefined && isSameCar(suspension.car, subject.car);
}

/** The meetings that a suspension by meetings takes: those sat out, and those to come as far as the calendar goes. */
export interface Seats {
  readonly served: readonly string[];
  readonly coming: readonly string[];
  /** Meetings that the calendar does not have yet. */
  readonly unplanned: number;
}

/**
 * Gives suspensions by meetings their meetings, in the order they were decided: each takes the next that was run, or is still
 * to be run, and that no other has. A meeting that was called off, never opened or raced all the same serves nothing.
 */
export function seatsOf(
  context: Context,
  subject: Subject,
  all: readonly Suspension[],
  here: Meeting | undefined,
  at: string,
): ReadonlyMap<Suspension, Seats> {
  const calendar = meetings(context).toSorted((a, b) => startMs(context, a) - startMs(context, b));
  const timed = all.filter((each) => each.term.days !== undefined || each.term.ms !== undefined);
  const taken = new Set(calendar.filter((each) => timed.some((other) => covers(context, other.term, each))).map((each) => each.id));
  const found = new Map<Suspension, Seats>();
  for (const suspension of all) {
    const { term, rule, sanction } = suspension;
    if (term.meetings === undefined) continue;
    const served: string[] = [];
    const coming: string[] = [];
    for (const meeting of calendar) {
      if (served.length + coming.length >= term.meetings) break;
      if ((rule.stack === 'consecutive' && taken.has(meeting.id)) || !concerns(context, sanction, rule, term, meeting)) continue;
      const state = stateOf(context, meeting, at);
      if (state === 'off' && meeting.id !== here?.id) continue;
      if (state === 'run' && meeting.id !== here?.id && raced(context, subject, meeting.id)) continue;
      (state === 'run' ? served : coming).push(meeting.id);
    }
    if (rule.stack === 'consecutive') for (const id of [...served, ...coming]) taken.add(id);
    found.set(suspension, { served, coming, unplanned: term.meetings - served.length - coming.length });
  }
  return found;
}

/** Run, not run (called off, or its day is over), or still to come. */
function stateOf(context: Context, meeting: Meeting, at: string): 'run' | 'off' | 'coming' {
  const rain = rainState(context, meeting.id);
  if (rain.declared && !rain.complete) return 'off';
  if (wasRun(context, meeting.id)) return 'run';
  return meeting.closed || meeting.date < dayOf(context.book, at) ? 'off' : 'coming';
}

/** Somebody who raced although suspended has not sat the meeting out. */
function raced(context: Context, subject: Subject, meeting: string): boolean {
  return context.book.classes.some((raceClass) =>
    entered(context, meeting, raceClass.id).some((entry) =>
      'person' in subject ? entry.driver === subject.person : isSameCar(teamAtSignIn(context, entry), subject.car),
    ),
  );
}

function barOf(context: Context, suspension: Suspension, here: Meeting, at: string, seats: Seats | undefined): Bar | undefined {
  const { rule, sanction, term } = suspension;
  const sameMeeting = here.id === sanction.meeting && msOf(at) >= msOf(sanction.at);
  const bar = (says: string, more: Partial<Bar> = {}): Bar => ({
    suspension,
    says,
    ...more,
    because: because(says, { clauses: sanction.clauses, facts: [sanction.fact], from: [suspension.because] }),
  });
  const who = sanction.bearer === 'team' ? `the team of car ${sanction.car}` : sanction.driver;
  if (rule.rest && sameMeeting) return bar(`${who} is out for the rest of the meeting`);
  if (seats && [...seats.served, ...seats.coming].includes(here.id)) {
    const left = seats.coming.length + seats.unplanned;
    return bar(`${who} is suspended for ${term.meetings ?? 0} ${term.meetings === 1 ? 'meeting' : 'meetings'}, ${left} still to sit out`, {
      left,
    });
  }
  if (covers(context, term, here) && (here.id !== sanction.meeting || (rule.from === 'now' && sameMeeting)))
    return bar(`${who} is suspended until ${whenText(endOf(term), context.book.club.zone)}`, { until: endOf(term) });
  const started =
    (startMs(context, here) > msOf(sanction.at) || (rule.from === 'now' && sameMeeting)) &&
    (term.fromDay === undefined || here.date >= term.fromDay);
  if (!started) return undefined;
  const unpaid = rule.untilPaid ? openFine(context, sanction, at) : 0;
  if (unpaid > 0)
    return bar(`${who} is suspended until the fine is paid: ${moneyText(context.book, unpaid)} ${unpaid === 100 ? 'is' : 'are'} open`);
  if (rule.liftedBy !== undefined && !lifted(context, suspension, at)) return bar(`${who} is suspended until ${rule.liftedBy}`);
  if (rule.ever && rule.liftedBy === undefined) return bar(`${who} is suspended for good`);
  return undefined;
}

/** Cents of the fines of the same decision that are still open. */
function openFine(context: Context, sanction: Sanction, at: string): number {
  return fines(context, at)
    .filter((fine) => fine.sanction.fact === sanction.fact && fine.sanction.driver === sanction.driver)
    .reduce((sum, fine) => sum + fine.openCents, 0);
}

/** Tells whether the act that lets them back, about the case, the car or one of them, has been given since. */
function lifted(context: Context, { rule, sanction, names, car }: Suspension, at: string): boolean {
  if (rule.liftedBy === undefined) return false;
  return actsCalled(context, rule.liftedBy).some(
    (fact) =>
      msOf(fact.at) >= msOf(sanction.at) &&
      fact.seq > sanction.fact &&
      msOf(fact.at) <= msOf(at) &&
      ((sanction.case !== undefined && fact.body.case === sanction.case) ||
        (fact.body.person !== undefined && names.includes(fact.body.person)) ||
        (car !== undefined && fact.body.car === car.car)),
  );
}
