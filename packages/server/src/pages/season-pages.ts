import type { Standings } from '@racetower/engine';
import { html } from 'hono/html';
import { type Cell, type Html, note, type PageParts, plate, shortcuts, table, tag } from './layout.ts';
import { cancelledTag, classesText, isPast, meetingTitle } from './meeting-page.ts';
import { calendarPath, championsPath, clubPath, driverPath, icsPath, meetingPath, pointsPath, seasonPath } from './paths.ts';
import { peopleOf } from './people.ts';
import type { MeetingSeen, Reading } from './reading.ts';
import { fieldsOf, tablesOf, type TableAsked } from './standings-page.ts';
import { eventOf } from './structured.ts';
import { className, dayText, hourText, readable, sentence } from './words.ts';

const others = (reading: Reading, season: string, path: (club: string, season: string) => string): readonly (readonly [string, string])[] =>
  reading.seasons
    .filter((each) => each !== season)
    .toReversed()
    .map((each) => [each, path(reading.club, each)] as const);

/** The calendar of a season. Nothing when there is no such season. */
export function calendarPage(reading: Reading, season: string): PageParts | undefined {
  if (!reading.seasons.includes(season)) return undefined;
  const { club, book } = reading;
  const meetings = reading.meetings.filter((each) => each.season === season);
  const next = meetings.find((each) => !each.closed && each.date >= reading.today);
  const rows = meetings.map((each): readonly Cell[] => [
    dayText(each.date),
    html`<a href="${meetingPath(club, each.id)}">${meetingTitle(each)}</a>`,
    `${sentence(readable(each.kind))}${classesText(reading, each)}`,
    each.startsAt === undefined ? '' : hourText(each.startsAt, reading.zone),
    stateTag(each, next, reading.today),
    each.opened ? html`<a href="${pointsPath(club, each.id)}">Points<span class="hide"> of ${dayText(each.date)}</span></a>` : '',
  ]);
  return {
    title: `Calendar ${season}`,
    path: calendarPath(club, season),
    describes: `The meetings of ${book.club.name} in ${season}.`,
    trail: [{ name: book.club.name, path: clubPath(club) }],
    structured: { '@context': 'https://schema.org', '@graph': meetings.map((each) => eventOf(reading, each)) },
    content: [
      shortcuts('This season', [
        ['Into my phone’s calendar', icsPath(club, season)],
        ['Standings', seasonPath(club, season)],
        ['Champions', championsPath(club, season)],
        ...others(reading, season, calendarPath),
      ]),
      {
        live: 'calendar',
        html:
          rows.length === 0
            ? note('No meeting is announced yet.')
            : table({
                caption: `Meetings of ${season}`,
                quiet: true,
                heads: ['Day', 'Meeting', 'Kind', 'Starts', 'State', 'Points'],
                rows,
                spare: [2, 3],
              }),
      },
    ],
  };
}

function stateTag(meeting: MeetingSeen, next: MeetingSeen | undefined, today: string): Html {
  if (meeting.cancelled) return cancelledTag(meeting.cancelled.why);
  if (meeting.closed || isPast(meeting, today)) return tag('good', 'over');
  if (meeting === next) return tag('now', meeting.opened ? 'open' : 'next');
  return meeting.opened ? tag('now', 'open') : tag('calm', 'to come');
}

interface AwardSeen {
  readonly award: string;
  readonly name: string;
  readonly class?: string;
  readonly place: number;
  readonly driver: string;
  readonly standing: 'given' | 'provisional' | 'returned';
}

/** The champions of a season, and who leads while it lasts; the awards of the year. Nothing when there is no such season. */
export function championsPage(reading: Reading, season: string): PageParts | undefined {
  if (!reading.seasons.includes(season)) return undefined;
  const { club, book } = reading;
  const asked = reading.ask<{ readonly meetings: readonly { readonly complete: boolean }[] }>('season', { season });
  const isOver = asked.ok && asked.answer.meetings.length > 0 && asked.answer.meetings.every((each) => each.complete);
  const leaders = tablesOf(reading, season).flatMap((each) => leadersOf(reading, season, each));
  return {
    title: isOver ? `Champions ${season}` : `Leaders ${season}`,
    path: championsPath(club, season),
    describes: `Who ${isOver ? 'won' : 'leads'} each class of ${book.club.name} in ${season}, and the awards of the year.`,
    trail: [{ name: book.club.name, path: clubPath(club) }],
    content: [
      shortcuts('Seasons', [['Standings', seasonPath(club, season)], ...others(reading, season, championsPath)]),
      {
        live: 'champions',
        html:
          leaders.length === 0
            ? note('Nobody has scored yet.')
            : html`<p class="facts">${isOver ? tag('good', 'the season is over') : tag('now', 'the season goes on')}</p>
                ${table({ caption: isOver ? 'Champions' : 'Leaders', quiet: true, heads: ['Class', isOver ? 'Champion' : 'Leads', 'Second', 'Third'], rows: leaders, head: 0 })}`,
      },
      { live: 'awards', html: awardsPart(reading, season) },
    ],
  };
}

function leadersOf(reading: Reading, season: string, asked: TableAsked): readonly (readonly Cell[])[] {
  const answered = reading.ask<Standings>('standings', fieldsOf(season, asked));
  const whole = reading.whole('standings', fieldsOf(season, asked));
  if (!answered.ok || !whole.ok) return [];
  const names = (whole.answer as Standings).rows.map((row) => row.driver);
  const ranked = answered.answer.rows.map((row, index) => ({ row, name: names[index] ?? '' })).filter(({ row }) => row.place > 0);
  if (ranked.length === 0) return [];
  const at = (place: number): Html =>
    html`${ranked
      .filter(({ row }) => row.place === place)
      .map(({ row, name }) => {
        const slug = peopleOf(reading.state).slugOf(name);
        return html`<span class="leader"
          >${row.cars.slice(0, 1).map((car) => plate(car))}
          ${slug === undefined ? row.driver : html`<a class="plain" href="${driverPath(reading.club, slug)}">${row.driver}</a>`}</span
        > `;
      })}`;
  return [[asked.name, at(1), at(2), at(3)]];
}

function awardsPart(reading: Reading, season: string): Html {
  const asked = reading.ask<{ readonly awards: readonly AwardSeen[] }>('awards', { season });
  const awards = asked.ok ? asked.answer.awards.filter((each) => each.standing !== 'returned') : [];
  if (awards.length === 0) return html``;
  const rows = awards.map((each): readonly Cell[] => [
    html`${each.name}${each.place > 1 ? `, ${each.place}.` : ''}`,
    each.driver,
    each.class === undefined ? '' : className(reading.book, each.class),
    each.standing === 'given' ? tag('good', 'given') : tag('warn', 'provisional'),
  ]);
  return html`<section>
    <h2 id="awards">Awards</h2>
    ${table({ caption: `Awards of ${season}`, quiet: true, heads: ['Award', 'Who', 'Class', 'Stands'], rows, spare: [2] })}
  </section>`;
}
