import { pointsText, type Standings } from '@racetower/engine';
import { html } from 'hono/html';
import { type ClubSeen, meetingsSeen, seen } from './asking.ts';
import { clubPath } from './club-page.ts';
import { type Html, note, page, table } from './layout.ts';

/** The standings of a season: a table a class, or one for all. Nothing when there is no such season. */
export async function standingsPage(served: ClubSeen, season: string): Promise<string | undefined> {
  const { club } = served;
  if (!meetingsSeen(served).some((each) => each.season === season)) return undefined;
  const byClass = club.book.season?.tables[0]?.by !== 'all';
  const parts = byClass
    ? club.book.classes.map((each) => standingsTable(served, each.name, { season, class: each.id }))
    : [standingsTable(served, 'All classes', { season })];
  const shown = parts.flatMap((part) => part ?? []);
  return page(
    `Standings ${season}`,
    [
      { name: 'Clubs', path: '/' },
      { name: club.book.club.name, path: clubPath(club.name) },
    ],
    shown.length > 0 ? shown : note('Nobody has scored yet.'),
  );
}

function standingsTable(served: ClubSeen, name: string, fields: Readonly<Record<string, string>>): Html | undefined {
  const asked = seen<Standings>(served, 'standings', fields);
  if (!asked.ok)
    return html`<h2>${name}</h2>
      ${note(asked.says)}`;
  const { book } = served.club;
  const rows = asked.answer.rows
    .slice(0, asked.answer.published)
    .map((row) => [row.unranked ?? row.place, row.driver, row.cars.join(', '), pointsText(book, row.net), pointsText(book, row.total)]);
  if (rows.length === 0) return undefined;
  return html`<h2>${name}</h2>
    ${table({ caption: `Standings of ${name}`, heads: ['Place', 'Driver', 'Cars', 'Net', 'Total'], rows, numbers: [0, 3, 4] })}`;
}
