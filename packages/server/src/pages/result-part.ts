import type { Result, ResultRow } from '@racetower/engine';
import { html } from 'hono/html';
import { driverLink } from './driver-link.ts';
import { type Cell, type Html, plate, table, tag } from './layout.ts';
import type { RaceAt } from './line-up-part.ts';
import type { Reading } from './reading.ts';
import { why } from './why-link.ts';
import { lapText, momentText, readable, sentence } from './words.ts';

interface DeadlineSeen {
  readonly deadline: string;
  readonly at: string;
  readonly passed: boolean;
}

/** How a result stands, in a word. */
export function resultTag(standing: Result['standing']): Html {
  if (standing === 'official') return tag('good', 'official');
  if (standing === 'provisional') return tag('warn', 'provisional');
  return standing === 'running' ? tag('now', 'on the track') : tag('calm', 'to come');
}

/** A result with how it stands: official, or provisional by what and until when. */
export function resultPart(reading: Reading, result: Result, at: RaceAt): Html {
  return html`<p class="facts">${resultTag(result.standing)} ${result.holds.map((hold) => html`<span>${sentence(hold.says)}.</span> `)}</p>
    ${deadlinesPart(reading, at)} ${resultTable(reading, result.rows, at)}`;
}

/** The last moments that still run for a race, as that of a protest. */
export function deadlinesPart(reading: Reading, { meeting, race }: RaceAt): Html {
  const asked = reading.ask<{ readonly deadlines: readonly DeadlineSeen[] }>('deadlines', { meeting, race });
  const open = asked.ok ? asked.answer.deadlines.filter((each) => !each.passed) : [];
  if (open.length === 0) return html``;
  return html`<ul class="clocks" aria-label="Deadlines">
    ${open.map(
      (each) =>
        html`<li>
          ${sentence(reading.book.deadlines.get(each.deadline)?.says ?? each.deadline)}:
          <strong><time class="ends" datetime="${each.at}">until ${momentText(each.at, reading.zone)}</time></strong>
        </li>`,
    )}
  </ul>`;
}

function resultTable(reading: Reading, rows: readonly ResultRow[], { meeting, race }: RaceAt): Html {
  const entry = { meeting, class: race.split('/')[0] ?? '' };
  const joined = new Set(rows.map((row) => row.class)).size > 1;
  const columns = columnsOf(rows);
  const shown = rows.map((row): readonly Cell[] => [
    why(reading, { of: 'result', meeting, race, car: row.car }, row.place === 0 ? '–' : row.place, 'why this place'),
    plate(row.car),
    driverLink(reading, row.car, row.driver, { ...entry, class: row.class || entry.class }),
    ...(joined ? [reading.book.classes.find((each) => each.id === row.class)?.name ?? row.class] : []),
    ...columns.map((column) => column.cell(row)),
  ]);
  const first = joined ? 4 : 3;
  return table({
    caption: 'Result',
    quiet: true,
    heads: ['Place', 'Car', 'Driver', ...(joined ? ['Class'] : []), ...columns.map((column) => column.head)],
    rows: shown,
    numbers: [0, ...columns.flatMap((column, index) => (column.number ? [first + index] : []))],
    head: 2,
  });
}

interface Column {
  readonly head: string;
  readonly number: boolean;
  readonly cell: (row: ResultRow) => Cell;
}

/** What there is to tell of the cars of a result beside their place. */
function columnsOf(rows: readonly ResultRow[]): readonly Column[] {
  const some = (has: (row: ResultRow) => unknown): boolean => rows.some((row) => has(row) !== undefined);
  const details = [...new Set(rows.flatMap((row) => Object.keys(row.details ?? {})))].slice(0, 3);
  return [
    ...(some((row) => row.laps) ? [{ head: 'Laps', number: true, cell: (row: ResultRow) => row.laps ?? '' }] : []),
    ...(some((row) => row.timeUs) ? [{ head: 'Time', number: true, cell: (row: ResultRow) => timeText(row.timeUs) }] : []),
    ...(some((row) => row.bestLapUs) ? [{ head: 'Best lap', number: true, cell: (row: ResultRow) => timeText(row.bestLapUs) }] : []),
    { head: 'Status', number: false, cell: (row) => readable(row.status) },
    ...details.map((name) => ({
      head: sentence(readable(name)),
      number: false,
      cell: (row: ResultRow) => String(row.details?.[name] ?? ''),
    })),
  ];
}

const timeText = (us: number | undefined): string => (us === undefined ? '' : lapText(us));
