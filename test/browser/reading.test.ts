import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inBrowser } from './browser.ts';
import { type Served, serveClubs } from './served.ts';
import { exampleNight, logsOf } from './worlds.ts';

const HOME = '/clubs/example-speedway';
const MEETING = `${HOME}/meetings/2026-05-02`;
const HEAT = `${MEETING}/races/mini-stock/heat-1`;
/** Five minutes after the heat of that night. */
const NOW = '2026-05-03T01:05:00Z';

/** The night as it was when its heat had ended and nobody had protested yet. */
function heatIsOver(): ReturnType<typeof exampleNight> {
  const night = exampleNight('verdict');
  return { ...night, facts: night.facts.slice(0, night.facts.findIndex((fact) => fact.kind === 'race-finished') + 1) };
}

inBrowser('whoever reads the pages', (open) => {
  let served: Served;
  let remove: () => void;
  const give = async (command: object): Promise<void> => {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(command) };
    const answered = await fetch(`${served.address}/api${HOME}/commands`, sent);
    expect([await answered.text(), answered.status]).toEqual([expect.any(String), 200]);
  };

  beforeAll(async () => {
    const logs = await logsOf([heatIsOver()]);
    ({ remove } = logs);
    served = await serveClubs({ data: logs.data, now: () => NOW });
    await give({ do: 'draw', by: 'race-director:Rae', meeting: '2026-05-02', draw: 'invert', class: 'mini-stock', result: 4 });
  });
  /** Sends the form; the answer is a page of its own. */
  const fileIt = async (page: Page): Promise<void> => {
    const answered = page.waitForEvent('load');
    await page.getByRole('button', { name: 'File it' }).click();
    await answered;
  };
  afterAll(async () => {
    await served.stop();
    remove();
  });
  test('finds the start of a child in two taps, without a script', async () => {
    const page = await open({ scripts: false });
    await page.goto(`${served.address}${HOME}`);
    await page.getByRole('link', { name: 'My start' }).click();
    await page.getByRole('link', { name: 'Ben B.' }).click();
    expect(await page.locator('.hero').innerText()).toMatch(/Next start\s+22\s+Mini Stock A Main: (Row \d (inside|outside)|Pole)/);
    await page.locator('.hero a.why').click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/Why: car 22/);
    expect(await page.locator('main').innerText()).toMatch(/EX-\d/);
    await page
      .locator('main')
      .getByRole('link', { name: /^EX-\d/ })
      .first()
      .click();
    expect(page.url()).toMatch(/rulebook#EX-\d/);
  });

  test('reads why in a window over the page, by the keyboard, and without a script on a page of its own', async () => {
    const page = await open();
    await page.goto(`${served.address}${HEAT}`);
    await page.locator('#result ~ .wide a.why').first().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.innerText()).toMatch(/Why: car 11.*\n.*EX-5\.2/s);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    const plain = await open({ scripts: false });
    await plain.goto(`${served.address}${HEAT}`);
    await plain.locator('a.why').first().click();
    expect(await plain.getByRole('heading', { level: 1 }).innerText()).toContain('Why: car 11');
  });

  test('files a protest by a plain form: what is wrong is said at its field, what was written stays, and it is filed once', async () => {
    const page = await open({ scripts: false });
    await page.goto(`${served.address}${HEAT}`);
    await page.getByRole('navigation', { name: 'This race' }).getByRole('link', { name: 'Protest' }).click();
    expect(await page.locator('.hero').innerText()).toContain('$50.00');
    await page.getByLabel('Who files').fill('Ben Boyd');
    await fileIt(page);
    expect(await page.getByLabel('Grounds').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Who files').inputValue()).toBe('Ben Boyd');
    await page.getByLabel('Grounds').fill('the car that won was light');
    await fileIt(page);
    expect(await page.locator('#paid-fault').innerText()).toContain('fee');
    await page.getByLabel('is handed over').check();
    await page.getByLabel('Against whom').fill('Ava Archer');
    const sent = await page.evaluate<Record<string, string>>(`Object.fromEntries(new FormData(document.querySelector('form.form')))`);
    await fileIt(page);
    expect(await page.getByRole('status').innerText()).toMatch(/Filed under the number protest-/);
    const again = await fetch(`${served.address}${HOME}/protest`, { method: 'POST', body: new URLSearchParams(sent), redirect: 'manual' });
    expect([again.status, again.headers.get('location')]).toEqual([303, new URL(page.url()).pathname + new URL(page.url()).search]);
    const answered = await fetch(`${served.address}/api${HOME}/views/cases`);
    const { answer } = (await answered.json()) as { readonly answer: { readonly cases: readonly object[] } };
    expect(answer.cases.length).toBe(1);
  });

  test('sees a page go on by itself', async () => {
    const page = await open();
    const other = await open();
    await page.goto(`${served.address}${HEAT}`);
    await other.goto(`${served.address}${MEETING}`);
    await give({
      do: 'file',
      by: 'race-director:Rae',
      case: 'protest',
      id: 'p9',
      meeting: '2026-05-02',
      race: 'mini-stock/heat-1',
      filer: 'Cal Cole',
      against: 'Ava Archer',
      fields: { grounds: 'weight' },
      paidCents: 5000,
      paidBy: 'cash',
    });
    await give({ do: 'rule', by: 'race-director:Rae', id: 'p9', outcome: 'upheld' });
    await page.locator('#live-race').getByText('dq', { exact: false }).first().waitFor();
    await other.locator('#live-schedule').getByText('Ben B.').first().waitFor();
    expect(await page.locator('#live-race').innerText()).toMatch(/Ben B\.[^]*Ava Archer\s+DQ/i);
  });

  test('prints a line-up and the standings on one side of paper each', async () => {
    const page = await open({ size: 'wide' });
    for (const path of [`${MEETING}/races/mini-stock/a-main/line-up`, `${HOME}/meetings/2026-05-02/points`]) {
      await page.goto(`${served.address}${path}`);
      const pdf = await page.pdf({ format: 'Letter' });
      expect([path, pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length]).toEqual([path, 1]);
    }
  });

  test('holds the big screen, and turns it by the arrows', async () => {
    const page = await open({ size: 'wide', reducedMotion: true });
    await page.goto(`${served.address}${MEETING}/screen`);
    const shown = (): Promise<string | null> => page.locator('.board.shown').getAttribute('aria-label');
    expect(await shown()).toBe('Board 1 of 2');
    await page.getByRole('button', { name: 'Hold' }).click();
    expect(await page.getByRole('button', { name: 'Held' }).getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toBe('Board 2 of 2');
    await page.keyboard.press('ArrowRight');
    expect(await shown()).toBe('Board 1 of 2');
    expect(await page.evaluate<number>('document.documentElement.scrollHeight')).toBeLessThanOrEqual(1080);
  });
});
