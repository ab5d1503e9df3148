import type { Because } from './because.ts';
import type { Fields } from './fact.ts';
import type { Consequence, MovesUp } from './language.ts';

/** The shapes of what the engine answers. Each carries its reason. */

/** A car entered in a class at a meeting. */
export interface Entry {
  readonly class: string;
  /** Car number as text: "0", "07", "10C". */
  readonly car: string;
  readonly driver: string;
  readonly handler?: string;
  /** The pill drawn for the line-up; none: late, or not drawn. */
  readonly pill?: number;
  readonly signedInAt: string;
  /** 1 for the first to sign in to the class. */
  readonly arrival: number;
  readonly withdrawn: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  /** The sign-in and, after it, the draw. */
  readonly facts: readonly number[];
}

/** One race of a round, before or after it is run. */
export interface PlannedRace {
  /** `class/race`, as `jr-honda/heat-1`, `sr-honda/a-main`. */
  readonly id: string;
  readonly class: string;
  /** Id of the round in the rulebook. */
  readonly round: string;
  /** 1 for the first race of the round; for ladders A = 1. */
  readonly number: number;
  /** `a`, `b` … in a ladder, or where the split names races so; else empty. */
  readonly letter: string;
  readonly name: string;
  readonly because: Because;
}

export interface Slot {
  /** 1 is the pole. */
  readonly slot: number;
  readonly row: number;
  readonly side: 'inside' | 'outside';
  readonly car: string;
  readonly driver: string;
  readonly because: Because;
}

export interface LineUp {
  readonly race: string;
  readonly slots: readonly Slot[];
  /** Cars that may still start in place of one that is out, first in line first. */
  readonly alternates: readonly { readonly car: string; readonly driver: string; readonly because: Because }[];
  readonly laps?: { readonly laps: number; readonly because: Because };
  /** `computed` from the rulebook, `posted` as published, `changed` by an official. */
  readonly standing: 'computed' | 'posted' | 'changed';
  /** What it still waits for, as `b-main has no result`; empty when complete. */
  readonly waitsFor: readonly string[];
  readonly because: Because;
}

export type RacePhase = 'planned' | 'lined-up' | 'warm-up' | 'starting' | 'green' | 'yellow' | 'red' | 'ended';

/** A race as it stands after its last fact. */
export interface RaceRun {
  readonly race: string;
  readonly phase: RacePhase;
  readonly flag: string;
  /** Every car still in it, front first; lapped cars keep their place in the running order. */
  readonly order: readonly string[];
  /** The order somebody saw on the track since the last flag or lap; it does not count. */
  readonly seen?: readonly string[];
  readonly lapped: readonly string[];
  /** Laps the leader has completed and that were scored. */
  readonly lap: number;
  readonly lapsDone: Readonly<Record<string, number>>;
  /** Laps behind the leader when the car last crossed the line. */
  readonly lapsDown: Readonly<Record<string, number>>;
  /** Cars out of it, with status and the order they went out. */
  readonly out: readonly { readonly car: string; readonly status: string; readonly laps: number; readonly fact: number }[];
  /** Status set by calls on cars, as `dq`, also after the checkered. */
  readonly statuses: Readonly<Record<string, { readonly status: string; readonly movesUp?: MovesUp; readonly because: Because }>>;
  /** Ladder counts by ladder and car, as strikes, within the race. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Restarts tried, the first start not counted. */
  readonly restarts: number;
  readonly cautions: number;
  readonly calledBack: number;
  /** Instants of moments: first green, last of each flag, each mark; milliseconds since 1970. */
  readonly moments: Readonly<Record<string, number>>;
  /** Why the order is as it is: the last line-up or scored lap, and each call since. */
  readonly because: Because;
  /** Reasons for single cars (sent back, off, warned), latest last. */
  readonly carReasons: Readonly<Record<string, readonly Because[]>>;
  /** Every consequence as it fell on a car; the car is empty when it fell on the race. */
  readonly effects: readonly {
    readonly car: string;
    readonly fact: number;
    readonly consequence: Consequence;
    readonly clauses: readonly string[];
  }[];
  /** Alternates that started: car → the car whose start it took. */
  readonly replaced: Readonly<Record<string, string>>;
  readonly endsAtNextFlag: boolean;
  /** The leader has the checkered and the finish is not on record: the others come home. */
  readonly comingHome: boolean;
  /** Cars that still owe a start at the rear: the race ended before its next restart. */
  readonly owing: readonly string[];
  /** The order when the last yellow or red came, before anything was taken back or called. */
  readonly atFlag?: readonly string[];
  /** Cars that have laps which came in after the finish. */
  readonly late?: readonly string[];
  /** Laps of a race whose end was set by time: those that the leader will have done. */
  readonly distance?: number;
  /** Where cars crossed a timing line: lap times and gaps of each car. */
  readonly timing?: Readonly<Record<string, LapTiming>>;
  /** Where cars crossed a timing line: what each passing counts for, in time order. */
  readonly passings?: readonly PassingVerdict[];
  /** Where cars crossed a timing line: instants at which the leader came by, under green or yellow, milliseconds. */
  readonly leaderLapsMs?: readonly number[];
}

