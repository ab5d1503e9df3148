import { html } from 'hono/html';
import { dayOfMeeting, type RaceRow } from './day.ts';
import { driverLink } from './driver-link.ts';
import { type Html, note, type PageParts, plate, shortcuts, table, tag } from './layout.ts';
import { cancelledTag, meetingTitle, nowPart } from './meeting-page.ts';
import { boardPath, calendarPath, clubPath, driversPath, meetingPath, racePath, screenPath, seasonPath, verdictsPath } from './paths.ts';
import type { MeetingSeen, Reading } from './reading.ts';
import { resultTag } from './result-part.ts';
import { clubOf } from './structured.ts';
import type { VerdictSeen } from './verdicts-page.ts';
import { className, counted, dayText, hourText, momentText, readable, sentence, shortDay } from './words.ts';
import type { Result } from '@racetower/engine';

const RESULTS = 6;
const NOTICES = 5;
const COMING = 3;

/** The clubs that are served here. */
export function clubsPage(clubs: readonly { readonly name: string; readonly title: string }[]): PageParts {
  return {
    title: 'Clubs',
    path: '/',
    describes: 'The clubs whose nights are run here.',
    trail: [],
    content: [
      html`<ul class="list">
        ${clubs.map(({ name, title }) => html`<li><a href="${clubPath(name)}">${title}</a></li>`)}
      </ul>`,
    ],
  };
}

/** The meeting that people came to the page for: the one that is open, else the next, else the last. */
export function meetingOfNow(reading: Reading): MeetingSeen | undefined {
  const { meetings, today } = reading;
  return (
    meetings.findLast((each) => each.opened && !each.closed) ??
    meetings.find((each) => !each.closed && each.date >= today) ??
    meetings.at(-1)
  );
}

/** A club: the meeting of now with what is next, the latest results, notices. */
export function clubPage(reading: Reading): PageParts {
  const { club, book } = reading;
  const meeting = meetingOfNow(reading);
  return {
    title: book.club.name,
    path: clubPath(club),
    kind: 'home',
    describes: `${book.club.name}: next meeting, line-ups, live order, results, standings and the rulebook.`,
    trail: [],
    structured: clubOf(reading),
    content: [
      searchForm(reading),
      { live: 'meeting', html: meeting ? meetingPart(reading, meeting) : note('No meeting is announced yet.') },
      { live: 'coming', html: comingPart(reading, meeting) },
      { live: 'results', html: resultsPart(reading) },
      { live: 'notices', html: noticesPart(reading) },
      seasonsPart(reading),
    ],
  };
}

/** The way to a driver: two taps from here to a start. */
function searchForm(reading: Reading): Html {
  return html`<form class="search" action="${driversPath(reading.club)}" method="get" role="search">
    <label for="q">Find a driver or a car</label>
    <span><input id="q" name="q" type="search" autocomplete="off" maxlength="60" /><button type="submit">Find</button></span>
  </form>`;
}

function meetingPart(reading: Reading, meeting: MeetingSeen): Html {
  const { club } = reading;
  const day = dayOfMeeting(reading, meeting.id);
  const isOn = meeting.opened && !meeting.closed;
  const words = meeting.cancelled
    ? cancelledTag(meeting.cancelled.why)
    : isOn
      ? tag('now', 'open now')
      : meeting.closed
        ? tag('calm', 'the last meeting')
        : tag('calm', 'next meeting');
  return html`<section class="hero">
    <h2><a href="${meetingPath(club, meeting.id)}">${meetingTitle(meeting)}</a></h2>
    <p class="facts">
      ${words} ${dayText(meeting.date)}${meeting.startsAt === undefined ? '' : `, from ${hourText(meeting.startsAt, reading.zone)}`} ·
      ${sentence(readable(meeting.kind))}${
        day.races.length === 0 ? '' : html` · ${counted(day.over.length, 'race')} of ${day.races.length} run`
      }
    </p>
    ${shortcuts('The meeting', [
      ['Schedule', meetingPath(club, meeting.id)],
      ['All line-ups', boardPath(club, meeting.id)],
      ['My start', driversPath(club)],
      ['Big screen', screenPath(club, meeting.id)],
    ])}
    ${isOn ? nowPart(reading, meeting.id, day) : ''}
  </section>`;
}

