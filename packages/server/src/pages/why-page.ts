import {
  type Because,
  inWords,
  type LineUp,
  type MeetingPoints,
  type RaceRun,
  type Result,
  shortValue,
  type Standings,
} from '@racetower/engine';
import { html } from 'hono/html';
import { type Html, type PageParts } from './layout.ts';
import { clubPath, meetingPath, pointsPath, racePath, seasonPath, whyPath, type WhyOf } from './paths.ts';
import { peopleOf } from './people.ts';
import type { Reading } from './reading.ts';
import { clauseLinks } from './why-link.ts';
import { className, raceName, sentence } from './words.ts';

/** What can be asked for its reason: what it is about, and where it stands. */
interface Asked {
  readonly reading: Reading;
  readonly of: WhyOf;
}

interface Reasoned {
  readonly title: string;
  readonly back: { readonly name: string; readonly path: string };
  readonly because: Because;
}

type Finder = (asked: Asked) => Reasoned | undefined;

/** Answers of which everybody may read the reason. Money, entries and cases are not among them. */
const SORTS: Readonly<Record<string, Finder>> = {
  'line-up': (asked) =>
    ofRace(asked, 'line-up', 'Line-up', (answer: LineUp, car) =>
      car === undefined ? answer : (answer.slots.find((each) => each.car === car) ?? answer.alternates.find((each) => each.car === car)),
    ),
  result: (asked) =>
    ofRace(asked, 'result', 'Result', (answer: Result, car) => (car === undefined ? answer : answer.rows.find((each) => each.car === car))),
  race: (asked) => ofRace(asked, 'race', 'Order on the track', runReason),
  clock: clockOf,
  points: pointsOf,
  standings: standingsOf,
};

/** Why an answer is what it is, down to clauses. Nothing when there is no such answer. */
export function whyPage(reading: Reading, of: WhyOf): PageParts | undefined {
  const finder = Object.hasOwn(SORTS, of.of) ? SORTS[of.of] : undefined;
  const found = finder?.({ reading, of });
  if (!found) return undefined;
  const reason = reading.shown(readable(found.because));
  return {
    title: `Why: ${found.title}`,
    path: whyPath(reading.club, of),
    describes: `${found.title} at ${reading.book.club.name}, explained down to the clauses of the rulebook.`,
    trail: [{ name: reading.book.club.name, path: clubPath(reading.club) }, found.back],
    hidden: true,
    content: [html`<div class="reason" id="reason">${reasonPart(reading, reason, 0)}</div>`],
  };
}

/** A reason in words that everybody may read: of formulas only those over numbers of the race, never over people. */
interface Said {
  readonly says: string;
  readonly clauses: readonly string[];
  /** As it is written in the rulebook, and the numbers that it was worked out with. */
  readonly formula?: { readonly source: string; readonly numbers: string };
  readonly from: readonly Said[];
}

const DEEPEST = 12;
const ABOUT_PEOPLE = /\b(driver|person|competitor|handler|owner|member|entry|crew|born|age|record|records)\b/;

function readable({ says, clauses, expression, from }: Because, depth = 0): Said {
  const parts = depth >= DEEPEST ? [] : from.map((each) => readable(each, depth + 1));
  const formula =
    expression === undefined || ABOUT_PEOPLE.test(expression.source)
      ? undefined
      : {
          source: expression.source,
          numbers: Object.entries(expression.values)
            .filter(([name, value]) => name !== expression.source && isPlain(value))
            .map(([name, value]) => `${name} = ${shortValue(value)}`)
            .join(', '),
        };
  return { says, clauses, from: parts, ...(formula && formula.source !== says ? { formula } : {}) };
}

const isPlain = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';

/** So many parts of a reason stand open; those below open when they are asked for. */
const OPEN = 2;

