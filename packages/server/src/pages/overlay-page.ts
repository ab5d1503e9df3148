import type { LineUp, RaceRun, Result } from '@racetower/engine';
import { html } from 'hono/html';
import { dayOfMeeting, type RaceRow } from './day.ts';
import { type Html, note, type PageParts, plate } from './layout.ts';
import { overlayPath } from './paths.ts';
import type { Reading } from './reading.ts';
import { flagPart, type LapsSeen } from './running-part.ts';
import { className, lapText } from './words.ts';

/** Cars that a viewer takes in beside the picture. */
const SHOWN = 12;

/**
 * A strip for the picture of a stream, over whatever is behind it: flag, lap and order of the race on the track; else the grid of the
 * next; else the last result. `side=right` puts it there.
 */
export function overlayPage(reading: Reading, id: string, side: string | undefined): PageParts | undefined {
  if (!reading.meeting(id)) return undefined;
  return {
    title: reading.book.club.name,
    path: overlayPath(reading.club, id),
    describes: `The order of the race on the track at ${reading.book.club.name}, for the picture of a stream.`,
    trail: [],
    hidden: true,
    kind: 'overlay',
    content: [{ live: 'strip', html: html`<div class="strip${side === 'right' ? ' right' : ''}">${stripOf(reading, id)}</div>` }],
  };
}

function stripOf(reading: Reading, meeting: string): Html {
  const { running, coming, over } = dayOfMeeting(reading, meeting);
  const next = coming.find((race) => race.waitsFor.length === 0);
  if (running[0]) return onTrack(reading, meeting, running[0]);
  if (next) return gridOf(reading, meeting, next);
  return over[0] ? resultOf(reading, meeting, over[0]) : note('Racing soon');
}

interface Line {
  readonly place: string | number;
  readonly car: string;
  readonly driver: string;
  readonly rest?: string;
}

function strip(reading: Reading, row: RaceRow, mark: Html, lines: readonly Line[]): Html {
  return html`<h2>${className(reading.book, row.class)} ${row.name}</h2>
    <p class="flags">${mark}</p>
    <ol>
      ${lines
        .slice(0, SHOWN)
        .map(
          ({ place, car, driver, rest = '' }) =>
            html`<li>
              <span class="place">${place}</span> ${plate(car)} <span class="name">${driver}</span> <span class="rest">${rest}</span>
            </li> `,
        )}
    </ol>`;
}

function onTrack(reading: Reading, meeting: string, row: RaceRow): Html {
  const at = { meeting, race: row.race };
  const run = reading.ask<RaceRun>('race', at);
  if (!run.ok) return note(run.says);
  const [laps, lined] = [reading.ask<LapsSeen>('laps', at), reading.ask<LineUp>('line-up', at)];
  const { order, lapsDown, lap, flag } = run.answer;
  const lines = order.map((car, index): Line => {
    const seen = laps.ok ? laps.answer.rows.find((each) => each.car === car) : undefined;
    const driver = seen?.driver ?? (lined.ok ? lined.answer.slots.find((slot) => slot.car === car)?.driver : undefined) ?? '';
    const down = lapsDown[car] ?? 0;
    const gap = seen?.gapUs === undefined || seen.gapUs === 0 ? '' : `+${lapText(seen.gapUs)}`;
    return { place: index + 1, car, driver, rest: down > 0 ? `−${down} L` : gap };
  });
  return strip(
    reading,
    row,
    html`${flagPart(flag)} <span class="lap">${row.laps === undefined ? `lap ${lap}` : `${lap}/${row.laps}`}</span>`,
    lines,
  );
}

function gridOf(reading: Reading, meeting: string, row: RaceRow): Html {
  const lined = reading.ask<LineUp>('line-up', { meeting, race: row.race });
  const lines = lined.ok ? lined.answer.slots.map(({ slot, car, driver }): Line => ({ place: slot, car, driver })) : [];
  return strip(reading, row, html`<span class="lap">next</span>`, lines);
}

function resultOf(reading: Reading, meeting: string, row: RaceRow): Html {
  const result = reading.ask<Result>('result', { meeting, race: row.race });
  const lines = result.ok
    ? result.answer.rows.map(({ place, car, driver }): Line => ({ place: place === 0 ? '–' : place, car, driver }))
    : [];
  return strip(reading, row, html`<span class="lap">${row.standing === 'official' ? 'official' : 'provisional'}</span>`, lines);
}
