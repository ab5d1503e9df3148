import type { ActField } from './acts.ts';
import type { Clauses, Expr } from './parts.ts';

/** What the club keeps of its people and cars beside the papers, and the numbers that cars carry. */
export interface RegistryRule {
  /** Details of people, as `born`; one that may not be left out is asked for when somebody is new. */
  readonly people: readonly ActField[];
  /** Details of cars, as `team`. */
  readonly cars: readonly ActField[];
  readonly numbers?: NumberRule;
  readonly clauses: Clauses;
}

/** A number of the club that not everybody may carry: one kept for somebody, or one that is retired. */
export interface KeptNumber {
  readonly number: string;
  readonly says: string;
  /** Classes in which it is kept; empty: in all. */
  readonly classes: readonly string[];
  /** Who may carry it all the same; left out: nobody. */
  readonly unless?: Expr;
  readonly clauses: Clauses;
}

/** Records of the rulebook that give somebody a number, where they do instead of a registration. */
export interface NumberRecords {
  readonly record: string;
  /** The fields that hold number and class. */
  readonly number: string;
  readonly class?: string;
  /** The number is held while this is true of the record, `act`. */
  readonly while?: Expr;
}

export interface NumberRule {
  /** Lowest and highest number; numbers with letters fit by their digits. */
  readonly from?: Expr;
  readonly to?: Expr;
  /** Where a number is one person's: in its class, or in the whole club. */
  readonly per: 'class' | 'club';
  /** What happens at sign-in to a number that is somebody else's. */
  readonly held: 'refuse' | 'flag' | 'free';
  readonly kept: readonly KeptNumber[];
  readonly records?: NumberRecords;
  /** Roles that may let a number pass all the same. */
  readonly override: readonly string[];
  readonly clauses: Clauses;
}
