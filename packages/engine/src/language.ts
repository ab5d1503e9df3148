import type { ClauseId } from './because.ts';

/**
 * The rulebook as the engine reads it: loaded, resolved, checked, with every formula compiled.
 * `packages/rulebook` makes it from YAML; field names there are the same in kebab-case.
 */

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

// ---- acts: moments, papers and calls -------------------------------------------------------------------------------

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
  /** Earlier records of the same act that a new one pushes out, as a rookie booking displaces general practice. */
  readonly displaces?: { readonly when: Expr; readonly clauses: Clauses };
}

export interface ConditionalConsequence {
  readonly when?: Expr;
  readonly consequences: readonly Consequence[];
  readonly clauses: Clauses;
}

/** Where in the order a car sent back goes. */
export const REAR_PLACES = ['tail', 'ahead-of-lapped', 'last-row'] as const;

/** What a call costs. One algebra for race control, tech, stewards and discipline. */
export type Consequence =
  /** Back by whole spots in the running order; `noRoom` instead when fewer cars are behind. */
  | { readonly kind: 'spots'; readonly count: Expr; readonly noRoom: readonly Consequence[] }
  /**
   * To the rear of the running order. `ahead-of-lapped`: behind the last lead-lap car (a lapped car: behind all).
   * `last-row`: on a double-file start the car's own file moves up and it takes the last row; in an odd field the
   * last inside car crosses to the free outside place.
   */
  | { readonly kind: 'rear'; readonly place: (typeof REAR_PLACES)[number]; readonly order?: 'kept' | 'as-given' }
  /** Behind the cars named in the act's field `field`, as those it passed. */
  | { readonly kind: 'behind'; readonly field: string }
  /** Puts the order given in the act's field `field` in force (an official's own line-up). */
  | { readonly kind: 'order'; readonly field: string }
  /** Adds to a ladder and takes the step that this reaches, as a strike. Refused or skipped by the ladder's `when`. */
  | { readonly kind: 'count'; readonly ladder: string; readonly by: number }
  | { readonly kind: 'warning' }
  /** Off the track now, classified with `status` on the laps done. */
  | { readonly kind: 'off'; readonly status: string }
  /** Sets a result status, as `dq`, `dns`, `dq-scales`; of the act's race. */
  | { readonly kind: 'status'; readonly status: string }
  /** Places down in the result, worked out for all penalised cars together, order-free. */
  | { readonly kind: 'places'; readonly count: Expr }
  | { readonly kind: 'lose'; readonly what: 'points' | 'awards' | 'purse'; readonly of: 'race' | 'round' | 'meeting' | 'season' }
  | { readonly kind: 'points'; readonly count: Expr; readonly droppable: boolean }
  /** The race scores exactly so many, whatever the place. */
  | { readonly kind: 'score-points'; readonly count: Expr }
  /** The fastest lap of the run, or all of them, do not count. */
  | { readonly kind: 'lose-time'; readonly which: 'best' | 'all' }
  /** The meeting's result may not be thrown out. */
  | { readonly kind: 'undroppable' }
  /** Starts at the rear of the next races it runs, this meeting or later. */
  | { readonly kind: 'start-rear'; readonly races: Expr; readonly rounds: readonly string[] }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'fine'; readonly cents: Expr }
  | { readonly kind: 'refund'; readonly cents: Expr }
  | {
      readonly kind: 'suspend';
      readonly races?: Expr;
      readonly meetings?: Expr;
      readonly days?: Expr;
      readonly until?: Expr;
      readonly ever: boolean;
      readonly who: readonly ('driver' | 'owner' | 'car')[];
    }
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
  readonly over: 'race' | 'meeting' | 'season' | 'ever';
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
  /** Said when it fails. `{name}` is replaced by the value of a formula name. */
  readonly says: string;
  /** `refuse` stops the command; `flag` lets it pass and puts it on record; `confirm` asks for `confirm: true`. */
  readonly effect: 'refuse' | 'flag' | 'confirm';
  /** Roles that may override a refusal. */
  readonly override: readonly string[];
  readonly clauses: Clauses;
}

