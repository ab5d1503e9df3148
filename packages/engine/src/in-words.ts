/** A class as the club calls it. */
export interface Called {
  readonly id: string;
  readonly name: string;
}

const RACE = /(?<![\w/-])([\w-]+(?:\+[\w-]+)*)\/([a-z][\w-]*)/g;

/**
 * Says races by their names where a sentence has them by their ids: `mini-stock/heat-1 has no result` is `Mini Stock Heat 1 has no
 * result`. What is no race of these classes stays as it is. For showing only: programs go by ids.
 */
export function inWords(says: string, classes: readonly Called[]): string {
  return says.replaceAll(RACE, (written, joined: string, race: string) => {
    const names = joined.split('+').map((id) => classes.find((each) => each.id === id)?.name);
    return names.every((name) => name !== undefined) ? `${names.join(' and ')} ${raceWords(race)}` : written;
  });
}

/** A race within its class, `a-main` as `A Main`. */
export const raceWords = (race: string): string =>
  race
    .split('-')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join(' ');

/** 1st, 2nd, 3rd, 4th … */
export function ordinal(n: number): string {
  const tens = n % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}
