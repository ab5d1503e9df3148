/** The columns that every club's results may have, with the headings they go by. */
export const RESULT_COLUMNS = {
  season: { says: 'the season', headings: ['season', 'year', 'championship'] },
  date: { says: 'the day of the meeting', headings: ['date', 'day', 'meeting date', 'race date', 'event date'] },
  meeting: {
    says: 'name or number of the meeting, where one day has two or no date is known',
    headings: ['meeting', 'event', 'night', 'week', 'race day', 'meeting name', 'event name'],
  },
  kind: {
    says: 'kind of meeting, as the rulebook calls it; left out: the first that counts for points',
    headings: ['kind', 'meeting kind', 'event kind', 'event type', 'meeting type'],
  },
  class: {
    says: 'the class, by its short name or its name; left out: the only one',
    headings: ['class', 'division', 'category', 'series', 'class name'],
  },
  round: {
    says: 'the round or the race, as heat, heat 2, A main; left out: the only one',
    headings: ['round', 'session', 'stage', 'race', 'race name', 'session name'],
  },
  race: {
    says: 'number or letter of the race in its round',
    headings: ['race number', 'race no', 'heat', 'heat number', 'group', 'letter', 'main'],
  },
  place: {
    says: 'place at the finish, or a status; without the column the order of the lines counts',
    headings: ['place', 'position', 'pos', 'finish', 'finish position', 'finish pos', 'finished', 'rank', 'placing', 'fin', 'result'],
  },
  driver: { says: 'the driver', headings: ['driver', 'name', 'driver name', 'racer', 'rider', 'competitor', 'pilot'] },
  'first-name': { says: 'first name of the driver, beside the last name', headings: ['first name', 'firstname', 'given name', 'first'] },
  'last-name': { says: 'last name of the driver', headings: ['last name', 'lastname', 'surname', 'family name', 'last'] },
  car: {
    says: 'number of the car',
    headings: ['car', 'car number', 'car no', 'number', 'no', 'num', '#', 'car #', 'kart', 'kart number', 'nr'],
  },
  status: {
    says: 'how the race ended for the car, as the rulebook calls it: DNF, DQ …; empty: finished',
    headings: ['status', 'finish status', 'result status'],
  },
  laps: { says: 'laps completed', headings: ['laps', 'laps completed', 'laps done', 'lap count'] },
  start: {
    says: 'slot at the start',
    headings: ['start', 'started', 'grid', 'start position', 'starting position', 'start pos', 'grid position', 'slot'],
  },
  'best-lap': {
    says: 'best lap time, as 14.215 or 1:02.5',
    headings: ['best lap', 'best time', 'best lap time', 'fast lap', 'lap time', 'qualifying time'],
  },
} as const;

export type ResultColumn = keyof typeof RESULT_COLUMNS;

/** Writes a heading without what does not matter: `Finish Pos.` and `finish_pos` are one. `#` alone stays. */
export function plainHeading(heading: string): string {
  return heading.trim() === '#'
    ? '#'
    : heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}.]+/gu, ' ')
        .replaceAll(/\.(?!\p{L})/gu, ' ')
        .trim()
        .replaceAll(/ +/g, ' ');
}

/** How far down the headings may stand. */
const TITLES = 15;

/**
 * Finds the line of the headings: among the first, the one with most headings that somebody knows; what stands above it is a title.
 *
 * @returns the place in the list; 0 where nothing is known
 */
export function headingAt(rows: readonly (readonly string[])[], isHeading: (cell: string) => boolean): number {
  const known = rows.slice(0, TITLES).map((cells) => cells.filter(isHeading).length);
  const most = Math.max(0, ...known);
  return most === 0 ? 0 : known.indexOf(most);
}
