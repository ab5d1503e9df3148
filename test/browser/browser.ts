import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { findChromium } from './chromium.ts';

/** The screens that every page is looked at on: a phone in the pits, a tablet at the window, the wall of the stands. */
export const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  wide: { width: 1920, height: 1080 },
} as const;
export type Size = keyof typeof SIZES;
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How somebody looks at a page. */
export interface Looking {
  readonly size?: Size;
  readonly theme?: Theme;
  /** Off: the page as it is without JavaScript. */
  readonly scripts?: boolean;
  readonly reducedMotion?: boolean;
  /** The browser keeps what a page keeps for when the network is away. */
  readonly keeps?: boolean;
  /** A screen that is touched. */
  readonly touch?: boolean;
  /** A browser of one person keeps cookies; each context is one person. */
  readonly baseURL?: string;
}

/** What does not show within this time is not there: a story that fails says what it waited for. */
const PATIENCE_MS = 30_000;

/** Works without a network but that of this machine, and asks nobody for anything. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Starts a browser without a window. @throws when there is none on this machine */
export async function openBrowser(): Promise<Browser> {
  const found = findChromium();
  if (!found.ok) throw new Error(found.says);
  return chromium.launch({ executablePath: found.path, headless: true, args: FLAGS });
}

/** A person at a screen of their own, with cookies of their own. */
export function newPerson(
  browser: Browser,
  { size = 'phone', theme = 'light', scripts = true, reducedMotion = false, touch = false, keeps = false, baseURL }: Looking = {},
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: SIZES[size],
    colorScheme: theme,
    javaScriptEnabled: scripts,
    hasTouch: touch,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    locale: 'en-US',
    serviceWorkers: keeps ? 'allow' : 'block',
    ...(baseURL === undefined ? {} : { baseURL }),
  });
}

/** Describes stories that need a browser, started once for all of them; without one they are skipped and say so. */
export function inBrowser(name: string, stories: (open: (looking?: Looking) => Promise<Page>, browser: () => Browser) => void): void {
  const found = findChromium();
  describe.skipIf(!found.ok)(`${name}${found.ok ? '' : ` (skipped: ${found.says})`}`, () => {
    let started: Browser | undefined;
    beforeAll(async () => {
      started = await openBrowser();
    });
    afterAll(() => started?.close());
    const browser = (): Browser => {
      if (!started) throw new Error('the browser is started with the first story');
      return started;
    };
    stories(async (looking) => {
      const person = await newPerson(browser(), looking);
      onTestFinished(() => person.close());
      person.setDefaultTimeout(PATIENCE_MS);
      return person.newPage();
    }, browser);
  });
}

/**
 * What keeps somebody from reading or using a page, by the rules of WCAG 2.2 AA and good practice; one sentence each.
 *
 * @param rules `colours`: of a page that was read whole in another theme
 */
export async function barriers(page: Page, rules: 'all' | 'colours' = 'all'): Promise<readonly string[]> {
  // What fades in is read once it stands there; what goes on for ever is read as it is.
  await page.evaluate(
    `for (const each of document.getAnimations()) if (each.effect?.getComputedTiming().endTime !== Infinity) each.finish()`,
  );
  if (!(await page.evaluate<boolean>(`'axe' in globalThis`))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(document, { resultTypes: ['violations']${rules === 'colours' ? ", runOnly: ['color-contrast', 'link-in-text-block']" : ''} })`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} (${node.failureSummary ?? ''})`));
}
