import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { midSeason } from '../../packages/cli/src/demo/mid-season.ts';
import { readSeason } from '../../packages/cli/src/season/season-file.ts';
import { loadEditions } from '../../packages/rulebook/src/index.ts';
import { barriers, inBrowser, type Looking } from './browser.ts';
import { openDesk } from './officials.ts';
import { type Served, serveClubs } from './served.ts';
import { logsOf } from './worlds.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const CLUB = 'example-speedway';
const EVENING_MS = Date.parse('2026-07-19T01:30:00Z');

interface AtClub {
  readonly served: Served;
  /** The club's edition as it stands on the disk. */
  readonly edition: () => string;
  readonly stop: () => Promise<void>;
}

/** The demo club in the middle of its season, with a rulebook of its own to be changed. */
async function clubWithRulebook(): Promise<AtClub> {
  const home = mkdtempSync(join(tmpdir(), 'racetower-rulebook-'));
  const folder = join(home, CLUB);
  cpSync(join(ROOT, 'rulebooks', CLUB), folder, { recursive: true });
  const story = readSeason(join(ROOT, 'demo/mid-season.yaml'));
  const read = loadEditions(folder);
  if (!story.ok || !read.ok) throw new Error('the demo cannot be read');
  const editions = read.value.map((each) => each.book);
  const facts = midSeason(story.value, editions, Temporal.Instant.fromEpochMilliseconds(EVENING_MS));
  const { data, remove } = await logsOf([{ club: CLUB, facts, rulebook: folder }]);
  const served = await serveClubs({ data, rulebooks: [folder], now: () => new Date(EVENING_MS).toISOString() });
  return {
    served,
    edition: () => readFileSync(join(folder, '2026.yaml'), 'utf8'),
    stop: async () => {
      await served.stop();
      remove();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

inBrowser('the rulebook desk in a browser', (open) => {
  let at: AtClub;
  beforeAll(async () => {
    at = await clubWithRulebook();
  });
  afterAll(() => at.stop());

  async function atDesk(looking: Looking): Promise<Page> {
    const page = await open(looking);
    await openDesk(page, { address: at.served.address, club: CLUB, desk: 'rulebook', role: 'race-director' });
    await page.getByRole('textbox', { name: 'Text of 2026.yaml' }).waitFor();
    return page;
  }

  test('a rule change by what-if: broken and mended, a number changed, nights run, the season worked out, saved with a reason', async () => {
    const page = await atDesk({ size: 'wide' });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (said) => said.type() === 'error' && faults.push(said.text()));
    const problems = page.getByRole('region', { name: 'What to mend' });
    await page.getByText('no mistakes').waitFor();

    // Broken: the line is named, and it cannot be saved.
    const editor = page.getByRole('textbox', { name: 'Text of 2026.yaml' });
    await editor.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('roundz: {}\n');
    await problems.getByRole('button', { name: /mistake Line 1 unknown word "roundz", did you mean "rounds"/ }).waitFor();
    await page.getByRole('button', { name: /^Save ?: line 1: unknown word "roundz"/ }).waitFor();
    await page.keyboard.press('Control+s');
    expect(await page.getByRole('dialog').count()).toBe(0);
    // Mended by undo, which stops at the text as it was and never takes a call back.
    for (let step = 0; step < 12; step += 1) await page.keyboard.press('Control+z');
    await page.getByText('as saved').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByText('no mistakes').waitFor();

    // A number by its form, in its place in the text.
    await page.getByRole('tab', { name: 'Numbers' }).click();
    await page.getByLabel('Find a number by name, clause or what it is').fill('a-main');
    const give = page.getByRole('textbox', { name: /points › a-main › rules 2 › give/ });
    await give.fill('52 - 2 * plaec');
    await give.press('Enter');
    await page.getByText('1 mistake').waitFor();
    await give.fill('70 - 5 * place');
    await give.press('Enter');
    await page.getByText('changed, not saved').waitFor();
    await page.getByText('no mistakes').waitFor();

    // The nights of the club: one expects the points as they were.
    await page.getByRole('tab', { name: 'Nights' }).click();
    await page.getByRole('button', { name: /^Run all \d+ nights$/ }).click();
    await page.getByText(/\d+ fail$/).waitFor();
    await page
      .getByRole('button', { name: /: fails$/ })
      .first()
      .click();
    await page.getByText('The night expects').waitFor();
    await page.getByText('The rulebook gives', { exact: true }).waitFor();

    // The season under it.
    await page.getByText(/\d+ of \d+ clauses are shown to work/).waitFor();

    await page.getByRole('tab', { name: 'What if' }).click();
    await page.getByRole('button', { name: 'Work it out' }).click();
    const standings = page.getByRole('region', { name: 'Standings' });
    await standings.waitFor({ timeout: 60_000 });
    await standings.getByRole('link', { name: 'EX-5.2' }).first().waitFor();
    await standings
      .getByRole('button', { name: /^Why: / })
      .first()
      .click();
    const why = page.getByRole('dialog');
    await why.getByRole('region', { name: 'As it is' }).getByRole('link', { name: 'EX-5.2' }).first().waitFor();
    await why.getByRole('region', { name: 'As edited' }).getByText('70 - 5 * place').first().waitFor();
    await page.keyboard.press('Escape');

    // Saved, with what it changes in sight and a reason.
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Save 2026.yaml' });
    await dialog.getByText('of the standings').first().waitFor();
    await dialog.getByRole('button', { name: /^Save the edition ?: say why/ }).waitFor();
    await dialog.getByLabel('Why is it changed?').fill('The board wants winning to count for more');
    await dialog.getByRole('button', { name: 'Save the edition', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('as saved').waitFor();
    expect(at.edition()).toContain('give: 70 - 5 * place');

    // Everybody reads the new points.
    const everybody = await open({ size: 'phone' });
    await everybody.goto(`${at.served.address}/clubs/${CLUB}/seasons/2026`);
    await everybody
      .getByRole('row', { name: /Emmy Sayer/ })
      .getByText('424')
      .first()
      .waitFor();
    await page.getByRole('tab', { name: 'Changes' }).click();
    await page.getByRole('cell', { name: 'The board wants winning to count for more' }).waitFor();
    expect([faults, at.served.faults]).toEqual([[], []]);
  });

  test('two who edit at once: the second is told, sees both texts and chooses', async () => {
    const [first, second] = [await atDesk({ size: 'wide' }), await atDesk({ size: 'tablet', theme: 'dark' })];
    for (const [page, laps] of [
      [first, '11'],
      [second, '12'],
    ] as const) {
      await page.getByRole('tab', { name: 'Numbers' }).click();
      await page.getByLabel('Find a number by name, clause or what it is').fill('heat_laps');
      const field = page.getByRole('textbox', { name: 'laps of a heat (heat_laps)' });
      await field.fill(laps);
      await field.press('Enter');
      await page.getByText('changed, not saved').waitFor();
    }
    const save = async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Why is it changed?').fill('longer heats');
      await dialog.getByText('Save without waiting for it').click();
      await dialog.getByRole('button', { name: 'Save the edition', exact: true }).click();
    };
    await save(first);
    await first.getByText('as saved').waitFor();
    await save(second);
    const conflict = second.getByRole('dialog', { name: 'Somebody else saved meanwhile' });
    await conflict.getByRole('textbox', { name: 'My text against theirs' }).getByText('value: 12').first().waitFor();
    expect(await barriers(second)).toEqual([]);
    expect(at.edition()).toContain('heat_laps: { value: 11');
    await conflict.getByRole('button', { name: 'Take theirs, drop mine' }).click();
    await second.getByText('as saved').waitFor();
    await expect
      .poll(() => second.getByRole('textbox', { name: 'laps of a heat (heat_laps)' }).inputValue(), { timeout: 20_000 })
      .toBe('11');
    expect(at.served.faults).toEqual([]);
  });
});
