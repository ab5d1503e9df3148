import type { LineUp, MeetingPoints, Result, StandingsRow } from '@racetower/engine';
import { isMap, type Map } from './night/night.ts';
import { lineUpTable, pointsTable, resultTable, standingsTable, table } from './tables.ts';

/** Writes the answer of a view as lines and tables for people; what has no table of its own is laid out by its shape. */
export function answerLines(view: string, answer: unknown): readonly string[] {
  const own = TABLES[view];
  if (own) return own(answer);
  return isMap(answer) ? mapLines(answer) : shape(answer);
}

const TABLES: Readonly<Record<string, (answer: unknown) => readonly string[]>> = {
  'line-up': (answer) => lineUpTable(answer as LineUp),
  result: (answer) => resultTable(answer as Result),
  points: (answer) => pointsTable((answer as { readonly rows: readonly MeetingPoints[] }).rows),
  standings: (answer) => standingsTable((answer as { readonly rows: readonly StandingsRow[] }).rows),
  history: (answer) => shape((answer as { readonly facts: unknown }).facts),
};

/** Reasons are left to `explain`; they would drown the answer. */
const LEFT_OUT = new Set(['because', 'carReasons', 'effects', 'moments', 'facts', 'clauses']);

function mapLines(answer: Map): readonly string[] {
  const parts = Object.entries(answer).filter(([name, value]) => !LEFT_OUT.has(name) && value !== undefined && !isEmpty(value));
  const short = parts.filter(([, value]) => !isTable(value)).map(([name, value]) => [spaced(name), text(name, value)]);
  const width = Math.max(0, ...short.map(([name]) => (name ?? '').length));
  const long = parts.filter(([, value]) => isTable(value));
  const shown = [
    ...short.map(([name, value]) => `${(name ?? '').padEnd(width)}  ${value ?? ''}`),
    ...long.flatMap(([name, value]) => [...(parts.length > 1 ? [`${spaced(name)}:`] : []), ...shape(value)]),
  ];
  return shown.length === 0 ? ['nothing'] : shown;
}

/** A list of maps becomes a table of their plain fields; other lists a line. */
function shape(value: unknown): readonly string[] {
  if (!isTable(value)) return [text('', value)];
  const heads = [...new Set(value.flatMap((row) => Object.keys(row)))].filter(
    (name) => !LEFT_OUT.has(name) && value.some((row) => row[name] !== undefined && !isEmpty(row[name])),
  );
  return table(
    heads.map(spaced),
    value.map((row) => heads.map((name) => (typeof row[name] === 'number' && !isCents(name) ? row[name] : text(name, row[name])))),
  );
}

function isTable(value: unknown): value is readonly Map[] {
  return Array.isArray(value) && value.length > 0 && value.every(isMap);
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) && value.length === 0) || (isMap(value) && Object.keys(value).length === 0);
}

const isCents = (name: string): boolean => /cents$/i.test(name);

function text(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (isCents(name) && typeof value === 'number') return money(value);
  if (Array.isArray(value)) return value.map((each) => text(name, each)).join(' ');
  if (isMap(value))
    return Object.entries(value)
      .filter(([inner]) => !LEFT_OUT.has(inner))
      .map(([inner, each]) => `${spaced(inner)} ${text(inner, each)}`)
      .join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value as string | number);
}

function money(cents: number): string {
  return `${cents < 0 ? '-' : ''}$${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}

/** `lapsDone` is read as `laps done`, `dueCents` as `due`. */
function spaced(name: string): string {
  return name.replace(/Cents$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
