import type { Page } from 'playwright-core';

/** Sits down at the machine of a club without accounts, in a role. */
export async function chooseRole(page: Page, role: string, who = ''): Promise<void> {
  await page.getByLabel('Your name').fill(who);
  await page.getByRole('button', { name: role, exact: true }).click();
  await page.getByRole('navigation', { name: 'Desks' }).waitFor();
}
