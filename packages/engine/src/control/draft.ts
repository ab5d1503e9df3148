import type { LineUp, RacePhase, RaceRun } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { byName } from '../by-name.ts';
import type { Consequence, MovesUp, Rulebook } from '../language.ts';
import type { Applied } from './consequences.ts';
import { bySlot, closedUp, toRear } from './field.ts';
import { type LapCount, lapTimings } from './lap-count.ts';

/** A consequence as it fell on a car, for those who read results, points, money and discipline. */
export interface Effect extends Applied {
  readonly car: string;
  readonly fact: number;
}

/** What a called-back start or restart takes back. */
interface Scored {
  readonly lap: number;
  readonly order: readonly string[];
  readonly lapped: ReadonlySet<string>;
  readonly lapsDone: Readonly<Record<string, number>>;
}

/** A car that goes to the rear at the next stop, and why. */
export interface Owing {
  readonly car: string;
  readonly how: Extract<Consequence, { readonly kind: 'rear' }>;
  readonly because: Because;
}

/** A race while its facts are folded; lives only inside one fold. */
export interface Draft {
  phase: RacePhase;
  flag: string;
  order: readonly string[];
  /** The order somebody saw since the last flag or lap. */
  seen: readonly string[] | undefined;
  lapped: ReadonlySet<string>;
  lap: number;
  lapsDone: Record<string, number>;
  /** Laps behind the leader when the car last crossed the line. */
  readonly lapsDown: Record<string, number>;
  readonly out: { readonly car: string; readonly status: string; readonly laps: number; readonly fact: number }[];
  readonly statuses: Record<string, { readonly status: string; readonly movesUp?: MovesUp; readonly because: Because }>;
  readonly counts: Record<string, Record<string, number>>;
  /** How often each call was made, by `call car`; of the race when the car is empty. */
  readonly calls: Record<string, number>;
  restarts: number;
  cautions: number;
  calledBack: number;
  readonly moments: Record<string, number>;
  reasons: Because[];
  readonly carReasons: Record<string, Because[]>;
  readonly effects: Effect[];
  readonly replaced: Record<string, string>;
  /** Next in line to start for one that is out. */
  readonly alternates: readonly string[];
  /** Scratched cars: the fact, and whether the field was on the track by then. */
  readonly scratched: Map<string, { readonly fact: number; readonly onTrack: boolean }>;
  endsAtNextFlag: boolean;
  /** Restarts that may still be tried once time is up. */
  restartsLeft: number | undefined;
  /** Laps of the race once time has said it. */
  distance: { readonly laps: number; readonly because: Because } | undefined;
  /** That time ran out: laps scored since do not take it back. */
  timeUp: Because | undefined;
  comingHome: boolean;
  /** Cars to be sent back when the race is next stopped. */
  owing: readonly Owing[];
  /** As it was at the last green; a called-back start goes back to it. */
  atGreen: Scored | undefined;
  /** The next green is another try of the first start. */
  startAgain: boolean;
  readonly startReason: Because;
  /** Where the cars stand for the first start; a scratch may have left slots empty. */
  slots: ReadonlyMap<string, number>;
  /** The order on the track when the race was stopped. */
  atFlag: readonly string[] | undefined;
  /** The number of the last finish on record: what is read into the race after it came late. */
  finishFact: number | undefined;
  /** Laps that were put on record after the finish was. */
  readonly late: { readonly car: string; readonly because: Because }[];
  /** Counts crossings of the timing line; not there when laps are scored by hand. */
  count: LapCount | undefined;
}

/** Where the cars stand two by two: as lined up while that is their order, else closed up. */
export function standing(draft: Draft): ReadonlyMap<string, number> {
  const asLinedUp = bySlot(draft.slots);
  return asLinedUp.length === draft.order.length && asLinedUp.every((car, index) => car === draft.order[index])
    ? draft.slots
    : closedUp(draft.order);
}

/** Starts a race from its line-up. */
export function draftOf(book: Rulebook, from: LineUp): Draft {
  return {
    phase: from.standing === 'computed' ? 'planned' : 'lined-up',
    flag: '',
    order: from.slots.map((slot) => slot.car),
    seen: undefined,
    lapped: new Set(),
    lap: 0,
    lapsDone: byName(),
    lapsDown: byName(),
    out: [],
    statuses: byName(),
    counts: byName([...book.ladders.keys()].map((ladder) => [ladder, byName()])),
    calls: byName(),
    restarts: 0,
    cautions: 0,
    calledBack: 0,
    moments: byName(),
    reasons: [],
    carReasons: byName(),
    effects: [],
    replaced: byName(),
    alternates: from.alternates.map((each) => each.car),
    scratched: new Map(),
    endsAtNextFlag: false,
    restartsLeft: undefined,
    distance: undefined,
    timeUp: undefined,
    comingHome: false,
    owing: [],
    atGreen: undefined,
    startAgain: false,
    startReason: from.because,
    slots: new Map(from.slots.map((slot) => [slot.car, slot.slot])),
    atFlag: undefined,
    finishFact: undefined,
    late: [],
    count: undefined,
  };
}