/** The meetings after the one that is shown. */
function comingPart(reading: Reading, shown: MeetingSeen | undefined): Html {
  const coming = reading.meetings
    .filter((each) => each !== shown && !each.opened && !each.closed && each.date >= reading.today)
    .slice(0, COMING);
  if (coming.length === 0) return html``;
  return html`<section>
    <h2 id="coming">Coming up</h2>
    <ul class="list">
      ${coming.map(
        (each) =>
          html`<li>
            <a href="${meetingPath(reading.club, each.id)}"
              >${each.name === each.date ? dayText(each.date) : `${each.name}, ${dayText(each.date)}`}</a
            >
            <span class="note"
              >${each.startsAt === undefined ? '' : `${hourText(each.startsAt, reading.zone)}, `}${readable(each.kind)}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

function resultsPart(reading: Reading): Html {
  const raced = reading.meetings.toReversed().filter((each) => (reading.state.meetings.get(each.id)?.races.size ?? 0) > 0);
  const found: { readonly meeting: MeetingSeen; readonly row: RaceRow }[] = [];
  for (const meeting of raced) {
    if (found.length >= RESULTS) break;
    found.push(...dayOfMeeting(reading, meeting.id).over.map((row) => ({ meeting, row })));
  }
  if (found.length === 0) return html``;
  const rows = found
    .slice(0, RESULTS)
    .map(({ meeting, row }) => [
      html`<a href="${racePath(reading.club, meeting.id, row.race)}">${className(reading.book, row.class)}, ${row.name}</a>
        ${resultTag(row.standing)}`,
      winner(reading, meeting.id, row),
      html`<span class="day">${shortDay(meeting.date)}</span>`,
    ]);
  return html`<section>
    <h2 id="results">Latest results</h2>
    ${table({ caption: 'Latest results', quiet: true, heads: ['Race', 'Winner', 'Day'], rows, head: 0, spare: [2] })}
  </section>`;
}

function winner(reading: Reading, meeting: string, row: RaceRow): Html {
  const asked = reading.ask<Result>('result', { meeting, race: row.race });
  const first = asked.ok ? asked.answer.rows.find((each) => each.place === 1) : undefined;
  return first
    ? html`${plate(first.car)} ${driverLink(reading, first.car, first.driver, { meeting, class: first.class || row.class })}`
    : html``;
}

/** What officials have published: verdicts, the latest first. */
function noticesPart(reading: Reading): Html {
  const asked = reading.ask<{ readonly verdicts: readonly VerdictSeen[] }>('verdicts');
  const verdicts = asked.ok ? asked.answer.verdicts.toReversed().slice(0, NOTICES) : [];
  return html`<section>
    <h2 id="notices">Notices</h2>
    ${
      verdicts.length === 0
        ? note('Nothing is posted. Verdicts are posted here.')
        : html`<ul class="list">
            ${verdicts.map(
              (each) =>
                html`<li>
                  <a href="${verdictsPath(reading.club, each.case)}">${sentence(each.says)}: ${each.outcomeSays}</a>
                  <span class="note">${momentText(each.decidedAt, reading.zone)}</span>
                </li>`,
            )}
          </ul>`
    }
  </section>`;
}

function seasonsPart(reading: Reading): Html {
  if (reading.seasons.length === 0) return html``;
  const links = reading.seasons
    .toReversed()
    .flatMap((season) => [
      [`Standings ${season}`, seasonPath(reading.club, season)] as const,
      [`Calendar ${season}`, calendarPath(reading.club, season)] as const,
    ]);
  return html`<section>
    <h2 id="seasons">Seasons</h2>
    ${shortcuts('Seasons', links)}
  </section>`;
}
