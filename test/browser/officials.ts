import type { Page } from 'playwright-core';
import { isOffered } from '../../packages/console/src/desks/desk.ts';
import { DESKS } from '../../packages/console/src/desks/index.ts';
import { openClient } from '../../packages/server/src/client/index.ts';

/** Sits down at the machine of a club without accounts, in a role. */
export async function chooseRole(page: Page, role: string, who = ''): Promise<void> {
  await page.getByLabel('Your name').fill(who);
  await page.getByRole('button', { name: role, exact: true }).click();
  await page.getByRole('navigation', { name: 'Desks' }).waitFor();
}

/** A role that works at a desk. @throws when the club has none */
export async function roleFor(address: string, club: string, desk: string): Promise<string> {
  const client = openClient({ address, club });
  const { roles } = await client.me();
  client.close();
  const wanted = DESKS.find((each) => each.id === desk);
  const role =
    wanted &&
    (roles.find((each) => each.role === 'race-director' && isOffered(wanted, each)) ?? roles.find((each) => isOffered(wanted, each)));
  if (!role) throw new Error(`nobody at ${club} works at ${desk}`);
  return role.role;
}

export interface AtDesk {
  readonly address: string;
  readonly club: string;
  readonly desk: string;
  readonly role: string;
  /** A part of the desk. */
  readonly tab?: string;
  /** What else the address says, as the race. */
  readonly search?: Readonly<Record<string, string>>;
}

/** Opens a desk in a role, and waits until nothing is loading any more. */
export async function openDesk(page: Page, { address, club, desk, role, tab, search = {} }: AtDesk): Promise<void> {
  await page.addInitScript(([key, value]) => localStorage.setItem(key ?? '', value ?? ''), [`racetower-role-${club}`, `${role}\n`]);
  await page.goto(
    `${address}/console/${club}/${desk}?${new URLSearchParams({ ...search, ...(tab === undefined ? {} : { tab }) }).toString()}`,
  );
  await page.locator('#desk > *').first().waitFor();
  await page.getByRole('status').filter({ hasText: '…' }).first().waitFor({ state: 'detached' });
}
