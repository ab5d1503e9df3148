import type { Clauses, Expr } from './parts.ts';

export interface FeeRule {
  readonly id: string;
  readonly says: string;
  /** Charged by this: `sign-in`, `record:NAME`, `call:NAME`, `mark:NAME`. */
  readonly on: string;
  readonly when?: Expr;
  readonly cents: Expr;
  /** The name of who owes it; left out: the handler or driver of the entry, or the person of the act. */
  readonly who?: Expr;
  /** The account or fund that gets it; left out: one of its own, called as the fee. */
  readonly to?: string;
  /** Paid at once or not at all. */
  readonly inFull?: boolean;
  readonly clauses: Clauses;
}

/**
 * Where the cents go that a division leaves over: one each to the largest remainders (the earlier of equals), all to the
 * first, or to nobody, so that they stay where they were.
 */
export const REMAINDERS = ['largest-remainder', 'first', 'stays'] as const;
export type Remainder = (typeof REMAINDERS)[number];

/** What becomes of the part of a place that nobody took, or of somebody who may not be paid. */
export const UNCLAIMED = ['stays', 'divided'] as const;
export type Unclaimed = (typeof UNCLAIMED)[number];

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
  /** The account or fund that pays. */
  readonly from: string;
  /** Among whom it is divided, in per cents: `driver`, `handler`, `owner` or a detail of the entry; empty: the driver has it all. */
  readonly split: readonly { readonly to: string; readonly share: Expr }[];
  readonly remainder: Remainder;
  /** Who may take it at the window, as `driver` and `owner`; empty: anyone. */
  readonly collectedBy: readonly string[];
  readonly collectClauses: Clauses;
  /** A driver is paid by this block once a meeting, the most of what it would pay. */
  readonly once?: boolean;
  /** Paid only when the result is official. */
  readonly official: boolean;
  /** Held for a car while one of these does not hold. */
  readonly release: readonly { readonly must: Expr; readonly says: string; readonly clauses: Clauses }[];
  readonly clauses: Clauses;
}

export interface PurseRule {
  readonly when?: Expr;
  /** Cents by place, first place first. */
  readonly table?: Expr;
  readonly beyond?: 'last' | Expr;
  readonly give?: Expr;
  /** Cents that are divided among the cars of the race, or of the class, for which the rule holds. */
  readonly pot?: Expr;
  /** Parts of the pot by place, a list; or the part of one car, a number; left out: equal parts. */
  readonly shares?: Expr;
  readonly unclaimed: Unclaimed;
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
  /** Taken off before the rest is divided; `each` is a gift to the first place of every table, what is not given stays. */
  readonly first: readonly FundDeduction[];
  /** Weight of each class; left out: equal parts for every class of the table. */
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
  /** Who is paid; what others would have had stays in the fund, or is divided as if they were not in the table. */
  readonly eligible?: Expr;
  readonly ineligible: Unclaimed;
  readonly eligibleClauses: Clauses;
  readonly remainder: Remainder;
  readonly clauses: Clauses;
}

export interface FundDeduction {
  readonly says: string;
  readonly cents: Expr;
  readonly each?: Expr;
  /** The account that gets it, where it is not a gift; left out: it stays in the fund. */
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
