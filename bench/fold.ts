import { type AnyFact, fold } from '@racetower/engine';
import type { Benchmark } from './benchmark.ts';
import { season } from './speedway.ts';

/** Puts each fact in the list of its race or meeting, and does nothing else. */
function sorted(facts: readonly AnyFact[]): ReadonlyMap<string | undefined, readonly AnyFact[]> {
  const lists = new Map<string | undefined, AnyFact[]>();
  for (const fact of facts) {
    const key = fact.race ?? fact.meeting;
    const list = lists.get(key);
    if (list) list.push(fact);
    else lists.set(key, [fact]);
  }
  return lists;
}

export const foldFacts: Benchmark = {
  name: 'fold',
  says: 'folding facts of a season',
  floor: 'putting the same facts in a list by race or meeting',
  cases: () =>
    [1000, 10_000, 100_000].map((count) => {
      const facts = season(count);
      return {
        size: `${count.toLocaleString('en')} facts`,
        units: count,
        unit: 'facts',
        work: () => fold(facts),
        floor: () => sorted(facts),
      };
    }),
};
