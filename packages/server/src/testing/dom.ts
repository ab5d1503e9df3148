import { createRequire } from 'node:module';

/** Of a page as a browser reads it, what the tests look at. jsdom's own types would let the whole house speak of browsers. */
export interface PageElement {
  readonly textContent: string;
  readonly getAttribute: (name: string) => string | null;
  readonly append: (text: string) => void;
  readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
}

interface PageWindow {
  readonly document: Omit<PageElement, 'append'> & { readonly querySelector: (selector: string) => PageElement | null };
  readonly eval: (script: string) => unknown;
}

const { JSDOM } = createRequire(import.meta.url)('jsdom') as {
  readonly JSDOM: new (html: string, options: { readonly runScripts: 'outside-only' }) => { readonly window: PageWindow };
};

/** Reads a page; its own scripts are not run. */
export function windowOf(html: string): PageWindow {
  return new JSDOM(html, { runScripts: 'outside-only' }).window;
}
