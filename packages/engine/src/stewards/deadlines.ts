import { Temporal } from 'temporal-polyfill';
import { because } from '../because.ts';
import { momentText } from '../day-words.ts';
import { fromFormula } from '../formula-values.ts';
import type { DeadlineRule, Expr } from '../language.ts';
import { refuse } from '../refusal.ts';
import { evaluate, type Scope, whole } from '../scope.ts';
import type { Ruled } from '../values.ts';

/**
 * Works out the last moment for something, in milliseconds; what happens at it is in time. Days and months are those of the
 * calendar in the zone of the deadline, else of the club, whatever the clocks do in between.
 */
export function deadline(scope: Scope, rule: DeadlineRule): Ruled<number> {
  const zone = zoneOf(scope, rule);
  const from = evaluate(scope, rule.from);
  const number = (expr: Expr | undefined): number => (expr ? whole(scope, expr).value : 0);
  const start = startOf(fromFormula(from.value), zone, rule);
  const byDay = rule.days !== undefined || rule.months !== undefined || rule.time !== undefined;
  const end = byDay ? onDay(scope, rule, start) : start.add({ hours: number(rule.hours), minutes: number(rule.minutes) });
  const last = rule.after ? rollOn(end, number(rule.after)) : end;
  return {
    value: last.epochMilliseconds,
    because: because(`${rule.says}: by ${momentText(last)}`, {
      clauses: rule.clauses,
      from: [from.because],
    }),
  };
}

/** The zone that the rule names; refuses one that no calendar knows. */
function zoneOf(scope: Scope, rule: DeadlineRule): string {
  if (!rule.zone) return scope.context.book.club.zone;
  const zone = String(evaluate(scope, rule.zone).value);
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch (error) {
    if (error instanceof RangeError)
      return refuse('unknown-zone', `${rule.says}: there is no time zone ${zone}`, { clauses: rule.clauses });
    throw error;
  }
}

function startOf(from: unknown, zone: string, rule: DeadlineRule): Temporal.ZonedDateTime {
  if (typeof from === 'number' && from > 0) return Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  if (typeof from === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(from)) return Temporal.PlainDate.from(from).toZonedDateTime(zone);
  return refuse('deadline-open', `${rule.says}: it does not run yet`, { clauses: rule.clauses });
}

function onDay(scope: Scope, rule: DeadlineRule, start: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const number = (expr: Expr | undefined): number => (expr ? whole(scope, expr).value : 0);
  const day = start.toPlainDate().add({ days: number(rule.days), months: number(rule.months) });
  if (!rule.time) return day.toZonedDateTime({ timeZone: start.timeZoneId, plainTime: '23:59:59.999' });
  const time = evaluate(scope, rule.time).value;
  return day.toZonedDateTime({ timeZone: start.timeZoneId, plainTime: String(time).padStart(5, '0') });
}

/** The same time of a later day, the first that is after a moment. */
function rollOn(end: Temporal.ZonedDateTime, afterMs: number): Temporal.ZonedDateTime {
  let last = end;
  while (last.epochMilliseconds <= afterMs) last = last.add({ days: 1 });
  return last;
}
