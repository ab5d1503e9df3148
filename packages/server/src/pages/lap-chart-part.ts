import { html } from 'hono/html';
import type { Html } from './layout.ts';
import { counted } from './words.ts';

export interface ChartSeen {
  readonly laps: readonly { readonly lap: number; readonly order: readonly string[] }[];
}

const LEFT = 34;
const RIGHT = 46;
const TOP = 26;
const BOTTOM = 12;
const ROW = 26;
const WIDEST = 900;
/** Lines are told apart by their dashes as well as by their colours. */
const LOOKS = 8;

interface Line {
  readonly car: string;
  readonly points: readonly (readonly [lap: number, place: number])[];
}

function linesOf({ laps }: ChartSeen): readonly Line[] {
  const cars = [...new Set(laps.flatMap((each) => each.order))];
  return cars.map((car) => ({
    car,
    points: laps.flatMap(({ lap, order }) => (order.includes(car) ? [[lap, order.indexOf(car) + 1] as const] : [])),
  }));
}

/** The lap chart of a race: who was where after each lap, a line a car, drawn here so that it needs no script and prints. */
export function lapChartPart(chart: ChartSeen): Html {
  const lines = linesOf(chart).filter((line) => line.points.length > 0);
  const last = chart.laps.at(-1)?.lap ?? 0;
  if (last < 1 || lines.length === 0) return html``;
  const step = Math.min(64, (WIDEST - LEFT - RIGHT) / last);
  const width = Math.round(LEFT + RIGHT + step * last);
  const height = TOP + BOTTOM + ROW * lines.length;
  const x = (lap: number): number => Math.round((LEFT + step * lap) * 10) / 10;
  const y = (place: number): number => TOP + ROW * (place - 0.5);
  const every = Math.ceil(last / 15);
  const marks = chart.laps.map((each) => each.lap).filter((lap) => lap % every === 0 || lap === last);
  return html`<figure class="chart">
    <div class="wide" role="region" aria-label="Lap chart" tabindex="0">
      <svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${chartText(chart)}">
        ${marks.map((lap) => html`<path class="rule" d="M${x(lap)} ${TOP}V${height - BOTTOM}" /><text class="axis" x="${x(lap)}" y="16" text-anchor="middle">${lap === 0 ? 'Grid' : lap}</text>`)}
        ${lines.map((line, index) => lineText(line, index, { x, y }))}
      </svg>
    </div>
    <figcaption class="note">
      Place after each lap, from the grid to lap ${last}. Each line is a car, with its number at both ends.
    </figcaption>
  </figure>`;
}

type Scale = { readonly x: (lap: number) => number; readonly y: (place: number) => number };

function lineText({ car, points }: Line, index: number, { x, y }: Scale): Html {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return html``;
  const path = points.map(([lap, place], at) => `${at === 0 ? 'M' : 'L'}${x(lap)} ${y(place)}`).join('');
  return html`<g class="car look-${index % LOOKS}"
    ><path d="${path}" /><circle cx="${x(last[0])}" cy="${y(last[1])}" r="4" /><text
      x="${x(first[0]) - 8}"
      y="${y(first[1]) + 5}"
      text-anchor="end"
      >${car}</text
    ><text x="${x(last[0]) + 9}" y="${y(last[1]) + 5}">${car}</text></g
  > `;
}

/** What the chart shows, for those who do not see it. */
function chartText({ laps }: ChartSeen): string {
  const [grid, end] = [laps[0]?.order ?? [], laps.at(-1)?.order ?? []];
  const moved = end.flatMap((car, index) => {
    const from = grid.indexOf(car);
    return from < 0 ? [] : [`car ${car} from ${from + 1} to ${index + 1}`];
  });
  return `Places over ${counted(laps.at(-1)?.lap ?? 0, 'lap')}: ${moved.join(', ')}`;
}
