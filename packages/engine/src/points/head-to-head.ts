import type { SeasonRecord } from './season-records.ts';

type Places = Pick<SeasonRecord, 'driver' | 'places'>;

/**
 * Compares drivers who are level by the races that they ran against each other, as a league among themselves: each
 * counts how often it was ahead of one of the others less how often behind. Those still level after it are compared
 * again without the rest, until nothing tells them apart.
 *
 * @returns for each driver the balance in the whole group, then in the smaller ones; higher is better
 */
export function leagueOf(group: readonly Places[]): ReadonlyMap<string, readonly number[]> {
  if (group.length < 2) return new Map(group.map((one) => [one.driver, []]));
  const balance = new Map(group.map((one) => [one.driver, group.reduce((sum, other) => sum + against(one, other), 0)]));
  const level = [...Map.groupBy(group, (one) => balance.get(one.driver) ?? 0).values()];
  const again = level.map((part) => (part.length < group.length ? leagueOf(part) : new Map<string, readonly number[]>()));
  return new Map(group.map(({ driver }) => [driver, [balance.get(driver) ?? 0, ...again.flatMap((part) => part.get(driver) ?? [])]]));
}

/** How often one was ahead of another in races that both ran, less how often behind. */
function against(one: Places, other: Places): number {
  if (one.driver === other.driver) return 0;
  const theirs = new Map(other.places.map((each) => [`${each.meeting} ${each.race}`, each.place]));
  return one.places.reduce((sum, mine) => sum + Math.sign((theirs.get(`${mine.meeting} ${mine.race}`) ?? mine.place) - mine.place), 0);
}
