import type { Context } from '../context.ts';
import { ordinal } from '../in-words.ts';
import type { OrderKey } from '../language.ts';
import { result } from '../points/result.ts';
import { earlierRaces, hasResult } from './earlier.ts';
import type { Place } from './field.ts';
import type { KeyValue } from './order.ts';

/*
 * Keys that look at all races of rounds in which a car may run several times, as in a heat plan.
 */

interface Run {
  readonly race: string;
  /** Place of each car; 0 without one. */
  readonly places: ReadonlyMap<string, number>;
}

function runsOf(context: Context, where: Place, rounds: readonly string[]): readonly Run[] {
  return rounds
    .flatMap((round) => earlierRaces(context, where, round))
    .filter((race) => hasResult(context, where.meeting, race.id))
    .map((race) => ({
      race: race.id,
      places: new Map(result(context, where.meeting, race.id).rows.map((row) => [row.car, row.place])),
    }));
}

/** How often a car took each place in the races of the key's rounds: most firsts lead, then most seconds and so on. */
export function countsOfPlaces(context: Context, where: Place, key: OrderKey): (car: string) => KeyValue {
  const runs = runsOf(context, where, key.of);
  const byCar = new Map<string, number[]>();
  for (const { places } of runs) for (const [car, place] of places) if (place > 0) byCar.set(car, [...(byCar.get(car) ?? []), place]);
  return (car) => {
    const places = (byCar.get(car) ?? []).toSorted((a, b) => a - b);
    const counts = [...Map.groupBy(places, (place) => place)].map(([place, each]) => `${each.length} × ${ordinal(place)}`);
    // Where two lists of places first differ, the better place is one more of it.
    const value = places.map((place) => String(99_999 - place).padStart(5, '0')).join(' ');
    return { value, says: counts.length === 0 ? 'no places' : counts.join(', '), facts: [] };
  };
}

/**
 * Who beat whom, among the cars that no earlier key told apart: a point for each race in which a car was ahead of
 * another of them, one off where it was behind. A car with a place is ahead of one without.
 *
 * @param groups the cars that are level, each group for itself
 */
export function headToHead(
  context: Context,
  where: Place,
  key: OrderKey,
  groups: readonly (readonly string[])[],
): ReadonlyMap<string, KeyValue> {
  const found = new Map<string, KeyValue>();
  const level = groups.filter((group) => group.length > 1);
  const runs = level.length > 0 ? runsOf(context, where, key.of) : [];
  for (const group of groups) {
    const won = new Map(group.map((car) => [car, 0]));
    for (const { places } of group.length > 1 ? runs : []) count(won, places);
    for (const car of group)
      found.set(car, {
        value: won.get(car) ?? 0,
        says: group.length > 1 ? `${won.get(car) ?? 0} against those level with it` : 'level with nobody',
        facts: [],
      });
  }
  return found;
}

function count(won: Map<string, number>, places: ReadonlyMap<string, number>): void {
  const met = [...won.keys()].flatMap((car) => {
    const place = places.get(car);
    return place === undefined ? [] : [{ car, place: place === 0 ? Number.MAX_SAFE_INTEGER : place }];
  });
  for (const one of met) {
    const ahead = met.filter((other) => one.place < other.place).length - met.filter((other) => one.place > other.place).length;
    won.set(one.car, (won.get(one.car) ?? 0) + ahead);
  }
}
