import { type Because, type MeetingPoints, pointsText } from '@racetower/engine';
import { html } from 'hono/html';
import { driverLink } from './driver-link.ts';
import { type Cell, type Html, note, type PageParts, plate, shortcuts, table } from './layout.ts';
import { meetingTitle } from './meeting-page.ts';
import { clubPath, csvPath, meetingPath, pointsPath, seasonPath } from './paths.ts';
import type { Reading } from './reading.ts';
import { eventOf } from './structured.ts';
import { why } from './why-link.ts';
import { className, dayText, raceName, readable, sentence } from './words.ts';

interface PointsSeen {
  readonly rows: readonly MeetingPoints[];
  readonly held: readonly { readonly says?: string; readonly race?: string; readonly because: Pick<Because, 'says' | 'clauses'> }[];
}

/** Points of the day, class by class and line by line. Nothing when there is no such meeting. */
export function pointsPage(reading: Reading, id: string): PageParts | undefined {
  const meeting = reading.meeting(id);
  if (!meeting) return undefined;
  const { club, book } = reading;
  const parts = book.classes.flatMap(({ id: classId }) => classPart(reading, id, classId) ?? []);
  return {
    title: 'Points of the day',
    path: pointsPath(club, id),
    describes: `What everybody scored at ${book.club.name} on ${dayText(meeting.date)}, line by line.`,
    trail: [
      { name: book.club.name, path: clubPath(club) },
      { name: meetingTitle(meeting), path: meetingPath(club, id) },
    ],
    structured: eventOf(reading, meeting),
    content: [
      html`<p class="facts">${dayText(meeting.date)}</p>`,
      shortcuts('Points', meeting.season === undefined ? [] : [[`Standings ${meeting.season}`, seasonPath(club, meeting.season)]]),
      { live: 'points', html: parts.length > 0 ? html`${parts}` : note('Nobody has scored yet.') },
    ],
  };
}

function classPart(reading: Reading, meeting: string, classId: string): Html | undefined {
  const asked = reading.ask<PointsSeen>('points', { meeting, class: classId });
  if (!asked.ok || asked.answer.rows.length === 0) return undefined;
  const { rows, held } = asked.answer;
  const name = className(reading.book, classId);
  const shown = rows
    .toSorted((a, b) => b.total - a.total)
    .map((row): readonly Cell[] => [
      plate(row.car),
      driverLink(reading, row.car, row.driver, { meeting, class: classId }),
      why(reading, { of: 'points', meeting, class: classId, car: row.car }, pointsText(reading.book, row.total), 'points, why'),
      html`<small
        >${row.lines
          .filter((line) => line.points !== 0)
          .map(
            (line, index) =>
              html`${index === 0 ? '' : ' · '}${pointsText(reading.book, line.points)}
              ${sourceOf(reading, line)}${line.counts ? '' : ' (does not count)'}`,
          )}</small
      >`,
    ]);
  return html`<section>
    <h2 id="${classId}">${name}</h2>
    ${held.map((each) => note(sentence(each.because.says)))}
    ${table({ caption: `Points of ${name}`, quiet: true, heads: ['Car', 'Driver', 'Points', 'From'], rows: shown, numbers: [2] })}
    <p class="small"><a href="${csvPath(reading.club, 'points', { meeting, class: classId })}">${name} as a spreadsheet</a></p>
  </section>`;
}

const sourceOf = (reading: Reading, { block, race }: MeetingPoints['lines'][number]): string =>
  race === undefined
    ? readable(block)
    : (raceName(reading.book, race).split(', ')[1] ?? race) + (block === '' ? '' : ` (${readable(block)})`);
