import { html } from 'hono/html';
import { type Html, note, type PageParts, plate, table } from './layout.ts';
import { clubPath, meetingPath, racePath, verdictsPath } from './paths.ts';
import type { Reading } from './reading.ts';
import { clauseLinks } from './why-link.ts';
import { moneyText, momentText, raceName, readable, sentence } from './words.ts';

export interface VerdictSeen {
  readonly case: string;
  readonly kind: string;
  readonly says: string;
  readonly meeting?: string;
  readonly race?: string;
  readonly decidedAt: string;
  readonly filer: string;
  readonly against?: string;
  readonly car?: string;
  readonly status: string;
  readonly outcomeSays: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly penalties: readonly { readonly person: string; readonly says: string; readonly clauses: readonly string[] }[];
  readonly feeCents: number;
  readonly fee: readonly { readonly to: string; readonly cents: number }[];
  readonly appeals: readonly { readonly case: string; readonly kind: string; readonly status: string; readonly outcome?: string }[];
  readonly evidence: readonly { readonly from: string; readonly fields: Readonly<Record<string, unknown>> }[];
  readonly clauses: readonly string[];
}

function verdictsOf(reading: Reading, id?: string): readonly VerdictSeen[] {
  const asked = reading.ask<{ readonly verdicts: readonly VerdictSeen[] }>('verdicts', { case: id });
  return asked.ok ? asked.answer.verdicts.toReversed() : [];
}

/** The verdicts that the rulebook publishes, the latest first. */
export function verdictsPage(reading: Reading): PageParts {
  const { club, book } = reading;
  const rows = verdictsOf(reading).map((each) => [
    momentText(each.decidedAt, reading.zone),
    html`<a href="${verdictsPath(club, each.case)}">${sentence(each.says)}</a>`,
    sentence(each.outcomeSays),
    each.against ?? (each.car === undefined ? '' : plate(each.car)),
    each.race === undefined ? '' : raceName(book, each.race),
  ]);
  return {
    title: 'Verdicts',
    path: verdictsPath(club),
    describes: `Decided protests and other cases at ${book.club.name}, with their clauses.`,
    trail: [{ name: book.club.name, path: clubPath(club) }],
    content: [
      {
        live: 'verdicts',
        html:
          rows.length === 0
            ? note('No verdict is published. Those that the rulebook publishes are posted here.')
            : table({
                caption: 'Published verdicts',
                quiet: true,
                heads: ['Decided', 'Case', 'Outcome', 'Against', 'Race'],
                rows,
                spare: [4],
              }),
      },
    ],
  };
}

/** A verdict with penalties, fee, appeals and clauses. Nothing when none is published under this id. */
export function verdictPage(reading: Reading, id: string): PageParts | undefined {
  const verdict = verdictsOf(reading, id)[0];
  if (!verdict) return undefined;
  const { club, book } = reading;
  return {
    title: `${sentence(verdict.says)}: ${verdict.outcomeSays}`,
    path: verdictsPath(club, id),
    describes: `Decided at ${book.club.name} on ${momentText(verdict.decidedAt, reading.zone)}.`,
    trail: [
      { name: book.club.name, path: clubPath(club) },
      { name: 'Verdicts', path: verdictsPath(club) },
    ],
    content: [{ live: 'verdict', html: verdictPart(reading, verdict) }],
  };
}

function verdictPart(reading: Reading, verdict: VerdictSeen): Html {
  const list = (id: string, heading: string, rows: readonly Html[]): Html =>
    rows.length === 0
      ? html``
      : html`<section>
          <h2 id="${id}">${heading}</h2>
          <ul class="list">
            ${rows.map((row) => html`<li><span>${row}</span></li>`)}
          </ul>
        </section>`;
  return html`<dl class="pairs">
      ${pairsOf(reading, verdict).map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${list(
      'penalties',
      'What follows',
      verdict.penalties.map((each) => html`${each.person}: ${each.says} (${clauseLinks(reading, each.clauses)})`),
    )}
    ${list(
      'appeals',
      'Appeals',
      verdict.appeals.map(
        (each) => html`${sentence(readable(each.kind))}: ${each.status}${each.outcome === undefined ? '' : `, ${readable(each.outcome)}`}`,
      ),
    )}
    ${list(
      'evidence',
      'Evidence that is public',
      verdict.evidence.map((each) => html`From ${each.from}: ${Object.entries(each.fields).map(([name, value]) => pieceOf(name, value))}`),
    )}`;
}

/** A value of a form as people read it. */
function fieldText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** A field of a piece of evidence: an address leads there, a lap says where to look. */
function pieceOf(name: string, value: unknown): Html {
  const text = String(value);
  if (/^https?:\/\//.test(text)) return html`<a href="${text}" rel="nofollow noreferrer">${text}</a> `;
  return html`${name === 'lap' ? `lap ${text}` : text} `;
}

function pairsOf(reading: Reading, verdict: VerdictSeen): readonly (readonly [string, Html | string])[] {
  const { club, book } = reading;
  const { meeting, race } = verdict;
  const money = (cents: number): string => moneyText(book, cents);
  return [
    ['Decided', momentText(verdict.decidedAt, reading.zone)],
    ...(race !== undefined && meeting !== undefined
      ? [['Race', html`<a href="${racePath(club, meeting, race)}">${raceName(book, race)}</a>`] as const]
      : meeting !== undefined
        ? [['Meeting', html`<a href="${meetingPath(club, meeting)}">${meeting}</a>`] as const]
        : []),
    ['Filed by', verdict.filer],
    ...(verdict.against === undefined
      ? []
      : [['Against', html`${verdict.car === undefined ? '' : plate(verdict.car)} ${verdict.against}`] as const]),
    ...Object.entries(verdict.fields).map(([name, value]) => [sentence(readable(name)), fieldText(value)] as const),
    ...(verdict.feeCents > 0
      ? [['Fee', `${money(verdict.feeCents)}${verdict.fee.map((each) => `, ${money(each.cents)} to ${each.to}`).join('')}`] as const]
      : []),
    ['Clauses', clauseLinks(reading, verdict.clauses)],
  ];
}
