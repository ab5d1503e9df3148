import { describe, expect, test } from 'vitest';
import { exampleApp, type ExampleApp } from '../testing/example-app.ts';
import { exampleClub, giveAll, HEAT_RUN, SIGNED_IN, shyEditions, tickingClock } from '../testing/example-club.ts';
import { windowOf } from '../testing/dom.ts';

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
      const links = windowOf(await response.text()).document.querySelectorAll('a[href^="/"], link[href^="/"], script[src^="/"]');
      open.push(...[...links].map((link) => (link.getAttribute('href') ?? link.getAttribute('src') ?? '').replace(/#.*/, '')));
    }
    const pages = [...seen].filter((path) => path.startsWith('/clubs') && !path.includes('?'));
    expect(pages.toSorted()).toEqual(
      [
        CLUB,
        ...['drivers', 'drivers/ava-a', 'drivers/ben-b', 'drivers/cal-c', 'drivers/dee-d', 'protest', 'rulebook', 'verdicts'].map(
          (each) => `${CLUB}/${each}`,
        ),
        ...['', '/calendar', '/champions'].map((each) => `${CLUB}/seasons/2026${each}`),
        ...['', '/board', '/draws', '/points', '/screen', '/announcer', '/overlay'].map((each) => `${MEETING}${each}`),
        ...[RACE, `${MEETING}/races/mini-stock/a-main`].flatMap((each) => [each, `${each}/line-up`]),
      ].toSorted(),
    );
  });
  test('of a meeting that is cancelled says why, and the club looks to the next', async () => {
    const { club, get } = await pagesOf('nothing');
    const on = (date: string, more: object = {}) => ({
      do: 'schedule-meeting',
      by: 'race-director',
      meeting: date,
      date,
      kind: 'points',
      ...more,
    });
    await giveAll(club, [on('2026-05-09'), on('2026-05-16', { classes: ['youth-four'] })] as never);
    await giveAll(club, [{ do: 'cancel-meeting', by: 'race-director', meeting: '2026-05-09', why: 'the track is wet' } as never]);
    expect(textOf(await (await get(`${CLUB}/meetings/2026-05-09`)).text())).toContain('cancelled The track is wet');
    expect(textOf(await (await get(`${CLUB}/seasons/2026/calendar`)).text())).toMatch(/cancelled The track is wet.*Youth Four only/);
    expect(textOf(await (await get(CLUB)).text())).not.toContain('cancelled');
  });
  test('of a race shows the line-up before it', async () => {
    const { club, get } = await pagesOf('nothing');
    await giveAll(club, SIGNED_IN);
    expect(textOf(await (await get(RACE)).text())).toMatch(/Line-up .*44 ?Dee D\. ?Pole.* 22 ?Ben B\. ?Row 1 outside/);
  });
  test('of a race shows the order on the track', async () =>
    expect(textOf(await (await (await pagesOf('running')).get(RACE)).text())).toMatch(/On the track Green 0 of \d+ laps.* 1.* 44 Dee D\./));
  test('for the announcer tells how those who start stand in the season', async () => {
    const text = textOf(await (await (await pagesOf('running')).get(`${MEETING}/announcer`)).text());
    expect(text).toMatch(/Mini Stock, Heat 1 4 cars, \d+ laps .* 1 44 Dee D\. tied 1st with 0 2 22 Ben B\./);
  });
  test('over a stream shows the flag, the lap and the order', async () =>
    expect(textOf(await (await (await pagesOf('running')).get(`${MEETING}/overlay`)).text())).toMatch(
      /Heat 1 .*Green 0\/\d+ .*1 44 Dee D\./,
    ));
  test('of a race shows the result', async () =>
    expect(textOf(await (await (await pagesOf('over')).get(RACE)).text())).toMatch(
      /Result .*provisional .*1.* 44 Dee D\. finished .*2.* 11 Ava A\./,
    ));
  test('of a season shows the standings, with short names', async () => {
    const text = textOf(await (await (await pagesOf('over')).get(`${CLUB}/seasons/2026`)).text());
    expect(text).toMatch(/Dee D\. ?tied ?44/);
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
    expect(html).not.toContain('<script>');
    expect(textOf(html)).toContain('<script>alert(1)</script>');
  });
  test.each([
    '/clubs/nobody',
    `${CLUB}/meetings/1999-01-01`,
    `${MEETING}/races/mini-stock/heat-9`,
    `${MEETING}/races/x/y`,
    `${CLUB}/seasons/1999`,
    `${CLUB}/drivers/nobody`,
    `${CLUB}/verdicts/none`,
    `${CLUB}/rulebook?edition=1`,
    `${CLUB}/protest?case=duel`,
    `${CLUB}/why?of=line-up`,
    `${CLUB}/why?of=fees&meeting=2026-05-02`,
    `${MEETING}/board?class=x`,
  ])('%s is a page that says so', async (path) => {
    const { faults, get } = await pagesOf('over');
    const response = await get(path);
    expect([response.status, textOf(await response.text())]).toMatchObject([404, expect.stringContaining('Nothing is here')]);
    expect(faults).toEqual([]);
  });
});