// ---- draws ---------------------------------------------------------------------------------------------------------

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
    | 'standings';
  /** The rounds, draw, value or record that the key reads. */
  readonly of: readonly string[];
  readonly expr?: Expr;
  readonly first: 'low' | 'high';
  readonly missing: 'first' | 'last';
  /** `status`: the statuses from front to back. */
  readonly statuses: readonly string[];
  /** `time`: 1 the best lap, 2 the second best …; `average`: number of meetings, and more in `options`. */
  readonly nth: number;
  readonly options: Readonly<Record<string, unknown>>;
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
  /** `plan`: for each race the ranks (1 = first in order) that start in it, in line-up order. */
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
  /** Alternates of a round without a ladder: who is next from `from`. */
  readonly alternates?: { readonly count: Expr; readonly from: string; readonly clauses: Clauses };
  readonly clauses: Clauses;
}

// ---- race running --------------------------------------------------------------------------------------------------

export interface ClockRule {
  readonly id: string;
  readonly says: string;
  /** `race`: one clock; `car`: one for each car; `class`: as a warm-up of a group. */
  readonly of: 'race' | 'car' | 'meeting';
  readonly rounds: readonly string[];
  readonly when?: Expr;
  /** `green` (the first), or `flag:NAME`, `mark:NAME`, `call:NAME`. */
  readonly starts: string;
  /** Length in seconds, or in laps of the leader. */
  readonly seconds?: Expr;
  readonly laps?: Expr;
  /** It stands still while the flag shows, or from one call to another. */
  readonly pauses: readonly { readonly while: string; readonly until?: string; readonly clauses: Clauses }[];
  /** What its end does: nothing (`warn`), ends the race at the next flag when green and after calls when yellow, or calls it at once on the last lap completed. */
  readonly atEnd: 'warn' | 'end-at-next-flag' | 'call-on-last-lap' | 'late';
  readonly endClauses: Clauses;
  /** Ended by `mark:NAME` or `call:NAME` before time: then on time. */
  readonly stops?: string;
  readonly clauses: Clauses;
}

/** How the order is set under yellow and red, and for the restart. */
export interface CautionRule {
  readonly rounds: readonly string[];
  /** `last-lap`: as at the last lap scored. */
  readonly order: 'last-lap';
  /** Cars charged with the caution. */
  readonly causers: 'tail' | 'ahead-of-lapped' | 'keep';
  readonly clauses: Clauses;
}

// ---- results, points, season ---------------------------------------------------------------------------------------

/** What a way to end a race means. */
export interface StatusRule {
  readonly id: string;
  readonly says: string;
  /** Front to back among the statuses; equal ranks are mixed by laps and order. */
  readonly rank: number;
  /** `order`: as they finished; `laps`: most laps first; `pill`: lowest pill first. */
  readonly within: readonly OrderKey[];
  /** Whether a place number is given. */
  readonly placed: boolean;
  /** Cars behind move up; otherwise the place stays empty for points. */
  readonly closesUp: boolean;
  /** Counts as having attempted to race. */
  readonly attempted: boolean;
  /** Given by itself when a car has no other status and this holds in the car's scope. */
  readonly when?: Expr;
  readonly clauses: Clauses;
}

/** When a result may be made official, and who must have done what. */
export interface ResultHold {
  readonly rounds: readonly string[];
  /** Checked for each classified car (`car`) or once (`race`). The result stays provisional while it is false. */
  readonly of: 'car' | 'race';
  readonly must: Expr;
  readonly says: string;
  readonly clauses: Clauses;
}

export interface PointsRule {
  readonly when?: Expr;
  /** By place: 1st first; `beyond` past its end. */
  readonly table?: Expr;
  readonly beyond?: Expr | 'last';
  /** A number or formula instead of a table. */
  readonly give?: Expr;
  readonly says?: string;
  readonly clauses: Clauses;
}

