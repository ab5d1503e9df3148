import { useState } from 'react';

/** The cars that the next call is about, and the number that is being typed. */
export interface Selection {
  readonly cars: readonly string[];
  readonly typed: string;
  readonly has: (car: string) => boolean;
  readonly toggle: (car: string) => void;
  readonly only: (car: string) => void;
  readonly clear: () => void;
  readonly type: (sign: string) => void;
  readonly back: () => void;
  /** Takes the car whose number was typed. @returns whether there is one */
  readonly take: () => boolean;
}

/** @param known the cars of the race; numbers of others are not taken */
export function useSelection(known: readonly string[]): Selection {
  const [cars, setCars] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState('');
  const here = cars.filter((car) => known.includes(car));
  return {
    cars: here,
    typed,
    has: (car) => here.includes(car),
    toggle: (car) => setCars(here.includes(car) ? here.filter((each) => each !== car) : [...here, car]),
    only: (car) => setCars([car]),
    clear: () => {
      setTyped('');
      setCars([]);
    },
    type: (sign) => setTyped((before) => (before + sign).slice(0, 6)),
    back: () => setTyped((before) => before.slice(0, -1)),
    take: () => {
      const car = known.find((each) => each.toLowerCase() === typed.toLowerCase());
      setTyped('');
      if (car === undefined) return false;
      if (!here.includes(car)) setCars([...here, car]);
      return true;
    },
  };
}
