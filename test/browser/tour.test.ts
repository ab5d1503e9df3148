import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers, inBrowser } from './browser.ts';
import { type DemoNight, demoNight } from './demo-night.ts';

inBrowser('the tour of the demo night', (open) => {
  let night: DemoNight;
  beforeAll(async () => {
    night = await demoNight({ shown: true });
  });
  afterAll(() => night.stop());

  const tour = (page: Page) => page.getByRole('complementary', { name: 'The tour of the demo night' });
  const step = (page: Page, title: string): Promise<void> => tour(page).getByRole('heading', { name: title }).waitFor();
  const press = (page: Page, name: string): Promise<void> => tour(page).getByRole('button', { name, exact: true }).click();
  const done = async (page: Page, title: string): Promise<void> => {
    await tour(page).getByRole('status').getByText(`Done: ${title}`).waitFor();
    await press(page, 'Next');
  };

  test('begins by itself, waits for each thing to be done, and is gone through to its end', async () => {
    const page = await open({ size: 'wide' });
    await page.goto(`${night.served.address}/console/${night.club}`);
    await page.getByRole('button', { name: 'Take the tour as Race director' }).click();
    await step(page, 'Welcome to the tower');
    expect(await barriers(page)).toEqual([]);
    await press(page, 'Next');
    await step(page, 'The window');
    await press(page, 'Take me there');
    await page.getByRole('combobox', { name: 'Who is at the window?' }).fill('43');
    await page.getByRole('option').first().click();
    await done(page, 'The window');
    await press(page, 'Take me there');
    await page
      .getByRole('button', { name: /^Row 1 inside/ })
      .first()
      .click();
    await page.keyboard.press('Escape');
    await done(page, 'The line-up and its reasons');
    await press(page, 'Take me there');
    await page.getByRole('status', { name: 'Flag now' }).waitFor();
    await page.keyboard.press('g');
    await done(page, 'Start the race');
    await page.keyboard.press('y');
    await done(page, 'A yellow');
    await page.keyboard.type(await page.getByRole('rowheader').locator('.plate').nth(2).innerText());
    await page.keyboard.press('Enter');
    await page
      .getByRole('group', { name: 'Calls' })
      .getByRole('button', { name: /^caution/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make the call' }).click();
    await done(page, 'Who caused it?');
    await page.keyboard.press('o');
    await page.getByRole('dialog', { name: 'Restart' }).waitFor();
    await page.keyboard.press('Escape');
    await done(page, 'The restart line-up');
    await page.keyboard.press('g');
    await done(page, 'Back to green');
    await press(page, 'Take me there');
    await page
      .getByRole('button', { name: /The place of car/ })
      .first()
      .click();
    await page.keyboard.press('Escape');
    await done(page, 'Every number says why');
    await press(page, 'Take me there');
    await page.getByRole('navigation', { name: 'Cases' }).getByRole('button').first().click();
    await done(page, 'The stewards’ room');
    const opened = page.waitForEvent('popup');
    await tour(page).getByRole('link', { name: 'Open the public page' }).click();
    await (await opened).close();
    await done(page, 'What everybody sees');
    await press(page, 'Finish');
    await tour(page).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('navigation', { name: 'Desks' }).waitFor();
    expect(await tour(page).count()).toBe(0);
    expect(night.served.faults).toEqual([]);
  });

  test('remembers where somebody was, can be skipped through on a phone, and begun again from the menu and the palette', async () => {
    const page = await open({ size: 'phone', theme: 'dark' });
    await page.goto(`${night.served.address}/console/${night.club}`);
    await page.getByRole('button', { name: 'Take the tour as Race director' }).click();
    await press(page, 'Next');
    await press(page, 'Skip this step');
    await page.reload();
    await step(page, 'The line-up and its reasons');
    expect(await barriers(page)).toEqual([]);
    await press(page, 'Back');
    await step(page, 'The window');
    await press(page, 'End the tour');
    await page.getByRole('button', { name: /You are/ }).click();
    await page.getByRole('menuitem', { name: 'Tour of the demo night' }).click();
    await step(page, 'Welcome to the tower');
    await press(page, 'End the tour');
    await page.keyboard.press('Control+k');
    await page.getByRole('searchbox').fill('tour');
    await page.keyboard.press('Enter');
    await step(page, 'Welcome to the tower');
  });

  test('is not in the way of a club that races', async () => {
    const real = await demoNight();
    const page = await open({ size: 'wide' });
    await page.goto(`${real.served.address}/console/${real.club}`);
    await page.getByRole('button', { name: 'Race director', exact: true }).click();
    await page.getByRole('navigation', { name: 'Desks' }).waitFor();
    expect(await tour(page).count()).toBe(0);
    await page.getByRole('button', { name: /You are/ }).click();
    expect(await page.getByRole('menuitem', { name: 'Tour of the demo night' }).count()).toBe(0);
    await real.stop();
  });
});
