import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { lookPath } from './looks.ts';
import { calendarPath, championsPath, clubPath, driversPath, protestPath, rulebookPath, seasonPath, verdictsPath } from './paths.ts';
import type { Reading } from './reading.ts';
import { withOrigin } from './structured.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The way to a page: name and address of each page above it. */
export type Trail = readonly { readonly name: string; readonly path: string }[];

/** A part of a page that is sent anew whenever it changes. */
export interface LivePart {
  readonly live: string;
  readonly html: Html;
}

export interface PageParts {
  readonly title: string;
  /** The address of the page, without those who read it live or by another way. */
  readonly path: string;
  /** One sentence for search engines and cards. */
  readonly describes: string;
  readonly trail: Trail;
  readonly content: readonly (Html | LivePart)[];
  /** What search engines read, as JSON-LD. */
  readonly structured?: object;
  /** Not for search engines. */
  readonly hidden?: boolean;
  /** `screen`: the wall of the stands, without head and foot; `overlay`: for the picture of a stream, nothing behind it. `home`: what is on now beside the news, where there is room. */
  readonly kind?: 'page' | 'home' | 'screen' | 'overlay' | 'sheet';
  readonly status?: number;
  /** Without a script, the page goes on to this address by itself. */
  readonly turnsTo?: string;
}

const isLive = (part: Html | LivePart): part is LivePart => 'live' in part;

/** The live parts of a page by name. */
export function livePartsOf({ content }: PageParts): Readonly<Record<string, string>> {
  return Object.fromEntries(content.filter(isLive).map(({ live, html: made }) => [live, textOf(made)]));
}

/** What was put together is there at once: nothing on a page is waited for. */
function textOf(made: Html): string {
  if (made instanceof Promise) throw new Error('a part of a page is waited for');
  return made.toString();
}

/** Where a page is seen, of which moment, and what holds for all that is on it, as how far it may be behind. */
export interface Shown {
  readonly origin: string;
  readonly reading?: Reading;
  readonly news?: string | undefined;
}

/** A whole page: readable without a script, in light and dark, and on paper. */
export async function pageText(parts: PageParts, { origin, reading, news }: Shown): Promise<string> {
  const { title, content, kind = 'page' } = parts;
  const shown = content.map((part) => (isLive(part) ? html`<div id="live-${part.live}" data-live>${part.html}</div>` : part));
  const isBare = kind === 'screen' || kind === 'overlay';
  const isAlive = reading !== undefined && content.some(isLive);
  const made = await html`<!doctype html>
    <html lang="en">
      ${headOf(parts, origin, reading)}
      <body class="${kind}" ${isAlive ? html` data-seq="${reading.state.seq}"` : ''}>
        ${isBare ? '' : html`<a class="skip" href="#content">To the content</a> ${mastOf(reading)}`}
        <main id="content">
          ${isBare ? '' : trailOf(parts.trail)}
          <h1>${title}</h1>
          ${news === undefined ? '' : html`<p class="note">${news}</p>`} ${shown}
        </main>
        ${isBare ? '' : footOf(isAlive)}
      </body>
    </html>`;
  return made.toString();
}

