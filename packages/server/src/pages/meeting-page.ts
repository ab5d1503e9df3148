import { html } from 'hono/html';
import { className, type ClubSeen, type MeetingSeen, meetingsSeen, seen } from './asking.ts';
import { clubPath, meetingPath, seasonPath } from './club-page.ts';
import { note, page, table } from './layout.ts';

interface RaceRow {
  readonly race: string;
  readonly name: string;
  readonly class: string;
  readonly starters: number;
  readonly laps?: number;
  readonly standing: string;
  readonly waitsFor: readonly string[];
}

export const racePath = (club: string, meeting: string, race: string): string =>
  `${meetingPath(club, meeting)}/races/${race.split('/').map(encodeURIComponent).join('/')}`;

export const meetingCalled = (served: ClubSeen, id: string): MeetingSeen | undefined => meetingsSeen(served).find((each) => each.id === id);

const STATES: Readonly<Record<string, string>> = {
  none: 'to come',
  running: 'running',
  provisional: 'provisional result',
  official: 'official result',
};

/** A meeting: its races in running order. Nothing when there is no such meeting. */
export async function meetingPage(served: ClubSeen, id: string): Promise<string | undefined> {
  const { club } = served;
  const meeting = meetingCalled(served, id);
  if (!meeting) return undefined;
  const asked = seen<{ readonly races: readonly RaceRow[] }>(served, 'schedule', { meeting: id });
  const rows = (asked.ok ? asked.answer.races : []).map((race) => [
    className(club.book, race.class),
    html`<a href="${racePath(club.name, id, race.race)}">${race.name}</a>`,
    race.laps ?? '',
    race.starters,
    race.waitsFor.length > 0 ? 'waits' : (STATES[race.standing] ?? race.standing),
  ]);
  const title = meeting.name === meeting.date ? `Meeting of ${meeting.date}` : `${meeting.name}, ${meeting.date}`;
  return page(
    title,
    [
      { name: 'Clubs', path: '/' },
      { name: club.book.club.name, path: clubPath(club.name) },
    ],
    [
      rows.length > 0
        ? table({ caption: 'Races', heads: ['Class', 'Race', 'Laps', 'Starters', 'State'], rows, numbers: [2, 3] })
        : note(asked.ok ? 'No race is planned yet.' : asked.says),
      meeting.season === undefined
        ? html``
        : html`<p><a href="${seasonPath(club.name, meeting.season)}">Standings ${meeting.season}</a></p>`,
    ],
  );
}