function reasonPart(reading: Reading, reason: Said, depth: number): Html {
  const cited = reason.clauses.length === 0 ? '' : html` <span class="cited">(${clauseLinks(reading, reason.clauses)})</span>`;
  const formula = reason.formula ? formulaPart(reason.formula) : '';
  const said = `${sentence(inWords(reason.says, reading.book.classes))}.`;
  if (reason.from.length === 0) return html`<p>${said}${cited}${formula}</p>`;
  const parts = html`<ul>
    ${reason.from.map((each) => html`<li>${reasonPart(reading, each, depth + 1)}</li> `)}
  </ul>`;
  if (depth < OPEN)
    return html`<p>${said}${cited}${formula}</p>
      ${parts}`;
  return html`<details>
    <summary>${said}</summary>
    ${reason.clauses.length > 0 || reason.formula ? html`<p>${cited}${formula}</p>` : ''}${parts}
  </details>`;
}

function formulaPart({ source, numbers }: NonNullable<Said['formula']>): Html {
  return html`<span class="formula"><code>${source}</code>${numbers === '' ? '' : ` with ${numbers}`}</span>`;
}

interface OwnReason {
  readonly because: Because;
}

function ofRace<T extends OwnReason>(
  { reading, of }: Asked,
  view: string,
  name: string,
  find: (answer: T, car: string | undefined) => OwnReason | undefined,
): Reasoned | undefined {
  const { meeting, race, car } = of;
  if (meeting === undefined || race === undefined) return undefined;
  const answered = reading.whole(view, { meeting, race });
  const found = answered.ok ? find(answered.answer as T, car) : undefined;
  if (!found) return undefined;
  const title = raceName(reading.book, race);
  return {
    title: car === undefined ? `${name}, ${title}` : `car ${car}, ${name.toLowerCase()}, ${title}`,
    back: { name: title, path: racePath(reading.club, meeting, race) },
    because: found.because,
  };
}

function runReason(run: RaceRun, car: string | undefined): OwnReason | undefined {
  if (car === undefined) return run;
  const place = run.order.indexOf(car);
  const reasons = run.carReasons[car] ?? [];
  if (place < 0 && reasons.length === 0) return undefined;
  const says = place < 0 ? `Car ${car} is out` : `Car ${car} runs in place ${place + 1}`;
  return { because: { says, clauses: [], facts: [], from: [...reasons, run.because] } };
}

function clockOf({ reading, of }: Asked): Reasoned | undefined {
  const { meeting, race, clock } = of;
  const rule = clock === undefined ? undefined : reading.book.clocks.get(clock);
  if (meeting === undefined || !rule) return undefined;
  const answered = reading.whole('clock', { meeting, race, clock });
  if (!answered.ok) return undefined;
  return {
    title: rule.says,
    back:
      race === undefined
        ? { name: 'The meeting', path: meetingPath(reading.club, meeting) }
        : { name: raceName(reading.book, race), path: racePath(reading.club, meeting, race) },
    because: (answered.answer as OwnReason).because,
  };
}

function pointsOf({ reading, of }: Asked): Reasoned | undefined {
  const { meeting, class: classId, car } = of;
  if (meeting === undefined || classId === undefined) return undefined;
  const answered = reading.whole('points', { meeting, class: classId });
  const rows = answered.ok ? (answered.answer as { readonly rows: readonly MeetingPoints[] }).rows : [];
  const row = rows.find((each) => each.car === car);
  if (!row) return undefined;
  return {
    title: `points of car ${row.car}, ${className(reading.book, classId)}`,
    back: { name: 'Points of the day', path: pointsPath(reading.club, meeting) },
    because: row.because,
  };
}

function standingsOf({ reading, of }: Asked): Reasoned | undefined {
  const { season, table, class: classId, group, row: wanted } = of;
  if (season === undefined) return undefined;
  const answered = reading.whole('standings', { season, table, class: classId, group });
  if (!answered.ok) return undefined;
  const all = answered.answer as Standings;
  const people = peopleOf(reading.state);
  const row = all.rows.slice(0, all.published).find((each, index) => (people.slugOf(each.driver) ?? String(index + 1)) === wanted);
  if (!row) return undefined;
  return {
    title: `${reading.shown(row.driver)} in the standings ${season}`,
    back: { name: `Standings ${season}`, path: seasonPath(reading.club, season) },
    because: row.because,
  };
}
