import { type LineUp, pointsText, type Result, type Standings } from '@racetower/engine';
import { html } from 'hono/html';
import { meetingOfNow } from './club-page.ts';
import { dayOfMeeting, type RaceRow } from './day.ts';
import { type Cell, type Html, note, type PageParts, plate, table } from './layout.ts';
import { meetingTitle } from './meeting-page.ts';
import { clubPath, driverPath, driversPath, meetingPath, racePath, seasonPath } from './paths.ts';
import { peopleOf } from './people.ts';
import type { MeetingSeen, Reading } from './reading.ts';
import { resultTag } from './result-part.ts';
import { anchorOf, fieldsOf, tablesOf } from './standings-page.ts';
import { why } from './why-link.ts';
import { className, dayText, readable, shortDay } from './words.ts';

interface EntryOf {
  readonly meeting: string;
  readonly class: string;
  readonly car: string;
}

/** What somebody drove, by the sign-ins that stand, oldest first. */
function entriesOf(reading: Reading, driver: string): readonly EntryOf[] {
  const { state } = reading;
  const own = state.all
    .of('car-signed-in')
    .filter((fact) => fact.body.driver === driver && !state.voided.has(fact.seq) && fact.meeting !== undefined)
    .map((fact) => ({ meeting: fact.meeting ?? '', class: fact.body.class, car: fact.body.car }));
  return [...new Map(own.map((each) => [`${each.meeting} ${each.class} ${each.car}`, each])).values()];
}

const isIn = (race: RaceRow, entry: EntryOf): boolean => race.class.split('+').includes(entry.class);

interface Start {
  readonly entry: EntryOf;
  readonly row: RaceRow;
  readonly slot: string;
}

/** The starts that are still to come or under way for a car, the next first. */
function startsOf(reading: Reading, entry: EntryOf, races: readonly RaceRow[]): readonly Start[] {
  return races
    .filter((race) => isIn(race, entry) && race.waitsFor.length === 0)
    .flatMap((row) => {
      const lined = reading.ask<LineUp>('line-up', { meeting: entry.meeting, race: row.race });
      const slot = lined.ok ? lined.answer.slots.find((each) => each.car === entry.car) : undefined;
      return slot ? [{ entry, row, slot: slot.slot === 1 ? 'Pole' : `Row ${slot.row} ${slot.side}` }] : [];
    });
}

const startLink = (reading: Reading, { entry, row, slot }: Start): Html =>
  html`<a href="${racePath(reading.club, entry.meeting, row.race)}">${row.name}</a>:
    ${why(reading, { of: 'line-up', meeting: entry.meeting, race: row.race, car: entry.car }, slot, 'why this slot')}`;

/** Everybody who drives, with their next start: found by name or number. */
export function driversPage(reading: Reading, asked: string | undefined): PageParts {
  const { club, book } = reading;
  const wanted = (asked ?? '').trim().slice(0, 60);
  const meeting = meetingOfNow(reading);
  const day = meeting ? dayOfMeeting(reading, meeting.id) : undefined;
  const races = day ? [...day.running, ...day.coming] : [];
  const people = peopleOf(reading.state);
  const rows = people.drivers.flatMap((driver): readonly (readonly Cell[])[] => {
    const entries = entriesOf(reading, driver);
    const shown = reading.shown(driver);
    const cars = [...new Set(entries.map((each) => each.car))];
    if (!fits(wanted, shown, cars)) return [];
    const now = entries.filter((each) => each.meeting === meeting?.id);
    const starts = now.flatMap((entry) => startsOf(reading, entry, races).slice(0, 1));
    return [
      [
        html`${cars.slice(-3).map((car) => plate(car))}`,
        html`<a class="plain" href="${driverPath(club, people.slugOf(driver) ?? '')}">${shown}</a>`,
        starts.length > 0
          ? html`${starts.map((start) => html`<span class="start">${className(book, start.row.class)} ${startLink(reading, start)}</span> `)}`
          : html`<small>${now.length > 0 ? 'nothing more to run' : 'not signed in'}</small>`,
      ],
    ];
  });
  return {
    title: 'Drivers',
    path: driversPath(club),
    describes: `Everybody who drives at ${book.club.name}, with the next start of each.`,
    trail: [{ name: book.club.name, path: clubPath(club) }],
    content: [
      html`<form class="search" action="${driversPath(club)}" method="get" role="search">
        <label for="q">Name or number</label>
        <span
          ><input id="q" name="q" type="search" value="${wanted}" autocomplete="off" maxlength="60" /><button type="submit">
            Find
          </button></span
        >
      </form>`,
      ...(meeting
        ? [html`<p class="facts">Next starts at <a href="${meetingPath(club, meeting.id)}">${meetingTitle(meeting)}</a></p>`]
        : []),
      {
        live: 'drivers',
        html:
          rows.length > 0
            ? table({ caption: 'Drivers', quiet: true, heads: ['Car', 'Driver', 'Next start'], rows })
            : note(wanted === '' ? 'Nobody has signed in yet.' : `Nobody here is called or numbered “${wanted}”.`),
      },
    ],
  };
}

/** By a part of a name, or a whole number. */
function fits(wanted: string, name: string, cars: readonly string[]): boolean {
  const plain = (text: string): string => text.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '');
  return wanted === '' || plain(name).includes(plain(wanted)) || cars.some((car) => plain(car) === plain(wanted));
}

