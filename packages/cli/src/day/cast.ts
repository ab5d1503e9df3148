import type { Chance } from '@racetower/rulebook';
import type { DayFile } from './day-file.ts';

/** Somebody who drives a car today. */
export interface Starter {
  readonly class: string;
  readonly car: string;
  readonly driver: string;
  readonly handler: string;
  readonly pill: number;
  /** 0 to 100: how fast it is. */
  readonly pace: number;
}

/** Invents the drivers, handlers, car numbers and pills of a day. Car numbers and pills are unique within a class. */
export function castOf(day: Pick<DayFile, 'drivers' | 'handlers' | 'cars'>, chance: Chance): readonly Starter[] {
  const drivers = chance.shuffle(day.drivers);
  let nth = 0;
  return Object.entries(day.cars).flatMap(([id, count]) => {
    const numbers = chance.shuffle(Array.from({ length: 99 }, (_, index) => String(index + 1))).slice(0, count);
    const pills = chance.shuffle(Array.from({ length: 60 }, (_, index) => index + 1)).slice(0, count);
    const handlers = chance.shuffle(day.handlers);
    return numbers.map((car, index) => ({
      class: id,
      car,
      driver: nameOf(drivers, nth++),
      handler: handlers[index % handlers.length] ?? '',
      pill: pills[index] ?? index + 1,
      pace: chance.between(0, 100),
    }));
  });
}

/** After the last name the first comes again, with a number. */
function nameOf(drivers: readonly string[], nth: number): string {
  const name = drivers[nth % drivers.length] ?? 'Driver';
  const round = Math.floor(nth / drivers.length);
  return round === 0 ? name : `${name} ${round + 1}`;
}