/** What the crossings of a car come to; times in microseconds. */
export interface LapTiming {
  readonly bestUs?: number;
  readonly lastUs?: number;
  /** When it completed its last lap, since 1970. */
  readonly crossedUs?: number;
  /** Behind the leader at its last lap; left out when it is laps down. */
  readonly gapUs?: number;
  /** Laps that it completed first of all. */
  readonly led: number;
}

/** What a passing counts for: a passing is a lap or says why it is none. */
export interface PassingVerdict {
  readonly fact: number;
  readonly timeUs: number;
  readonly counts:
    | 'lap'
    | 'begins'
    | 'read-twice'
    | 'before-green'
    | 'under-caution'
    | 'after-finish'
    | 'unknown-transponder'
    | 'not-in-race'
    | 'out-of-race';
  readonly car?: string;
  readonly transponder?: string;
  /** The lap that it completed. */
  readonly lap?: number;
  readonly lapUs?: number;
}

export interface ResultRow {
  /** Rank in the result; 0 when the status takes no place. */
  readonly place: number;
  readonly car: string;
  readonly driver: string;
  readonly class: string;
  readonly status: string;
  readonly laps?: number;
  readonly bestLapUs?: number;
  /** Time of the race in microseconds, with what was added to it. */
  readonly timeUs?: number;
  /** What else the finish says of the car, as incidents. */
  readonly details?: Fields;
  /** Place by which points are looked up; differs from `place` when a place stays empty. */
  readonly scoringPlace: number;
  /** Place by which the purse is paid, where it is not the one that scores. */
  readonly pursePlace?: number;
  /** For what those behind a car without a place move up, where it is not as its status says. */
  readonly movesUp?: MovesUp;
  readonly because: Because;
}

export interface Result {
  readonly race: string;
  readonly standing: 'none' | 'running' | 'provisional' | 'official';
  readonly rows: readonly ResultRow[];
  /** What keeps it provisional. */
  readonly holds: readonly Because[];
  readonly because: Because;
}

export interface PointsLine {
  readonly block: string;
  readonly race?: string;
  readonly points: number;
  readonly counts: boolean;
  /** Stays in the season's total when the meeting is thrown out, as a deduction that may not be dropped. */
  readonly kept?: boolean;
  readonly because: Because;
}

/** What an entry earned at a meeting. */
export interface MeetingPoints {
  readonly class: string;
  readonly car: string;
  readonly driver: string;
  readonly lines: readonly PointsLine[];
  readonly total: number;
  readonly attempted: boolean;
  readonly droppable: boolean;
  /** Races whose result may not be thrown out, when single races or rounds are. */
  readonly undroppableRaces: readonly string[];
  readonly because: Because;
}

/** Points of a row are counted in the parts of a point that the rulebook says; without it in whole points. */
/** A class over all races of a meeting. */
export interface Overall {
  readonly class: string;
  readonly rows: readonly OverallRow[];
  /** Races that have no result yet. */
  readonly waitsFor: readonly string[];
  readonly because: Because;
}

export interface OverallRow {
  /** Shared by equals. */
  readonly place: number;
  readonly car: string;
  readonly driver: string;
  readonly because: Because;
}

export interface StandingsRow {
  /** Shared by equals. */
  readonly place: number;
  /** The driver, or whomever the table is kept for. */
  readonly driver: string;
  readonly class: string;
  /** Numbers that were raced under, the latest first. */
  readonly cars: readonly string[];
  readonly gross: number;
  /** What counts or may be thrown out, in the order of the season. */
  readonly scores: readonly {
    readonly meeting: string;
    readonly unit: string;
    readonly points: number;
    readonly droppable: boolean;
    readonly dropped: boolean;
  }[];
  readonly dropped: readonly { readonly meeting: string; readonly unit: string; readonly points: number }[];
  readonly net: number;
  readonly bonuses: readonly { readonly id: string; readonly points: number }[];
  readonly total: number;
  /** A word in place of the rank, as `DSQ`; `place` is then 0. */
  readonly unranked?: string;
  readonly tied: boolean;
  readonly eligible: boolean;
  readonly needs: readonly Because[];
  /** What buying in would cost, when the driver falls short of something that it cures. */
  readonly buyInCents?: number;
  readonly because: Because;
}
