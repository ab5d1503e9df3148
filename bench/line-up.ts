import { type AnyFact, fold, type LineUp, type State, view } from '@racetower/engine';
import type { Benchmark, Case } from './benchmark.ts';
import { signedIn, speedway } from './speedway.ts';

/** Sorts the cars by pill and deals them over heats of eight, in rows of two. */
function dealt(pills: readonly { readonly car: string; readonly pill: number }[]): readonly (readonly string[])[] {
  const heats: string[][] = Array.from({ length: Math.ceil(pills.length / 8) }, () => []);
  const ordered = pills.toSorted((a, b) => a.pill - b.pill);
  for (const [index, { car }] of ordered.entries()) heats[index % heats.length]?.push(car);
  return heats;
}

function lineUps(cars: number): Case {
  const editions = speedway();
  const facts = signedIn(cars);
  const pills = facts.flatMap((fact) => (fact.kind === 'draw-made' ? [{ car: fact.body.car ?? '', pill: Number(fact.body.result) }] : []));
  const heats = Math.ceil(cars / 8);
  const before = fold(facts.slice(0, -1));
  const last = facts.at(-1) as AnyFact;
  const work = (): number => {
    const state: State = fold([last], before);
    let slots = 0;
    for (let heat = 1; heat <= heats; heat++) {
      const answered = view(editions, state, { view: 'line-up', meeting: '2026-05-02', race: `mini-stock/heat-${heat}` });
      if (!answered.ok) throw new Error(answered.refusal.says);
      slots += (answered.answer as LineUp).slots.length;
    }
    if (slots !== cars) throw new Error(`${slots} of ${cars} cars are lined up`);
    return slots;
  };
  return { size: `${cars} cars, ${heats} heats`, units: cars, unit: 'cars', work, floor: () => dealt(pills) };
}

export const lineUpOfAClass: Benchmark = {
  name: 'line-up',
  says: 'from the last pill to every heat of a class lined up, each slot with its reason',
  floor: 'sorting the same cars by pill and dealing them over the heats, without reasons',
  cases: () => [25, 100, 400].map(lineUps),
};
