import { type AnyFact, fold, view } from '@racetower/engine';
import type { Benchmark, Case, Kept } from './benchmark.ts';
import { facts, scattered, speedway } from './speedway.ts';

const MEETING = { meeting: '2026-05-02', season: '2026' };
const CARS_IN_A_HEAT = 8;
const START_US = Date.UTC(2026, 4, 2, 20) * 1000;
const LAP_US = 15_000_000;

export interface Size {
  readonly races: number;
  /** In each race. */
  readonly cars: number;
  readonly laps: number;
}

/** A night of heats, each read car by car and lap by lap. */
export function night({ races, cars: inAHeat, laps }: Size): readonly AnyFact[] {
  const { add, all } = facts();
  const cars = Array.from({ length: races * inAHeat }, (_, index) => String(index + 1));
  add('meeting-opened', { date: MEETING.meeting, kind: 'points' });
  for (const car of cars) {
    add('car-signed-in', { class: 'mini-stock', driver: `Driver ${car}`, car, details: { transponder: `9${car}` } });
    add('draw-made', { draw: 'pill', class: 'mini-stock', car, result: scattered(Number(car)), how: 'by-hand' });
  }
  add('value-set', { value: 'heat_laps', to: laps, of: 'meeting' });
  for (let race = 0; race < races; race++) {
    const greenUs = START_US + race * (laps + 4) * LAP_US;
    const own = cars.slice(race * inAHeat, (race + 1) * inAHeat);
    const where = { ...MEETING, race: `mini-stock/heat-${race + 1}` };
    add('line-up-posted', { order: own }, where);
    add('flag-shown', { flag: 'green', cars: [], moment: new Date(greenUs / 1000).toISOString() }, where);
    for (let lap = 0; lap <= laps; lap++)
      for (const [index, car] of own.entries())
        add('passing-read', { transponder: `9${car}`, timeUs: greenUs + 1_000_000 + lap * LAP_US + index * 200_000 });
  }
  return all;
}

/** Folds a night and asks for every race of it, as a tower does that shows them all. */
export function kept(log: readonly AnyFact[], races: number): unknown {
  const editions = speedway();
  const state = fold(log);
  const answers = Array.from({ length: races }, (_, index) => {
    const answered = view(editions, state, { view: 'race', meeting: MEETING.meeting, race: `mini-stock/heat-${index + 1}` });
    if (!answered.ok) throw new Error(answered.refusal.says);
    if ((answered.answer as { readonly phase: string }).phase !== 'ended') throw new Error(`heat ${index + 1} has not ended`);
    return answered.answer;
  });
  return { state, answers };
}

const SIZES = [
  [5, 10],
  [20, 10],
  [20, 50],
] as const;

function wholeNight([races, laps]: (typeof SIZES)[number]): Case {
  const log = night({ races, cars: CARS_IN_A_HEAT, laps });
  return {
    size: `${races} races, ${laps} laps`,
    units: log.length,
    unit: 'facts',
    work: () => kept(log, races),
    floor: () => structuredClone(log),
  };
}

/** A night whose state and every answered race are held: 20 races, then twice the cars, then five times the laps. */
const HELD = [
  { races: 5, cars: 8, laps: 10 },
  { races: 20, cars: 8, laps: 10 },
  { races: 20, cars: 16, laps: 10 },
  { races: 20, cars: 32, laps: 10 },
  { races: 20, cars: 8, laps: 25 },
  { races: 20, cars: 8, laps: 50 },
  { races: 20, cars: 8, laps: 100 },
] as const;

const memoryOf = ({ races, cars, laps }: Size): Kept => ({
  size: `${races}×${cars} cars, ${laps} laps`,
  script: 'night-held.ts',
  told: [`${races}`, `${cars}`, `${laps}`],
});

export const nightOfRaces: Benchmark = {
  name: 'night',
  says: 'a night of heats of eight cars read by a decoder: folded, and every race asked for',
  floor: 'copying its facts; in memory, the bytes of its facts in one piece',
  cases: () => SIZES.map(wholeNight),
  memory: () => HELD.map(memoryOf),
};