function headOf(
  { title, path, describes, structured, turnsTo, hidden = false }: PageParts,
  origin: string,
  reading: Reading | undefined,
): Html {
  const name = reading?.book.club.name ?? 'Racetower';
  const whole = title === name ? title : `${title} · ${name}`;
  return html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${whole}</title>
    <meta name="description" content="${describes}" />
    ${turnsTo === undefined ? '' : html`<noscript><meta http-equiv="refresh" content="12; url=${turnsTo}" /></noscript>`}
    ${hidden ? html`<meta name="robots" content="noindex, nofollow" />` : ''}
    <link rel="canonical" href="${origin}${path}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${describes}" />
    <meta property="og:type" content="website" />
    <meta property="og:url" content="${origin}${path}" />
    <meta property="og:site_name" content="${name}" />
    <meta property="og:image" content="${origin}${lookPath('card.png')}" />
    <meta property="og:image:alt" content="A checkered flag over a board of numbers" />
    <meta name="twitter:card" content="summary_large_image" />
    <link rel="icon" href="${lookPath('icon.svg')}" type="image/svg+xml" />
    <link rel="preload" href="/looks/barlow-condensed-600.woff2" as="font" type="font/woff2" crossorigin />
    <link rel="stylesheet" href="${lookPath('pages.css')}" />
    <script type="module" src="${lookPath('pages.js')}"></script>
    ${
      structured
        ? html`<script type="application/ld+json">
            ${raw(asData(withOrigin(structured, origin)))}
          </script>`
        : ''
    }
  </head>`;
}

/** JSON that cannot end the element it stands in. */
const asData = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

function mastOf(reading: Reading | undefined): Html {
  if (!reading)
    return html`<header class="mast">
      <div class="bar"><a class="club" href="/">Racetower</a></div>
    </header>`;
  const { club, book } = reading;
  const season = reading.seasons.at(-1);
  const places = [
    ...(season === undefined
      ? []
      : [
          ['Calendar', calendarPath(club, season)],
          ['Standings', seasonPath(club, season)],
          ['Champions', championsPath(club, season)],
        ]),
    ['Drivers', driversPath(club)],
    ['Rulebook', rulebookPath(club)],
    ['Verdicts', verdictsPath(club)],
    ...(book.cases.size > 0 ? [['Protest', protestPath(club)]] : []),
  ];
  return html`<header class="mast">
    <div class="bar">
      <a class="club" href="${clubPath(club)}">${book.club.name}</a>
      <nav aria-label="Club">
        <ul>
          ${places.map(([name, path]) => html`<li><a href="${path}">${name}</a></li>`)}
        </ul>
      </nav>
    </div>
  </header>`;
}

function trailOf(trail: Trail): Html {
  if (trail.length === 0) return html``;
  return html`<nav class="trail" aria-label="Where you are">
    <ol>
      ${trail.map(({ name, path }) => html`<li><a href="${path}">${name}</a></li>`)}
    </ol>
  </nav>`;
}

function footOf(isAlive: boolean): Html {
  return html`<footer class="foot">
    <p>Every number that is underlined says why. ${isAlive ? html`<span id="line" role="status"></span>` : ''}</p>
    <p>Kept by Racetower. <a href="/api/reference">For programs</a></p>
  </footer>`;
}

export interface TableShown {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns of numbers, which stand to the right. */
  readonly numbers?: readonly number[];
  /** The column that says whose row it is; left out: the second. */
  readonly head?: number;
  /** Columns that a narrow screen can do without. */
  readonly spare?: readonly number[];
  /** The caption is read to those who do not see; a heading above says the same. */
  readonly quiet?: boolean;
}
export type Cell = string | number | Html;

/** A table that is read across; narrow screens leave out what can be spared and scroll to the rest. */
export function table({ caption, heads, rows, numbers = [], head = 1, spare = [], quiet = false }: TableShown): Html {
  const look = (column: number): string =>
    [...(numbers.includes(column) ? ['n'] : []), ...(spare.includes(column) ? ['spare'] : [])].join(' ');
  const marked = (column: number): Html => {
    const names = look(column);
    return names === '' ? html`` : html` class="${names}"`;
  };
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption${quiet ? html` class="hide"` : ''}>${caption}</caption>
<thead><tr>${heads.map((each, column) => html`<th scope="col" ${marked(column)}>${each}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr>
      ${row.map((cell, column) => (column === head ? html`<th scope="row" ${marked(column)}>${cell}</th>` : html`<td${marked(column)}>${cell}</td>`))}
    </tr> `,
)}</tbody>
</table></div>`;
}

/** A line that says why there is nothing to show, or what to know of what is shown. */
export const note = (text: string | Html): Html => html`<p class="note">${text}</p>`;

/** The number of a car as it stands on its side. */
export const plate = (car: string): Html => html`<span class="plate">${car}</span>`;

export type Mood = 'good' | 'warn' | 'bad' | 'now' | 'calm';
const SIGNS: Readonly<Record<Mood, string>> = { good: '✓', warn: '◐', bad: '✕', now: '●', calm: '○' };

/** A word for how something stands; its sign says the same without colour. */
export const tag = (mood: Mood, text: string): Html =>
  html`<span class="tag ${mood}"><span aria-hidden="true">${SIGNS[mood]}</span> ${text}</span>`;

/** A list of links to what belongs to a page. */
export const shortcuts = (label: string, links: readonly (readonly [name: string, path: string])[]): Html =>
  html`<nav class="cuts" aria-label="${label}">
    <ul>
      ${links.map(([name, path]) => html`<li><a href="${path}">${name}</a></li>`)}
    </ul>
  </nav>`;
