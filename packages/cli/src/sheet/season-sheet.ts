import type { Fields } from '@racetower/engine';
import type { Spot } from './sheet-file.ts';

/** A season as it stands in spreadsheets: its meetings, and who finished where. */
export interface SeasonSheet {
  readonly season: string;
  /** In the order in which they were held. */
  readonly meetings: readonly SheetMeeting[];
  readonly results: readonly ResultLine[];
  /** What is known of people, by name. */
  readonly people: ReadonlyMap<string, Fields>;
  /** Acts of the season that belong to no race. */
  readonly acts: readonly SheetAct[];
}

export interface SheetMeeting {
  readonly id: string;
  /** `2026-05-02`. */
  readonly date: string;
  readonly kind: string;
  readonly name?: string;
  /** Values of the rulebook that were given for the meeting. */
  readonly values: Fields;
}

/** One car in one race. */
export interface ResultLine {
  readonly spot: Spot;
  readonly meeting: string;
  readonly class: string;
  /** Round of the rulebook, and the race as `class/race`. */
  readonly round: string;
  readonly race: string;
  readonly driver: string;
  /** Number on the car; left out: the car is called by its driver. */
  readonly car?: string;
  /** Place at the finish; left out: behind those with one. */
  readonly place?: number;
  /** Status of the rulebook; left out: finished. */
  readonly status?: string;
  readonly laps?: number;
  /** Slot on the grid. */
  readonly start?: number;
  /** Lap times in microseconds. */
  readonly timesUs?: readonly number[];
  readonly details: Fields;
  readonly acts: readonly SheetAct[];
}

/** A record or call of the rulebook, about the car of its line unless it names a person. */
export interface SheetAct {
  readonly name: string;
  readonly fields: Fields;
  readonly person?: string;
}
