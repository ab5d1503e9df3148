import type { ResultRow } from '../answers.ts';
import type { Fields } from '../fact.ts';
import { snake, toFormula } from '../formula-values.ts';
import type { Extra } from '../scope.ts';

/** What the finish says of a car by the name of each detail, as formulas read it. */
export function detailNames(details: Fields): Extra {
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [snake(name), () => toFormula(value)]));
}

/** The details of a car in a result with its laps, its best lap and its time. */
export function resultNames(row: Pick<ResultRow, 'laps' | 'bestLapUs' | 'timeUs' | 'details'>): Extra {
  return {
    ...detailNames(row.details ?? {}),
    laps: () => row.laps ?? 0,
    ...(row.bestLapUs === undefined ? {} : { best_lap: () => row.bestLapUs }),
    ...(row.timeUs === undefined ? {} : { time: () => row.timeUs }),
  };
}

/** Places gained from a slot to a place, negative when lost; none without either. */
export function placesGained(slot: number, place: number): number {
  return slot > 0 && place > 0 ? slot - place : 0;
}
