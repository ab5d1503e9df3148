import { Temporal } from 'temporal-polyfill';

const DAY_US = 86_400_000_000;

/**
 * Makes a writer of instants, microseconds since 1970, as `2026-05-02T14:00:01.4Z`. The passings of a race are of a day or two, so a
 * writer works out each day once.
 */
export function instantWriter(): (us: number) => string {
  const days = new Map<number, string>();
  return (us) => {
    const day = Math.floor(us / DAY_US);
    const date =
      days.get(day) ??
      Temporal.Instant.fromEpochMilliseconds(day * 86_400_000)
        .toString()
        .slice(0, -'T00:00:00Z'.length);
    days.set(day, date);
    return `${date}T${timeOf(us - day * DAY_US)}Z`;
  };
}

function timeOf(us: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const seconds = Math.floor(us / 1_000_000);
  const rest = us - seconds * 1_000_000;
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(6, '0').replace(/0+$/, '')}`;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction}`;
}
