/**
 * A race as it is shown to others: what the feed needs, and nothing of how it came about.
 *
 * It is given whole each time something changes; the feed finds out what is new.
 */
export interface LiveRace {
  readonly session: LiveSession;
  readonly flag: LiveFlag;
  /** Left out when nobody counts laps down. */
  readonly lapsToGo?: number;
  /** Left out when no clock runs down. */
  readonly timeToGoUs?: number;
  /** When the green was shown, by the club's clock; left out before. */
  readonly greenUs?: number;
  /** The race time stands still at this, once the race is over or stopped. */
  readonly stoppedUs?: number;
  /** The session is over: clients may keep the board as it is. */
  readonly closed: boolean;
  /** In running order. */
  readonly cars: readonly LiveCar[];
}

export interface LiveSession {
  /** Another one for each race: what makes a session a new one. */
  readonly id: string;
  readonly name: string;
  readonly track?: string;
  /** As clients show it, in the unit of the country. */
  readonly trackLength?: string;
}

export interface LiveCar {
  readonly number: string;
  /** As it is called; cars of several classes may have the same number. */
  readonly class: string;
  readonly first: string;
  readonly last: string;
  readonly nationality?: string;
  /** Anything more: the car, the team. */
  readonly additional?: string;
  readonly transponder?: string;
  /** Laps that count. */
  readonly laps: number;
  /** All crossings since the green, in order; the first one completes no lap. */
  readonly crossings: readonly LiveCrossing[];
  /** Left out when no lap counts yet. */
  readonly best?: { readonly lap: number; readonly timeUs: number };
}

export interface LiveCrossing {
  /** Since the green. */
  readonly totalUs: number;
  /** Left out for the first crossing. */
  readonly lapUs?: number;
}

export const LIVE_FLAGS = ['none', 'green', 'yellow', 'red', 'white', 'checkered'] as const;
export type LiveFlag = (typeof LIVE_FLAGS)[number];
