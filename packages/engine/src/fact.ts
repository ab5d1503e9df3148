/** What happened or was called, as it stands in the log. Never changed; a later fact voids or replaces it. */
export interface Fact<K extends FactKind = FactKind> {
  readonly club: string;
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** When it happened, an instant: `2026-05-02T14:00:00.000Z`. */
  readonly at: string;
  /** Who put it on record: a role, and a name where known, as `race-director` or `flagger:Kim`. */
  readonly by: string;
  readonly kind: K;
  readonly season?: string;
  readonly meeting?: string;
  /** `class/race` within the meeting, as `jr-honda/heat-1`. */
  readonly race?: string;
  readonly body: FactBodies[K];
}

/** A fact that is decided but not yet in the log. */
export type NewFact<K extends FactKind = FactKind> = { [P in K]: Omit<Fact<P>, 'club' | 'seq'> }[K];

/** A fact of any kind, as a union that a switch over `kind` narrows. */
export type AnyFact = { [P in FactKind]: Fact<P> }[FactKind];

/** Plain values that facts carry: whole numbers, texts, booleans, lists and maps of them. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };
export type Fields = { readonly [name: string]: Plain };

/** Every fact may carry the passes it was given. */
export interface Passes {
  /** Requirements that failed without stopping it. */
  readonly flagged?: readonly { readonly says: string; readonly clauses: readonly string[] }[];
  readonly override?: { readonly by: string; readonly why: string; readonly clause?: string; readonly code: string };
  readonly confirmed?: boolean;
}

/** What an act is about. */
export interface Subject {
  readonly class?: string;
  readonly car?: string;
  readonly cars?: readonly string[];
  readonly person?: string;
  readonly case?: string;
}

export interface ActBody extends Passes, Subject {
  readonly name: string;
  readonly fields: Fields;
  readonly approvals: readonly string[];
}

/** A meeting as it is announced; `classes` left out: all of the club. */
interface Announced extends Passes {
  readonly date: string;
  readonly kind: string;
  readonly name?: string;
  readonly startsAt?: string;
  readonly classes?: readonly string[];
}

export const LETS_STAND = ['missed-read', 'gap', 'silent'] as const;
export type LetStand = (typeof LETS_STAND)[number];

