import { pointsText, type Standings, type StandingsRow } from '@racetower/engine';
import { html } from 'hono/html';
import { type Cell, type Html, note, type PageParts, plate, shortcuts, table, tag } from './layout.ts';
import { calendarPath, championsPath, clubPath, csvPath, driverPath, seasonPath } from './paths.ts';
import { peopleOf } from './people.ts';
import type { Reading } from './reading.ts';
import { why } from './why-link.ts';
import { counted, moneyText, sentence, shortDay } from './words.ts';

/** One table of a season: which one, and for which class or group of drivers. */
export interface TableAsked {
  readonly table: string;
  readonly class?: string;
  readonly group?: string;
  readonly name: string;
}

interface SeasonTables {
  readonly meetings: readonly { readonly meeting: string; readonly date: string; readonly complete: boolean }[];
  readonly tables: readonly { readonly table: string; readonly by: 'class' | 'all'; readonly groups?: readonly string[] }[];
}

/** Every table that the rulebook keeps of a season. */
export function tablesOf(reading: Reading, season: string): readonly TableAsked[] {
  const asked = reading.ask<SeasonTables>('season', { season });
  if (!asked.ok) return [];
  const several = asked.answer.tables.length > 1;
  return asked.answer.tables.flatMap(({ table: id, by, groups }): readonly TableAsked[] => {
    const prefix = several ? `${sentence(id.replaceAll('-', ' '))}: ` : '';
    if (groups !== undefined) return groups.map((group) => ({ table: id, group, name: `${prefix}${group}` }));
    if (by === 'class') return reading.book.classes.map((each) => ({ table: id, class: each.id, name: `${prefix}${each.name}` }));
    return [{ table: id, name: several ? sentence(id.replaceAll('-', ' ')) : 'All classes' }];
  });
}

export const fieldsOf = (
  season: string,
  { table: id, class: classId, group }: TableAsked,
): Readonly<Record<string, string | undefined>> => ({
  season,
  table: id,
  class: classId,
  group,
});

/** The standings of a season: each table with throw-outs, gaps and what is still needed. Nothing when there is no such season. */
export function standingsPage(reading: Reading, season: string): PageParts | undefined {
  if (!reading.seasons.includes(season)) return undefined;
  const { club, book } = reading;
  const parts = tablesOf(reading, season).flatMap((asked) => tablePart(reading, season, asked) ?? []);
  return {
    title: `Standings ${season}`,
    path: seasonPath(club, season),
    describes: `The standings of ${book.club.name} in ${season}: points, throw-outs and what is still needed.`,
    trail: [{ name: book.club.name, path: clubPath(club) }],
    content: [
      shortcuts('This season', [
        ['Calendar', calendarPath(club, season)],
        ['Champions', championsPath(club, season)],
        ...reading.seasons
          .filter((each) => each !== season)
          .toReversed()
          .map((each) => [`Standings ${each}`, seasonPath(club, each)] as const),
      ]),
      { live: 'progress', html: progressPart(reading, season) },
      { live: 'standings', html: parts.length > 0 ? html`${parts}` : note('Nobody has scored yet.') },
    ],
  };
}

/** How much of the season is run. */
function progressPart(reading: Reading, season: string): Html {
  const asked = reading.ask<SeasonTables>('season', { season });
  if (!asked.ok) return note(asked.says);
  const { meetings } = asked.answer;
  const run = meetings.filter((each) => each.complete).length;
  const left = meetings.length - run;
  return html`<p class="facts">
    ${left === 0 ? tag('good', 'all meetings run') : tag('now', `${counted(left, 'meeting')} to come`)} ${run} of
    ${counted(meetings.length, 'meeting')} that ${meetings.length === 1 ? 'counts' : 'count'} ${run === 1 ? 'is' : 'are'} run. Scores in
    brackets and struck through are thrown out.
  </p>`;
}

