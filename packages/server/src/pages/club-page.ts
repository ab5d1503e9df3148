import { html } from 'hono/html';
import type { ServedClub } from '../http/clubs.ts';
import { type ClubSeen, meetingsSeen } from './asking.ts';
import { type Html, note, page, table } from './layout.ts';

export const clubPath = (club: string): string => `/clubs/${encodeURIComponent(club)}`;
export const meetingPath = (club: string, meeting: string): string => `${clubPath(club)}/meetings/${encodeURIComponent(meeting)}`;
export const seasonPath = (club: string, season: string): string => `${clubPath(club)}/seasons/${encodeURIComponent(season)}`;

/** The clubs that are served here. */
export async function clubsPage(clubs: readonly ServedClub[]): Promise<string> {
  const list = html`<ul>
    ${clubs.map(({ club }) => html`<li><a href="${clubPath(club.name)}">${club.book.club.name}</a></li>`)}
  </ul>`;
  return page('Clubs', [], list);
}

/** A club: its meetings, the latest first, and its seasons. */
export async function clubPage(served: ClubSeen): Promise<string> {
  const { club } = served;
  const meetings = meetingsSeen(served).toReversed();
  const seasons = [...new Set(meetings.flatMap((each) => each.season ?? []))];
  const rows = meetings.map((each): readonly (string | Html)[] => [
    each.date,
    html`<a href="${meetingPath(club.name, each.id)}">${each.name}</a>`,
    each.kind,
    each.closed ? 'over' : each.opened ? 'open' : 'to come',
  ]);
  return page(
    club.book.club.name,
    [{ name: 'Clubs', path: '/' }],
    [
      rows.length === 0
        ? note('No meeting is announced yet.')
        : table({ caption: 'Meetings', heads: ['Date', 'Meeting', 'Kind', 'State'], rows }),
      html`${seasons.length > 0 ? html`<h2>Seasons</h2>` : ''}
        <ul>
          ${seasons.map(
            (season) =>
              html`<li>
                <a href="${seasonPath(club.name, season)}">Standings ${season}</a>,
                <a href="/api/clubs/${encodeURIComponent(club.name)}/seasons/${encodeURIComponent(season)}/calendar.ics"
                  >calendar ${season}</a
                >
              </li>`,
          )}
        </ul>`,
    ],
  );
}
