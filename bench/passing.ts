import { type AnyFact, decide, evolve, fold, type State, view } from '@racetower/engine';
import type { Benchmark, Case } from './benchmark.ts';
import { facts, speedway } from './speedway.ts';

const RACE = { meeting: '2026-05-02', season: '2026', race: 'mini-stock/a-main' };
const GREEN_US = Date.UTC(2026, 4, 2, 20) * 1000;
const LAP_US = 15_000_000;

/** A main under green that has been running for some laps, every car with a transponder of its own number. */
export function running(cars: readonly string[], laps: number): readonly AnyFact[] {
  const { add, all } = facts();
  add('meeting-opened', { date: '2026-05-02', kind: 'points' });
  for (const car of cars) add('car-signed-in', { class: 'mini-stock', driver: `Driver ${car}`, car, details: { transponder: `9${car}` } });
  add('value-set', { value: 'main_laps', to: 100_000, of: 'meeting' });
  add('line-up-posted', { order: cars }, RACE);
  add('flag-shown', { flag: 'green', cars: [], moment: new Date(GREEN_US / 1000).toISOString() }, RACE);
  for (let lap = 0; lap <= laps; lap++)
    for (const [index, car] of cars.entries()) add('passing-read', { transponder: `9${car}`, timeUs: crossedUs(lap, index) }, MEETING);
  return all;
}

const MEETING = { meeting: RACE.meeting, season: RACE.season };
/** When a car crosses the line at the end of a lap. */
export const crossedUs = (lap: number, index: number): number => GREEN_US + 1_000_000 + lap * LAP_US + index * 200_000;

/** @param laps that are done when the measuring begins */
function passing(count: number, laps: number): Case {
  const editions = speedway();
  const cars = Array.from({ length: count }, (_, index) => String(index + 1));
  const start = fold(running(cars, laps));
  let state: State = start;
  let next = 0;
  const work = (): number => {
    if (next === count * 50) {
      state = start;
      next = 0;
    }
    const index = next % count;
    const timeUs = crossedUs(laps + 1 + Math.floor(next / count), index);
    next += 1;
    const at = new Date(timeUs / 1000).toISOString();
    const decision = decide(editions, state, { do: 'pass', at, by: 'scorer', meeting: RACE.meeting, transponder: `9${index + 1}`, timeUs });
    if (!decision.ok) throw new Error(decision.refusal.says);
    for (const fact of decision.facts) state = evolve(state, { ...fact, club: 'example-speedway', seq: state.seq + 1 });
    const answered = view(editions, state, { view: 'race', meeting: RACE.meeting, race: RACE.race });
    if (!answered.ok) throw new Error(answered.refusal.says);
    return (answered.answer as { readonly lap: number }).lap;
  };
  const order = [...cars];
  let turn = 0;
  const floor = (): number => {
    const [car] = order.splice(turn % count, 1);
    order.splice((turn += 1) % count, 0, car ?? '');
    return order.length;
  };
  return { size: `${count} cars, ${laps} laps`, units: 1, unit: 'passings', work, floor };
}

export const passingToOrder: Benchmark = {
  name: 'passing',
  says: 'from a passing to the running order with gaps: decided, folded and asked',
  floor: 'moving one car of a list',
  cases: () => [passing(10, 5), passing(30, 5), passing(60, 5), passing(60, 25), passing(60, 100)],
};

function stopped(count: number, laps: number): Case {
  const editions = speedway();
  const cars = Array.from({ length: count }, (_, index) => String(index + 1));
  const all = running(cars, laps);
  const before = fold(all);
  const at = new Date((crossedUs(laps, count) + 100_000) / 1000).toISOString();
  const yellow = {
    club: 'example-speedway',
    seq: before.seq + 1,
    at,
    by: 'flagger',
    kind: 'flag-shown',
    ...RACE,
    body: { flag: 'yellow', cars: ['3'] },
  } as AnyFact;
  const work = (): string | undefined => {
    const answered = view(editions, fold([yellow], before), { view: 'restart', meeting: RACE.meeting, race: RACE.race });
    if (!answered.ok) throw new Error(answered.refusal.says);
    const { order } = answered.answer as { readonly order: readonly string[] };
    if (order.at(-1) !== '3') throw new Error(`car 3 restarts as ${order.indexOf('3') + 1}.`);
    return order.at(-1);
  };
  return { size: `${count} cars, ${laps} laps`, units: 1, unit: 'yellows', work, floor: () => [...cars.filter((car) => car !== '3'), '3'] };
}

export const yellowToRestart: Benchmark = {
  name: 'yellow',
  says: 'from a yellow to the restart line-up with call-outs, all passings of the race counted anew',
  floor: 'moving one car of a list to its end',
  cases: () => [stopped(10, 25), stopped(24, 50), stopped(40, 100)],
};
