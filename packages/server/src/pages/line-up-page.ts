import { html } from 'hono/html';
import { eventOf } from './structured.ts';
import { note, type PageParts, shortcuts } from './layout.ts';
import { lineUpPart, type RaceAt } from './line-up-part.ts';
import { csvPath, lineUpPath, racePath } from './paths.ts';
import { raceSeen, raceTrail } from './race-page.ts';
import type { Reading } from './reading.ts';
import { dayText } from './words.ts';

/** The line-up of a race alone: to be posted on the board, on one side of paper. */
export function lineUpPage(reading: Reading, at: RaceAt): PageParts | undefined {
  const seen = raceSeen(reading, at);
  if (!seen) return undefined;
  const { lined, own, title } = seen;
  const { club } = reading;
  const race = racePath(club, at.meeting, at.race);
  return {
    title: `${title}: line-up`,
    path: lineUpPath(club, at.meeting, at.race),
    describes: `Who starts where in ${title} at ${reading.book.club.name}, ${dayText(own.date)}.`,
    trail: [...raceTrail(reading, own), { name: title, path: race }],
    structured: eventOf(reading, own),
    kind: 'sheet',
    content: [
      html`<p class="facts on-paper">${reading.book.club.name}, ${dayText(own.date)}</p>`,
      shortcuts('This line-up', [
        ['The race', race],
        ['As a spreadsheet', csvPath(club, 'line-up', { meeting: at.meeting, race: at.race })],
      ]),
      { live: 'line-up', html: lined.ok ? lineUpPart(reading, lined.answer, at) : note(lined.says) },
    ],
  };
}
