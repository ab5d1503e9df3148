import { type LineUp, ordinal, pointsText, raceWords, type Result, type Standings, type StandingsRow } from '@racetower/engine';
import { html } from 'hono/html';
import { dayOfMeeting, type RaceRow } from './day.ts';
import { driverOf } from './driver-link.ts';
import { type Cell, type Html, note, type PageParts, plate, shortcuts, table } from './layout.ts';
import { meetingTitle } from './meeting-page.ts';
import { announcerPath, clubPath, meetingPath, overlayPath, screenPath } from './paths.ts';
import type { MeetingSeen, Reading } from './reading.ts';
import { fieldsOf, type TableAsked, tablesOf } from './standings-page.ts';
import { className, counted, readable, shortDay } from './words.ts';

/** Races that are told of at once: the one on the track or next, and those that grid behind it. */
const RACES = 3;
/** So many of the last races of a driver. */
const LAST = 3;

/** What a voice in the booth wants of the next races: who starts where, how they stand in the season, and what they did last. */
export function announcerPage(reading: Reading, id: string): PageParts | undefined {
  const meeting = reading.meeting(id);
  if (!meeting) return undefined;
  return {
    title: 'Announcer’s sheet',
    path: announcerPath(reading.club, id),
    describes: `Who starts in the next races of ${reading.book.club.name}, with their season so far.`,
    trail: [
      { name: reading.book.club.name, path: clubPath(reading.club) },
      { name: meetingTitle(meeting), path: meetingPath(reading.club, id) },
    ],
    hidden: true,
    content: [
      shortcuts('Beside it', [
        ['Big screen', screenPath(reading.club, id)],
        ['Strip over a stream', overlayPath(reading.club, id)],
      ]),
      { live: 'sheet', html: sheetOf(reading, meeting) },
    ],
  };
}

function sheetOf(reading: Reading, meeting: MeetingSeen): Html {
  const { running, coming } = dayOfMeeting(reading, meeting.id);
  const races = [...running, ...coming.filter((race) => race.waitsFor.length === 0)].slice(0, RACES);
  if (races.length === 0) return note('No race is lined up. It is told here as soon as one is.');
  return html`${races.map((race) => racePart(reading, meeting, race))}`;
}

function racePart(reading: Reading, meeting: MeetingSeen, row: RaceRow): Html {
  const lined = reading.ask<LineUp>('line-up', { meeting: meeting.id, race: row.race });
  const heading = html`<h2>
    ${className(reading.book, row.class)}, ${row.name}
    <small>${counted(row.starters, 'car')}${row.laps === undefined ? '' : `, ${counted(row.laps, 'lap')}`}</small>
  </h2>`;
  if (!lined.ok || lined.answer.slots.length === 0) return html`<section>${heading}${note('Nobody starts yet.')}</section>`;
  const known = seasonOf(reading, meeting, row.class);
  const rows = lined.answer.slots.map((slot): readonly Cell[] => {
    const name = driverOf(reading, slot.car, { meeting: meeting.id, class: row.class });
    return [slot.slot, plate(slot.car), slot.driver, known.stands(name), known.wins(name), known.last(name)];
  });
  return html`<section>
    ${heading}
    ${table({
      caption: `Who starts: ${className(reading.book, row.class)}, ${row.name}`,
      quiet: true,
      heads: ['Slot', 'Car', 'Driver', 'In the season', 'Wins', 'Last races'],
      rows,
      numbers: [0, 4],
      head: 2,
    })}
  </section>`;
}

/** What can be told of the drivers of a class, by their whole names. */
interface Season {
  readonly stands: (name: string | undefined) => string;
  readonly wins: (name: string | undefined) => string | number;
  readonly last: (name: string | undefined) => string;
}

interface Raced {
  readonly meeting: MeetingSeen;
  readonly race: string;
  readonly place: number;
  readonly status: string;
}

function seasonOf(reading: Reading, now: MeetingSeen, classes: string): Season {
  const table = now.season === undefined ? undefined : tablesOf(reading, now.season).find((each) => isOf(each, classes));
  const whole = table && reading.whole('standings', fieldsOf(now.season ?? '', table));
  const standings = whole?.ok ? (whole.answer as Standings).rows : [];
  const raced = racedOf(reading, now, classes);
  const of = (name: string | undefined): readonly Raced[] => (name === undefined ? [] : (raced.get(name) ?? []));
  return {
    stands: (name) => standingText(reading, standings, name),
    wins: (name) => of(name).filter((each) => each.place === 1).length || '',
    last: (name) => of(name).slice(0, LAST).map(racedText).join('; '),
  };
}

const isOf = (table: TableAsked, classes: string): boolean => table.class === undefined || classes.split('+').includes(table.class);

function standingText(reading: Reading, rows: readonly StandingsRow[], name: string | undefined): string {
  const row = rows.find((each) => each.driver === name);
  const leader = rows.find((each) => each.place === 1);
  if (!row || !leader) return 'no points yet';
  const place = row.unranked ?? `${row.tied ? 'tied ' : ''}${ordinal(row.place)}`;
  const behind = row.place > 1 ? `, ${pointsText(reading.book, Math.abs(leader.total - row.total))} behind the leader` : '';
  return `${place} with ${pointsText(reading.book, row.total)}${behind}`;
}

function racedText({ meeting, race, place, status }: Raced): string {
  return `${place > 0 ? ordinal(place) : readable(status)} in ${raceWords(race.split('/')[1] ?? race)}, ${shortDay(meeting.date)}`;
}

/** The races of a class in the season up to now by driver, the latest first. */
function racedOf(reading: Reading, now: MeetingSeen, classes: string): ReadonlyMap<string, readonly Raced[]> {
  const meetings = reading.meetings.filter((each) => each.season === now.season && each.opened && each.date <= now.date);
  const all = meetings.toReversed().flatMap((meeting) =>
    dayOfMeeting(reading, meeting.id)
      .over.filter((race) => race.class.split('+').some((each) => classes.split('+').includes(each)))
      .flatMap((race) => {
        const result = reading.whole('result', { meeting: meeting.id, race: race.race });
        const rows = result.ok ? (result.answer as Result).rows : [];
        return rows.map((row) => ({ driver: row.driver, raced: { meeting, race: race.race, place: row.place, status: row.status } }));
      }),
  );
  return new Map([...Map.groupBy(all, (each) => each.driver)].map(([driver, each]) => [driver, each.map(({ raced }) => raced)]));
}