/** Points of one kind: in each block the first rule that applies gives the points, and blocks add up. */
export interface PointsBlock {
  readonly id: string;
  /** Races of these rounds score; empty: once for the meeting, in the entry's scope. */
  readonly rounds: readonly string[];
  /** Counts in the standings; otherwise for line-ups alone (`passing`). */
  readonly counts: boolean;
  readonly rules: readonly PointsRule[];
  /** Place in the race, or over all races of the round one after the other (A then B …). */
  readonly place: 'race' | 'round';
  readonly clauses: Clauses;
}

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

// ---- money, awards, cases, guidance --------------------------------------------------------------------------------

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

/** A protest, claim or other matter that is filed, heard and decided. */
export interface CaseRule {
  readonly id: string;
  readonly says: string;
  /** Roles or `anyone`. */
  readonly by: readonly string[];
  readonly fields: readonly ActField[];
  readonly fee?: { readonly cents: Expr; readonly pay: readonly string[]; readonly clauses: Clauses };
  /** Holds results, points, awards of the race while it is open. */
  readonly holds: readonly ('result' | 'points' | 'awards' | 'purse')[];
  /** Ends by itself once this is known, as a tear-down that needs two top-three places. */
  readonly lapses?: { readonly when: Expr; readonly says: string; readonly outcome: string; readonly clauses: Clauses };
  readonly outcomes: readonly CaseOutcome[];
  /** Roles that may rule. */
  readonly decidedBy: readonly string[];
  readonly clauses: Clauses;
}

export interface CaseOutcome {
  readonly id: string;
  readonly says: string;
  /** Who bears the consequences. */
  readonly on: 'against' | 'filer';
  readonly then: readonly ConditionalConsequence[];
  /** Parts of the fee in the order given; the parts add up to the whole, the first takes what a division leaves over. */
  readonly fee: readonly { readonly to: string; readonly share: Expr }[];
  readonly clauses: Clauses;
}

/** A step that officials are shown at the right moment, with its checklist and its clock. */
/** Cars held after a race until somebody lets them go. */
export interface ImpoundRule {
  readonly id: string;
  readonly rounds: readonly string[];
  readonly letters: readonly string[];
  readonly places: number;
  /** The record that releases a car. */
  readonly until: string;
  readonly says: string;
  readonly clauses: Clauses;
}

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

export interface Rulebook {
  readonly name: string;
  /** As `2018`. */
  readonly edition: string;
  /** First day it is in force, `2018-01-01`. */
  readonly inForce: string;
  readonly club: { readonly name: string; readonly zone: string; readonly currency: string };
  readonly clauses: ReadonlyMap<ClauseId, Clause>;
  readonly values: ReadonlyMap<string, Value>;
  readonly groups: ReadonlyMap<string, Group>;
  /** In race order. */
  readonly classes: readonly RaceClass[];
  readonly classOrder: { readonly clauses: Clauses };
  readonly combining: readonly Combining[];
  readonly roles: ReadonlyMap<string, Role>;
  readonly meetingKinds: ReadonlyMap<string, { readonly id: string; readonly points: boolean; readonly clauses: Clauses }>;
  readonly acts: ReadonlyMap<string, Act>;
  readonly requirements: readonly Requirement[];
  readonly draws: ReadonlyMap<string, DrawRule>;
  readonly ladders: ReadonlyMap<string, Ladder>;
  /** In the order they are run. */
  readonly rounds: readonly Round[];
  readonly clocks: ReadonlyMap<string, ClockRule>;
  readonly cautions: readonly CautionRule[];
  readonly statuses: ReadonlyMap<string, StatusRule>;
  readonly holds: readonly ResultHold[];
  readonly points: readonly PointsBlock[];
  readonly season?: SeasonRule;
  readonly rain?: RainRule;
  readonly fees: readonly FeeRule[];
  readonly awards: readonly AwardRule[];
  readonly cases: ReadonlyMap<string, CaseRule>;
  readonly impounds: readonly ImpoundRule[];
  readonly procedures: readonly ProcedureStep[];
  /** Roles that may give `override` where a requirement names none, and change line-ups and results by hand. */
  readonly authority: ReadonlyMap<string, { readonly roles: readonly string[]; readonly clauses: Clauses }>;
}
