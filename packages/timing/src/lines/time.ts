import { clockUs, secondsUs } from '../text/times.ts';

const HALF_A_DAY_US = 43_200_000_000;

/**
 * Reads the times of one sender: seconds since anything, a time of day, or a moment with its date and zone.
 *
 * A time of day that falls back by more than half a day is after midnight.
 */
export class LineTimes {
  #days = 0;
  #last = 0;

  /** @returns microseconds, or nothing for what is no time */
  read(text: string): number | undefined {
    const seconds = secondsUs(text);
    if (seconds !== undefined) return seconds;
    const clock = clockUs(text);
    if (clock !== undefined) return this.#ofDay(clock);
    if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
    return momentUs(text);
  }

  #ofDay(clock: number): number {
    if (clock < this.#last - HALF_A_DAY_US) this.#days++;
    this.#last = clock;
    return clock + this.#days * 2 * HALF_A_DAY_US;
  }
}

/** The date and zone by the standard, the decimals by hand: a Date knows only milliseconds. */
function momentUs(text: string): number | undefined {
  const ms = Date.parse(text.replace(' ', 'T').replace(/\.\d+/, ''));
  const decimals = /\.(\d{1,6})/.exec(text)?.[1] ?? '';
  return Number.isNaN(ms) ? undefined : ms * 1000 + Number(decimals.padEnd(6, '0'));
}