/** A driver: the next start, how they stand in the season, every race. Nothing when nobody is called so. */
export function driverPage(reading: Reading, slug: string): PageParts | undefined {
  const driver = peopleOf(reading.state).called(slug);
  if (driver === undefined) return undefined;
  const { club, book } = reading;
  const shown = reading.shown(driver);
  const entries = entriesOf(reading, driver);
  return {
    title: shown,
    path: driverPath(club, slug),
    describes: `${shown} at ${book.club.name}: next start, standings and results.`,
    trail: [
      { name: book.club.name, path: clubPath(club) },
      { name: 'Drivers', path: driversPath(club) },
    ],
    content: [
      html`<p class="facts">
        ${[...new Set(entries.map((each) => each.car))].map((car) => html`${plate(car)} `)}${[...new Set(entries.map((each) => each.class))]
          .map((each) => className(book, each))
          .join(', ')}
      </p>`,
      { live: 'starts', html: startsPart(reading, entries) },
      { live: 'season', html: seasonPart(reading, driver) },
      { live: 'results', html: resultsPart(reading, entries) },
    ],
  };
}

function startsPart(reading: Reading, entries: readonly EntryOf[]): Html {
  const meeting = meetingOfNow(reading);
  if (!meeting) return html``;
  const day = dayOfMeeting(reading, meeting.id);
  const own = entries.filter((each) => each.meeting === meeting.id);
  const starts = own.flatMap((entry) => startsOf(reading, entry, [...day.running, ...day.coming]));
  const waits = own.flatMap((entry) => day.coming.filter((race) => isIn(race, entry) && race.waitsFor.length > 0));
  return html`<section class="hero">
    <h2 id="starts">Next start</h2>
    ${
      starts.length > 0
        ? html`<ul class="list big">
            ${starts.map(
              (start) =>
                html`<li>
                  ${plate(start.entry.car)}
                  <span
                    >${className(reading.book, start.row.class)}
                    ${startLink(reading, start)}${day.running.includes(start.row) ? ' (on the track)' : ''}</span
                  >
                </li>`,
            )}
          </ul>`
        : note(
            own.length === 0
              ? `Not signed in at ${meetingTitle(meeting)}.`
              : waits.length > 0
                ? 'The next line-up is not made yet.'
                : 'Nothing more to run.',
          )
    }${[...new Set(waits.flatMap((race) => race.waitsFor))].map((text) => html`<p class="small">Waits: ${text}</p>`)}
  </section>`;
}

function seasonPart(reading: Reading, driver: string): Html {
  const season = reading.seasons.at(-1);
  if (season === undefined) return html``;
  const { book, club } = reading;
  const rows = tablesOf(reading, season).flatMap((asked): readonly (readonly Cell[])[] => {
    const fields = fieldsOf(season, asked);
    const whole = reading.whole('standings', fields);
    const all = whole.ok ? (whole.answer as Standings) : undefined;
    const index = all?.rows.findIndex((row) => row.driver === driver) ?? -1;
    const row = all?.rows[index];
    if (!all || !row || index >= all.published) return [];
    const slug = peopleOf(reading.state).slugOf(driver) ?? String(index + 1);
    return [
      [
        html`<a href="${seasonPath(club, season)}#${anchorOf(asked)}">${asked.name}</a>`,
        why(reading, { of: 'standings', ...fields, row: slug }, row.unranked ?? row.place, 'why this place'),
        pointsText(book, row.total),
        index === 0 ? '' : pointsText(book, Math.abs((all.rows[0]?.total ?? 0) - row.total)),
        row.dropped.length === 0 ? '' : row.dropped.map((each) => pointsText(book, each.points)).join(', '),
      ],
    ];
  });
  if (rows.length === 0) return html``;
  return html`<section>
    <h2 id="season">Season ${season}</h2>
    ${table({
      caption: `Standings of ${season}`,
      quiet: true,
      heads: ['Class', 'Place', 'Points', 'Behind leader', 'Thrown out'],
      rows,
      numbers: [1, 2, 3, 4],
      head: 0,
    })}
  </section>`;
}

const RACES = 60;

function resultsPart(reading: Reading, entries: readonly EntryOf[]): Html {
  const met = new Map(reading.meetings.map((each, index) => [each.id, index]));
  const latest = entries.toSorted((a, b) => (met.get(b.meeting) ?? 0) - (met.get(a.meeting) ?? 0));
  const rows: (readonly Cell[])[] = [];
  for (const entry of latest) {
    const meeting = reading.meeting(entry.meeting);
    if (meeting && rows.length < RACES) rows.push(...racesOf(reading, meeting, entry));
  }
  return html`<section>
    <h2 id="results">Results</h2>
    ${
      rows.length === 0
        ? note('No race is on record yet.')
        : table({
            caption: 'Results, the latest first',
            quiet: true,
            heads: ['Day', 'Race', 'Car', 'Place', 'Status', 'Result'],
            rows,
            numbers: [3],
            spare: [2, 4],
          })
    }
  </section>`;
}

function racesOf(reading: Reading, meeting: MeetingSeen, entry: EntryOf): readonly (readonly Cell[])[] {
  return dayOfMeeting(reading, meeting.id)
    .over.filter((race) => isIn(race, entry))
    .flatMap(({ race, name, class: classId, standing }) => {
      const asked = reading.ask<Result>('result', { meeting: meeting.id, race });
      const row = asked.ok ? asked.answer.rows.find((each) => each.car === entry.car) : undefined;
      if (!row) return [];
      return [
        [
          html`<span title="${dayText(meeting.date)}">${shortDay(meeting.date)}</span>`,
          html`<a href="${racePath(reading.club, meeting.id, race)}">${className(reading.book, classId)}, ${name}</a>`,
          plate(entry.car),
          why(reading, { of: 'result', meeting: meeting.id, race, car: entry.car }, row.place === 0 ? '–' : row.place, 'why this place'),
          readable(row.status),
          resultTag(standing),
        ],
      ];
    });
}
