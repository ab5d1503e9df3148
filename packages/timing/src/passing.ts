/**
 * A car at a timing line, as a source saw it. A passing is what was heard, not a lap: laps are the engine's.
 *
 * The same crossing can be heard twice (two transponders, two decoders, sent again); each source's own passing is told once.
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
  /** The car's number, from sources that know it. */
  readonly car?: string;
  /** What was heard when it was no transponder. */
  readonly special?: SpecialPassing;
  /** Microseconds since 1970 by the decoder's own clock, which may be wrong by hours. Laps are counted by it. */
  readonly timeUs: number;
  /** The same moment by the club's clock, as well as it is known; for the time of day, never for laps. */
  readonly clubTimeUs: number;
  /** When the last byte of it came in, by the club's clock. */
  readonly arrivedUs: number;
  /** Sent again on request, or behind a later one. */
  readonly late: boolean;
  readonly strength?: number;
  /** How many times the transponder was read while it passed. */
  readonly hits?: number;
  readonly lowBattery?: boolean;
}

export const SPECIAL_PASSINGS = ['photocell', 'switch', 'sync-pulse', 'gate'] as const;
export type SpecialPassing = (typeof SPECIAL_PASSINGS)[number];
