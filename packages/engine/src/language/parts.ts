import type { ClauseId } from '../because.ts';

/** A compiled formula of the Common Expression Language, or a literal (then `names` is empty). */
export interface Expr {
  readonly source: string;
  /** Free names the formula reads, as `cars`, `meeting`, `main_capacity`. */
  readonly names: readonly string[];
  /** @throws an `Error` with the evaluator's words when a value has the wrong type. */
  evaluate(lookup: (name: string) => unknown): unknown;
}

/** Clauses that a block comes from; never empty. */
export type Clauses = readonly ClauseId[];

export const CLAUSE_KINDS = ['compute', 'enforce', 'guide', 'call', 'publish'] as const;
export type ClauseKind = (typeof CLAUSE_KINDS)[number];

export interface Clause {
  readonly id: ClauseId;
  /** Our paraphrase. */
  readonly says: string;
  readonly kind: ClauseKind;
  /** The reading taken where the text is doubtful. */
  readonly reading?: string;
}

/** A parameter of the rulebook. Given values come from the book, its groups and classes, or a fact of the season, meeting or race. */
export interface Value {
  /** lower_snake, so that formulas read it by name. */
  readonly name: string;
  readonly says: string;
  readonly clauses: Clauses;
  readonly reading?: string;
  /** `undefined` while unset: what depends on it is refused by this name. May itself be a formula over other values. */
  readonly value?: Expr;
  /** `cents`, `seconds`, `laps`, `cars` … for display only, except that `dollars` in YAML becomes cents here. */
  readonly unit?: string;
  /** The rulebook that holds the value, when the club hands it on (`USAC`). */
  readonly external?: string;
}

/** Overrides of values, by value name. */
export type ValueOverrides = ReadonlyMap<string, { readonly value: Expr; readonly clauses: Clauses }>;

export interface Group {
  readonly id: string;
  readonly values: ValueOverrides;
}

export interface RaceClass {
  readonly id: string;
  readonly name: string;
  readonly group?: string;
  readonly clauses: Clauses;
  readonly values: ValueOverrides;
}

/** Classes that may run as one race. */
export interface Combining {
  readonly id: string;
  /** Class ids that may be joined, in line-up order (front block first). Empty: any classes. */
  readonly classes: readonly string[];
  readonly when?: Expr;
  /** Roles whose approval must be recorded. */
  readonly approvals: readonly string[];
  /** `all`: every entry must have agreed, else refused. `refund`: who declines is withdrawn and refunded. `none`. */
  readonly consent: 'all' | 'refund' | 'none';
  readonly says: string;
  readonly clauses: Clauses;
}

export interface Role {
  readonly id: string;
  /** Roles that count as this one, as every flagger is a race official. */
  readonly includes: readonly string[];
}
