import { Temporal } from 'temporal-polyfill';
import { type Context, dayOf, type Meeting, meetings, msOf } from '../context.ts';
import { fromFormula } from '../formula-values.ts';
import type { Expr, Suspension as Rule } from '../language.ts';
import { evaluate, holds, type Scope, scopeFor, whole } from '../scope.ts';
import { contextOfSanction, type Sanction, scopeOfSanction } from './sanctions.ts';

/** How long a suspension is, worked out once: by meetings, by days of the calendar, or between two instants. */
export interface Term {
  readonly meetings?: number;
  /** First day and the day after the last. */
  readonly days?: { readonly from: string; readonly to: string };
  readonly ms?: { readonly from: number; readonly to: number };
  /** As it was given. */
  readonly length?: { readonly days: number; readonly months: number; readonly years: number };
  /** Nothing bars before this day. */
  readonly fromDay?: string;
}

/** Works out how long a suspension lasts. Calendar time starts on the day it starts from, or at the decision to the second when `exact`. */
export function termOf(context: Context, sanction: Sanction, rule: Rule): Term {
  const own = contextOfSanction(context, sanction);
  const scope = scopeOfSanction(own, sanction);
  const number = (expr: Expr | undefined): number => (expr ? whole(scope, expr).value : 0);
  const counted = rule.races ?? rule.meetings;
  const fromDay = startDay(context, sanction, rule, scope);
  const from = fromDay ?? dayOf(own.book, sanction.at);
  const length = { days: number(rule.days), months: number(rule.months), years: number(rule.years) };
  const timed = length.days + length.months + length.years > 0;
  return {
    ...(counted ? { meetings: whole(scope, counted).value } : {}),
    ...(fromDay === undefined ? {} : { fromDay }),
    ...(timed ? { length } : {}),
    ...(timed && !rule.exact ? { days: { from, to: Temporal.PlainDate.from(from).add(length).toString() } } : {}),
    ...(timed && rule.exact ? { ms: { from: msOf(sanction.at), to: exactEnd(own, sanction.at, length) } } : {}),
    ...(rule.until ? untilTerm(scope, rule.until, { sanction, from }) : {}),
  };
}

function exactEnd(
  context: Context,
  at: string,
  length: { readonly days: number; readonly months: number; readonly years: number },
): number {
  return Temporal.Instant.from(at).toZonedDateTimeISO(context.book.club.zone).add(length).toInstant().epochMilliseconds;
}

/** `until` names the last day, itself included, or a moment. */
function untilTerm(scope: Scope, until: Expr, start: { readonly sanction: Sanction; readonly from: string }): Term {
  const end = evaluate(scope, until).value;
  if (typeof end === 'number') return { ms: { from: msOf(start.sanction.at), to: end } };
  const last = Temporal.PlainDate.from(String(end));
  return { days: { from: start.from, to: last.add({ days: 1 }).toString() } };
}

function startDay(context: Context, sanction: Sanction, rule: Rule, scope: Scope): string | undefined {
  if (rule.from === 'next' || rule.from === 'now') return undefined;
  if (rule.from === 'next-season') return nextSeason(context, sanction);
  const day = fromFormula(evaluate(scope, rule.from).value);
  return typeof day === 'number' ? dayOf(context.book, Temporal.Instant.fromEpochMilliseconds(day).toString()) : String(day);
}

/** The first day of the season after that of the decision; far away while nobody has opened one. */
function nextSeason(context: Context, sanction: Sanction): string {
  const day = dayOf(context.book, sanction.at);
  const opened = [...context.state.seasons.values()].flatMap((facts) => facts.of('season-opened').map((fact) => fact.body.starts));
  const first = meetings(context).find((each) => each.date > day && each.season !== undefined && each.season !== sanction.season)?.date;
  return [...opened.filter((starts) => starts > day), ...(first === undefined ? [] : [first])].toSorted()[0] ?? '9999-12-31';
}

/** When a meeting starts, in milliseconds: as announced, else when it was opened, else at the end of its day. */
export function startMs(context: Context, meeting: Meeting): number {
  if (meeting.startsAt !== undefined) return msOf(meeting.startsAt);
  const opened = meeting.facts.facts.of('meeting-opened')[0];
  if (opened) return msOf(opened.at);
  return Temporal.PlainDate.from(meeting.date).add({ days: 1 }).toZonedDateTime({ timeZone: context.book.club.zone }).toInstant()
    .epochMilliseconds;
}

/** Tells whether a meeting is after the start of a suspension, and one of those that count for it. */
export function concerns(context: Context, sanction: Sanction, rule: Rule, term: Term, meeting: Meeting): boolean {
  const after = startMs(context, meeting) > msOf(sanction.at) || (rule.from === 'now' && meeting.id === sanction.meeting);
  if (!after || (term.fromDay !== undefined && meeting.date < term.fromDay)) return false;
  if (!rule.across && meeting.season !== sanction.season) return false;
  return counts(context, sanction, rule, meeting);
}

function counts(context: Context, sanction: Sanction, rule: Rule, meeting: Meeting): boolean {
  if (!rule.counts) return true;
  const kind = meetings(context).find((each) => each.id === sanction.meeting)?.kind ?? '';
  const suspension = { class: sanction.class, meeting: sanction.meeting ?? '', meeting_kind: kind, season: sanction.season ?? '' };
  return holds(scopeFor(context, { meeting: meeting.id }, { suspension: () => suspension }), rule.counts);
}

/** Tells whether a meeting falls in the calendar time of a suspension. */
export function covers(context: Context, term: Term, meeting: Meeting): boolean {
  if (term.days && meeting.date >= term.days.from && meeting.date < term.days.to) return true;
  return term.ms !== undefined && startMs(context, meeting) >= term.ms.from && startMs(context, meeting) < term.ms.to;
}

/** The last day of calendar time, or the instant at which it ends. */
export function endOf(term: Term): string {
  if (term.ms) return Temporal.Instant.fromEpochMilliseconds(term.ms.to).toString();
  return Temporal.PlainDate.from(term.days?.to ?? '9999-12-31')
    .subtract({ days: 1 })
    .toString();
}
