/** A record of the RMonitor feed, as timing software sends it. */
export type RMonitorRecord =
  /** Each second, and at once when the flag or the laps to go change. */
  | {
      readonly record: '$F';
      readonly lapsToGo: number;
      readonly timeToGoUs: number;
      readonly timeOfDayUs: number;
      readonly raceTimeUs: number;
      readonly flag: string;
    }
  | {
      readonly record: '$A';
      readonly reg: string;
      readonly number: string;
      readonly transponder: number;
      readonly first: string;
      readonly last: string;
      readonly nationality: string;
      readonly class: number;
    }
  | {
      readonly record: '$COMP';
      readonly reg: string;
      readonly number: string;
      readonly class: number;
      readonly first: string;
      readonly last: string;
      readonly nationality: string;
      readonly additional: string;
    }
  /** The run; 95 closes it. */
  | { readonly record: '$B'; readonly run: number; readonly says: string }
  | { readonly record: '$C'; readonly class: number; readonly says: string }
  | { readonly record: '$E'; readonly setting: string; readonly value: string }
  /** Place in the race; laps are left out before the first counted one. */
  | { readonly record: '$G'; readonly place: number; readonly reg: string; readonly laps: number | undefined; readonly totalUs: number }
  /** Place by the best lap; lap 0 when there is none. */
  | { readonly record: '$H'; readonly place: number; readonly reg: string; readonly lap: number; readonly bestUs: number }
  /** Clears the board. */
  | { readonly record: '$I'; readonly time: string; readonly date: string }
  /** A crossing; the lap time of the first one is 0. */
  | { readonly record: '$J'; readonly reg: string; readonly lapTimeUs: number; readonly totalUs: number }
  /** Records of some series and relays, and what nobody has described. */
  | { readonly record: 'other'; readonly name: string; readonly fields: readonly string[] };

/** The run that closes a session. */
export const CLOSED_RUN = 95;
/** What timing software sends when nobody counts laps down. */
export const NO_LAPS_TO_GO = 9999;
