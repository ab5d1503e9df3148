import { Temporal } from 'temporal-polyfill';
import { isMap, type Map } from './night.ts';

/** The time of the day at the club, `19:30:00`. */
export const timeOfDay = (instant: Temporal.Instant, zone: string): string =>
  instant.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'second' });

/** A fact as one line: what it says of itself, at what time of the day, its body, and the fields that officials filled in. */
export function factRow(fact: Map, zone: string): Map {
  const { body, at, ...head } = fact;
  const { fields, ...rest } = isMap(body) ? body : {};
  const filled = isMap(fields) ? Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.replaceAll('_', '-'), value])) : {};
  return { ...rest, ...filled, ...head, at: timeOfDay(Temporal.Instant.from(String(at)), zone) };
}
