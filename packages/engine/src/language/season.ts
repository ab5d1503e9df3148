import type { Clauses, Expr } from './parts.ts';

/** What is thrown out of a season. */
export interface DropRule {
  /** What is thrown out: whole meetings, rounds or single races. */
  readonly unit: 'meeting' | 'round' | 'race';
  /** How many of the lowest are thrown out, or how many of the best are kept. */
  readonly drop?: Expr;
  readonly best?: Expr;
  readonly undroppable?: Expr;
  /** A missed meeting is a zero that may be thrown out, or is not counted at all. */
  readonly missed: 'zero' | 'skip';
  readonly dropClauses: Clauses;
  /** Parts of the season that throw out for themselves, as two halves; each meeting is of the first part that holds for it. */
  readonly parts?: readonly { readonly when: Expr; readonly drop?: Expr; readonly best?: Expr; readonly clauses: Clauses }[];
}

export interface SeasonRule extends DropRule {
  /** Which meetings count. */
  readonly meetings: Expr;
  /** Who drove a car, a list of names; left out: the driver who signed it in. Asked for each race. */
  readonly drivers?: Expr;
  /** Added after throw-outs. */
  readonly bonuses: readonly { readonly id: string; readonly when?: Expr; readonly give: Expr; readonly clauses: Clauses }[];
  readonly first: 'high' | 'low';
  readonly ties: readonly TieBreak[];
  /** What is left equal: shares the place, or waits for a decision by `decide`. */
  readonly stillTied: 'share' | 'decide' | 'number';
  readonly tieClauses: Clauses;
  readonly eligible: readonly { readonly id: string; readonly must: Expr; readonly says: string; readonly clauses: Clauses }[];
  readonly buyIn?: { readonly cents: Expr; readonly cures: readonly string[]; readonly clauses: Clauses };
  readonly tables: readonly StandingsTable[];
  /** When a meeting is complete, and what scores when it is not. */
  readonly clauses: Clauses;
}

/** A table of the standings: by class or across classes, of drivers, or of what their cars belong to. */
export interface StandingsTable {
  readonly id: string;
  /** Only drivers for whom this holds. */
  readonly where?: Expr;
  /** One table for every text that this formula lists for a driver, as the categories of the licence. */
  readonly each?: Expr;
  readonly classes: readonly string[];
  readonly by: 'class' | 'all';
  /** Whom a car scores for, a text read in its scope, as its team or its make; left out: its drivers. */
  readonly of?: Expr;
  /** Blocks of points that count here, also such as count nowhere else; left out: all that count. */
  readonly points?: readonly string[];
  /** So many cars of one competitor score in a race, the best; left out: all. */
  readonly cars?: Expr;
  /** Of the counted meetings, those that count here. */
  readonly meetings?: Expr;
  /** Who is listed; left out: everybody who was there. */
  readonly listed?: Expr;
  /** A word in place of the rank, as `DSQ`; empty for those who are ranked. */
  readonly unranked?: Expr;
  /** So many rows from the front are published; left out: all. */
  readonly publishes?: Expr;
  /** In place of what the season says. */
  readonly dropping?: DropRule;
  readonly ties?: readonly TieBreak[];
  readonly clauses: Clauses;
}

export interface TieBreak {
  /** `count-of-places`: most wins, then seconds …; `earliest-place`: who had the best place first; `head-to-head`, `expr` … */
  readonly by: 'count-of-places' | 'earliest-place' | 'best-score' | 'latest' | 'first-to' | 'head-to-head' | 'attendance' | 'expr';
  readonly expr?: Expr;
  readonly first: 'high' | 'low';
  readonly of: readonly string[];
  /** Places beyond this one tell nobody apart. */
  readonly to?: Expr;
  readonly clauses: Clauses;
}

/** What counts when a meeting is ended early. Checked in order per class; the first that holds says what scores. */
export interface RainRule {
  /** The call that declares it. */
  readonly call: string;
  readonly completeWhen: Expr;
  /** Whether the meeting counts as a whole, when it holds for every class, or for each class alone. */
  readonly by?: 'meeting' | 'class';
  readonly completeClauses: Clauses;
  readonly incomplete: 'nothing-scores';
  readonly incompleteClauses: Clauses;
  /** When complete: blocks of points that a class keeps, by condition over the class. */
  readonly keeps: readonly { readonly when?: Expr; readonly blocks: readonly string[]; readonly clauses: Clauses }[];
}