export interface FactBodies {
  'season-opened': Passes & { readonly starts: string; readonly ends?: string };
  'meeting-scheduled': Announced;
  'meeting-opened': Announced;
  'meeting-closed': Passes;
  'meeting-cancelled': Passes & { readonly why: string };
  'value-set': Passes & {
    readonly value: string;
    readonly to: Plain;
    readonly of: 'season' | 'meeting' | 'race';
    readonly class?: string;
    readonly group?: string;
    readonly round?: string;
    readonly why?: string;
  };
  'person-registered': Passes & { readonly person: string; readonly details: Fields };
  /** A number in a class is somebody's, with what is kept of the car; `off` gives it up. */
  'car-registered': Passes & {
    readonly class: string;
    readonly car: string;
    readonly person: string;
    readonly details: Fields;
    readonly off?: boolean;
  };
  'car-signed-in': Passes & {
    readonly class: string;
    readonly driver: string;
    readonly car: string;
    readonly handler?: string;
    readonly details: Fields;
  };
  'entry-withdrawn': Passes & { readonly class: string; readonly car: string; readonly why?: string };
  'draw-made': Passes & Subject & { readonly draw: string; readonly result: Plain; readonly how: 'by-hand' | 'from-seed' };
  'seed-committed': Passes & { readonly hash: string };
  'seed-revealed': Passes & { readonly seed: string };
  'classes-combined': Passes & {
    readonly classes: readonly string[];
    readonly rule: string;
    readonly approvals: readonly string[];
    readonly consents: Fields;
  };
  'line-up-posted': Passes & { readonly order: readonly string[] };
  'line-up-changed': Passes & { readonly order: readonly string[]; readonly why: string; readonly clause?: string };
  'car-scratched': Passes & { readonly car: string };
  /** `moment` is when it was really shown, where the button was pressed late; left out: when it was put on record. */
  'flag-shown': Passes & { readonly flag: string; readonly cars: readonly string[]; readonly why?: string; readonly moment?: string };
  /**
   * Something crossed a timing line at `timeUs`, microseconds since 1970 by the club's clock, whose differences are the decoder's own. It names its
   * transponder or, entered by hand, its car. A decoder numbers its passings within an `epoch`, which ends when it is reset. Which race and lap it belongs to is worked out.
   */
  'passing-read': Passes & {
    readonly timeUs: number;
    readonly transponder?: string;
    readonly car?: string;
    /** The car's number as gear that knows numbers told it; it counts when nobody has the transponder. */
    readonly carHeard?: string;
    readonly class?: string;
    readonly decoder?: string;
    readonly epoch?: number;
    readonly number?: number;
    /** The timing line; left out: the start-finish line. */
    readonly loop?: string;
    readonly strength?: number;
    readonly hits?: number;
  };
  /** A car carries a transponder from `from` on; `off` takes it away. Left out, `from` is the beginning, or for one that another car had until then, now. */
  'transponder-assigned': Passes & {
    readonly class: string;
    readonly car: string;
    readonly transponder: string;
    readonly from?: string;
    readonly off?: boolean;
  };
  /** What a hand scorer wrote down: the order, of a lap or at the end, and laps by car. It is compared, it does not count. */
  'sheet-kept': Passes & {
    readonly scorer: string;
    readonly lap?: number;
    readonly order: readonly string[];
    readonly laps: Readonly<Record<string, number>>;
  };
  /**
   * Officials looked at a read that seems to be missing (`car`, `lap`), a car that is read no more (`car`) or a gap in the numbers of a
   * decoder (`decoder`, `epoch`, `from` to `until`), and left it as it is.
   */
  'reading-let-stand': Passes & {
    readonly what: LetStand;
    readonly car?: string;
    readonly lap?: number;
    readonly decoder?: string;
    readonly epoch?: number;
    readonly from?: number;
    readonly until?: number;
    readonly why: string;
  };
  /** The leader completed lap `lap`; `order` are the cars on the lead lap, `lapped` those behind it, in running order. */
  'lap-scored': Passes & { readonly lap: number; readonly order: readonly string[]; readonly lapped: readonly string[] };
  /** The order on the track between laps, as somebody saw it. */
  'order-seen': Passes & { readonly order: readonly string[] };
  'race-finished': Passes & {
    readonly order: readonly string[];
    readonly statuses: Readonly<Record<string, string>>;
    readonly laps: Readonly<Record<string, number>>;
    /** Best laps in microseconds, by car. */
    readonly bestLapsUs?: Readonly<Record<string, number>>;
    /** Times of the race in microseconds, by car. */
    readonly timesUs?: Readonly<Record<string, number>>;
    /** What else the result says of a car, as incidents, by car. */
    readonly details?: Readonly<Record<string, Fields>>;
    /** Where it was taken from, as the number of a result file. */
    readonly source?: string;
  };
  /** Lap times in microseconds, in the order driven; none: no time. */
  'times-recorded': Passes & { readonly car: string; readonly timesUs: readonly number[] };
  'moment-marked': ActBody;
  'record-made': ActBody;
  /** An official is for a call that takes several; it stands once enough are. */
  'call-proposed': ActBody;
  'call-made': ActBody;
  'case-filed': Passes &
    Subject & {
      readonly id: string;
      readonly rule: string;
      readonly filer: string;
      readonly against?: string;
      /** Another case that it is about, as that of an appeal. */
      readonly about?: string;
      readonly fields: Fields;
      readonly paidCents: number;
      readonly paidBy?: string;
    };
  'case-ruled': Passes & { readonly id: string; readonly outcome: string; readonly fields: Fields };
  'payment-made': Passes & { readonly person: string; readonly cents: number; readonly for: string };
  /** Money taken in for an account or a fund: from the gate, a sponsor. */
  'money-received': Passes & { readonly to: string; readonly cents: number; readonly from?: string; readonly why?: string };
  /** Out of what is due to the person; `from` an account of the club, a bill. */
  'money-paid-out': Passes & {
    readonly person: string;
    readonly cents: number;
    readonly collector?: string;
    readonly for?: string;
    readonly from?: string;
    readonly how?: string;
  };
  'money-transferred': Passes & { readonly from: string; readonly to: string; readonly cents: number; readonly why: string };
  /** The money was counted and the sheet of the night signed. `bookCents`: what the book said then. */
  'night-closed-out': Passes & {
    readonly countedCents: number;
    readonly bookCents: number;
    readonly approvals: readonly string[];
    readonly why?: string;
  };
  'step-ticked': Passes & Subject & { readonly step: string; readonly line?: string };
  /** An order that officials give (`name` as a stage or key calls it). */
  'order-posted': Passes & { readonly class: string; readonly name: string; readonly order: readonly string[] };
  /** Numbers that another system worked out, as passing points, by car. */
  'scores-posted': Passes & { readonly class: string; readonly name: string; readonly scores: Readonly<Record<string, number>> };
  /** Season points brought in from before Racetower, by driver. */
  'points-carried': Passes & { readonly class: string; readonly points: Readonly<Record<string, number>> };
  'result-made-official': Passes;
  'fact-voided': Passes & { readonly fact: number; readonly why: string };
  'fact-restored': Passes & { readonly fact: number; readonly why: string };
  'fact-corrected': Passes & { readonly fact: number; readonly body: Fields; readonly why: string };
}

export type FactKind = keyof FactBodies;

/** Every kind of fact, for codecs, the glossary and tests. */
export const FACT_KINDS = [
  'season-opened',
  'meeting-scheduled',
  'meeting-opened',
  'meeting-closed',
  'meeting-cancelled',
  'value-set',
  'person-registered',
  'car-registered',
  'car-signed-in',
  'entry-withdrawn',
  'draw-made',
  'seed-committed',
  'seed-revealed',
  'classes-combined',
  'line-up-posted',
  'line-up-changed',
  'car-scratched',
  'flag-shown',
  'lap-scored',
  'order-seen',
  'passing-read',
  'transponder-assigned',
  'sheet-kept',
  'reading-let-stand',
  'race-finished',
  'times-recorded',
  'moment-marked',
  'record-made',
  'call-proposed',
  'call-made',
  'case-filed',
  'case-ruled',
  'payment-made',
  'money-received',
  'money-paid-out',
  'money-transferred',
  'night-closed-out',
  'step-ticked',
  'order-posted',
  'scores-posted',
  'points-carried',
  'result-made-official',
  'fact-voided',
  'fact-restored',
  'fact-corrected',
] as const satisfies readonly FactKind[];
