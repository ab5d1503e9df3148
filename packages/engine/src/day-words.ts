import { Temporal } from 'temporal-polyfill';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Writes a day as people read it: `Wed, Jul 16, 2025`. The engine writes it the same on every machine, whatever languages it knows. */
export function dayText(day: Temporal.PlainDate | Temporal.ZonedDateTime): string {
  return `${DAYS[day.dayOfWeek - 1] ?? ''}, ${MONTHS[day.month - 1] ?? ''} ${day.day}, ${day.year}`;
}

/** Writes a moment by the clock of its zone: `11:00 AM on Wed, Jul 16, 2025`; the end of a day is `the end of Wed, …`. */
export function momentText(at: Temporal.ZonedDateTime): string {
  if (at.hour === 23 && at.minute === 59 && at.second === 59) return `the end of ${dayText(at)}`;
  const two = (number: number): string => String(number).padStart(2, '0');
  const seconds = at.second === 0 ? '' : `:${two(at.second)}`;
  return `${at.hour % 12 === 0 ? 12 : at.hour % 12}:${two(at.minute)}${seconds} ${at.hour < 12 ? 'AM' : 'PM'} on ${dayText(at)}`;
}

/** Writes an instant, a moment in milliseconds or a day alone, by the clock of a zone. */
export function whenText(at: string, zone: string): string {
  if (/^\d+$/.test(at)) return momentText(Temporal.Instant.fromEpochMilliseconds(Number(at)).toZonedDateTimeISO(zone));
  return at.includes('T') ? momentText(Temporal.Instant.from(at).toZonedDateTimeISO(zone)) : dayText(Temporal.PlainDate.from(at));
}
