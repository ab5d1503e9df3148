import type { LineUp, RaceRun, Result } from '@racetower/engine';
import { html } from 'hono/html';
import { dayOfMeeting, type RaceRow } from './day.ts';
import { type Html, note, type PageParts, plate } from './layout.ts';
import { meetingTitle } from './meeting-page.ts';
import { meetingPath, screenPath } from './paths.ts';
import type { Reading } from './reading.ts';
import { flagPart, type LapsSeen } from './running-part.ts';
import { resultTag } from './result-part.ts';
import { className, lapText } from './words.ts';

interface Board {
  readonly name: string;
  readonly mark: Html;
  readonly rows: readonly Html[];
}

/** Rows that fit on a board and are still read from the stands; more run on in a second column. */
const COLUMN = 10;
const COMING = 3;
const OVER = 2;

/**
 * The wall of the stands: one board after the other, what is on the track first. With a script it turns by itself and can be held;
 * without one the page goes on to the next board by itself.
 */
export function screenPage(reading: Reading, id: string, wanted: string | undefined): PageParts | undefined {
  const meeting = reading.meeting(id);
  if (!meeting) return undefined;
  const boards = boardsOf(reading, id);
  const given = Number(wanted ?? '1');
  const at = Number.isInteger(given) && given >= 1 && given <= boards.length ? given : 1;
  return {
    title: `${reading.book.club.name} · ${meetingTitle(meeting)}`,
    path: screenPath(reading.club, id),
    describes: `The big screen of ${reading.book.club.name}.`,
    trail: [],
    hidden: true,
    kind: 'screen',
    ...(boards.length < 2 ? {} : { turnsTo: `${screenPath(reading.club, id)}?board=${(at % boards.length) + 1}` }),
    content: [
      {
        live: 'boards',
        html:
          boards.length === 0
            ? note('No race is planned yet.')
            : html`${boards.map((board, index) => boardPart(board, index + 1, { count: boards.length, shown: index + 1 === at }))}`,
      },
      html`<nav class="turns" aria-label="Boards">
        <a href="${meetingPath(reading.club, id)}">Leave</a><button type="button" id="back" hidden>Back</button
        ><button type="button" id="hold" aria-pressed="false" hidden>Hold</button><button type="button" id="on" hidden>On</button>
      </nav>`,
    ],
  };
}

function boardPart(
  { name, mark, rows }: Board,
  number: number,
  { count, shown }: { readonly count: number; readonly shown: boolean },
): Html {
  return html`<section class="board${shown ? ' shown' : ''}" aria-label="Board ${number} of ${count}">
    <h2>${name} <span class="mark">${mark}</span></h2>
    <ol class="rows${rows.length > COLUMN ? ' two' : ''}">
      ${rows.map((row) => html`<li>${row}</li> `)}
    </ol>
  </section> `;
}

function boardsOf(reading: Reading, meeting: string): readonly Board[] {
  const { running, coming, over } = dayOfMeeting(reading, meeting);
  const ready = coming.filter((race) => race.waitsFor.length === 0).slice(0, COMING);
  return [
    ...running.flatMap((race) => trackBoard(reading, meeting, race)),
    ...ready.flatMap((race, index) => gridBoard(reading, meeting, race, index === 0)),
    ...over.slice(0, OVER).flatMap((race) => resultBoard(reading, meeting, race)),
  ];
}

const nameOf = (reading: Reading, row: RaceRow): string => `${className(reading.book, row.class)} ${row.name}`;

function line(place: string | number, car: string, driver: string, rest = ''): Html {
  return html`<span class="place">${place}</span>${plate(car)}<span class="name">${driver}</span><span class="rest">${rest}</span>`;
}

function trackBoard(reading: Reading, meeting: string, row: RaceRow): readonly Board[] {
  const fields = { meeting, race: row.race };
  const [run, laps, lined] = [
    reading.ask<RaceRun>('race', fields),
    reading.ask<LapsSeen>('laps', fields),
    reading.ask<LineUp>('line-up', fields),
  ];
  if (!run.ok) return [];
  const { order, lapsDown, lap, flag } = run.answer;
  const driverOf = (car: string): string => (lined.ok ? (lined.answer.slots.find((slot) => slot.car === car)?.driver ?? '') : '');
  const gapOf = (car: string): string => {
    const down = lapsDown[car] ?? 0;
    const gap = laps.ok ? laps.answer.rows.find((each) => each.car === car)?.gapUs : undefined;
    if (down > 0) return `−${down} L`;
    return gap === undefined || gap === 0 ? '' : `+${lapText(gap)}`;
  };
  return [
    {
      name: nameOf(reading, row),
      mark: html`${flagPart(flag)} ${row.laps === undefined ? `lap ${lap}` : `lap ${lap} of ${row.laps}`}`,
      rows: order.map((car, index) => line(index + 1, car, driverOf(car), gapOf(car))),
    },
  ];
}

function gridBoard(reading: Reading, meeting: string, row: RaceRow, next: boolean): readonly Board[] {
  const lined = reading.ask<LineUp>('line-up', { meeting, race: row.race });
  if (!lined.ok || lined.answer.slots.length === 0) return [];
  return [
    {
      name: nameOf(reading, row),
      mark: html`${next ? 'next to grid' : 'coming up'}`,
      rows: lined.answer.slots.map((slot) => line(slot.slot, slot.car, slot.driver, `row ${slot.row} ${slot.side}`)),
    },
  ];
}

function resultBoard(reading: Reading, meeting: string, row: RaceRow): readonly Board[] {
  const result = reading.ask<Result>('result', { meeting, race: row.race });
  if (!result.ok || result.answer.rows.length === 0) return [];
  return [
    {
      name: nameOf(reading, row),
      mark: resultTag(result.answer.standing),
      rows: result.answer.rows.map((each) =>
        line(each.place === 0 ? '–' : each.place, each.car, each.driver, each.place === 0 ? each.status : ''),
      ),
    },
  ];
}
