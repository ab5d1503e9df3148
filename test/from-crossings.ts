import { type AnyFact, fold, type RaceRun, type Rulebook, view } from '@racetower/engine';

/** A log whose laps are crossings, and for each of its facts how many facts of the log it was made from there were by then. */
export interface Told {
  readonly facts: readonly AnyFact[];
  /** `told[n]` facts of it stand for the first `n` of the other. */
  readonly told: readonly number[];
  /** Laps that are driven more than were scored, so that cars can be lapped on the first; by race. */
  readonly moreLaps: ReadonlyMap<string, number>;
}

interface Race {
  /** Cars that are laps down. */
  lapped: ReadonlySet<string>;
  lap: number;
  lastUs: number;
}

/**
 * Tells a log again with every lap that somebody scored as the passings of its cars, each at a moment of its own between
 * the fact before and the lap. A green is followed by the passings that begin a lap.
 */
export function fromCrossings(editions: readonly Rulebook[], log: readonly AnyFact[]): Told {
  const facts: AnyFact[] = [];
  const numbers = new Map<number, number>();
  const told = [0];
  const races = new Map<string, Race>();
  const moreLaps = new Map<string, number>();
  const add = (fact: AnyFact): number => facts.push({ ...fact, seq: facts.length + 1 });
  for (const fact of log) {
    const place = fact.race === undefined ? undefined : `${fact.meeting ?? ''} ${fact.race}`;
    const race = place === undefined ? undefined : (races.get(place) ?? { lapped: new Set<string>(), lap: 0, lastUs: 0 });
    if (place !== undefined && race) races.set(place, race);
    if (fact.kind === 'lap-scored' && race && place !== undefined) {
      const newlyDown = fact.body.lapped.some((car) => !race.lapped.has(car));
      if (newlyDown && race.lap === 0 && fact.body.lap === 1) moreLaps.set(place, 1);
      for (const passing of crossingsOfLap(fact, race, moreLaps.get(place) ?? 0)) add(passing);
    } else {
      const number = add(renumbered(fact, numbers));
      numbers.set(fact.seq, number);
      if (fact.kind === 'flag-shown' && fact.body.flag === 'green' && fact.race !== undefined && fact.meeting !== undefined)
        for (const passing of beginning(fact, orderThen(editions, facts, fact))) add(passing);
    }
    if (race) race.lastUs = usOf(fact.at);
    told.push(facts.length);
  }
  return { facts, told, moreLaps };
}

const usOf = (at: string): number => Date.parse(at) * 1000;

function renumbered(fact: AnyFact, numbers: ReadonlyMap<number, number>): AnyFact {
  return fact.kind === 'fact-voided' || fact.kind === 'fact-restored' || fact.kind === 'fact-corrected'
    ? ({ ...fact, body: { ...fact.body, fact: numbers.get(fact.body.fact) ?? 0 } } as AnyFact)
    : fact;
}

function orderThen(editions: readonly Rulebook[], facts: readonly AnyFact[], green: AnyFact): readonly string[] {
  return runOf(editions, facts, green.meeting ?? '', green.race ?? '').order;
}

export function runOf(editions: readonly Rulebook[], facts: readonly AnyFact[], meeting: string, race: string): RaceRun {
  const answered = view(editions, fold(facts), { view: 'race', meeting, race });
  if (!answered.ok) throw new Error(answered.refusal.says);
  return answered.answer as RaceRun;
}

function passing(like: AnyFact, car: string, us: number): AnyFact {
  const { club, at, by, season, meeting, race } = like;
  const where = {
    ...(season === undefined ? {} : { season }),
    ...(meeting === undefined ? {} : { meeting }),
    ...(race === undefined ? {} : { race }),
  };
  return { club, seq: 0, at, by, ...where, kind: 'passing-read', body: { car, timeUs: us } };
}

function beginning(green: AnyFact, order: readonly string[]): readonly AnyFact[] {
  return order.map((car, index) => passing(green, car, usOf(green.at) + 1 + index));
}

/** On each lap the cars on the lead lap come by, then those that are down; a car that falls back is not seen for the first of them. */
function crossingsOfLap(fact: Extract<AnyFact, { kind: 'lap-scored' }>, race: Race, more: number): readonly AnyFact[] {
  const { lap, order, lapped } = fact.body;
  const first = race.lap + 1;
  const last = lap + more;
  const untilUs = usOf(fact.at);
  const steps = (last - first + 1) * (order.length + lapped.length) + 1;
  const fromUs = Math.max(race.lastUs + 100, untilUs - 900_000);
  const gapUs = Math.max(1, Math.floor((untilUs - fromUs) / steps));
  let us = fromUs;
  const made: AnyFact[] = [];
  for (let each = first; each <= last; each += 1) {
    for (const car of order) made.push(passing(fact, car, (us += gapUs)));
    for (const car of lapped) if (race.lapped.has(car) || each > first) made.push(passing(fact, car, (us += gapUs)));
  }
  race.lap = last;
  race.lapped = new Set(lapped);
  return made;
}
