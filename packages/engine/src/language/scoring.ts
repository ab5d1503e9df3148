import type { Clauses, Expr } from './parts.ts';
import type { OrderKey } from './rounds.ts';

/** What a way to end a race means. */
export interface StatusRule {
  readonly id: string;
  readonly says: string;
  /** Front to back among the statuses; equal ranks are mixed by laps and order. */
  readonly rank: number;
  /** `order`: as they finished; `laps`: most laps first; `pill`: lowest pill first. */
  readonly within: readonly OrderKey[];
  /** Whether a place number is given. */
  readonly placed: boolean;
  /** Cars behind move up; otherwise the place stays empty for points. */
  readonly closesUp: boolean;
  /** Counts as having attempted to race. */
  readonly attempted: boolean;
  /**
   * Given by itself when a car has no other status and this holds in the car's scope. `of: absent`: to cars that are
   * not in the finish. `of: finishers`: to cars that are, as those that drove too few laps (`laps_done`, `leader_laps`).
   */
  readonly when?: Expr;
  readonly of: 'absent' | 'finishers';
  readonly clauses: Clauses;
}

/** When a result may be made official, and who must have done what. */
export interface ResultHold {
  readonly rounds: readonly string[];
  /** Checked for each classified car (`car`) or once (`race`). The result stays provisional while it is false. */
  readonly of: 'car' | 'race';
  readonly must: Expr;
  readonly says: string;
  readonly clauses: Clauses;
}

export interface PointsRule {
  readonly when?: Expr;
  /** By place: 1st first; `beyond` past its end. */
  readonly table?: Expr;
  readonly beyond?: Expr | 'last';
  /** A number or formula instead of a table. */
  readonly give?: Expr;
  readonly says?: string;
  readonly clauses: Clauses;
}

/** How a class is put in order over all races of a meeting. */
export interface OverallRule {
  readonly when?: Expr;
  /** Only cars for which this holds are listed. */
  readonly where?: Expr;
  readonly order: readonly OrderKey[];
  readonly clauses: Clauses;
}

/** Points of one kind: in each block the first rule that applies gives the points, and blocks add up. */
export interface PointsBlock {
  readonly id: string;
  /** Races of these rounds score; empty: once for the meeting, in the entry's scope. */
  readonly rounds: readonly string[];
  /** Counts in the standings; otherwise for line-ups alone (`passing`). */
  readonly counts: boolean;
  readonly rules: readonly PointsRule[];
  /** Place in the race, or over all races of the round one after the other (A then B …). */
  readonly place: 'race' | 'round';
  /** Places are counted for points only among cars for which this holds, as members without guests; others score nothing. */
  readonly among?: Expr;
  /** What the points are multiplied and then divided by, as by 2 when a race was stopped early. */
  readonly times?: Expr;
  readonly over?: Expr;
  /** Of a block without rounds: the cars that raced are ranked over the day by these keys, and `place` is that rank. */
  readonly order?: readonly OrderKey[];
  /** So many of its races count at a meeting, the best of the car; left out: all. */
  readonly best?: Expr;
  /** Races for which this holds are always among those that count. */
  readonly undroppable?: Expr;
  /** Whether more or fewer points of it are better; left out: as in the season. */
  readonly first?: 'high' | 'low';
  /** Which drivers of the car earn them, a list; left out: all that drove it. */
  readonly drivers?: Expr;
  /** What drivers of one car have of its points: the whole each, equal parts, or nothing. */
  readonly shared?: 'each' | 'split' | 'none';
  readonly clauses: Clauses;
}
