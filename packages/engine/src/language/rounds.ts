import type { Clauses, Expr } from './parts.ts';

/** A bucket of pills. `of: entry` gives each entry its own pill; otherwise one draw for the class, meeting or race. */
export interface DrawRule {
  readonly id: string;
  readonly of: 'entry' | 'meeting' | 'class' | 'race';
  readonly says: string;
  /** What is in the bucket: a list, or whole numbers from `low` to `high`. Neither: any whole number from 1. */
  readonly from?: Expr;
  readonly low?: Expr;
  readonly high?: Expr;
  /** How many are drawn; default 1. More than one: `values` is a list without repeats. */
  readonly count?: Expr;
  readonly by: readonly string[];
  readonly clauses: Clauses;
}

// ---- rounds and line-ups -------------------------------------------------------------------------------------------

/** What a driver's average looks back on. */
export interface AverageRule {
  /** How many of the last meetings of the season at which the class ran. */
  readonly meetings: Expr;
  /** Places in these rounds instead of points. */
  readonly finish: readonly string[];
  /** Only points of these blocks; empty: the points of the night. */
  readonly blocks: readonly string[];
  /** `skip`: the last meetings that the driver ran; `zero`: a missed one is nothing; `count`: it fills the window without a score. */
  readonly missed: 'skip' | 'zero' | 'count';
  /** With fewer scores there is no average. */
  readonly min: number;
  /** What the score of a meeting is divided by, as by 2 of a night that pays double. */
  readonly over?: Expr;
  /** Which meetings are looked at. */
  readonly counts?: Expr;
  /** What a driver did there is left out of the scores while this holds; it still fills the window. */
  readonly leavesOut?: Expr;
}

/**
 * A sort key. `by` names a key; `expr` is a formula over the car. `first` says which end leads; each key has its
 * natural default (`pill` low, `finish` low, `laps` high, `points` high …). A car with no value goes behind those with
 * one unless `missing: first`.
 */
export interface OrderKey {
  readonly by:
    | 'pill'
    | 'draw'
    | 'sign-in'
    | 'finish'
    | 'finish-sum'
    | 'race-number'
    | 'status'
    | 'laps'
    | 'time'
    | 'passing-points'
    | 'meeting-points'
    | 'season-points'
    | 'average'
    | 'line-up'
    | 'car-number'
    | 'given'
    | 'expr'
    | 'standings'
    | 'dealt'
    | 'count-of-places'
    | 'head-to-head';
  /** The rounds, draw, value or record that the key reads. */
  readonly of: readonly string[];
  readonly expr?: Expr;
  readonly first: 'low' | 'high';
  readonly missing: 'first' | 'last';
  /** `status`: the statuses from front to back. */
  readonly statuses: readonly string[];
  /** `time`: 1 the best lap, 2 the second best …; `average`: `average`: see there. */
  readonly nth: number;
  readonly average?: AverageRule;
  /** The key counts only while this holds, as points that break ties on points days alone. */
  readonly when?: Expr;
  readonly clauses: Clauses;
}

export type Select =
  /** Everybody signed in to the class and not withdrawn. */
  | { readonly kind: 'entered' }
  /** In a ladder: those seeded straight into this letter. */
  | { readonly kind: 'seeded' }
  /** In a ladder: those who came up from the next lower letter. */
  | { readonly kind: 'came-up' }
  /** The first `first` of each race (or overall) of a round. */
  | {
      readonly kind: 'from';
      readonly round: string;
      readonly first?: Expr;
      readonly after?: Expr;
      readonly each: 'race' | 'round';
      readonly statuses: readonly string[];
    }
  /** Those of a round (or all entered) whom none of the rounds in `notIn` takes directly. */
  | { readonly kind: 'rest'; readonly of?: string; readonly notIn: readonly string[] }
  /** Named by an official's record or posted order (promoter's choice, provisional, auction). */
  | { readonly kind: 'given'; readonly name: string };

