import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A car as a simulation drives it. */
export interface SimulatedCar {
  readonly car: string;
  readonly transponder: number;
  /** What a lap takes it, give or take. */
  readonly lapS: number;
}

export interface SimulatedRace {
  readonly cars: readonly SimulatedCar[];
  /** From the green on. */
  readonly forS: number;
  readonly seed: number;
  /** By how much laps of a car differ, of a lap. */
  readonly spread?: number;
  /** Cars of a hundred that drop out somewhere. */
  readonly dropOutPercent?: number;
  /** Crossings of a thousand that the loop does not hear. */
  readonly lostPerMille?: number;
}

/** A car over the line, at seconds after the green. */
export interface Crossing {
  readonly atUs: number;
  readonly car: string;
  readonly transponder: number;
  /** The loop heard it. */
  readonly heard: boolean;
  readonly strength: number;
  readonly hits: number;
}

/** A field of cars, the first the fastest, with transponders as rental desks number them. */
export function fieldOf(cars: number, lapS: number): readonly SimulatedCar[] {
  return Array.from({ length: cars }, (_, index) => ({
    car: String(index + 1),
    transponder: 3_000_000 + index * 7919,
    lapS: lapS * (1 + index * 0.004),
  }));
}

/** Drives a race: every crossing in order of time, the same for the same seed on every machine. */
export function simulateRace(race: SimulatedRace): readonly Crossing[] {
  const generator = xoroshiro128plus(race.seed);
  const chance = (): number => uniformFloat64(generator);
  return race.cars
    .flatMap((car, index) => driven(car, index, race, chance))
    .toSorted((a, b) => a.atUs - b.atUs || a.transponder - b.transponder);
}

function driven(car: SimulatedCar, slot: number, race: SimulatedRace, chance: () => number): readonly Crossing[] {
  const spread = race.spread ?? 0.02;
  const dropsOut = chance() * 100 < (race.dropOutPercent ?? 0);
  const lastS = dropsOut ? race.forS * (0.1 + 0.8 * chance()) : race.forS;
  const crossings: Crossing[] = [];
  // The field rolls over the line in the order of the grid, a quarter of a second apart.
  for (let atS = 1 + slot * 0.25; atS <= lastS; atS += car.lapS * (1 + spread * (2 * chance() - 1))) {
    const heard = chance() * 1000 >= (race.lostPerMille ?? 0);
    crossings.push({
      atUs: Math.round(atS * 1000) * 1000,
      car: car.car,
      transponder: car.transponder,
      heard,
      strength: 60 + Math.floor(chance() * 120),
      hits: 8 + Math.floor(chance() * 60),
    });
  }
  return crossings;
}
