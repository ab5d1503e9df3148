import { raceWords, type Rulebook } from '@racetower/engine';

/** How moments, times and amounts are written for readers, in the zone of the club. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
}

/** A day of the calendar, `2026-05-02`, as `Saturday, May 2, 2026`. */
export function dayText(date: string): string {
  const at = Date.parse(`${date}T12:00:00Z`);
  if (Number.isNaN(at)) return date;
  return formatOf('UTC', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }).format(at);
}

/** A day as `May 2`. */
export function shortDay(date: string): string {
  const at = Date.parse(`${date}T12:00:00Z`);
  return Number.isNaN(at) ? date : formatOf('UTC', { month: 'short', day: 'numeric' }).format(at);
}

/** An instant as the clock on the wall of the club, `7:12 PM`. */
export const hourText = (at: string | number, zone: string): string =>
  formatOf(zone, { hour: 'numeric', minute: '2-digit' }).format(new Date(at));

/** An instant with its day, `May 2, 7:12 PM`. */
export const momentText = (at: string | number, zone: string): string =>
  formatOf(zone, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }).format(new Date(at));

/** Microseconds as `13.600` or `1:02.345`. */
export function lapText(us: number): string {
  const ms = Math.round(us / 1000);
  const minutes = Math.floor(ms / 60_000);
  const seconds = ((ms % 60_000) / 1000).toFixed(3);
  return minutes === 0 ? seconds : `${minutes}:${seconds.padStart(6, '0')}`;
}

/** Seconds as `4:05`. */
export const countdownText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

export const moneyText = (book: Rulebook, cents: number): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency: book.club.currency }).format(cents / 100);

/** `1 lap`, `2 laps`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** A word of the rulebook as people read it, `dq-scales` as `DQ scales`. */
export function readable(word: string): string {
  return word
    .split(/[-_]/)
    .map((each) => (SHORT.has(each) ? each.toUpperCase() : each))
    .join(' ');
}
const SHORT = new Set(['dq', 'dnf', 'dns', 'dsq', 'lt', 'id']);

export const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** The name of a class as the rulebook writes it; of joined classes each. */
export function className(book: Rulebook, id: string): string {
  return id
    .split('+')
    .map((each) => book.classes.find((one) => one.id === each)?.name ?? each)
    .join(' and ');
}

/** A race by its words, as the schedule calls it or by its id. */
export const raceName = (book: Rulebook, id: string): string => {
  const [classId = '', race = ''] = id.split('/');
  return `${className(book, classId)}, ${raceWords(race)}`;
};
