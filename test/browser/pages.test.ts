import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriers, inBrowser, THEMES } from './browser.ts';
import { type Served, serveClubs } from './served.ts';

inBrowser('the public pages in a browser', (open) => {
  let served: Served;
  beforeAll(async () => {
    served = await serveClubs({ rulebooks: ['example-speedway'] });
  });
  afterAll(() => served.stop());

  test.each(THEMES)('everybody can read the home of a club, in %s', async (theme) => {
    const page = await open({ theme });
    await page.goto(`${served.address}/`);
    expect(await barriers(page)).toEqual([]);
    expect(served.faults).toEqual([]);
  });
});
