import type { Page } from 'playwright-core';
import { NIGHT } from './demo-night.ts';

/** What opens over a desk, and how somebody opens it. */
export interface Opened {
  readonly name: string;
  /** The part of the desk where it is opened. */
  readonly tab?: string;
  readonly search?: Readonly<Record<string, string>>;
  /** Who opens it, where it is not whoever works at the desk first. */
  readonly role?: string;
  readonly open: (page: Page) => Promise<void>;
}

/** By the button that opens it. */
const dialogBy =
  (name: RegExp) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await page.getByRole('dialog').waitFor();
  };
/** By its key. */
const dialogByKey =
  (key: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
  };

/** What desks are looked at for, where it is not what they show by themselves. */
export const LOOKED_FOR: Readonly<Record<string, Readonly<Record<string, string>>>> = { replay: { race: NIGHT.race } };

/** The dialogs and folds of each desk that pictures are taken of and that are read for barriers. Add yours. */
export const OPENED: Readonly<Record<string, readonly Opened[]>> = {
  'sign-in': [{ name: 'palette', open: dialogByKey('Control+k') }],
  'line-up': [{ name: 'keys', open: dialogByKey('?') }],
  'race-control': [
    {
      name: 'call',
      open: async (page) => {
        await page.keyboard.type(await page.getByRole('rowheader').locator('.plate').first().innerText());
        await page.keyboard.press('Enter');
        await dialogBy(/^caution/)(page);
      },
    },
    { name: 'restart-read-out', open: dialogByKey('o') },
  ],
  staging: [{ name: 'scratch', open: dialogBy(/^Scratch car/) }],
  results: [
    { name: 'why', open: dialogBy(/The place of car/) },
    {
      name: 'points-race',
      tab: 'points',
      open: async (page) => {
        await page.getByText('Points race').click();
        await page.getByRole('region', { name: 'Points race' }).waitFor();
      },
    },
    {
      name: 'charts',
      search: { race: NIGHT.race },
      open: async (page) => {
        await page.getByText('Lap chart and gaps').click();
        await page.getByRole('region', { name: 'Lap chart' }).waitFor();
      },
    },
    { name: 'receive', tab: 'ledger', role: 'treasurer', open: dialogBy(/^Receive money/) },
  ],
  registry: [
    { name: 'add', tab: 'people', open: dialogBy(/^Add a member/) },
    {
      name: 'person',
      tab: 'people',
      open: async (page) => {
        await page.getByRole('rowheader').getByRole('button').first().click();
        await page.getByRole('article').waitFor();
      },
    },
  ],
  season: [
    { name: 'open', open: dialogBy(/^Open a season/) },
    { name: 'schedule', open: dialogBy(/^Schedule a meeting/) },
    { name: 'set', tab: 'values', open: dialogBy(/^Set: /) },
    { name: 'carry', tab: 'standings', open: dialogBy(/^Carry points in/) },
  ],
  settings: [
    { name: 'invite', tab: 'people', open: dialogBy(/^Invite an official/) },
    { name: 'gear', tab: 'timing', open: dialogBy(/^Set up gear/) },
    { name: 'hook', tab: 'hooks', open: dialogBy(/^Add a webhook/) },
  ],
  stewards: [{ name: 'file', open: dialogBy(/^File a case/) }],
  rulebook: [
    { name: 'new-edition', open: dialogBy(/^New edition/) },
    {
      name: 'found',
      open: async (page) => {
        await page.getByRole('textbox', { name: /^Text of/ }).click();
        await page.keyboard.press('Control+f');
        await page.getByRole('textbox', { name: 'Find', exact: true }).waitFor();
      },
    },
    {
      name: 'what-if-worked-out',
      tab: 'what-if',
      open: async (page) => {
        await page.getByRole('button', { name: 'Work it out' }).click();
        await page.getByRole('region', { name: 'What would be otherwise' }).waitFor();
      },
    },
    {
      name: 'nights-run',
      tab: 'nights',
      open: async (page) => {
        await page.getByRole('button', { name: /^Run all/ }).click();
        await page
          .getByRole('button', { name: /: holds$/ })
          .first()
          .click();
        await page.getByText(/clauses are shown to work/).waitFor();
      },
    },
  ],
};
