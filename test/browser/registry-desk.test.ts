import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../../packages/server/src/client/index.ts';
import { barriers, inBrowser } from './browser.ts';
import { chooseRole } from './officials.ts';
import { type Served, serveClubs } from './served.ts';
import { workbook } from './workbook.ts';

const CLUB = 'example-speedway';
const MEETING = '2026-05-02';

/** A club with a meeting open that knows nobody yet, and the inspections of two cars. */
async function newClub(): Promise<Served> {
  const served = await serveClubs({ rulebooks: [CLUB] });
  const client = openClient({ address: served.address, club: CLUB });
  await client.give({ do: 'open-meeting', by: 'race-director', meeting: MEETING, kind: 'points', name: 'Opening night' });
  client.close();
  return served;
}

const choose = async (page: Page, what: string | RegExp, option: string): Promise<void> => {
  await page.getByRole('button', { name: what }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
};

inBrowser('the registry', (open) => {
  let served: Served;
  beforeAll(async () => {
    served = await newClub();
  });
  afterAll(() => served.stop());
  const opened = async (tab: string): Promise<Page> => {
    const page = await open({ size: 'wide', reducedMotion: true });
    await page.goto(`${served.address}/console/${CLUB}/registry?tab=${tab}`);
    await chooseRole(page, 'Race director', 'Rae');
    await page.getByRole('heading', { name: 'Registry' }).waitFor();
    return page;
  };
  const factsOf = async (kind: string) => {
    const client = openClient({ address: served.address, club: CLUB });
    const { facts } = await client.ask('history', {});
    client.close();
    return facts.filter((fact) => fact.kind === kind);
  };

  test('a new member is registered once, gets a number, a medical check and a transponder', async () => {
    const page = await opened('people');
    await page.getByRole('heading', { name: 'Nobody is registered yet' }).waitFor();
    await page.getByRole('button', { name: 'Add a member' }).first().click();
    const form = page.getByRole('dialog', { name: 'Add a member' });
    await form.getByRole('textbox', { name: 'Phone' }).fill('555 0101');
    await form.getByRole('button', { name: 'Register' }).click();
    await form.getByRole('textbox', { name: 'Name', description: /Who is it/ }).waitFor();
    expect(await form.getByRole('textbox', { name: 'Phone' }).inputValue()).toBe('555 0101');
    expect(await barriers(page)).toEqual([]);
    await form.getByRole('textbox', { name: 'Name' }).fill(' Ava  Archer ');
    await form.getByRole('button', { name: 'Register' }).dblclick();
    const ava = page.getByRole('article', { name: 'Ava Archer' });
    await ava.getByText('555 0101').first().waitFor();
    expect(await factsOf('person-registered')).toHaveLength(1);

    // A number that nobody can have is told while it is typed, and at the field when it is sent all the same.
    await ava.getByRole('button', { name: 'Register a number' }).click();
    const car = page.getByRole('dialog', { name: 'Register a number' });
    await car.getByRole('button', { name: 'Class' }).click();
    await page.getByRole('option', { name: 'Mini Stock' }).click();
    await car.getByRole('textbox', { name: 'Number' }).fill('1000');
    await car.getByText('numbers are from 0 to 999').waitFor();
    await car.getByRole('textbox', { name: 'Number' }).fill('11');
    await car.getByText('The number is free').waitFor();
    await car.getByRole('button', { name: 'Register', exact: true }).click();
    await ava.getByText('car 11 has no inspection').waitFor();

    await ava.getByRole('button', { name: 'Record a medical check Ava Archer' }).click();
    await page
      .getByRole('dialog', { name: /a medical check/ })
      .getByRole('button', { name: 'Put on record' })
      .click();
    await ava.getByText(/Good until/).waitFor();
    await ava.getByRole('button', { name: 'Transponder car 11' }).click();
    const transponder = page.getByRole('dialog', { name: 'Transponder of car 11' });
    await transponder.getByRole('button', { name: 'Give' }).click();
    await transponder.getByRole('textbox', { name: 'Transponder', description: /Which transponder/ }).waitFor();
    await transponder.getByRole('textbox', { name: 'Transponder' }).fill('4711');
    await transponder.getByRole('button', { name: 'Give' }).click();
    await ava.getByText('Transponder 4711', { exact: true }).waitFor();
    expect(await barriers(page)).toEqual([]);

    // Somebody else does not get the number, and what was typed stays.
    await page.getByRole('tab', { name: 'Numbers' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Ava Archer' }).first().waitFor();
    await page.getByRole('button', { name: 'Register a number' }).first().click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Number' }).fill('11');
    await page.getByRole('dialog').getByRole('textbox', { name: 'Whose it is' }).fill('Ben Boone');
    await page.getByRole('dialog').getByText("number 11 of Mini Stock is Ava Archer's").waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Register', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'Number', description: /Ava Archer/ })
      .waitFor();
    expect(await page.getByRole('dialog').getByRole('textbox', { name: 'Whose it is' }).inputValue()).toBe('Ben Boone');
    expect(await factsOf('car-registered')).toHaveLength(1);
    expect(served.faults).toEqual([]);
  });

  test('a list with a wrong column is mended, imported over a lost network each line once, and seen at the window', async () => {
    const client = openClient({ address: served.address, club: CLUB });
    await client.give({ do: 'record', by: 'pit-steward', name: 'inspection', car: '52', fields: { passed: true } });
    client.close();
    const page = await opened('import');
    const file = page.locator('input[type=file]');
    await file.setInputFiles({ name: 'members.csv', mimeType: 'text/csv', buffer: Buffer.from('%PDF-1.7') });
    await page.getByText('members.csv is a PDF').waitFor();
    const lines = [
      ['Members of the club'],
      ['Name', 'Number', 'Car #', 'Class', 'DOB', 'Membership'],
      ['Cal Cole', 20_001, '51', 'Mini Stock', new Date('1990-02-03'), new Date('2026-12-31')],
      ['Dee Dunn', 20_002, '52', 'Mini Stock', new Date('1991-02-03'), null],
      ['Eve Earl', 20_003, '11', 'Mini Stock', null, null],
    ];
    await file.setInputFiles({
      name: 'members.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(workbook({ Notes: [['nothing to see']], Members: lines })),
    });
    await choose(page, /Sheet/, 'Members (5)');
    // The number of the member was taken for that of the car.
    await page.getByText('20001 is none of them').waitFor();
    await choose(page, /What Car # is/, 'Number of the car');
    await choose(page, /What Number is/, 'Person: licence');
    await page.getByText("number 11 of Mini Stock is Ava Archer's").waitFor();
    await page.getByRole('button', { name: 'Import 2 lines' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Import 2 lines' }).click();
    await page.getByText('The network is away').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: '2 of 2 lines are on record' }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the report' }).click();
    expect((await download).suggestedFilename()).toBe('members-report.csv');
    expect((await factsOf('person-registered')).map((fact) => (fact.body as { person?: string }).person)).toEqual([
      'Ava Archer',
      'Cal Cole',
      'Dee Dunn',
    ]);
    // The same file again changes nothing.
    await page.getByRole('button', { name: 'Another file' }).first().click();

    await page.getByRole('tab', { name: /Missing/ }).click();
    await page.getByRole('row', { name: /Cal Cole.*car 51 has no inspection/ }).waitFor();
    await page.goto(`${served.address}/console/${CLUB}/sign-in?meeting=${MEETING}`);
    await page.getByRole('combobox', { name: 'Who is at the window?' }).fill('dee');
    await page
      .getByRole('option', { name: /Dee Dunn/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('May sign in').waitFor();
    expect(await page.getByRole('textbox', { name: 'Car', exact: true }).inputValue()).toBe('52');
    expect(served.faults).toEqual([]);
  });
});
