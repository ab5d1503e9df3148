import type { LiveCar, LiveCrossing, LiveRace } from '../rmonitor/live-race.ts';
import type { Crossing } from '../simulator/crossings.ts';

/** The race after these crossings, as a scorer without rules would show it: more laps first, then who had them first. */
export function liveAfter(crossings: readonly Crossing[], race: Omit<LiveRace, 'cars'>): LiveRace {
  const byCar = new Map<string, LiveCrossing[]>();
  for (const { car, atUs } of crossings) {
    const own = byCar.get(car) ?? [];
    const last = own.at(-1);
    byCar.set(car, [...own, { totalUs: atUs, ...(last ? { lapUs: atUs - last.totalUs } : {}) }]);
  }
  const cars = [...byCar].map(([car, own]) => shown(car, own));
  const total = (car: LiveCar): number => car.crossings.at(-1)?.totalUs ?? 0;
  return { ...race, cars: cars.toSorted((a, b) => b.laps - a.laps || total(a) - total(b)) };
}

function shown(car: string, crossings: readonly LiveCrossing[]): LiveCar {
  const laps = crossings.slice(1).map((each, index) => ({ lap: index + 1, timeUs: each.lapUs ?? 0 }));
  const best = laps.toSorted((a, b) => a.timeUs - b.timeUs)[0];
  return {
    number: car,
    class: Number(car) % 2 === 0 ? 'Stock' : 'Mini',
    first: 'Driver',
    last: car,
    laps: laps.length,
    crossings,
    ...(best ? { best } : {}),
  };
}
