import type { Clauses, Expr } from './parts.ts';

export interface SeasonRule {
  /** Which meetings count. */
  readonly meetings: Expr;
  /** What is thrown out: whole meetings, rounds or single races. */
  readonly unit: 'meeting' | 'round' | 'race';
  /** How many of the lowest are thrown out, or how many of the best are kept. */
  readonly drop?: Expr;
  readonly best?: Expr;
  readonly undroppable?: Expr;
  /** A missed meeting is a zero that may be thrown out, or is not counted at all. */
  readonly missed: 'zero' | 'skip';
  readonly dropClauses: Clauses;
  /** Added after throw-outs. */
  readonly bonuses: readonly { readonly id: string; readonly when?: Expr; readonly give: Expr; readonly clauses: Clauses }[];
  readonly first: 'high' | 'low';
  readonly ties: readonly TieBreak[];
  /** What is left equal: shares the place, or waits for a decision by `decide`. */
  readonly stillTied: 'share' | 'decide';
  readonly tieClauses: Clauses;
  readonly eligible: readonly { readonly id: string; readonly must: Expr; readonly says: string; readonly clauses: Clauses }[];
  readonly buyIn?: { readonly cents: Expr; readonly cures: readonly string[]; readonly clauses: Clauses };
  /** Tables: overall by class, or across classes, filtered by the driver. */
  /** `each`: one table for every text that this formula lists for a driver, as the categories of the licence. */
  readonly tables: readonly {
    readonly id: string;
    readonly where?: Expr;
    readonly each?: Expr;
    readonly classes: readonly string[];
    readonly by: 'class' | 'all';
    readonly clauses: Clauses;
  }[];
  /** When a meeting is complete, and what scores when it is not. */
  readonly clauses: Clauses;
}

export interface TieBreak {
  /** `count-of-places`: most wins, then seconds …; `best`, `latest`, `head-to-head`, `expr`. */
  readonly by: 'count-of-places' | 'best-score' | 'latest' | 'first-to' | 'head-to-head' | 'attendance' | 'expr';
  readonly expr?: Expr;
  readonly first: 'high' | 'low';
  readonly of: readonly string[];
  readonly clauses: Clauses;
}

/** What counts when a meeting is ended early. Checked in order per class; the first that holds says what scores. */
export interface RainRule {
  /** The call that declares it. */
  readonly call: string;
  readonly completeWhen: Expr;
  readonly completeClauses: Clauses;
  readonly incomplete: 'nothing-scores';
  readonly incompleteClauses: Clauses;
  /** When complete: blocks of points that a class keeps, by condition over the class. */
  readonly keeps: readonly { readonly when?: Expr; readonly blocks: readonly string[]; readonly clauses: Clauses }[];
}
