import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** The way to a page: name and address of each page above it. */
export type Trail = readonly { readonly name: string; readonly path: string }[];

/** A whole page: readable without a script, in light and dark, and on paper. */
export async function page(title: string, trail: Trail, content: Html | readonly Html[]): Promise<string> {
  const made = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/pages.css" />
      </head>
      <body>
        <a class="skip" href="#content">To the content</a>
        <header>
          <nav aria-label="Where you are">
            <ol>
              ${trail.map(({ name, path }) => html`<li><a href="${path}">${name}</a></li>`)}
            </ol>
          </nav>
        </header>
        <main id="content">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`;
  return made.toString();
}

export interface TableShown {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | number | Html)[])[];
  /** Columns of numbers, which stand to the right. */
  readonly numbers?: readonly number[];
}

/** A table; the second cell of a row says whose row it is. */
export function table({ caption, heads, rows, numbers = [] }: TableShown): Html {
  const side = (column: number): string => (numbers.includes(column) ? 'number' : 'text');
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head, column) => html`<th scope="col" class="${side(column)}">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, column) =>
                column === 1 ? html`<th scope="row" class="${side(column)}">${cell}</th>` : html`<td class="${side(column)}">${cell}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A line that says why there is nothing to show, or by which clauses there is. */
export const note = (text: string): Html => html`<p class="note">${text}</p>`;
