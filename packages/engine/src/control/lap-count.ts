import type { LapTiming, PassingVerdict } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { byName } from '../by-name.ts';
import type { CautionRule } from '../language.ts';
import type { Crossing } from './crossings.ts';
import { type Draft, end, noteLate } from './draft.ts';

/** How passings of a race become laps. */
export interface Counting {
  readonly minLapUs: number;
  readonly firstCrossing: 'starts' | 'completes';
  /** Laps of the race; left out where nobody has given them, or time decides. */
  readonly distance?: number;
  readonly distanceBecause?: Because;
  readonly cautionLaps: boolean;
}

/** What is known of one car's crossings. */
interface CarCount {
  /** The last time it was read, whatever that counted for. */
  readUs: number;
  /** Where the lap that it drives now began. */
  from: Crossing | undefined;
  /** Began a lap since the last green. */
  begun: boolean;
}

/** The part of a race's fold that counts crossings; lives as long as its draft. */
export interface LapCount {
  readonly cars: Map<string, CarCount>;
  readonly verdicts: PassingVerdict[];
  /** Cars in the order in which they completed each lap since the last green; the lap of the green itself has its restart order. */
  readonly lapOrders: Map<number, string[]>;
  /** Who completed each lap first, and when. */
  readonly leaders: { readonly us: number; readonly car: string }[];
  readonly timings: Map<string, LapTiming>;
  /** When the leader came by, under green and under yellow, where laps are driven that count for windows but not for the race. */
  readonly leaderUs: number[];
  /** The leader is home: each car is, with its next crossing. */
  finishing: boolean;
  readonly home: Set<string>;
  /** Laps that the leader had at the last green. */
  lapAtGreen: number;
}

export function newLapCount(): LapCount {
  return {
    cars: new Map(),
    verdicts: [],
    lapOrders: new Map(),
    leaders: [],
    timings: new Map(),
    leaderUs: [],
    finishing: false,
    home: new Set(),
    lapAtGreen: 0,
  };
}

function countOf(count: LapCount, car: string): CarCount {
  const known = count.cars.get(car);
  if (known) return known;
  const fresh = { readUs: -1, from: undefined, begun: false };
  count.cars.set(car, fresh);
  return fresh;
}

/** Counts one crossing: it is a lap, the beginning of one, or says why it is neither. */
export function cross(draft: Draft, count: LapCount, counting: Counting, crossing: Crossing): void {
  const counts = countsAs(draft, count, counting, crossing);
  const { car } = crossing;
  if (counts !== 'lap' || car === undefined) {
    note(count, crossing, counts);
    if (car !== undefined) moveOn(draft, count, counting, { car, crossing, counts });
    return;
  }
  completeLap(draft, count, crossing, car);
  if (draft.phase === 'ended') count.home.add(car);
  else if (draft.lap >= distanceOf(draft, counting)) home(draft, count, counting, crossing, car);
}

function note(
  count: LapCount,
  crossing: Crossing,
  counts: PassingVerdict['counts'],
  lap?: { readonly lap: number; readonly us?: number },
): void {
  count.verdicts.push({
    fact: crossing.fact,
    timeUs: crossing.us,
    counts,
    ...(crossing.car === undefined ? {} : { car: crossing.car }),
    ...(crossing.transponder === undefined ? {} : { transponder: crossing.transponder }),
    ...(lap === undefined ? {} : { lap: lap.lap, ...(lap.us === undefined ? {} : { lapUs: lap.us }) }),
  });
}

function countsAs(draft: Draft, count: LapCount, counting: Counting, crossing: Crossing): PassingVerdict['counts'] {
  const { car } = crossing;
  if (car === undefined) return 'unknown-transponder';
  if (!draft.order.includes(car)) return draft.out.some((each) => each.car === car) ? 'out-of-race' : 'not-in-race';
  const own = countOf(count, car);
  if (own.readUs >= 0 && crossing.us - own.readUs < counting.minLapUs) return 'read-twice';
  switch (draft.phase) {
    case 'planned':
    case 'lined-up':
    case 'warm-up':
    case 'starting':
      return 'before-green';
    case 'yellow':
    case 'red':
      return 'under-caution';
    case 'ended':
      return count.finishing && !count.home.has(car) ? 'lap' : 'after-finish';
    case 'green':
      // A car first read when others have a lap since the green has one too: its own first read was missed.
      return own.begun || counting.firstCrossing === 'completes' || draft.lap > count.lapAtGreen ? 'lap' : 'begins';
  }
}

