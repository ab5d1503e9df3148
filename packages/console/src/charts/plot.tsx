import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './charts.module.css';
import { type ChartLine, type ChartScale, type ChartStep, colourOf, dashOf } from './lines.ts';

export interface PlotProps {
  readonly lines: readonly ChartLine[];
  readonly steps: readonly ChartStep[];
  readonly scale: ChartScale;
  readonly chosen: string | undefined;
  readonly at: number | undefined;
  readonly onAt: (at: number | undefined) => void;
}

/** The lines as they are drawn; anew when the room, the theme or the numbers change. */
export function Plot(props: PlotProps) {
  const { lines, steps, scale, chosen, at, onAt } = props;
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<uPlot>(undefined);
  const width = useWidth(place);
  const theme = useTheme();
  const numbers = JSON.stringify([lines, steps]);
  useEffect(() => {
    if (!place.current || width === 0) return undefined;
    const plot = new uPlot(
      optionsOf({ lines, steps, scale, width, root: place.current, chosen, onAt }),
      dataOf(lines, steps),
      place.current,
    );
    drawn.current = plot;
    return () => plot.destroy();
    // The numbers say all that lines and steps do.
  }, [numbers, scale, width, theme, chosen]);
  useEffect(() => {
    const plot = drawn.current;
    if (plot && at !== undefined) plot.setCursor({ left: plot.valToPos(at, 'x'), top: plot.over.clientHeight / 2 }, false);
  }, [at, chosen, width, theme]);
  return <div ref={place} className={styles['drawn']} aria-hidden="true" />;
}

function dataOf(lines: readonly ChartLine[], steps: readonly ChartStep[]): uPlot.AlignedData {
  return [steps.map((_, index) => index), ...lines.map((line) => steps.map((_, index) => line.values[index] ?? null))];
}

interface Drawing {
  readonly lines: readonly ChartLine[];
  readonly steps: readonly ChartStep[];
  readonly scale: ChartScale;
  readonly width: number;
  readonly root: HTMLElement;
  readonly chosen: string | undefined;
  readonly onAt: (at: number | undefined) => void;
}

const LABEL_PX = 52;
const ROW_PX = 26;
const HEIGHT_PX = { least: 260, most: 560 };
const between = (height: number): number => Math.round(Math.min(HEIGHT_PX.most, Math.max(HEIGHT_PX.least, height)));

function optionsOf({ lines, steps, scale, width, root, chosen, onAt }: Drawing): uPlot.Options {
  const ink = (name: string): string => resolved(root, `var(--${name})`);
  const face = `600 ${Math.round(15 * devicePixelRatio)}px ${getComputedStyle(root).getPropertyValue('--face-board')}`;
  const axis = {
    stroke: ink('quiet'),
    grid: { stroke: ink('line'), width: 1 },
    ticks: { show: false },
    font: `600 14px ${getComputedStyle(root).getPropertyValue('--face-board')}`,
  };
  return {
    width,
    height: scale === 'places' ? between(lines.length * ROW_PX + LABEL_PX) : between(width / 2),
    padding: [12, LABEL_PX, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false }, y: { dir: scale === 'points' ? 1 : -1, range: (_plot, low, high) => roomy(low, high, scale) } },
    axes: [
      { ...axis, incrs: WHOLE, values: (_plot, at) => at.map((each) => steps[each]?.short ?? '') },
      { ...axis, ...(scale === 'places' ? { incrs: WHOLE } : {}), size: LABEL_PX },
    ],
    series: [
      {},
      ...lines.map((line, index) => ({
        label: line.name,
        stroke: resolved(root, colourOf(index)),
        dash: [...dashOf(index)],
        width: line.id === chosen ? 5 : 2.5,
        alpha: chosen === undefined || line.id === chosen ? 1 : 0.35,
        points: { show: steps.length <= 1 },
        spanGaps: false,
      })),
    ],
    hooks: {
      draw: [(plot) => writeLabels(plot, { lines, root, chosen, face })],
      setCursor: [(plot) => plot.cursor.idx !== undefined && plot.cursor.event !== undefined && onAt(plot.cursor.idx ?? undefined)],
    },
  };
}

const WHOLE = [1, 2, 5, 10, 20, 50, 100];

/** Room above and below the lines. */
function roomy(low: number | null, high: number | null, scale: ChartScale): [number, number] {
  const [from, to] = [low ?? 0, high ?? 1];
  if (scale === 'places') return [0.4, to + 0.6];
  const room = Math.max((to - from) * 0.05, 0.5);
  return [Math.min(0, from), to + room];
}

interface Labels {
  readonly lines: readonly ChartLine[];
  readonly root: HTMLElement;
  readonly chosen: string | undefined;
  readonly face: string;
}

/** Writes at the end of each line whose it is; where ends crowd, those that come later give way. */
function writeLabels(plot: uPlot, { lines, root, chosen, face }: Labels): void {
  const { ctx } = plot;
  ctx.save();
  ctx.font = face;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const gap = 15 * devicePixelRatio;
  const taken: number[] = [];
  const order = [...lines.entries()].toSorted(([, a], [, b]) => Number(b.id === chosen) - Number(a.id === chosen));
  for (const [index, line] of order) {
    const last = line.values.findLastIndex((value) => value !== undefined);
    const value = line.values[last];
    if (value === undefined) continue;
    const [x, y] = [plot.valToPos(last, 'x', true), plot.valToPos(value, 'y', true)];
    if (taken.some((other) => Math.abs(other - y) < gap)) continue;
    taken.push(y);
    ctx.fillStyle = resolved(root, chosen === undefined || line.id === chosen ? colourOf(index) : 'var(--quiet)');
    ctx.fillText(line.label, x + 8 * devicePixelRatio, y);
  }
  ctx.restore();
}

/** A colour of the tokens as the theme of now has it: canvas knows no custom properties. */
function resolved(root: HTMLElement, colour: string): string {
  const before = root.style.color;
  root.style.color = colour;
  const found = getComputedStyle(root).color;
  root.style.color = before;
  return found;
}

function useWidth(place: { readonly current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!place.current) return undefined;
    const watcher = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, [place]);
  return width;
}

/** Changes whenever the theme does. */
function useTheme(): string {
  const dark = '(prefers-color-scheme: dark)';
  const now = (): string => `${document.documentElement.dataset['theme'] ?? ''} ${String(matchMedia(dark).matches)}`;
  const [theme, setTheme] = useState(now);
  useEffect(() => {
    const look = (): void => setTheme(now());
    const device = matchMedia(dark);
    device.addEventListener('change', look);
    const watcher = new MutationObserver(look);
    watcher.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      device.removeEventListener('change', look);
      watcher.disconnect();
    };
  }, []);
  return theme;
}
