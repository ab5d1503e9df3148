import { html } from 'hono/html';
import { lookPath } from '../looks.ts';
import type { Html, Trail } from '../layout.ts';

export interface Framed {
  readonly title: string;
  readonly trail?: Trail;
  readonly content: readonly Html[];
  /** What came of what was sent last. */
  readonly told?: Told;
  /** Passkeys need a script; everything else does without. */
  readonly passkeys?: boolean;
}
export type Told = { readonly good: boolean; readonly says: string };

/** A page of accounts as a browser shows it: forms that work without a script, for no search engine. */
export async function framed({ title, trail = [{ name: 'Clubs', path: '/' }], content, told, passkeys = false }: Framed): Promise<string> {
  const made = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="same-origin" />
        <title>${title}</title>
        <link rel="icon" href="${lookPath('icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${lookPath('account.css')}" />
        ${passkeys ? html`<script src="${lookPath('passkeys.js')}" defer></script>` : ''}
      </head>
      <body class="account">
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
          ${told ? html`<p class="told ${told.good ? 'good' : 'bad'}" role="${told.good ? 'status' : 'alert'}">${told.good ? '✓' : '✕'} ${told.says}</p>` : ''}
          ${content}
        </main>
      </body>
    </html>`;
  return made.toString();
}

export interface Asked {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'password' | 'email' | 'number';
  readonly value?: string;
  /** What browsers fill in by. */
  readonly fill?: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly choices?: readonly (readonly [value: string, label: string])[];
  readonly digits?: boolean;
}

export interface FormShown {
  readonly to: string;
  readonly seal: string;
  readonly button: string;
  readonly asks?: readonly Asked[];
  readonly kept?: Readonly<Record<string, string>>;
  /** `line`: one button in a row of a table; `tap`: a large one for thumbs. */
  readonly look?: 'block' | 'line' | 'tap';
  readonly bad?: boolean;
  /** What the button is called for those who do not see where it stands. */
  readonly aria?: string;
}

let asked = 0;

/** A form; every field has its label, every hint is read with it. */
export function form({ to, seal, button, asks = [], kept = {}, look = 'block', bad = false, aria }: FormShown): Html {
  return html`<form method="post" action="${to}" class="${look}">
    <input type="hidden" name="form" value="${seal}" />
    ${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)} ${asks.map(field)}
    <button type="submit" class="${bad ? 'bad' : ''}" ${aria === undefined ? '' : html` aria-label="${aria}"`}>${button}</button>
  </form>`;
}

function field({ name, label, type = 'text', value = '', fill = 'off', hint, optional = false, choices, digits = false }: Asked): Html {
  asked = (asked + 1) % 1_000_000;
  const id = `${name}-${asked}`;
  const must = optional ? '' : html` required`;
  const described = hint === undefined ? '' : html` aria-describedby="${id}-hint"`;
  return html`<div class="field">
    <label for="${id}">${label}</label> ${
      choices
        ? html`<select id="${id}" name="${name}" ${must}${described}>
            ${choices.map(([word, shown]) => html`<option value="${word}" ${word === value ? html` selected` : ''}>${shown}</option>`)}
          </select>`
        : html`<input
            id="${id}"
            name="${name}"
            type="${type}"
            value="${value}"
            autocomplete="${fill}"
            ${must}${described}${digits ? html` inputmode="numeric" pattern="[0-9]*"` : ''}
            autocapitalize="none"
            spellcheck="false"
          />`
    }
    ${hint === undefined ? '' : html`<p class="hint" id="${id}-hint">${hint}</p>`}
  </div>`;
}
