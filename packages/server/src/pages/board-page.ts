import type { LineUp } from '@racetower/engine';
import { html } from 'hono/html';
import { dayOfMeeting, type RaceRow } from './day.ts';
import { type Html, note, type PageParts, shortcuts } from './layout.ts';
import { slotsList } from './line-up-part.ts';
import { meetingTitle } from './meeting-page.ts';
import { boardPath, clubPath, lineUpPath, meetingPath, racePath } from './paths.ts';
import type { Reading } from './reading.ts';
import { resultTag } from './result-part.ts';
import { eventOf } from './structured.ts';
import { className, dayText } from './words.ts';

/** The grid board: every line-up of a meeting by class, or of one class. Nothing when there is no such meeting or class. */
export function boardPage(reading: Reading, id: string, only: string | undefined): PageParts | undefined {
  const meeting = reading.meeting(id);
  if (!meeting) return undefined;
  const { club, book } = reading;
  const { races } = dayOfMeeting(reading, id);
  const classes = [...new Set(races.map((race) => race.class))];
  if (only !== undefined && !classes.includes(only)) return undefined;
  const shown = only === undefined ? classes : [only];
  return {
    title: only === undefined ? 'Line-ups' : `${className(book, only)}: line-ups`,
    path: boardPath(club, id, only),
    describes: `Who starts where in every race of ${book.club.name}, ${dayText(meeting.date)}.`,
    trail: [
      { name: book.club.name, path: clubPath(club) },
      { name: meetingTitle(meeting), path: meetingPath(club, id) },
    ],
    structured: eventOf(reading, meeting),
    content: [
      html`<p class="facts">${dayText(meeting.date)}</p>`,
      shortcuts('Classes', [
        ...(only === undefined ? [] : [['All classes', boardPath(club, id)] as const]),
        ...classes.map((each) => [className(book, each), boardPath(club, id, each)] as const),
      ]),
      {
        live: 'board',
        html: races.length === 0 ? note('No race is planned yet.') : html`${shown.map((each) => classPart(reading, id, each, races))}`,
      },
    ],
  };
}

function classPart(reading: Reading, meeting: string, classId: string, races: readonly RaceRow[]): Html {
  const own = races.filter((race) => race.class === classId);
  const group = reading.book.classes.find((each) => each.id === classId)?.group;
  return html`<section class="class">
    <h2 id="${classId}">${className(reading.book, classId)}${group === undefined ? '' : html` <small>${group}</small>`}</h2>
    <div class="cards">${own.map((race) => racePart(reading, meeting, race))}</div>
  </section> `;
}

function racePart(reading: Reading, meeting: string, row: RaceRow): Html {
  const { race } = row;
  const lined = reading.ask<LineUp>('line-up', { meeting, race });
  return html`<section class="card">
    <h3><a href="${racePath(reading.club, meeting, race)}">${row.name}</a> ${resultTag(row.standing)}</h3>
    ${
      lined.ok && lined.answer.waitsFor.length === 0 && lined.answer.slots.length > 0
        ? html`${slotsList(reading, lined.answer, { meeting, race })}
            <p class="small">
              <a href="${lineUpPath(reading.club, meeting, race)}">To print<span class="hide">: ${row.name}</span></a>
            </p>`
        : note(lined.ok ? lined.answer.waitsFor.join('; ') || 'Nobody starts.' : lined.says)
    }
  </section> `;
}
