import type { Clauses, Expr } from './parts.ts';

export interface FeeRule {
  readonly id: string;
  readonly says: string;
  /** Charged by this: `sign-in`, `file:CASE`, `record:NAME`, `call:NAME`. */
  readonly on: string;
  readonly when?: Expr;
  readonly cents: Expr;
  /** The account or fund that gets it; left out: one of its own, called as the fee. */
  readonly to?: string;
  readonly clauses: Clauses;
}

/** Where the cents go that a division leaves over: one each to the largest remainders, all to the first, or nobody gets them. */
export const REMAINDERS = ['largest-remainder', 'first-place', 'stays'] as const;
export type Remainder = (typeof REMAINDERS)[number];

/** What a race pays, or a night where no rounds are named. Blocks add up: a winner's bonus is a block of its own. */
export interface PurseBlock {
  readonly id: string;
  readonly says: string;
  readonly rounds: readonly string[];
  /** Empty: every class. */
  readonly classes: readonly string[];
  /** Asked for the race, or for the class where no rounds are named. */
  readonly when?: Expr;
  readonly place: 'race' | 'round';
  /** The first that holds pays; amounts are cents. */
  readonly rules: readonly PurseRule[];
  /** Among whom it is divided, in per cents: `driver`, `handler`, `owner` or a detail of the entry; empty: the driver has it all. */
  readonly split: readonly { readonly to: string; readonly share: Expr }[];
  readonly remainder: Remainder;
  /** Who may take it at the window, as `driver` and `owner`; empty: anyone. */
  readonly collectedBy: readonly string[];
  readonly collectClauses: Clauses;
  /** Paid only when the result is official. */
  readonly official: boolean;
  readonly clauses: Clauses;
}

export interface PurseRule {
  readonly when?: Expr;
  /** Cents by place, first place first. */
  readonly table?: Expr;
  readonly beyond?: 'last' | Expr;
  readonly give?: Expr;
  readonly clauses: Clauses;
}

/** Money kept apart for a purpose, as a point fund: what flows in by itself, and how it is shared out. */
export interface FundRule {
  readonly id: string;
  readonly says: string;
  readonly receives: readonly FundReceipt[];
  readonly shares?: FundShares;
  readonly clauses: Clauses;
}

/** Put in for every meeting or every sign-in, out of another account. */
export interface FundReceipt {
  readonly id: string;
  readonly on: 'meeting' | 'sign-in';
  readonly when?: Expr;
  readonly cents: Expr;
  readonly from: string;
  readonly clauses: Clauses;
}

/** How a fund is shared out at the end of a season. */
export interface FundShares {
  /** The act of the season that shares it out. */
  readonly on: string;
  /** Cents to share; left out: all that the fund holds. */
  readonly amount?: Expr;
  /** Taken off before the rest is divided; `each` goes to everybody in first place of a table, what is not given stays. */
  readonly first: readonly FundDeduction[];
  /** Weight of each class; left out: one table for all. */
  readonly classWeight?: Expr;
  readonly classClauses: Clauses;
  /** Table of the standings; left out: the first. */
  readonly table?: string;
  /** Only the first so many places, with all who share the last. */
  readonly places?: Expr;
  readonly placesClauses: Clauses;
  /** Weight of a driver; left out: the points of the table. */
  readonly weight?: Expr;
  /** Per cents by place in place of weights; those who share places share what they pay. */
  readonly percents?: Expr;
  /** Who is paid; what others would have had stays in the fund, or is divided among the rest. */
  readonly eligible?: Expr;
  readonly ineligible: 'stays' | 'divided';
  readonly eligibleClauses: Clauses;
  readonly remainder: Remainder;
  readonly clauses: Clauses;
}

export interface FundDeduction {
  readonly says: string;
  readonly cents: Expr;
  readonly each?: Expr;
  /** The account that gets it, where it is not given to champions. */
  readonly to?: string;
  readonly clauses: Clauses;
}

export interface AwardRule {
  readonly id: string;
  readonly name: string;
  /** `result`: by place in a race; `standings`; `vote`: by ballots of the record `nomination`; `pick`: named by a role. */
  readonly how: 'result' | 'standings' | 'vote' | 'pick';
  readonly rounds: readonly string[];
  readonly places: number;
  readonly by: readonly string[];
  /** Who may be nominated or picked. */
  readonly must?: Expr;
  readonly says?: string;
  readonly clauses: Clauses;
}
