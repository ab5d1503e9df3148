import { type Clause, type ClauseKind, type Rulebook } from '@racetower/engine';
import { html } from 'hono/html';
import { type Html, note, type PageParts, shortcuts } from './layout.ts';
import { clubPath, rulebookPath } from './paths.ts';
import type { Reading } from './reading.ts';
import { blocksByClause } from './rulebook-blocks.ts';
import { moneyText, readable, sentence } from './words.ts';

/** What the software does with a clause of each kind. */
const DOES: Readonly<Record<ClauseKind, string>> = {
  compute: 'Racetower works it out',
  enforce: 'Racetower insists on it',
  guide: 'Racetower reminds officials of it',
  call: 'an official calls it, Racetower does what follows',
  publish: 'it stands here to be read',
};

interface ValueSeen {
  readonly value: string;
  readonly says: string;
  readonly unit?: string;
  readonly is?: unknown;
}

/** The rulebook, clause by clause: what it says, its numbers, and what the software does. Nothing when there is no such edition. */
export function rulebookPage(reading: Reading, edition: string | undefined): PageParts | undefined {
  const { club } = reading;
  const { editions } = reading.served.club;
  const book = edition === undefined ? reading.book : editions.find((each) => each.edition === edition);
  if (!book) return undefined;
  const values = valuesOf(reading, book);
  const blocks = blocksByClause(book);
  const clauses = [...book.clauses.values()];
  return {
    title: `Rulebook ${book.edition}`,
    path: rulebookPath(club),
    describes: `The rules of ${book.club.name}, ${clauses.length} clauses: what each says, its numbers and what the software does.`,
    trail: [{ name: book.club.name, path: clubPath(club) }],
    content: [
      html`<p class="facts">
        In force since ${book.inForce}. ${clauses.length} clauses, in our words; the club’s own text is what counts.
      </p>`,
      ...(editions.length > 1
        ? [
            shortcuts(
              'Editions',
              editions.map((each) => [`Edition ${each.edition}`, `${rulebookPath(club)}?edition=${encodeURIComponent(each.edition)}`]),
            ),
          ]
        : []),
      clauses.length === 0
        ? note('No clause is written yet.')
        : html`<div class="clauses">
            ${clauses.map((clause) => clausePart(clause, { book, values: values.get(clause.id) ?? [], blocks: blocks.get(clause.id) ?? [] }))}
          </div>`,
    ],
  };
}

interface About {
  readonly book: Rulebook;
  readonly values: readonly ValueSeen[];
  readonly blocks: readonly string[];
}

function clausePart({ id, says, kind, reading }: Clause, { book, values, blocks }: About): Html {
  return html`<article id="${id}">
    <h2><a href="#${id}">${id}</a></h2>
    <p>${sentence(says)}</p>
    ${reading === undefined ? '' : html`<p class="note">Read as: ${reading}</p>`}${
      values.length === 0
        ? ''
        : html`<ul class="values">
            ${values.map((each) => html`<li>${sentence(each.says)}: <strong>${valueText(book, each)}</strong></li>`)}
          </ul>`
    }
    <p class="does">${sentence(DOES[kind])}${blocks.length === 0 ? '' : `: ${blocks.join('; ')}`}.</p>
  </article> `;
}

/** The numbers of each clause as they stand: those of this edition, or, for the one in force, as officials have set them. */
function valuesOf(reading: Reading, book: Rulebook): ReadonlyMap<string, readonly ValueSeen[]> {
  const asked = book === reading.book ? reading.ask<{ readonly values: readonly ValueSeen[] }>('values') : undefined;
  const now = new Map((asked?.ok === true ? asked.answer.values : []).map((each) => [each.value, each]));
  const found = new Map<string, ValueSeen[]>();
  for (const rule of book.values.values()) {
    const shown: ValueSeen = now.get(rule.name) ?? {
      value: rule.name,
      says: rule.says,
      ...(rule.unit === undefined ? {} : { unit: rule.unit }),
      ...(rule.value === undefined ? {} : { is: rule.value.source }),
    };
    for (const clause of rule.clauses) found.set(clause, [...(found.get(clause) ?? []), shown]);
  }
  return found;
}

function valueText(book: Rulebook, { is, unit }: ValueSeen): string {
  if (is === undefined || is === null) return 'not set';
  if (unit === 'cents' && typeof is === 'number') return moneyText(book, is);
  const text = Array.isArray(is) ? is.map(String).join(', ') : typeof is === 'object' ? JSON.stringify(is) : readable(String(is));
  return unit === undefined ? text : `${text} ${unit}`;
}
