/**
 * A car at a timing line, as a source saw it. A passing is what was heard, not a lap: laps are the engine's.
 *
 * The same crossing can be heard twice (two transponders, two decoders); one passing of one decoder is told once.
 */
export interface Passing {
  /** The name that the club gave the source, as `start-finish`. */
  readonly source: string;
  /** The decoder as it names itself; sources without decoders use their own name. */
  readonly decoder: string;
  /** Counts up each time the decoder starts its numbering anew; (decoder, epoch, number) is told once. */
  readonly epoch: number;
  /** The decoder's own count; sources that do not count leave it out. */
  readonly number?: number;
  /** What identifies the car: digits, or a code as `FL-94890`. Left out when a beam, a button or a car number was heard. */
  readonly transponder?: string;
  /** The code of a transponder that told both a code and digits. */
  readonly code?: string;
  /** The car's number, from sources that know it. */
  readonly car?: string;
  /** The timing line where it is not the start-finish line. */
  readonly loop?: string;
  /** What was heard when it was no transponder. */
  readonly special?: SpecialPassing;
  /** Microseconds by the decoder's own clock, since 1970 or since it was switched on. It may be wrong by hours, or jump. */
  readonly timeUs: number;
  /**
   * Microseconds since 1970 by the club's clock: what laps are counted by.
   *
   * It is the decoder's time moved by an amount that stays the same until the decoder's clock jumps, so that the difference
   * of two passings is the decoder's own, and a jump in the middle of a race bends no lap.
   */
  readonly clubTimeUs: number;
  /** When the last byte of it came in, by the club's clock. */
  readonly arrivedUs: number;
  /** Sent again on request, or behind a later one: laps that were counted already may change. */
  readonly late: boolean;
  /** Why its time cannot be the decoder's, and was taken from its arrival. */
  readonly doubt?: TimeDoubt;
  readonly strength?: number;
  /** How many times the transponder was read while it passed. */
  readonly hits?: number;
  readonly lowBattery?: boolean;
}

export const SPECIAL_PASSINGS = ['photocell', 'switch', 'sync-pulse', 'gate', 'button'] as const;
export type SpecialPassing = (typeof SPECIAL_PASSINGS)[number];

/** `no-time`: the decoder told none. `future`: the decoder told one that had not come yet. */
export type TimeDoubt = 'no-time' | 'future';
