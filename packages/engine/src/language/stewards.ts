import type { ActField } from './acts.ts';
import type { EvidenceRule, OutcomeParts, PanelRule, PublishRule } from './discipline.ts';
import type { Clauses, Expr } from './parts.ts';

export const HELD = ['result', 'points', 'awards', 'purse'] as const;
export type Held = (typeof HELD)[number];

/** A protest, claim or other matter that is filed, heard and decided. */
export interface CaseRule {
  readonly id: string;
  readonly says: string;
  /** Roles or `anyone`. */
  readonly by: readonly string[];
  readonly fields: readonly ActField[];
  readonly fee?: { readonly cents: Expr; readonly pay: readonly string[]; readonly clauses: Clauses };
  /** Opens by itself for each race in which this happens: `finish`, `flag:NAME`, `mark:NAME`, `record:NAME` or `call:NAME`. */
  readonly opens?: { readonly at: string; readonly rounds: readonly string[]; readonly clauses: Clauses };
  /** Holds results, points, awards of the race while it is open; of every race of the class when it names no race. */
  readonly holds: readonly Held[];
  /** While it is open and this holds, nothing follows from the ruling on the case that it is about. */
  readonly stays?: Expr;
  /** Purse that is held: of the places that a ruling could move, from the foremost car of the case on; or of the whole race. */
  readonly holdsPlaces?: 'moved' | 'race';
  /** Ends by itself once this is known, as a tear-down that needs two top-three places. */
  readonly lapses?: { readonly when: Expr; readonly says: string; readonly outcome: string; readonly clauses: Clauses };
  readonly outcomes: readonly CaseOutcome[];
  readonly panel?: PanelRule;
  /** What may be handed in; the first that fits the record and whoever gives it counts. */
  readonly evidence?: readonly EvidenceRule[];
  /** Left out: nothing is published. */
  readonly published?: PublishRule;
  /** Roles that may rule. */
  readonly decidedBy: readonly string[];
  readonly clauses: Clauses;
}

export interface CaseOutcome extends OutcomeParts {
  readonly id: string;
  readonly says: string;
  /** Who bears the consequences. */
  readonly on: 'against' | 'filer';
  /** Parts of the fee in the order given; the parts add up to the whole, the first takes what a division leaves over. */
  readonly fee: readonly { readonly to: string; readonly share: Expr }[];
  readonly clauses: Clauses;
}

/** Cars held after a race until somebody lets them go. */
export interface ImpoundRule {
  readonly id: string;
  readonly rounds: readonly string[];
  readonly letters: readonly string[];
  readonly places: Expr;
  /** The record that releases a car. */
  readonly until: string;
  readonly says: string;
  readonly clauses: Clauses;
}

/** A step that officials are shown at the right moment, with its checklist and its clock. */
export interface ProcedureStep {
  readonly id: string;
  /** What the official reads. */
  readonly says: string;
  readonly for: readonly string[];
  /** `race`, `meeting`, `class`, `car` or `season`: what it is shown for. */
  readonly of: 'race' | 'meeting' | 'class' | 'season' | 'car';
  readonly rounds: readonly string[];
  readonly when: Expr;
  readonly checklist: readonly string[];
  /** Names a clock that runs beside it. */
  readonly clock?: string;
  /** Calls offered with it. */
  readonly offers: readonly string[];
  readonly clauses: Clauses;
}
