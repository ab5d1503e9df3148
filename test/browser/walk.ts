import type { Page } from 'playwright-core';
import { DESKS } from '../../packages/console/src/desks/index.ts';
import type { Desk } from '../../packages/console/src/desks/desk.ts';
import type { DemoNight } from './demo-night.ts';
import { openClient } from '../../packages/server/src/client/index.ts';
import { type AtDesk, openDesk, roleFor } from './officials.ts';
import { LOOKED_FOR, OPENED } from './opened.ts';

/** A screen of the console somebody stands before: a desk, one of its parts, or what was opened over it. */
export interface Stop {
  readonly name: string;
  /** Brings a page there, from anywhere. */
  readonly go: (page: Page) => Promise<void>;
}

/** Every screen of every desk: each tab by the desk's own list, each tab within it, and what opens over it. */
export async function stopsOf(night: DemoNight, wanted: (desk: Desk) => boolean = () => true): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  for (const desk of DESKS.filter(wanted)) {
    const at = await whereShown(night, desk);
    const { role } = at;
    for (const tab of desk.tabs ?? [undefined])
      stops.push({
        name: tab === undefined ? desk.id : `${desk.id}-${tab.id}`,
        go: (page) => openDesk(page, tab === undefined ? at : { ...at, tab: tab.id }),
      });
    for (const { name, tab, search, role: who = role, open } of OPENED[desk.id] ?? [])
      stops.push({
        name: `${desk.id}-${name}`,
        go: async (page) => {
          await openDesk(page, { ...at, role: who, ...(tab === undefined ? {} : { tab }), ...(search ? { search } : {}) });
          await open(page);
        },
      });
  }
  return stops;
}

/** Where a desk is looked at: at the club of the night, or at the league where that has no use for it. */
export async function whereShown({ served, club, league }: DemoNight, { id, shownFor }: Desk): Promise<AtDesk> {
  const { address } = served;
  for (const each of [club, league]) {
    const client = openClient({ address, club: each });
    const about = await client.about();
    client.close();
    if (shownFor === undefined || shownFor(about)) {
      const search = LOOKED_FOR[id];
      return { address, club: each, desk: id, role: await roleFor(address, each, id), ...(search ? { search } : {}) };
    }
  }
  throw new Error(`no club here has a desk ${id}: add one that does to the night`);
}

/** The tabs that a desk shows, by their names in the address; not those within one of its parts. */
export async function tabsShown(page: Page): Promise<readonly string[]> {
  const list = page.getByRole('tablist').first();
  if ((await list.count()) === 0) return [];
  return list.getByRole('tab').evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('data-key') ?? ''));
}
