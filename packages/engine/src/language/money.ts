import type { Clauses, Expr } from './parts.ts';

export interface FeeRule {
  readonly id: string;
  readonly says: string;
  /** Charged by this: `sign-in`, `file:CASE`, `record:NAME`, `call:NAME`. */
  readonly on: string;
  readonly when?: Expr;
  readonly cents: Expr;
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
