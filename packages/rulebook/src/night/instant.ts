import { Temporal } from 'temporal-polyfill';
import { StepError } from './command.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads `14:00` or `14:00:05.5` on a day, or `2026-05-02 14:00`, in a zone; or an instant with its offset.
 *
 * @param day the day of a time that stands alone
 * @throws StepError at `at` when the text is no time
 */
export function instantIn(text: string, zone: string, day: string): string {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(text)) return withOffset(text);
  const [first = '', second] = text.trim().split(/[ T]/);
  const time = DATE.test(first) ? (second ?? '12:00') : first;
  try {
    return Temporal.PlainDate.from(DATE.test(first) ? first : day)
      .toZonedDateTime({ timeZone: zone, plainTime: time.padStart(5, '0') })
      .toInstant()
      .toString();
  } catch {
    throw new StepError('at', `"${text}" is not a time, as 14:00:05 or 2026-05-02 14:00`);
  }
}

/** An instant as another place wrote it: `2026-05-02T19:00:00+02:00`. */
function withOffset(text: string): string {
  try {
    return Temporal.Instant.from(text).toString();
  } catch {
    throw new StepError('at', `"${text}" is not a time, as 2026-05-02T14:00:00-05:00`);
  }
}

/** The day of an instant in a zone. */
export function dayIn(zone: string, instant: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}
