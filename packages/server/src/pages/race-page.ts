import { type Because, citedClauses, type LineUp, type RaceRun, type Result } from '@racetower/engine';
import { html } from 'hono/html';
import { className, type ClubSeen, seen } from './asking.ts';
import { clubPath, meetingPath } from './club-page.ts';
import { type Html, note, page, table } from './layout.ts';
import { meetingCalled } from './meeting-page.ts';

/** A race: its result, the order on the track while it runs, its line-up. Nothing when there is no such race. */
export async function racePage(served: ClubSeen, meeting: string, race: string): Promise<string | undefined> {
  const { club } = served;
  const own = meetingCalled(served, meeting);
  const lined = seen<LineUp>(served, 'line-up', { meeting, race });
  if (!own || (!lined.ok && ['unknown-race', 'unknown-class', 'unknown-meeting'].includes(lined.code))) return undefined;
  const [classId = '', raceId = ''] = race.split('/');
  const name = raceId.replaceAll('-', ' ');
  return page(
    `${className(club.book, classId)}, ${name}`,
    [
      { name: 'Clubs', path: '/' },
      { name: club.book.club.name, path: clubPath(club.name) },
      { name: own.name, path: meetingPath(club.name, meeting) },
    ],
    [
      ...resultParts(seen<Result>(served, 'result', { meeting, race })),
      ...runningParts(seen<RaceRun>(served, 'race', { meeting, race }), lined.ok ? lined.answer : undefined),
      lined.ok ? lineUpTable(lined.answer) : note(lined.says),
    ],
  );
}

type Asked<T> = ReturnType<typeof seen<T>>;

/** The clauses of a reason itself, or, where it has none, of what it was made from. */
const clausesOf = (reason: Because): string => (reason.clauses.length > 0 ? reason.clauses : citedClauses(reason)).join(', ');

function resultParts(asked: Asked<Result>): readonly Html[] {
  if (!asked.ok || asked.answer.rows.length === 0) return [];
  const { rows, standing, holds } = asked.answer;
  const shown = rows.map((row) => [
    row.place === 0 ? '' : row.place,
    row.car,
    row.driver,
    row.laps ?? '',
    row.status,
    clausesOf(row.because),
  ]);
  return [
    html`<h2>Result</h2>`,
    table({ caption: `Result, ${standing}`, heads: ['Place', 'Car', 'Driver', 'Laps', 'Status', 'By'], rows: shown, numbers: [0, 3] }),
    ...holds.map((hold) => note(hold.says)),
  ];
}

const ON_TRACK: ReadonlySet<string> = new Set(['warm-up', 'starting', 'green', 'yellow', 'red']);

function runningParts(asked: Asked<RaceRun>, lined: LineUp | undefined): readonly Html[] {
  if (!asked.ok || !ON_TRACK.has(asked.answer.phase)) return [];
  const { order, lap, lapped, phase } = asked.answer;
  const driverOf = (car: string): string => lined?.slots.find((slot) => slot.car === car)?.driver ?? '';
  const rows = order.map((car, index) => [index + 1, car, driverOf(car), lapped.includes(car) ? 'lapped' : '']);
  return [
    html`<h2>On the track</h2>`,
    note(`${phase}, ${lap} laps done. Load the page again for the latest.`),
    table({ caption: 'Running order', heads: ['Place', 'Car', 'Driver', 'Laps'], rows, numbers: [0] }),
  ];
}

function lineUpTable(lined: LineUp): Html {
  if (lined.waitsFor.length > 0) return note(`The line-up waits: ${lined.waitsFor.join('; ')}.`);
  if (lined.slots.length === 0) return note('Nobody starts.');
  const rows = lined.slots.map((slot) => [slot.row, slot.car, slot.driver, slot.side, clausesOf(slot.because)]);
  const alternates = lined.alternates.map((each, index) => [index + 1, each.car, each.driver]);
  return html`<h2>Line-up</h2>
    ${table({ caption: `Line-up, ${lined.standing}`, heads: ['Row', 'Car', 'Driver', 'Side', 'By'], rows, numbers: [0] })}
    ${alternates.length > 0 ? table({ caption: 'Alternates', heads: ['In line', 'Car', 'Driver'], rows: alternates, numbers: [0] }) : ''}`;
}
