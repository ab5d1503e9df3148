import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { exampleApp, type ExampleApp } from '../testing/example-app.ts';
import { exampleClub, giveAll, HEAT_RUN, SIGNED_IN, shyEditions, tickingClock } from '../testing/example-club.ts';
import { windowOf } from '../testing/dom.ts';
import { PALETTE, STYLE } from './style.ts';

const CLUB = '/clubs/example-speedway';
const MEETING = `${CLUB}/meetings/2026-05-02`;
const RACE = `${MEETING}/races/mini-stock/heat-1`;

/** The pages of a club at three moments: nothing yet, a race on the track, a race that is over. */
async function pagesOf(moment: 'nothing' | 'running' | 'over'): Promise<ExampleApp> {
  const club = exampleClub(':memory:', tickingClock(), shyEditions());
  if (moment !== 'nothing') await giveAll(club, SIGNED_IN);
  const green = { do: 'flag', flag: 'green', by: 'flagger:Flo', meeting: '2026-05-02', race: 'mini-stock/heat-1' };
  if (moment === 'running') await giveAll(club, [green as never]);
  if (moment === 'over') await giveAll(club, HEAT_RUN);
  return exampleApp({ is: 'public' }, club);
}

/** The words of a page, a space between its cells and paragraphs. */
function textOf(html: string): string {
  const main = windowOf(html).document.querySelector('main');
  for (const part of main?.querySelectorAll('td, th, p, h1, h2, caption') ?? []) part.append(' ');
  return (main?.textContent ?? '').replaceAll(/\s+/g, ' ');
}

describe('a public page', () => {
  test('leads from the club to its meetings, races and standings, and nowhere to nothing', async () => {
    const { get } = await pagesOf('over');
    const seen = new Set<string>();
    const open = [(await get('/')).headers.get('location') ?? ''];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const response = await get(path);
      expect([path, response.status]).toEqual([path, path === '/' ? 302 : 200]);
      if (response.headers.get('content-type')?.startsWith('text/html') !== true) continue;
      const links = windowOf(await response.text()).document.querySelectorAll('a[href^="/"], link[href^="/"]');
      open.push(...[...links].map((link) => link.getAttribute('href') ?? ''));
    }
    expect([...seen].filter((path) => path.startsWith('/clubs')).toSorted()).toEqual(
      [CLUB, MEETING, RACE, `${MEETING}/races/mini-stock/a-main`, `${CLUB}/seasons/2026`].toSorted(),
    );
  });
  test('of a race shows the line-up before it, by its clauses', async () => {
    const { club, get } = await pagesOf('nothing');
    await giveAll(club, SIGNED_IN);
    expect(textOf(await (await get(RACE)).text())).toMatch(/Line-up, computed .*1 44 Dee D\. inside EX-2\.1.* 1 22 Ben B\. outside/);
  });
  test('of a race shows the order on the track', async () =>
    expect(textOf(await (await (await pagesOf('running')).get(RACE)).text())).toMatch(/On the track green, 0 laps done.* 1 44 Dee D\./));
  test('of a race shows the result', async () =>
    expect(textOf(await (await (await pagesOf('over')).get(RACE)).text())).toMatch(
      /Result, provisional .*1 44 Dee D\. finished .*2 11 Ava A\./,
    ));
  test('of a season shows the standings, with short names', async () => {
    const text = textOf(await (await (await pagesOf('over')).get(`${CLUB}/seasons/2026`)).text());
    expect(text).toMatch(/Mini Stock .*1 Dee D\. 44/);
    expect(text).not.toContain('Dunn');
  });
  test('shows what people wrote as text', async () => {
    const club = exampleClub();
    await giveAll(club, [
      {
        do: 'schedule-meeting',
        by: 'race-director',
        meeting: 'm',
        date: '2026-06-06',
        kind: 'points',
        name: '<script>alert(1)</script>',
      } as never,
    ]);
    const html = await (await exampleApp({ is: 'public' }, club).get(CLUB)).text();
    expect(html).not.toContain('<script');
    expect(textOf(html)).toContain('<script>alert(1)</script>');
  });
  test.each([
    '/clubs/nobody',
    `${CLUB}/meetings/1999-01-01`,
    `${MEETING}/races/mini-stock/heat-9`,
    `${MEETING}/races/x/y`,
    `${CLUB}/seasons/1999`,
  ])('%s is a page that says so', async (path) => {
    const { faults, get } = await pagesOf('over');
    const response = await get(path);
    expect([response.status, textOf(await response.text())]).toMatchObject([404, expect.stringContaining('Nothing is here')]);
    expect(faults).toEqual([]);
  });
});

describe('everybody can read the pages', () => {
  test.each([
    ['nothing', CLUB],
    ['over', CLUB],
    ['over', MEETING],
    ['over', RACE],
    ['running', RACE],
    ['over', `${CLUB}/seasons/2026`],
    ['nothing', '/clubs/nobody'],
  ] as const)('%s: %s', async (moment, path) => {
    const window = windowOf(await (await (await pagesOf(moment)).get(path)).text());
    window.eval(axe.source);
    // Colours are looked at below: nothing is painted here.
    const run = window.eval(`axe.run(document, { rules: { 'color-contrast': { enabled: false } } })`) as Promise<axe.AxeResults>;
    const { passes, violations } = await run;
    expect(violations.map((each) => `${each.id}: ${each.nodes[0]?.html}`)).toEqual([]);
    expect(passes.length).toBeGreaterThan(10);
  });
  test.each(Object.entries(PALETTE))('in %s, by the contrast of text to paper', (_scheme, { paper, ink, quiet, link }) => {
    for (const colour of [ink, quiet, link]) expect(contrast(colour, paper)).toBeGreaterThan(7);
  });
  test('without a script, on paper too', async () => {
    expect(await (await (await pagesOf('over')).get(RACE)).text()).not.toContain('<script');
    expect(STYLE).toContain('@media print');
  });
});

/** Contrast of two colours by WCAG, from 1 to 21. */
function contrast(one: string, two: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(two)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
