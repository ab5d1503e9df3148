/** A line of a chart: somebody, with a value for each step, and how it is said. */
export interface ChartLine {
  readonly id: string;
  /** Stands at the end of the line, as the number of the car. */
  readonly label: string;
  readonly name: string;
  readonly values: readonly (number | undefined)[];
  readonly says: readonly (string | undefined)[];
}

/** A lap or a meeting that values are shown for. */
export interface ChartStep {
  readonly short: string;
  readonly says: string;
}

/** What is shown: places with the first on top, gaps with the leader on top, or points with the most on top. */
export type ChartScale = 'places' | 'gaps' | 'points';

/** Lines are told apart by their dashes as well as by their colours; in pixels, drawn and left out. */
export const DASHES: readonly (readonly number[])[] = [[], [9, 3], [3, 3], [12, 3, 3, 3], [], [9, 3], [3, 3], [12, 3, 3, 3]];
/** How many looks there are: `--chart-1` and so on of the tokens. */
export const LOOKS = DASHES.length;

export const dashOf = (index: number): readonly number[] => DASHES[index % LOOKS] ?? [];
export const colourOf = (index: number): string => `var(--chart-${(index % LOOKS) + 1})`;

export interface Standpoint {
  readonly lines: readonly ChartLine[];
  readonly steps: readonly ChartStep[];
  /** The line that is looked at. */
  readonly chosen: string | undefined;
  /** The step that is looked at. */
  readonly at: number | undefined;
}

/** Where a key leads: along a line by left and right, from line to line by up and down, out by Escape. */
export function stepped(
  key: string,
  { lines, steps, chosen, at }: Standpoint,
): { readonly chosen: string | undefined; readonly at: number | undefined } | undefined {
  const last = steps.length - 1;
  const place = lines.findIndex((line) => line.id === chosen);
  const lineAt = (index: number): string | undefined => lines[Math.max(0, Math.min(lines.length - 1, index))]?.id;
  const from = at ?? last;
  switch (key) {
    case 'ArrowRight':
      return { chosen: chosen ?? lineAt(0), at: Math.min(last, from + (at === undefined ? 0 : 1)) };
    case 'ArrowLeft':
      return { chosen: chosen ?? lineAt(0), at: Math.max(0, from - 1) };
    case 'Home':
      return { chosen: chosen ?? lineAt(0), at: 0 };
    case 'End':
      return { chosen: chosen ?? lineAt(0), at: last };
    case 'ArrowDown':
      return { chosen: lineAt(place + 1), at: from };
    case 'ArrowUp':
      return { chosen: lineAt(place - 1), at: from };
    case 'Escape':
      return chosen === undefined && at === undefined ? undefined : { chosen: undefined, at: undefined };
    default:
      return undefined;
  }
}
