import type { Clauses, Expr } from './parts.ts';

export const CLOCK_ENDS = ['warn', 'end-at-next-flag', 'one-more-restart', 'more-laps', 'call-on-last-lap', 'late'] as const;

export interface ClockRule {
  readonly id: string;
  readonly says: string;
  /** `race`: one clock; `car`: one for each car; `class`: as a warm-up of a group. */
  readonly of: 'race' | 'car' | 'meeting';
  readonly rounds: readonly string[];
  readonly when?: Expr;
  /** `green` (the first), or `flag:NAME`, `mark:NAME`, `call:NAME`. */
  readonly starts: string;
  /** Length in seconds, or in laps of the leader. */
  readonly seconds?: Expr;
  readonly laps?: Expr;
  /** It stands still while the flag shows, or from one call to another. */
  readonly pauses: readonly { readonly while: string; readonly until?: string; readonly clauses: Clauses }[];
  /**
   * What its end does: nothing (`warn`), ends the race at the next flag when green and after calls when yellow, lets one more restart
   * be tried before the next stop ends it, lets the leader finish its lap and so many more, or calls it at once on the last lap completed.
   */
  readonly atEnd: (typeof CLOCK_ENDS)[number];
  /** How many restarts may be tried after its end, for `one-more-restart`; left out: one. */
  readonly restarts?: Expr;
  /** Laps that the leader still has after its end, beside the one it is on, for `more-laps`; left out: one. */
  readonly moreLaps?: Expr;
  readonly endClauses: Clauses;
  /** Ended by `mark:NAME` or `call:NAME` before time: then on time. */
  readonly stops?: string;
  readonly clauses: Clauses;
}

/** How the order is set under yellow and red, and for the restart. */
export interface CautionRule {
  readonly rounds: readonly string[];
  /**
   * `last-lap`: as at the last lap that all on the lead lap completed. `crossed`: those who completed the leader's lap
   * before the flag as they did, the others behind them by their own last lap. Lapped cars are behind all.
   */
  readonly order: 'last-lap' | 'crossed';
  /** Whether laps under the flag count. */
  readonly laps?: 'none' | 'count';
  /** Cars charged with the caution. */
  readonly causers: 'tail' | 'ahead-of-lapped' | 'keep';
  readonly clauses: Clauses;
}

export const LEADER_PLACES = ['in-row', 'alone'] as const;

/** How the field stands for a restart. */
export interface RestartRule {
  readonly rounds: readonly string[];
  readonly when?: Expr;
  /** Cars side by side; one is single file. */
  readonly abreast: number;
  /** Whether the leader has the front row to itself. */
  readonly leader: (typeof LEADER_PLACES)[number];
  /** Cars choose their file: by this call the outside, all others the inside. */
  readonly outside?: string;
  /** One call names the cars of each file, front first, in one field a file from the inside out. */
  readonly files?: { readonly call: string; readonly from: readonly string[] };
  readonly clauses: Clauses;
}

/** How laps are counted from passings of the start-finish line. */
export interface TimingRule {
  readonly rounds: readonly string[];
  /** A car that comes by sooner was read twice; milliseconds. */
  readonly minLapMs: Expr;
  /** The first crossing after a green begins a lap (`starts`), or completes one (`completes`): the line is behind the grid or before it. */
  readonly firstCrossing: 'starts' | 'completes';
  readonly clauses: Clauses;
}
