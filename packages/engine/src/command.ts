import type { Fields, LetStand, Plain, Subject } from './fact.ts';

/** What every command says besides its own fields. */
export interface Given {
  /** Instant it is given, `2026-05-02T14:00:00.000Z`. */
  readonly at: string;
  /** Role, and name where known: `race-director`, `flagger:Kim`. */
  readonly by: string;
  readonly season?: string;
  readonly meeting?: string;
  readonly race?: string;
  /** Gives it although a requirement refuses; `by` must have the authority. */
  readonly override?: { readonly why: string; readonly clause?: string };
  /** Answers a requirement that asks first. */
  readonly confirm?: boolean;
}

interface ActCommand extends Subject {
  readonly name: string;
  readonly fields?: Fields;
  readonly approvals?: readonly string[];
}

/** What may be said of a meeting when it is announced; `classes` left out: all of the club. */
interface MeetingWords {
  readonly name?: string;
  readonly startsAt?: string;
  readonly classes?: readonly string[];
}

/** The fields of each command, by kind. */
export interface CommandFields {
  'open-season': { readonly starts: string; readonly ends?: string };
  'schedule-meeting': MeetingWords & { readonly date: string; readonly kind: string };
  'open-meeting': MeetingWords & { readonly date?: string; readonly kind?: string };
  'close-meeting': object;
  'cancel-meeting': { readonly why: string };
  'set-value': {
    readonly value: string;
    readonly to: Plain;
    readonly of?: 'season' | 'meeting' | 'race';
    readonly class?: string;
    readonly group?: string;
    readonly round?: string;
    readonly why?: string;
  };
  register: { readonly person: string; readonly details?: Fields };
  /** A number in a class is somebody's from now on; `off` gives it up. */
  'register-car': {
    readonly class: string;
    readonly car: string;
    readonly person: string;
    readonly details?: Fields;
    readonly off?: boolean;
  };
  /** `pill` is drawn at the window and typed in; leave it out to draw later or not at all. */
  'sign-in': {
    readonly class: string;
    readonly driver: string;
    readonly car: string;
    readonly handler?: string;
    readonly pill?: number;
    readonly details?: Fields;
  };
  withdraw: { readonly class: string; readonly car: string; readonly why?: string };
  /** `result` as drawn by hand; left out: Racetower draws it from the committed seed, revealed in `seed`. */
  draw: Subject & { readonly draw: string; readonly result?: Plain; readonly seed?: string };
  'commit-seed': { readonly hash: string };
  'reveal-seed': { readonly seed: string };
  combine: { readonly classes: readonly string[]; readonly approvals?: readonly string[]; readonly consents?: Fields };
  'post-line-up': object;
  'change-line-up': { readonly order: readonly string[]; readonly why: string; readonly clause?: string };
  scratch: { readonly car: string };
  /** `moment` names the true moment when the button was pressed late. */
  flag: { readonly flag: string; readonly cars?: readonly string[]; readonly why?: string; readonly moment?: string };
  /** A passing of a timing line, by its transponder or by hand by its car; `timeUs` left out: now. The same passing of a decoder given again makes no fact. */
  pass: {
    readonly transponder?: string;
    readonly car?: string;
    /** The number that gear told, whether somebody has it or not. */
    readonly carHeard?: string;
    /** Several cars by hand, one right behind the other. */
    readonly cars?: readonly string[];
    readonly class?: string;
    readonly timeUs?: number;
    readonly decoder?: string;
    readonly epoch?: number;
    readonly number?: number;
    readonly loop?: string;
    readonly strength?: number;
    readonly hits?: number;
  };
  'assign-transponder': {
    readonly class: string;
    readonly car: string;
    readonly transponder: string;
    readonly from?: string;
    readonly off?: boolean;
  };
  'let-stand': {
    readonly what: LetStand;
    readonly car?: string;
    readonly lap?: number;
    readonly decoder?: string;
    readonly epoch?: number;
    readonly number?: number;
    readonly why: string;
  };
  'keep-sheet': {
    readonly scorer: string;
    readonly lap?: number;
    readonly order: readonly string[];
    readonly laps?: Readonly<Record<string, number>>;
  };
  /** `lap` left out: the next. */
  lap: { readonly lap?: number; readonly order: readonly string[]; readonly lapped?: readonly string[] };
  'see-order': { readonly order: readonly string[] };
  /** Left out, `order` is the running order when the race ended. */
  finish: {
    readonly order?: readonly string[];
    readonly statuses?: Readonly<Record<string, string>>;
    readonly laps?: Readonly<Record<string, number>>;
    readonly bestLapsUs?: Readonly<Record<string, number>>;
    readonly timesUs?: Readonly<Record<string, number>>;
    readonly details?: Readonly<Record<string, Fields>>;
    readonly source?: string;
  };
  time: { readonly car: string; readonly timesUs: readonly number[] };
  mark: ActCommand;
  record: ActCommand;
  call: ActCommand;
  file: Subject & {
    readonly case: string;
    readonly id: string;
    readonly filer: string;
    readonly against?: string;
    readonly about?: string;
    readonly fields?: Fields;
    readonly paidCents?: number;
    readonly paidBy?: string;
  };
  rule: { readonly id: string; readonly outcome: string; readonly fields?: Fields };
  pay: { readonly person: string; readonly cents: number; readonly for: string };
  /** Takes money in for an account or a fund. */
  receive: { readonly to: string; readonly cents: number; readonly from?: string; readonly why?: string };
  /** `from` left out: of what is due to the person. */
  'pay-out': {
    readonly person: string;
    readonly cents: number;
    readonly collector?: string;
    readonly for?: string;
    readonly from?: string;
    readonly how?: string;
  };
  transfer: { readonly from: string; readonly to: string; readonly cents: number; readonly why: string };
  /** `cents` is the money as counted. */
  'close-out': { readonly cents: number; readonly approvals?: readonly string[]; readonly why?: string };
  tick: Subject & { readonly step: string; readonly line?: string };
  'post-order': { readonly class: string; readonly name: string; readonly order: readonly string[] };
  'post-scores': { readonly class: string; readonly name: string; readonly scores: Readonly<Record<string, number>> };
  'carry-points': { readonly class: string; readonly points: Readonly<Record<string, number>> };
  'make-official': object;
  void: { readonly fact: number; readonly why: string };
  restore: { readonly fact: number; readonly why: string };
  correct: { readonly fact: number; readonly body: Fields; readonly why: string };
}

export type CommandKind = keyof CommandFields;
export type Command<K extends CommandKind = CommandKind> = { [P in K]: Given & { readonly do: P } & CommandFields[P] }[K];

export const COMMAND_KINDS = [
  'open-season',
  'schedule-meeting',
  'open-meeting',
  'close-meeting',
  'cancel-meeting',
  'set-value',
  'register',
  'register-car',
  'sign-in',
  'withdraw',
  'draw',
  'commit-seed',
  'reveal-seed',
  'combine',
  'post-line-up',
  'change-line-up',
  'scratch',
  'flag',
  'lap',
  'see-order',
  'pass',
  'assign-transponder',
  'keep-sheet',
  'let-stand',
  'finish',
  'time',
  'mark',
  'record',
  'call',
  'file',
  'rule',
  'pay',
  'receive',
  'pay-out',
  'transfer',
  'close-out',
  'tick',
  'post-order',
  'post-scores',
  'carry-points',
  'make-official',
  'void',
  'restore',
  'correct',
] as const satisfies readonly CommandKind[];