/** A crossing that is no lap: the beginning of one after a green, or, where they count, of a lap under caution. */
function moveOn(
  draft: Draft,
  count: LapCount,
  counting: Counting,
  read: { readonly car: string; readonly crossing: Crossing; readonly counts: PassingVerdict['counts'] },
): void {
  const { car, crossing, counts } = read;
  if (counts === 'not-in-race' || counts === 'out-of-race') return;
  const own = countOf(count, car);
  own.readUs = crossing.us;
  if (counts === 'begins') {
    own.from = crossing;
    own.begun = true;
  }
  if (counts !== 'under-caution' || draft.phase !== 'yellow' || car !== draft.order[0]) return;
  if (counting.cautionLaps) cautionLap(draft, count, counting, crossing);
  else count.leaderUs.push(crossing.us);
}

function completeLap(draft: Draft, count: LapCount, crossing: Crossing, car: string): void {
  const own = countOf(count, car);
  const lap = (draft.lapsDone[car] ?? 0) + 1;
  // Differences of the club's clock are the decoder's own; a lap that began before the green has no time.
  const us = own.from === undefined ? undefined : crossing.us - own.from.us;
  draft.lapsDone[car] = lap;
  own.readUs = crossing.us;
  own.from = crossing;
  own.begun = true;
  timeCar(count, car, crossing, us);
  if (lap > draft.lap) leaderLap(draft, count, crossing, { lap, car });
  lapOrder(count, lap).push(car);
  const down = draft.lap - lap;
  draft.lapsDown[car] = down;
  measureGap(count, car, down);
  if (down > 0 !== draft.lapped.has(car)) draft.lapped = changed(draft.lapped, car, down > 0);
  draft.order = movedUp(draft, car, lap);
  draft.seen = undefined;
  note(count, crossing, 'lap', { lap, ...(us === undefined ? {} : { us }) });
  if (draft.finishFact !== undefined && crossing.fact > draft.finishFact) noteLate(draft, { car, fact: crossing.fact, lap });
}

function lapOrder(count: LapCount, lap: number): string[] {
  const known = count.lapOrders.get(lap) ?? [];
  count.lapOrders.set(lap, known);
  return known;
}

function leaderLap(draft: Draft, count: LapCount, crossing: Crossing, done: { readonly lap: number; readonly car: string }): void {
  const { lap, car } = done;
  const ms = Math.floor(crossing.us / 1000);
  draft.lap = lap;
  draft.moments['lap'] = ms;
  draft.moments['first_lap'] ??= ms;
  draft.reasons = [
    because(`order of lap ${lap} as the cars crossed the line`, { facts: [crossing.fact] }),
    ...(draft.distance ? [draft.distance.because] : []),
  ];
  count.leaders.push({ us: crossing.us, car });
  count.leaderUs.push(crossing.us);
  countLed(count, car, 1);
  lapTheSilent(draft, lap);
}

/** A car that has not come by while the leader went round once more is lapped, though it is not seen for it. */
function lapTheSilent(draft: Draft, lap: number): void {
  for (const car of draft.order) {
    const down = lap - 1 - (draft.lapsDone[car] ?? 0);
    if (down <= (draft.lapsDown[car] ?? 0)) continue;
    draft.lapsDown[car] = down;
    draft.lapped = changed(draft.lapped, car, true);
  }
}

function changed(set: ReadonlySet<string>, car: string, there: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (there) next.add(car);
  else next.delete(car);
  return next;
}

/** The car is the last that has so many laps, so it goes ahead of the first that has fewer. */
function movedUp(draft: Draft, car: string, lap: number): readonly string[] {
  const others = draft.order.filter((each) => each !== car);
  const at = others.findIndex((each) => (draft.lapsDone[each] ?? 0) < lap);
  others.splice(at < 0 ? others.length : at, 0, car);
  return others;
}

function cautionLap(draft: Draft, count: LapCount, counting: Counting, crossing: Crossing): void {
  for (const car of draft.order) draft.lapsDone[car] = (draft.lapsDone[car] ?? 0) + 1;
  leaderLap(draft, count, crossing, { lap: draft.lap + 1, car: crossing.car ?? '' });
  if (draft.lap >= distanceOf(draft, counting))
    end(
      draft,
      Math.floor(crossing.us / 1000),
      because(`the leader completed ${draft.lap} laps under the yellow`, { facts: [crossing.fact] }),
    );
}