export interface Stage {
  readonly when?: Expr;
  readonly select: Select;
  /** Only cars for which this holds; the others are left to later stages. */
  readonly where?: Expr;
  /** At most so many, the first in `order`. */
  readonly first?: Expr;
  readonly order: readonly OrderKey[];
  /** How many of the front are reversed: `none`, `all`, or a count (of rows when `unit` says so). */
  readonly invert: { readonly count: Expr | 'all' | 'none'; readonly unit: 'cars' | 'rows'; readonly clauses: Clauses };
  /**
   * Cars stand in files by the race they come from; `files` are race numbers of `round`, inside first. The inversion is
   * shared over the files in equal parts. A longer file closes up two by two, inside first.
   */
  readonly columns?: { readonly round: string; readonly files: readonly number[]; readonly clauses: Clauses };
  readonly says?: string;
  readonly clauses: Clauses;
}

export interface Split {
  /** Number of races, or the most cars in one; at least one of the two. */
  readonly races?: Expr;
  readonly max?: Expr;
  /** `alternate` deals 1,2,1,2; `snake` 1,2,2,1; `blocks` cuts the list, larger first; `fill` fills race 1 first; `same` keeps the races of `of`; `given` by officials; `plan` by `table`. */
  readonly deal: 'alternate' | 'snake' | 'blocks' | 'fill' | 'same' | 'given' | 'plan';
  readonly of?: string;
  /** `plan`: for each race the ranks (1 = first in order) that start in it; a rank may start in several races. */
  readonly plan: readonly (readonly number[])[];
  readonly order: readonly OrderKey[];
  /** How races are named: `heat-1`, `heat-2` or `heat-a`, `heat-b`. */
  readonly names: 'numbers' | 'letters';
  readonly clauses: Clauses;
}

/** Generated mains A, B, C … as the car count asks. */
export interface MainLadder {
  /** Only cars for which this holds are placed, as those that have not gone home. */
  readonly where?: Expr;
  /** Who is placed, best first. */
  readonly order: readonly OrderKey[];
  /** All in the A main while the class has at most so many. */
  readonly allInUpTo: Expr;
  /** Seeded straight into the A main, when there is a B. */
  readonly direct: Expr;
  /** Seeded straight into B, C …, while another lower main follows. */
  readonly directLower: Expr;
  /** Most cars in the lowest main; more cars make another. */
  readonly capacity: Expr;
  /** Come up from each lower main. */
  readonly up: Expr;
  readonly alternates: { readonly count: Expr; readonly clauses: Clauses };
  readonly clauses: Clauses;
}

export interface Round {
  /** `heat`, `qualifying`, `main`; races are `class/heat-1`, ladder races `class/a-main`, `class/b-main`. */
  readonly id: string;
  readonly name: string;
  readonly when?: Expr;
  readonly split?: Split;
  readonly ladder?: MainLadder;
  readonly lineup: readonly Stage[];
  /** Stages of the lower mains of a ladder; `lineup` is then the A main's. */
  readonly lineupLower: readonly Stage[];
  readonly laps?: { readonly count: Expr; readonly clauses: Clauses };
  /** `order`: the round is decided by laps in a race; `time`: by lap times. */
  readonly decidedBy: 'order' | 'time';
  /** For rounds decided by time: order of the result. */
  readonly resultOrder: readonly OrderKey[];
  /** How a car that drops out leaves the line-up before and after the class has left the chute. */
  readonly scratch: {
    readonly before: 'close-up' | 'file-moves-up' | 'crisscross' | 'gap';
    readonly after: 'close-up' | 'file-moves-up' | 'crisscross' | 'gap';
    readonly leftBy?: string;
    readonly beforeClauses: Clauses;
    readonly afterClauses: Clauses;
  };
  /** Cars that start at the rear by themselves, as those that signed in late; they keep their order among themselves. */
  readonly rear?: readonly { readonly when: Expr; readonly says: string; readonly clauses: Clauses }[];
  /** Alternates of a round without a ladder: who is next from `from`. */
  readonly alternates?: { readonly count: Expr; readonly from: string; readonly clauses: Clauses };
  /** Cars of the round that no later round takes go home by this; otherwise such cars are a fault of the rulebook. */
  readonly cut?: { readonly clauses: Clauses };
  readonly clauses: Clauses;
}
