import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { barriers, inBrowser } from './browser.ts';
import { CLUB, FEATURE, type LancoNight, lancoNight, MEETING } from './lanco-night.ts';

inBrowser('a protest at Lanco, from its form to the purse', (open) => {
  let night: LancoNight;
  beforeAll(async () => {
    night = await lancoNight();
  });
  afterAll(() => night.stop());

  /** A person at the console, signed in at a desk. */
  const at = async (login: string, path: string): Promise<Page> => {
    const page = await open({ size: 'wide' });
    await page.goto(`${night.served.address}/console/${CLUB}/${path}`);
    await page.getByLabel('Name to sign in with').fill(login);
    await page.getByLabel('Password').fill(night.passwords[login] ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation', { name: 'Desks' }).waitFor();
    return page;
  };

  /** The driver at the form on a phone without JavaScript. */
  const cal = async (): Promise<Page> => {
    const page = await open({ size: 'phone', scripts: false });
    await page.goto(`${night.served.address}/sign-in`);
    await page.getByLabel('Login').fill('cal');
    await page.getByLabel('Password').fill(night.passwords['cal'] ?? '');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL('**/account');
    await page.goto(`${night.served.address}/clubs/${CLUB}/protest?case=engine-protest&meeting=${MEETING}&race=${FEATURE}`);
    return page;
  };
  const fillIn = async (page: Page): Promise<void> => {
    await page.getByLabel('Who files').fill('Cal');
    await page.getByLabel('Against whom').fill('Ben');
    await page.getByLabel('Written').check();
    await page.getByLabel('Receiver').selectOption('class-representative');
    await page.getByLabel('Representative there').check();
    await page.getByLabel('Item').selectOption('engine');
  };

  test('the driver files it on a phone, the stewards hear it live, and the purse goes by the new result', async () => {
    const tex = await at('tex', `stewards?meeting=${MEETING}`);
    await tex.getByText('No cases').waitFor();
    const tess = await at('tess', `results?meeting=${MEETING}&tab=pay`);
    await tess
      .getByRole('row', { name: /Ben.*\$110\.00/ })
      .first()
      .waitFor();

    const driver = await cal();
    await fillIn(driver);
    await driver.getByRole('button', { name: 'File it' }).click();
    // Without the fee it is not filed: said at the field, and all that was written is kept.
    await driver.locator('#paid-fault').getByText('The fee is $100.00, nothing was paid').waitFor();
    expect([await driver.getByLabel('Against whom').inputValue(), await driver.getByLabel('Item').inputValue()]).toEqual(['Ben', 'engine']);
    await driver.getByLabel('The fee of $100.00 is handed over with this form').check();
    await driver.getByLabel('Who files').fill('');
    await driver.getByRole('button', { name: 'File it' }).click();
    await driver.locator('#filer-fault').getByText('Say who files').waitFor();
    await driver.getByLabel('Who files').fill('Cal');
    await driver.getByRole('button', { name: 'File it' }).click();
    await driver.getByRole('heading', { name: 'It is filed' }).waitFor();

    const file = tex.getByRole('article', { name: 'Protest of an engine or of fuel' });
    await file.getByRole('region', { name: 'What was filed' }).getByText('$100.00').waitFor();
    await tess
      .getByRole('button', { name: /^Pay out to Ben.*(held|open)/ })
      .first()
      .waitFor();
    await file.getByRole('button', { name: /^Hand in/ }).click();
    const piece = tex.getByRole('dialog');
    await piece.getByLabel('Whose it is').fill('Cal');
    await piece.getByLabel(/^what/i).fill('a length out of the corner');
    await piece.getByLabel(/^link/i).fill('the film');
    await piece.getByRole('button', { name: 'Put on record' }).click();
    await piece
      .getByText(/address/)
      .first()
      .waitFor();
    await piece.getByLabel(/^link/i).fill('https://films.example/feature');
    await piece.getByLabel(/^lap/i).fill('12');
    await piece.getByRole('button', { name: 'Put on record' }).click();
    await piece.waitFor({ state: 'hidden' });
    await file.getByText('Lap 12').waitFor();
    await file.getByRole('link', { name: 'https://films.example/feature' }).waitFor();

    // Who it is against sits on the committee, and steps aside.
    const ben = await at('ben', `stewards?meeting=${MEETING}`);
    await ben.getByText('Ben is involved in this case and steps aside').first().waitFor();
    await ben.getByRole('button', { name: /Vote: Yes.*involved/ }).waitFor();
    await ben.close();
    await tex.getByRole('button', { name: 'Vote: Yes', exact: true }).click();
    const tip = await at('tip', `stewards?meeting=${MEETING}`);
    await tip.getByRole('button', { name: 'Vote: Yes', exact: true }).click();
    await tex.getByRole('list', { name: 'Votes' }).getByText('Tip').waitFor();
    await tip.close();

    const verdict = tex.getByRole('region', { name: 'Verdict', exact: true });
    await verdict.getByRole('button', { name: /Outcome$/ }).click();
    await tex.getByRole('listbox').getByText('the votes do not carry it').waitFor();
    await tex.getByRole('option', { name: /Found illegal/ }).click();
    const preview = verdict.getByRole('group', { name: 'What it would change' });
    await preview
      .getByRole('table', { name: 'Result: 125 Feature' })
      .getByRole('row', { name: /C Cal place 3 place 2/ })
      .waitFor();
    await preview
      .getByRole('table', { name: 'Purse of the day' })
      .getByRole('row', { name: /Cal \$90\.00, held .*\$110\.00/ })
      .waitFor();
    await preview
      .getByRole('table', { name: 'Standings 125' })
      .getByRole('row', { name: /Ben place 2, 66 points place 5, 10 points/ })
      .waitFor();
    expect(await barriers(tex)).toEqual([]);
    await verdict.getByRole('button', { name: 'Give the verdict' }).click();
    await file.getByRole('region', { name: 'What was filed' }).getByText('found illegal', { exact: true }).waitFor();
    await file.getByText('Cal $100.00').waitFor();

    // The purse is no longer held, and goes by the new result; the fee is back with who filed.
    await tess
      .getByRole('row', { name: /Cal.*\$110\.00/ })
      .first()
      .waitFor();
    await tess
      .getByRole('button', { name: /^Pay out to Cal(?!.*(held|open))/ })
      .first()
      .click();
    const pay = tess.getByRole('dialog');
    await pay.getByLabel('Amount').fill('110.00');
    await pay.getByRole('button', { name: 'Pay out' }).click();
    await pay.waitFor({ state: 'hidden' });
    await tess.getByRole('tab', { name: 'Books' }).click();
    await tess
      .getByRole('row', { name: /Cal.*110\.00/ })
      .first()
      .waitFor();

    // Everybody reads the verdict, with its clauses, and the result as it is now.
    await driver.goto(`${night.served.address}/clubs/${CLUB}/verdicts`);
    await driver
      .getByText(/found illegal/i)
      .first()
      .waitFor();
    await driver
      .getByRole('link', { name: /^Protest of an engine|^A protest of an engine/ })
      .first()
      .click();
    await driver.getByRole('link', { name: 'LMMC-XIII.A.4' }).first().waitFor();
    await driver.goto(`${night.served.address}/clubs/${CLUB}/meetings/${MEETING}/races/${FEATURE}`);
    await driver
      .getByText(/disqualified|dq/i)
      .first()
      .waitFor();

    // Ten minutes are over: the next one comes too late, and says so.
    night.at('2018-06-03T00:40:01Z');
    await driver.goto(`${night.served.address}/clubs/${CLUB}/protest?case=engine-protest&meeting=${MEETING}&race=${FEATURE}`);
    await fillIn(driver);
    await driver.getByLabel('Against whom').fill('Ann');
    await driver.getByLabel(/is handed over with this form/).check();
    await driver.getByRole('button', { name: 'File it' }).click();
    await driver.getByRole('alert').getByText('The time to protest is over').waitFor();
    expect(await driver.getByLabel('Against whom').inputValue()).toBe('Ann');
    expect(night.served.faults).toEqual([]);
  });
});
