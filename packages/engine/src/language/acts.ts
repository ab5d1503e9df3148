import type { Suspension } from './discipline.ts';
import type { Clauses, Expr } from './parts.ts';

export const ACT_SUBJECTS = ['club', 'season', 'meeting', 'class', 'race', 'entry', 'car', 'person', 'case'] as const;
export type ActSubject = (typeof ACT_SUBJECTS)[number];

export interface ActField {
  readonly name: string;
  readonly type:
    | 'text'
    | 'number'
    | 'boolean'
    | 'date'
    | 'time'
    | 'instant'
    | 'money'
    | 'car'
    | 'cars'
    | 'person'
    | 'class'
    | 'list'
    | 'choice'
    | 'link'
    | 'order';
  readonly choices?: readonly string[];
  readonly optional: boolean;
}

/**
 * Something officials put on record. A *mark* is a moment (gates closed, cars in the chute), a *record* is a paper
 * (safety sheet, inspection, weight), a *call* is a decision with consequences (restart dot, black flag).
 * All are given with the command of that name and share this shape.
 */
export interface Act {
  readonly id: string;
  readonly sort: 'mark' | 'record' | 'call';
  readonly says: string;
  readonly of: ActSubject;
  /** Roles that may give it; empty: anyone. */
  readonly by: readonly string[];
  /** Roles that must all be named in `approvals`. */
  readonly approvals: readonly string[];
  readonly fields: readonly ActField[];
  /** Counted in this ladder: the nth call takes the ladder's nth step. */
  readonly ladder?: string;
  /** What follows from it, in order; each part may have a condition over the act's scope (`nth`, fields, race). */
  readonly then: readonly ConditionalConsequence[];
  /** A second one while this window lasts is refused, as one dot call per restart. */
  readonly once?: { readonly per: 'restart' | 'race' | 'meeting' | 'season' | 'ever'; readonly says: string; readonly clauses: Clauses };
  readonly clauses: Clauses;
  /** It stands once so many officials, each once, are for it; until then it is proposed and nothing follows. */
  readonly confirmedBy?: { readonly by: readonly string[]; readonly needs: Expr; readonly clauses: Clauses };
  /** Earlier records of the same act that a new one pushes out, as a rookie booking displaces general practice. */
  readonly displaces?: { readonly when: Expr; readonly clauses: Clauses };
  /** The last day on which a record is good, worked out from the record, `act`. */
  readonly goodUntil?: Expr;
}

export interface ConditionalConsequence {
  readonly when?: Expr;
  /** Who bears it, where it is not the one the block names. */
  readonly on?: Bearer;
  readonly consequences: readonly Consequence[];
  readonly clauses: Clauses;
}

/** Who bears a consequence of a case; the driver, the owner and the team are those of the one it is against. */
export const BEARERS = ['against', 'filer', 'driver', 'owner', 'team'] as const;
export type Bearer = (typeof BEARERS)[number];

/** For what those behind a car without a place move up. */
export const MOVES_UP = ['all', 'points', 'purse', 'none'] as const;
export type MovesUp = (typeof MOVES_UP)[number];

/** How far a loss or a status reaches: `date` is the meeting in every class. */
export const REACHES = ['race', 'round', 'meeting', 'date', 'season'] as const;
export type Reach = (typeof REACHES)[number];

export const STATUS_REACHES = ['race', 'meeting', 'date', 'season'] as const;
export type StatusReach = (typeof STATUS_REACHES)[number];

/** Where in the order a car sent back goes. */
export const REAR_PLACES = ['tail', 'ahead-of-lapped', 'last-row'] as const;

