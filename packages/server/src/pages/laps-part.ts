import { html } from 'hono/html';
import { type Html, plate, table } from './layout.ts';
import type { LapsSeen } from './running-part.ts';
import { lapText } from './words.ts';

/** The lap times of every car: its best is marked, with a word too. */
export function lapsPart({ rows, fastest }: LapsSeen): Html | undefined {
  const timed = rows.filter((row) => row.lapTimes.some((lap) => lap.us !== undefined));
  if (timed.length === 0) return undefined;
  const count = Math.max(...timed.flatMap((row) => row.lapTimes.map((lap) => lap.lap)));
  const shown = Array.from({ length: count }, (_, index) => [
    index + 1,
    ...timed.map((row) => {
      const us = row.lapTimes.findLast((lap) => lap.lap === index + 1)?.us;
      if (us === undefined) return '';
      return us === row.bestUs ? html`<strong>${lapText(us)}<span class="hide"> best</span></strong>` : lapText(us);
    }),
  ]);
  return html`${fastest ? html`<p class="facts">Fastest lap: ${plate(fastest.car)} <strong>${lapText(fastest.us)}</strong></p>` : ''}
  ${table({
    caption: 'Lap times in seconds; the best of each car is bold',
    heads: ['Lap', ...timed.map((row) => `Car ${row.car}`)],
    rows: shown,
    numbers: Array.from({ length: timed.length + 1 }, (_, index) => index),
    head: 0,
  })}`;
}
