import type { LineUp, RaceRun, Result } from '@racetower/engine';
import { html } from 'hono/html';
import { eventOf, resultOf } from './structured.ts';
import { type ChartSeen, lapChartPart } from './lap-chart-part.ts';
import { lapsPart } from './laps-part.ts';
import { type Html, type LivePart, note, type PageParts, plate, shortcuts } from './layout.ts';
import { lineUpPart, type RaceAt } from './line-up-part.ts';
import { clubPath, csvPath, lineUpPath, meetingPath, pointsPath, protestPath, racePath, screenPath } from './paths.ts';
import type { MeetingSeen, Reading } from './reading.ts';
import { deadlinesPart, resultPart } from './result-part.ts';
import { isOnTrack, type LapsSeen, runningPart } from './running-part.ts';
import { clauseLinks } from './why-link.ts';
import { className, dayText, raceName, sentence } from './words.ts';
import { dayOfMeeting } from './day.ts';

const NOWHERE: ReadonlySet<string> = new Set(['unknown-race', 'unknown-class', 'unknown-meeting']);

export interface RaceSeen extends RaceAt {
  readonly own: MeetingSeen;
  readonly title: string;
  readonly lined: ReturnType<typeof askLineUp>;
}

const askLineUp = (reading: Reading, at: RaceAt) => reading.ask<LineUp>('line-up', { meeting: at.meeting, race: at.race });

/** A race that there is. */
export function raceSeen(reading: Reading, at: RaceAt): RaceSeen | undefined {
  const own = reading.meeting(at.meeting);
  const lined = askLineUp(reading, at);
  if (!own || (!lined.ok && NOWHERE.has(lined.code))) return undefined;
  return { ...at, own, lined, title: titleOf(reading, at) };
}

/** A race as the schedule calls it. */
function titleOf(reading: Reading, { meeting, race }: RaceAt): string {
  const row = dayOfMeeting(reading, meeting).races.find((each) => each.race === race);
  return row ? `${className(reading.book, row.class)}, ${row.name}` : raceName(reading.book, race);
}

export const raceTrail = (reading: Reading, own: MeetingSeen): PageParts['trail'] => [
  { name: reading.book.club.name, path: clubPath(reading.club) },
  { name: own.name === own.date ? dayText(own.date) : own.name, path: meetingPath(reading.club, own.id) },
];

/** A race: its result, the order on the track while it runs, its line-up, lap chart, lap times and calls. Nothing when there is no such race. */
export function racePage(reading: Reading, at: RaceAt): PageParts | undefined {
  const seen = raceSeen(reading, at);
  if (!seen) return undefined;
  const fields = { meeting: at.meeting, race: at.race };
  const run = reading.ask<RaceRun>('race', fields);
  const result = reading.ask<Result>('result', fields);
  const laps = reading.ask<LapsSeen>('laps', fields);
  const rows = result.ok && result.answer.rows.length > 0 ? result.answer : undefined;
  const running = run.ok && isOnTrack(run.answer) ? run.answer : undefined;
  const { own, lined, title } = seen;
  return {
    title,
    path: racePath(reading.club, at.meeting, at.race),
    describes: `${title} at ${reading.book.club.name}, ${dayText(own.date)}: line-up, ${running ? 'live order' : 'result'}, laps and the reasons.`,
    trail: raceTrail(reading, own),
    structured: rows
      ? resultOf(reading, own, { title, path: racePath(reading.club, at.meeting, at.race), result: rows })
      : eventOf(reading, own),
    content: [
      links(reading, at),
      live('race', [
        running
          ? html`<section>
              <h2 id="track">On the track</h2>
              ${runningPart(reading, running, laps.ok ? laps.answer : undefined, { ...at, ...lapsOf(lined) })}
            </section>`
          : '',
        rows
          ? html`<section>
              <h2 id="result">Result</h2>
              ${resultPart(reading, rows, at)}
            </section>`
          : running
            ? ''
            : deadlinesPart(reading, at),
      ]),
      live('line-up', [
        html`<section>
          <h2 id="line-up">Line-up</h2>
          ${lined.ok ? lineUpPart(reading, lined.answer, at) : note(lined.says)}
        </section>`,
      ]),
      live('laps', [...chartSection(reading, fields), ...lapsSection(laps.ok ? laps.answer : undefined)]),
      live('calls', [run.ok ? callsPart(reading, run.answer) : '']),
    ],
  };
}

const lapsOf = (lined: RaceSeen['lined']): { readonly of?: number } =>
  lined.ok && lined.answer.laps ? { of: lined.answer.laps.laps } : {};

const live = (name: string, parts: readonly (Html | '')[]): LivePart => ({ live: name, html: html`${parts}` });

function links(reading: Reading, { meeting, race }: RaceAt): Html {
  const { club } = reading;
  return shortcuts('This race', [
    ['Line-up to print', lineUpPath(club, meeting, race)],
    ['Big screen', screenPath(club, meeting)],
    ['Points of the day', pointsPath(club, meeting)],
    ...(reading.book.cases.size > 0 ? [['Protest', protestPath(club, { meeting, race })] as const] : []),
    ['Result as a spreadsheet', csvPath(club, 'result', { meeting, race })],
  ]);
}

function chartSection(reading: Reading, fields: Readonly<Record<string, string>>): readonly Html[] {
  const chart = reading.ask<ChartSeen>('lap-chart', fields);
  if (!chart.ok || chart.answer.laps.length < 2) return [];
  return [
    html`<section>
      <h2 id="chart">Lap chart</h2>
      ${lapChartPart(chart.answer)}
    </section>`,
  ];
}

function lapsSection(laps: LapsSeen | undefined): readonly Html[] {
  const part = laps && lapsPart(laps);
  return part
    ? [
        html`<section>
          <h2 id="laps">Lap times</h2>
          ${part}
        </section>`,
      ]
    : [];
}

/** What officials called on single cars, with the clauses. */
function callsPart(reading: Reading, run: RaceRun): Html {
  const calls = Object.entries(run.carReasons).flatMap(([car, reasons]) => reasons.map((reason) => ({ car, reason })));
  if (calls.length === 0) return html``;
  return html`<section>
    <h2 id="calls">Calls and penalties</h2>
    <ul class="list">
      ${calls.map(
        ({ car, reason }) =>
          html`<li>
            ${plate(car)}
            <span>${sentence(reason.says)}${reason.clauses.length > 0 ? html` (${clauseLinks(reading, reason.clauses)})` : ''}</span>
          </li> `,
      )}
    </ul>
  </section>`;
}