/** What a call costs. One algebra for race control, tech, stewards and discipline. */
export type Consequence =
  /** Back by whole spots in the running order; `noRoom` instead when fewer cars are behind. */
  | { readonly kind: 'spots'; readonly count: Expr; readonly noRoom: readonly Consequence[] }
  /**
   * To the rear of the running order. `ahead-of-lapped`: behind the last lead-lap car (a lapped car: behind all).
   * `last-row`: on a double-file start the car's own file moves up and it takes the last row; in an odd field the
   * last inside car crosses to the free outside place. `next-restart`: when the race is next stopped; if it is not, behind the
   * others of its lap in the result.
   */
  | {
      readonly kind: 'rear';
      readonly place: (typeof REAR_PLACES)[number];
      readonly order?: 'kept' | 'as-given';
      readonly from?: 'next-restart';
    }
  /** Behind the cars named in the act's field `field`, as those it passed. */
  | { readonly kind: 'behind'; readonly field: string }
  /** Puts the order given in the act's field `field` in force (an official's own line-up). */
  | { readonly kind: 'order'; readonly field: string }
  /** Adds to a ladder and takes the step that this reaches, as a strike. Refused or skipped by the ladder's `when`. */
  | { readonly kind: 'count'; readonly ladder: string; readonly by: number }
  | { readonly kind: 'warning' }
  /** Off the track now, classified with `status` on the laps done. */
  | { readonly kind: 'off'; readonly status: string }
  /** Sets a result status, as `dq`, `dns`, `dq-scales`; of the act's race, of every race of the meeting in the class, of the date, or of the season so far in every class. */
  | {
      readonly kind: 'status';
      readonly status: string;
      readonly of?: StatusReach;
      /** For what those behind move up, where it is not as the status says. */
      readonly movesUp?: MovesUp;
    }
  /** Places down in the result, worked out for all penalised cars together, order-free. */
  | { readonly kind: 'places'; readonly count: Expr }
  /** `blocks`: only points of these blocks. */
  | {
      readonly kind: 'lose';
      readonly what: 'points' | 'awards' | 'purse';
      readonly of: Reach;
      readonly classes?: 'own' | 'all';
      readonly blocks?: readonly string[];
    }
  /** Counted with the points of `block`, else for themselves. `of: season`: off or on the season's total, after throw-outs; what would go under `floor` is not taken. */
  | {
      readonly kind: 'points';
      readonly count: Expr;
      readonly droppable: boolean;
      readonly of?: 'race' | 'season';
      readonly floor?: Expr;
      readonly block?: string;
    }
  /** The race scores exactly so many, whatever the place. */
  | { readonly kind: 'score-points'; readonly count: Expr }
  /** Milliseconds added to the nth time that was driven, or to each, as two seconds for a cone. */
  | { readonly kind: 'add-time'; readonly ms: Expr; readonly run?: Expr }
  /** The fastest lap of the run, or all of them, do not count. */
  | { readonly kind: 'lose-time'; readonly which: 'best' | 'all' }
  /** The meeting's result may not be thrown out. */
  | { readonly kind: 'undroppable' }
  /**
   * Starts at the rear of the next races it runs, this meeting or later; or in all races of the next later meetings at which it
   * runs. `counts`: only at such meetings; the others neither serve it nor are touched.
   */
  | {
      readonly kind: 'start-rear';
      readonly races: Expr;
      readonly unit?: 'race' | 'meeting';
      readonly rounds: readonly string[];
      readonly counts?: Expr;
      readonly classes?: 'own' | 'all';
    }
  | { readonly kind: 'withdraw' }
  /** Owed until it is paid; booked to the account `to` when it is. */
  | { readonly kind: 'fine'; readonly cents: Expr; readonly to: string }
  | { readonly kind: 'refund'; readonly cents: Expr }
  | Suspension
  | { readonly kind: 'reprimand' }
  /** Watched for so long; formulas read `on_probation`. */
  | { readonly kind: 'probation'; readonly days?: Expr; readonly months?: Expr; readonly until?: Expr }
  /** Ends the race: `now` with the order in force, or `next-flag`. */
  | { readonly kind: 'end-race'; readonly at: 'now' | 'next-flag' }
  /** No lap is scored for the start or restart just tried. */
  | { readonly kind: 'called-back' }
  | { readonly kind: 'pause-clock' | 'resume-clock'; readonly clock: string }
  /** Sets a value for the scope of the act, from its field. */
  | { readonly kind: 'set-value'; readonly value: string; readonly field: string; readonly of: 'race' | 'class' | 'meeting' }
  /** Lets the alternate in for the car named in `field`. */
  | { readonly kind: 'alternate-starts'; readonly field?: string }
  | { readonly kind: 'give-award' | 'return-awards' }
  /** Nothing moves; it stands on record. */
  | { readonly kind: 'noted' };

/** A count with memory. The nth step is taken when the count reaches `at`; the last step repeats when `repeat`. */
export interface Ladder {
  readonly id: string;
  readonly over: 'race' | 'meeting' | 'season' | 'months' | 'ever';
  /** Over how many months back, for `months`. */
  readonly months?: number;
  /** Ladders that count with it: one counter, each with its own steps. */
  readonly shares?: readonly string[];
  /** One is forgotten for each such time without another. */
  readonly forgets?: { readonly days: number; readonly months: number; readonly clauses: Clauses };
  readonly whose: 'car' | 'driver' | 'person' | 'owner';
  /** The ladder does not count while this is false, and a call that only counts is refused citing `clauses`. */
  readonly when?: Expr;
  readonly whenClauses: Clauses;
  readonly steps: readonly { readonly at: number; readonly consequences: readonly Consequence[]; readonly clauses: Clauses }[];
  readonly repeat: boolean;
  readonly clauses: Clauses;
}

/**
 * A condition at a gate. Gates are command kinds (`sign-in`, `line-up`, `finish`, `make-official`, `override-line-up` …)
 * and declared acts as `mark:NAME`, `record:NAME`, `call:NAME`, `draw:NAME`, `file:CASE`, `rule:CASE`.
 */
export interface Requirement {
  readonly at: readonly string[];
  readonly when?: Expr;
  /** Must be true, else `effect`. */
  readonly must: Expr;
  /** The day, or the moment in milliseconds, from which it will hold, as far as can be told. */
  readonly until?: Expr;
  /** Said when it fails. `{name}` is replaced by the value of a formula name. */
  readonly says: string;
  /** `refuse` stops the command; `flag` lets it pass and puts it on record; `confirm` asks for `confirm: true`. */
  readonly effect: 'refuse' | 'flag' | 'confirm';
  /** Roles that may override a refusal. */
  readonly override: readonly string[];
  readonly clauses: Clauses;
}
