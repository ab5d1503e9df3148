import type { LineUp, RacePhase, RaceRun } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Applied } from './consequences.ts';

/** A consequence as it fell on a car, for those who read results, points, money and discipline. */
export interface Effect extends Applied {
  readonly car: string;
  readonly fact: number;
}

/** A race while its facts are folded; lives only inside one fold. */
export interface Draft {
  phase: RacePhase;
  flag: string;
  order: readonly string[];
  lapped: ReadonlySet<string>;
  lap: number;
  readonly lapsDone: Record<string, number>;
  readonly out: { readonly car: string; readonly status: string; readonly laps: number; readonly fact: number }[];
  readonly statuses: Record<string, { readonly status: string; readonly because: Because }>;
  readonly counts: Record<string, Record<string, number>>;
  restarts: number;
  cautions: number;
  calledBack: number;
  readonly moments: Record<string, number>;
  reasons: Because[];
  readonly carReasons: Record<string, Because[]>;
  readonly effects: Effect[];
  readonly replaced: Record<string, string>;
  endsAtNextFlag: boolean;
  callsSinceGreen: number;
  readonly startReason: Because;
}

/** Starts a race from its line-up. */
export function draftOf(from: LineUp): Draft {
  return {
    phase: from.standing === 'computed' ? 'planned' : 'lined-up',
    flag: '',
    order: from.slots.map((slot) => slot.car),
    lapped: new Set(),
    lap: 0,
    lapsDone: {},
    out: [],
    statuses: {},
    counts: {},
    restarts: 0,
    cautions: 0,
    calledBack: 0,
    moments: {},
    reasons: [],
    carReasons: {},
    effects: [],
    replaced: {},
    endsAtNextFlag: false,
    callsSinceGreen: 0,
    startReason: from.because,
  };
}

/** Ends the race, once. */
export function end(draft: Draft, ms: number, why: Because): void {
  if (draft.phase === 'ended') return;
  draft.phase = 'ended';
  draft.moments['ended'] = ms;
  draft.reasons.push(why);
}

/** What the fold has come to. */
export function raceRunOf(draft: Draft, race: string): RaceRun {
  const base = draft.lap === 0 ? [draft.startReason] : [];
  return {
    race,
    phase: draft.phase,
    flag: draft.flag,
    order: draft.order,
    lapped: draft.order.filter((car) => draft.lapped.has(car)),
    lap: draft.lap,
    lapsDone: draft.lapsDone,
    out: draft.out,
    statuses: draft.statuses,
    counts: draft.counts,
    restarts: draft.restarts,
    cautions: draft.cautions,
    calledBack: draft.calledBack,
    moments: draft.moments,
    because: because(`the order of ${race}`, { from: [...base, ...draft.reasons] }),
    carReasons: draft.carReasons,
    effects: draft.effects,
    replaced: draft.replaced,
    endsAtNextFlag: draft.endsAtNextFlag,
  };
}
