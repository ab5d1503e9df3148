import { type AnyFact, fold, type RaceRun, view } from '@racetower/engine';
import type { Benchmark, Case } from './benchmark.ts';
import { facts, speedway } from './speedway.ts';

const RACE = { meeting: '2026-05-02', season: '2026', race: 'mini-stock/a-main' };

/** A main after `laps` laps under yellow, then a call on one car. */
function yellow(cars: readonly string[], laps: number): readonly AnyFact[] {
  const { add, all } = facts();
  add('meeting-opened', { date: '2026-05-02', kind: 'points' });
  for (const car of cars) add('car-signed-in', { class: 'mini-stock', driver: `Driver ${car}`, car, details: {} });
  add('line-up-posted', { order: cars }, RACE);
  add('flag-shown', { flag: 'green', cars: [] }, RACE);
  for (let lap = 1; lap <= laps; lap++) add('lap-scored', { lap, order: cars, lapped: [] }, RACE);
  add('flag-shown', { flag: 'yellow', cars: [] }, RACE);
  add('call-made', { name: 'caution', car: cars[2], fields: {}, approvals: [] }, RACE);
  return all;
}

function restart(count: number, laps: number): Case {
  const editions = speedway();
  const cars = Array.from({ length: count }, (_, index) => String(index + 1));
  const all = yellow(cars, laps);
  const before = fold(all.slice(0, -1));
  const last = all.at(-1) as AnyFact;
  const work = (): string | undefined => {
    const answered = view(editions, fold([last], before), { view: 'race', meeting: RACE.meeting, race: RACE.race });
    if (!answered.ok) throw new Error(answered.refusal.says);
    const order = (answered.answer as RaceRun).order;
    if (order.at(-1) !== '3') throw new Error(`car 3 restarts as ${order.indexOf('3') + 1}.`);
    return order.at(-1);
  };
  return { size: `${count} cars, ${laps} laps`, units: 1, unit: 'calls', work, floor: () => [...cars.filter((car) => car !== '3'), '3'] };
}

export const callToRestart: Benchmark = {
  name: 'restart',
  says: 'from a call to the restart line-up with its reasons',
  floor: 'moving one car of a list to its end',
  cases: () => [restart(10, 25), restart(24, 50), restart(40, 100)],
};
