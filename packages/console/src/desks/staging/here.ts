import { useState } from 'react';

export interface Here {
  readonly has: (car: string) => boolean;
  readonly toggle: (car: string) => void;
}

/** Cars that a steward saw at the grid: a note on this tablet, not on record. */
export function useHere(of: string): Here {
  const key = `racetower-here ${of}`;
  const [cars, setCars] = useState<readonly string[]>(() => (sessionStorage.getItem(key) ?? '').split(' ').filter((car) => car !== ''));
  return {
    has: (car) => cars.includes(car),
    toggle: (car) => {
      const next = cars.includes(car) ? cars.filter((each) => each !== car) : [...cars, car];
      sessionStorage.setItem(key, next.join(' '));
      setCars(next);
    },
  };
}