function tablePart(reading: Reading, season: string, asked: TableAsked): Html | undefined {
  const { name } = asked;
  const fields = fieldsOf(season, asked);
  const answered = reading.ask<Standings>('standings', fields);
  const heading = html`<h2 id="${anchorOf(asked)}">${name}</h2>`;
  if (!answered.ok) return html`<section>${heading}${note(answered.says)}</section>`;
  const rows = answered.answer.rows.slice(0, answered.answer.published);
  if (rows.length === 0) return undefined;
  return html`<section>
    ${heading}${standingsTable(reading, { season, asked, rows })}
    <p class="small"><a href="${csvPath(reading.club, 'standings', fields)}">${name} as a spreadsheet</a></p>
  </section>`;
}

export const anchorOf = ({ table: id, class: classId, group }: TableAsked): string =>
  [id, classId, group]
    .flatMap((each) => each ?? [])
    .join('-')
    .replaceAll(/[^\w-]+/g, '-');

interface TableShown {
  readonly season: string;
  readonly asked: TableAsked;
  readonly rows: readonly StandingsRow[];
}

function standingsTable(reading: Reading, { season, asked, rows }: TableShown): Html {
  const { book } = reading;
  const low = book.season?.first === 'low';
  const gap = (from: number, to: number): number => (low ? to - from : from - to);
  // Names that are shown are short; the row itself tells which driver it is by its place in the same table, asked whole.
  const whole = reading.whole('standings', fieldsOf(season, asked));
  const names = whole.ok ? (whole.answer as Standings).rows.map((row) => row.driver) : [];
  const someoneNeeds = rows.some((row) => row.needs.length > 0);
  const shown = rows.map((row, index): readonly Cell[] => {
    const slug = peopleOf(reading.state).slugOf(names[index] ?? '');
    const before = rows[index - 1];
    return [
      why(
        reading,
        { of: 'standings', ...fieldsOf(season, asked), row: slug ?? String(index + 1) },
        row.unranked ?? row.place,
        'why this place',
      ),
      html`${slug === undefined ? row.driver : html`<a class="plain" href="${driverPath(reading.club, slug)}">${row.driver}</a>`}${row.tied ? html` <small>tied</small>` : ''}`,
      html`${row.cars.map((car) => plate(car))}`,
      html`<strong>${pointsText(book, row.total)}</strong>`,
      index === 0 ? '' : pointsText(book, gap(rows[0]?.total ?? 0, row.total)),
      before ? pointsText(book, gap(before.total, row.total)) : '',
      scoresPart(reading, row),
      ...(someoneNeeds ? [needsPart(reading, row)] : []),
    ];
  });
  return table({
    caption: `Standings, ${asked.name}`,
    quiet: true,
    heads: ['Place', 'Driver', 'Car', 'Total', 'Behind leader', 'Behind next', 'Scores', ...(someoneNeeds ? ['Still needed'] : [])],
    rows: shown,
    numbers: [0, 3, 4, 5],
    spare: [2, 5],
  });
}

/** What was scored meeting by meeting; what is thrown out in brackets, struck through. */
function scoresPart(reading: Reading, row: StandingsRow): Html {
  const { book } = reading;
  const units = row.scores.map((score) => {
    const day = reading.meeting(score.meeting)?.date;
    const text = pointsText(book, score.points);
    const says = `${day === undefined ? score.meeting : shortDay(day)}${score.dropped ? ', thrown out' : ''}`;
    return score.dropped ? html`<s title="${says}">(${text})</s> ` : html`<span title="${says}">${text}</span> `;
  });
  const bonuses = row.bonuses.filter((bonus) => bonus.points !== 0);
  return html`<span class="scores"
    >${units}${bonuses.map((bonus) => html`<span title="${bonus.id}">${bonus.points > 0 ? '+' : '−'}${pointsText(book, Math.abs(bonus.points))}</span> `)}</span
  >`;
}

function needsPart(reading: Reading, row: StandingsRow): Html {
  if (row.needs.length === 0) return html`<span class="hide">nothing</span>`;
  const price = row.buyInCents === undefined ? '' : html` Buying in costs ${moneyText(reading.book, row.buyInCents)}.`;
  return html`<small>${row.needs.map((need) => `${sentence(need.says)}. `)}${price}</small>`;
}