/** Laps of the race: as lined up, or fewer where time has said so. */
function distanceOf(draft: Draft, counting: Counting): number {
  return Math.min(counting.distance ?? Number.POSITIVE_INFINITY, draft.distance?.laps ?? Number.POSITIVE_INFINITY);
}

function home(draft: Draft, count: LapCount, counting: Counting, crossing: Crossing, car: string): void {
  draft.flag = 'checkered';
  end(
    draft,
    Math.floor(crossing.us / 1000),
    because(`car ${car} completed ${distanceOf(draft, counting)} laps first`, {
      facts: [crossing.fact],
      from: [draft.distance?.because ?? counting.distanceBecause ?? []].flat(),
    }),
  );
  count.finishing = true;
  draft.comingHome = true;
  count.home.add(car);
}

/** A green: each car begins anew; at a restart those on the lead lap have the laps of the leader, the others are as many down as they were. */
export function beginGreen(draft: Draft, count: LapCount): void {
  count.lapAtGreen = draft.lap;
  for (const car of draft.order) {
    const own = countOf(count, car);
    own.begun = false;
    own.from = undefined;
    // A read just before the green is no reason to take the one after it for the same passing.
    own.readUs = -1;
    if (draft.lap > 0) draft.lapsDone[car] = Math.max(0, draft.lap - (draft.lapsDown[car] ?? 0));
  }
  count.lapOrders.clear();
  count.lapOrders.set(draft.lap, [...draft.order]);
}

/**
 * Puts the field in the order that counts when it is stopped.
 *
 * `last-lap`: when not all on the lead lap have completed the leader's lap, that lap is taken back and the order is the one
 * of the lap before. `crossed`: whoever completed it before the flag keeps it. Lapped cars are behind.
 *
 * @clause the rulebook's `cautions.order`
 */
export function orderWhenStopped(draft: Draft, count: LapCount, rule: CautionRule): void {
  const lead = draft.order.filter((car) => (draft.lapsDown[car] ?? 0) === 0);
  const lapped = draft.order.filter((car) => (draft.lapsDown[car] ?? 0) > 0);
  const lap = draft.lap;
  const all = lead.every((car) => (draft.lapsDone[car] ?? 0) >= lap);
  if (rule.order === 'last-lap' && !all && lap > count.lapAtGreen) {
    const before = (count.lapOrders.get(lap - 1) ?? []).filter((car) => lead.includes(car));
    draft.order = [...before, ...lead.filter((car) => !before.includes(car)), ...lapped];
    draft.lap = lap - 1;
    for (const car of draft.order) draft.lapsDone[car] = Math.min(draft.lapsDone[car] ?? 0, draft.lap);
    const leader = count.leaders.pop();
    if (leader) countLed(count, leader.car, -1);
    if (draft.lap === 0) delete draft.moments['first_lap'];
    draft.reasons =
      draft.lap === 0
        ? []
        : [because(`lap ${lap} was not completed by all, so the order is that of lap ${draft.lap}`, { clauses: rule.clauses })];
  } else draft.order = [...lead, ...lapped];
  draft.lapped = new Set(lapped);
}

/** The crossings of each car as views show them; what stands there of a car stays the same until it crosses again. */
export function lapTimings(count: LapCount): Readonly<Record<string, LapTiming>> {
  return byName(count.timings);
}

function timeCar(count: LapCount, car: string, crossing: Crossing, us: number | undefined): void {
  const before = count.timings.get(car);
  const best = us === undefined ? before?.bestUs : Math.min(before?.bestUs ?? us, us);
  count.timings.set(car, {
    ...(best === undefined ? {} : { bestUs: best }),
    ...(us === undefined ? {} : { lastUs: us }),
    crossedUs: crossing.us,
    led: before?.led ?? 0,
  });
}

/** The gap to whoever completed the same lap first; a car that is laps down has none. */
function measureGap(count: LapCount, car: string, down: number): void {
  const timing = count.timings.get(car);
  const first = count.leaders.at(-1);
  if (timing?.crossedUs !== undefined && first && down === 0) count.timings.set(car, { ...timing, gapUs: timing.crossedUs - first.us });
}

function countLed(count: LapCount, car: string, by: 1 | -1): void {
  const timing = count.timings.get(car);
  count.timings.set(car, { ...timing, led: (timing?.led ?? 0) + by });
}
