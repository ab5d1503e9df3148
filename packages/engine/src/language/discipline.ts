import type { ActField, ConditionalConsequence } from './acts.ts';
import type { Clauses, Expr } from './parts.ts';

/** Who of a team a suspension covers; `self` is whoever bears the consequence, `car` the car whoever drives it. */
export const SUSPENDED = ['self', 'driver', 'owner', 'crew', 'car', 'team'] as const;

/**
 * Keeps somebody out, by races (race days that were run) or by time. Parts add up: the races, then the time, then until
 * the fine is paid and the named act is on record; with none of these but `ever`, for good.
 */
export interface Suspension {
  readonly kind: 'suspend';
  readonly races?: Expr;
  readonly meetings?: Expr;
  readonly days?: Expr;
  readonly months?: Expr;
  readonly years?: Expr;
  /** Last day, `2026-06-30`, or an instant in milliseconds. */
  readonly until?: Expr;
  readonly ever: boolean;
  readonly who: readonly (typeof SUSPENDED)[number][];
  /**
   * `next`: from the next meeting that starts after the decision; `now`: at once, the meeting of the decision too;
   * `next-season`: from the first meeting of a later season; else from the day that the formula gives.
   */
  readonly from: 'next' | 'now' | 'next-season' | Expr;
  /** For the rest of the meeting of the decision. */
  readonly rest: boolean;
  /** Time runs to the same time of day; otherwise by whole days. */
  readonly exact: boolean;
  /** Which meetings count, in the scope of each; the others neither serve nor bar. Left out: all. */
  readonly counts?: Expr;
  /** One after another, or served together with others. */
  readonly stack: 'consecutive' | 'concurrent';
  /** What is left goes on in the next season. */
  readonly across: boolean;
  readonly untilPaid: boolean;
  /** The act, about the case or the person, that lets them back. */
  readonly liftedBy?: string;
  /** What it keeps them from: `race`, and places by name. */
  readonly bars: readonly string[];
}

/** Limits of an amount that officials give with a ruling, by the field that holds it. */
export interface AmountRule {
  readonly field: string;
  /** Taken when nothing is given. */
  readonly default?: Expr;
  readonly least?: Expr;
  readonly most?: Expr;
  /** Only these roles may give another than the default; empty: all who rule. */
  readonly by: readonly string[];
  /** Must be given and be more than 0. */
  readonly required: boolean;
  readonly clauses: Clauses;
}

/** Who sits on a case, who steps aside and when a ruling is carried. */
export interface PanelRule {
  /** The record, about the case, by which a member votes. */
  readonly record: string;
  /** The field of it that holds the vote. */
  readonly field: string;
  readonly quorum?: Expr;
  /** Must hold for a ruling; reads `votes` (`cast`, `present`, and one for each word voted) and `ruling`. */
  readonly carried?: Expr;
  /** Sides whose people step aside. */
  readonly recuse: readonly ('filer' | 'against' | 'team')[];
  /** Steps aside too when this holds of `judge`. */
  readonly recuseWhen?: Expr;
  /** The record, about the case, by which somebody steps aside of their own: a vote of theirs counts no more. */
  readonly aside?: string;
  readonly clauses: Clauses;
}

/** The last moment for something, in the zone of the club or in its own. */
export interface DeadlineRule {
  readonly id: string;
  readonly says: string;
  /** A day (`2026-05-02`) or a moment in milliseconds. */
  readonly from: Expr;
  readonly minutes?: Expr;
  readonly hours?: Expr;
  readonly days?: Expr;
  readonly months?: Expr;
  /** Wall clock on the day reached; left out with days or months: the end of that day. */
  readonly time?: Expr;
  /** Goes on a day at a time while it is not after this moment. */
  readonly after?: Expr;
  /** The zone of its days and its wall clock, a text as `Europe/Berlin`; left out: that of the club. */
  readonly zone?: Expr;
  /** Kinds of case that it is shown for; left out: any. */
  readonly of?: readonly string[];
  /** Kinds of case that such a case is about. */
  readonly about?: readonly string[];
  readonly clauses: Clauses;
}

/** A letter that the rules ask for: what it says, to whom, how it may be sent and by when. */
export interface NoticeRule {
  readonly id: string;
  readonly says: string;
  /** `{name}` and `{name.field}` are replaced. */
  readonly text: string;
  readonly to: 'filer' | 'against' | 'driver' | 'team';
  readonly when?: Expr;
  readonly channels: readonly string[];
  /** The record, about the case, with the fields `notice` and `channel`, by which sending is put down. */
  readonly record: string;
  readonly deadline?: string;
  readonly clauses: Clauses;
}

/** What may be handed in on a case: a record about it, by whom and by when. */
export interface EvidenceRule {
  /** The record, about the case, that puts a piece down; its fields say what a piece needs. */
  readonly record: string;
  /** `filer`, `against` (each with their team), `anyone`, or roles. */
  readonly by: readonly string[];
  /** The last moment. */
  readonly deadline?: string;
  /** Kept from the public where the piece does not say otherwise in its field `private`. */
  readonly private: boolean;
  readonly clauses: Clauses;
}

/** What of a decided case is for everybody to read. */
export interface PublishRule {
  /** Outcomes that are published; empty: all. */
  readonly outcomes: readonly string[];
  /** Fields of the filing and of the ruling that are left out. */
  readonly hides: readonly string[];
  readonly when?: Expr;
  readonly clauses: Clauses;
}

/** What is shown of a name where everybody may read it. */
export const SHORT_NAMES = ['first-and-initial', 'initials', 'first'] as const;

/** Whose names are shortened where everybody may read them, and how. */
export interface PublicNamesRule {
  /** Full years on the day below which a name is shortened. */
  readonly under: Expr;
  readonly as: (typeof SHORT_NAMES)[number];
  /** Those whose age nobody knows. */
  readonly unknown: 'short' | 'whole';
  readonly clauses: Clauses;
}

/** Who belongs to a car. The names are those of the details given at sign-in. */
export interface TeamRule {
  readonly owner: string;
  readonly crew: readonly string[];
  /** Tells cars apart whatever number they carry. */
  readonly carId?: string;
  /** The record about a person, with the fields `car` and `class`, by which somebody joins a team for the meeting. */
  readonly joins?: string;
  readonly clauses: Clauses;
}

/** What a way to end a case asks for and brings, beside what every outcome has. */
export interface OutcomeParts {
  readonly fields: readonly ActField[];
  readonly amounts: readonly AmountRule[];
  /** Counted on this ladder for the one it is against: the step is taken. */
  readonly ladder?: string;
  /** Nothing follows before this act, about the case, is on record. */
  readonly confirmedBy?: string;
  /** The ruling on the case that this one is about, and all that followed from it, no longer stands. */
  readonly setsAside?: boolean;
  /** What the case holds is held on while this is true, as until an appeal that was announced is decided. */
  readonly holdsWhile?: Expr;
  readonly then: readonly ConditionalConsequence[];
}
