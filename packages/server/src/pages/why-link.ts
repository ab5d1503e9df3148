import { html } from 'hono/html';
import type { Cell, Html } from './layout.ts';
import { rulebookPath, whyPath, type WhyOf } from './paths.ts';
import type { Reading } from './reading.ts';

/** A number, place or word that says why when it is followed. */
export const why = (reading: Reading, of: WhyOf, shown: Cell, says = 'why'): Html =>
  html`<a class="why" href="${whyPath(reading.club, of)}" rel="nofollow">${shown}<span class="hide">: ${says}</span></a>`;

/** Links to clauses of the rulebook. */
export function clauseLinks(reading: Reading, clauses: readonly string[]): Html {
  return html`${clauses.map(
    (clause, index) => html`${index === 0 ? '' : ', '}<a class="clause" href="${rulebookPath(reading.club, clause)}">${clause}</a>`,
  )}`;
}
