import type { LineUp, RaceRun, Result } from '@racetower/engine';
import { html } from 'hono/html';
import { type Day, dayOfMeeting, type RaceRow } from './day.ts';
import { driverLink } from './driver-link.ts';
import { type Cell, type Html, note, type PageParts, plate, shortcuts, table, tag } from './layout.ts';
import { slotsList } from './line-up-part.ts';
import {
  announcerPath,
  boardPath,
  clubPath,
  drawsPath,
  meetingPath,
  pointsPath,
  protestPath,
  racePath,
  screenPath,
  seasonPath,
} from './paths.ts';
import type { MeetingSeen, Reading } from './reading.ts';
import { resultTag } from './result-part.ts';
import { clocksPart, flagPart } from './running-part.ts';
import { eventOf } from './structured.ts';
import { className, counted, dayText, hourText, readable, sentence } from './words.ts';

export const meetingTitle = (meeting: MeetingSeen): string => (meeting.name === meeting.date ? dayText(meeting.date) : meeting.name);

/** Tells whether a meeting was raced on an earlier day, though nobody closed it. */
export const isPast = (meeting: MeetingSeen, today: string): boolean => meeting.opened && meeting.date < today;

/** A meeting: what is on the track, what is next, and its races in running order. Nothing when there is no such meeting. */
export function meetingPage(reading: Reading, id: string): PageParts | undefined {
  const meeting = reading.meeting(id);
  if (!meeting) return undefined;
  const { club, book } = reading;
  const day = dayOfMeeting(reading, id);
  return {
    title: meetingTitle(meeting),
    path: meetingPath(club, id),
    describes: `${book.club.name}, ${dayText(meeting.date)}: schedule, line-ups, live order and results of ${counted(day.races.length, 'race')}.`,
    trail: [{ name: book.club.name, path: clubPath(club) }],
    structured: eventOf(reading, meeting),
    content: [
      { live: 'state', html: html`<p class="facts">${stateOf(reading, meeting)}</p>` },
      shortcuts('This meeting', [
        ['All line-ups', boardPath(club, id)],
        ['Points of the day', pointsPath(club, id)],
        ['Draws', drawsPath(club, id)],
        ['Big screen', screenPath(club, id)],
        ['For the announcer', announcerPath(club, id)],
        ...(book.cases.size > 0 ? [['Protest', protestPath(club, { meeting: id })] as const] : []),
        ...(meeting.season === undefined ? [] : [[`Standings ${meeting.season}`, seasonPath(club, meeting.season)] as const]),
      ]),
      { live: 'now', html: nowPart(reading, id, day) },
      { live: 'schedule', html: scheduleSection(reading, id, day) },
    ],
  };
}

export const cancelledTag = (why: string): Html => html`${tag('bad', 'cancelled')} ${sentence(why)}`;

/** The classes of a meeting at which not all race. */
export const classesText = ({ book }: Reading, { classes }: MeetingSeen): string =>
  classes === undefined ? '' : `, ${classes.map((each) => className(book, each)).join(', ')} only`;

function stateOf(reading: Reading, meeting: MeetingSeen): Html {
  const begins = meeting.startsAt === undefined ? '' : html`, from ${hourText(meeting.startsAt, reading.zone)}`;
  const state =
    meeting.closed || isPast(meeting, reading.today) ? tag('calm', 'over') : meeting.opened ? tag('now', 'open') : tag('calm', 'to come');
  return html`${meeting.cancelled ? cancelledTag(meeting.cancelled.why) : state} ${dayText(meeting.date)}${begins} ·
  ${sentence(readable(meeting.kind))}${classesText(reading, meeting)}`;
}

/** What is on the track and what comes after it. */
export function nowPart(reading: Reading, meeting: string, { running, coming }: Pick<Day, 'running' | 'coming'>): Html {
  const [next, ...then] = coming.filter((race) => race.waitsFor.length === 0);
  return html`<div class="cards">
    ${running.map((race) => runningCard(reading, meeting, race))}${next ? nextCard(reading, meeting, next, 'Next') : ''}
    ${then[0] ? nextCard(reading, meeting, then[0], 'After that') : ''}
  </div>`;
}

function runningCard(reading: Reading, meeting: string, row: RaceRow): Html {
  const { race } = row;
  const run = reading.ask<RaceRun>('race', { meeting, race });
  if (!run.ok) return html``;
  const lined = reading.ask<LineUp>('line-up', { meeting, race });
  const slots = lined.ok ? lined.answer.slots : [];
  const { order, flag, lap } = run.answer;
  return html`<section class="card now">
    <h2>On the track: <a href="${racePath(reading.club, meeting, race)}">${className(reading.book, row.class)}, ${row.name}</a></h2>
    <p class="flags">
      ${flagPart(flag)} <span class="lap">${row.laps === undefined ? counted(lap, 'lap') : `${lap} of ${counted(row.laps, 'lap')}`}</span>
    </p>
    ${clocksPart(reading, { meeting, race })}
    <ol class="top">
      ${order
        .slice(0, 5)
        .map(
          (car) =>
            html`<li>
              ${plate(car)} ${driverLink(reading, car, slots.find((slot) => slot.car === car)?.driver ?? '', { meeting, class: row.class })}
            </li>`,
        )}
    </ol>
  </section>`;
}

function nextCard(reading: Reading, meeting: string, row: RaceRow, when: 'Next' | 'After that'): Html {
  const lined = reading.ask<LineUp>('line-up', { meeting, race: row.race });
  return html`<section class="card ${when === 'Next' ? 'next' : 'then'}">
    <h2>${when}: <a href="${racePath(reading.club, meeting, row.race)}">${className(reading.book, row.class)}, ${row.name}</a></h2>
    ${lined.ok ? slotsList(reading, lined.answer, { meeting, race: row.race }) : note(lined.says)}
  </section>`;
}

function scheduleSection(reading: Reading, meeting: string, day: Day): Html {
  if (day.races.length === 0) return note(day.says ?? 'No race is planned yet.');
  const next = day.coming.find((race) => race.waitsFor.length === 0);
  const rows = day.races.map((race, index): readonly Cell[] => [
    index + 1,
    html`<a href="${racePath(reading.club, meeting, race.race)}">${className(reading.book, race.class)}, ${race.name}</a>`,
    stateTag(day, race, next),
    race.laps ?? '',
    race.starters,
    race.standing === 'provisional' || race.standing === 'official' ? winnerOf(reading, meeting, race) : race.waitsFor.join('; '),
  ]);
  return html`<section>
    <h2 id="schedule">Schedule</h2>
    ${table({
      caption: 'Races in running order',
      quiet: true,
      heads: ['No.', 'Race', 'State', 'Laps', 'Cars', 'Winner, or what it waits for'],
      rows,
      numbers: [0, 3, 4],
      spare: [3, 4],
    })}
  </section>`;
}

function stateTag(day: Day, race: RaceRow, next: RaceRow | undefined): Html {
  if (day.running.includes(race)) return tag('now', 'on the track');
  if (race === next) return tag('now', 'next');
  return race.standing === 'none' ? (race.waitsFor.length > 0 ? tag('calm', 'waits') : tag('calm', 'to come')) : resultTag(race.standing);
}

function winnerOf(reading: Reading, meeting: string, { race, class: classId }: RaceRow): Html {
  const asked = reading.ask<Result>('result', { meeting, race });
  const winner = asked.ok ? asked.answer.rows.find((row) => row.place === 1) : undefined;
  return winner
    ? html`${plate(winner.car)} ${driverLink(reading, winner.car, winner.driver, { meeting, class: winner.class || classId })}`
    : html``;
}