/** Puts a reason on a car and on the race. */
export function noteCar(draft: Draft, car: string, why: Because): void {
  (draft.carReasons[car] ??= []).push(why);
  draft.reasons.push(why);
}

/** Remembers the scored laps at a green, for a start that is called back. */
export function rememberGreen(draft: Draft): void {
  draft.atGreen = { lap: draft.lap, order: draft.order, lapped: draft.lapped, lapsDone: copied(draft.lapsDone) };
}

/** Calls the start or restart back: the first lap scored under its green, if it was so quick, does not count. */
export function callBack(draft: Draft): void {
  const { atGreen } = draft;
  draft.calledBack += 1;
  if (atGreen && draft.phase === 'green' && draft.lap === atGreen.lap + 1) {
    const running = new Set(draft.order);
    const before = atGreen.order.filter((car) => running.has(car));
    draft.order = [...before, ...draft.order.filter((car) => !before.includes(car))];
    draft.lapped = atGreen.lapped;
    draft.lap = atGreen.lap;
    draft.lapsDone = copied(atGreen.lapsDone);
  }
  draft.phase = 'starting';
  if (draft.lap > 0) return;
  draft.startAgain = true;
  delete draft.moments['first_lap'];
}

/** Sends the cars that owe it to the rear: the race has stopped. */
export function settleOwing(draft: Draft): void {
  for (const { car, how, because: why } of draft.owing) {
    draft.order = toRear(draft.order, [car], how, draft.lapped);
    noteCar(draft, car, why);
  }
  draft.owing = [];
}

/** Ends the race, once. */
export function end(draft: Draft, ms: number, why: Because): void {
  if (draft.phase === 'ended') return;
  draft.phase = 'ended';
  draft.moments['ended'] = ms;
  draft.reasons.push(why);
}

function reasonsOfCars(draft: Draft): Readonly<Record<string, readonly Because[]>> {
  const reasons = byName(Object.entries(draft.carReasons).map(([car, own]) => [car, [...own]]));
  for (const { car, because: why } of draft.late) (reasons[car] ??= []).push(why);
  return reasons;
}

/** Says that a lap came in after the finish: the order has been worked out anew with it. */
export function noteLate(draft: Draft, passing: { readonly car: string; readonly fact: number; readonly lap: number }): void {
  const { car, fact, lap } = passing;
  const says = `car ${car}: lap ${lap} was put on record after the finish; the order is worked out anew with it`;
  draft.late.push({ car, because: because(says, { facts: [fact] }) });
}

function copied<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  const copy: Record<string, T> = byName();
  for (const name in map) copy[name] = map[name] as T;
  return copy;
}

/** What the fold has come to; a copy, so that it stays as it is when the fold goes on. */
export function raceRunOf(draft: Draft, race: string): RaceRun {
  const base = draft.lap === 0 ? [draft.startReason] : [];
  const run: RaceRun = {
    race,
    phase: draft.phase,
    flag: draft.flag,
    order: draft.order,
    ...(draft.seen ? { seen: draft.seen } : {}),
    lapped: draft.order.filter((car) => draft.lapped.has(car)),
    lap: draft.lap,
    lapsDone: copied(draft.lapsDone),
    lapsDown: copied(draft.lapsDown),
    out: [...draft.out],
    statuses: copied(draft.statuses),
    counts: byName(Object.entries(draft.counts).map(([ladder, byCar]) => [ladder, copied(byCar)])),
    restarts: draft.restarts,
    cautions: draft.cautions,
    calledBack: draft.calledBack,
    moments: copied(draft.moments),
    because: because(`the order of ${race}`, { from: [...base, ...draft.reasons, ...draft.late.map((each) => each.because)] }),
    carReasons: reasonsOfCars(draft),
    effects: [...draft.effects],
    replaced: copied(draft.replaced),
    endsAtNextFlag: draft.endsAtNextFlag,
    comingHome: draft.comingHome,
    owing: draft.owing.map((each) => each.car),
    ...(draft.distance ? { distance: draft.distance.laps } : {}),
    ...(draft.late.length > 0 ? { late: [...new Set(draft.late.map((each) => each.car))] } : {}),
    ...(draft.atFlag ? { atFlag: draft.atFlag } : {}),
  };
  return draft.count ? withCrossings(run, draft, draft.count) : run;
}

/**
 * Adds what the crossings have come to. The lists of passings and of leaders only grow, so they are not copied before
 * somebody asks for them, and a copy of the run leaves them out.
 */
function withCrossings(run: RaceRun, draft: Draft, count: LapCount): RaceRun {
  const { verdicts } = count;
  const { length } = verdicts;
  const timing = lapTimings(count);
  const { leaderUs } = count;
  const laps = leaderUs.length;
  return Object.defineProperties(
    { ...run, timing },
    {
      passings: { get: () => verdicts.slice(0, length) },
      leaderLapsMs: { get: () => leaderUs.slice(0, laps).map((us) => Math.floor(us / 1000)) },
    },
  );
}
