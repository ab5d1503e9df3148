import type { Result } from '@racetower/engine';
import { clubPath, meetingPath } from './paths.ts';
import type { MeetingSeen, Reading } from './reading.ts';

/** What search engines read of a page, by the vocabulary of schema.org. Addresses are made whole where the page is answered. */

const CONTEXT = 'https://schema.org';

export interface Structured {
  readonly '@type': string;
  readonly [field: string]: unknown;
}

const organizer = (reading: Reading): Structured => ({
  '@type': 'SportsOrganization',
  name: reading.book.club.name,
  sport: 'Motorsport',
  url: clubPath(reading.club),
});

export const clubOf = (reading: Reading): Structured => ({ '@context': CONTEXT, ...organizer(reading) });

/** A meeting as a sports event. */
export function eventOf(reading: Reading, meeting: MeetingSeen): Structured {
  return {
    '@context': CONTEXT,
    '@type': 'SportsEvent',
    name: `${reading.book.club.name}, ${meeting.name}`,
    startDate: meeting.startsAt ?? meeting.date,
    eventStatus: `https://schema.org/${meeting.cancelled ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    sport: 'Motorsport',
    url: meetingPath(reading.club, meeting.id),
    organizer: organizer(reading),
    location: { '@type': 'Place', name: reading.book.club.name, address: reading.book.club.name },
  };
}

/** A race of a meeting with who took which place. */
export function resultOf(
  reading: Reading,
  meeting: MeetingSeen,
  { title, path, result }: { readonly title: string; readonly path: string; readonly result: Result },
): Structured {
  return {
    ...eventOf(reading, meeting),
    name: title,
    url: path,
    superEvent: eventOf(reading, meeting),
    competitor: result.rows.map((row) => ({ '@type': 'Person', name: row.driver })),
    subjectOf: {
      '@type': 'ItemList',
      name: `Result, ${result.standing}`,
      itemListOrder: 'https://schema.org/ItemListOrderAscending',
      numberOfItems: result.rows.length,
      itemListElement: result.rows
        .filter((row) => row.place > 0)
        .map((row) => ({ '@type': 'ListItem', position: row.place, name: `${row.driver}, car ${row.car}` })),
    },
  };
}

/** A structure with its own addresses made whole. */
export function withOrigin(value: unknown, origin: string): unknown {
  if (Array.isArray(value)) return value.map((each) => withOrigin(each, origin));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        name === 'url' && typeof each === 'string' && each.startsWith('/') ? `${origin}${each}` : withOrigin(each, origin),
      ]),
    );
  return value;
}
