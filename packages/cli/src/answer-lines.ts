import {
  type AnyFact,
  type Because,
  becauseText,
  type LineUp,
  type MeetingPoints,
  type Result,
  type Rulebook,
  type StandingsRow,
} from '@racetower/engine';
import { closeOutSheet, fundTable, ledgerTable, payoutSheet, purseTable } from './money-tables.ts';
import { isMap, type WordMap as Map } from '@racetower/rulebook';
import { factLine } from './reason.ts';
import { type Laid, lineUpTable, pointsTable, registerTable, resultTable, standingsTable, table } from './tables.ts';

/**
 * Writes the answer of a view as lines and tables for people; what has no table of its own is laid out by its shape.
 */
export function answerLines(view: string, answer: unknown, { club }: Rulebook): readonly string[] {
  const own = TABLES[view];
  if (own) return own(answer, club.zone);
  const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: club.currency });
  const sheet = SHEETS[view];
  if (sheet && isMap(answer)) return sheet(answer, (cents) => money.format(Number(cents) / 100));
  return isMap(answer) ? mapLines(answer, money) : shape(answer, money);
}

const TABLES: Readonly<Record<string, (answer: unknown, zone: string) => readonly string[]>> = {
  'line-up': (answer) => lineUpTable(answer as LineUp),
  result: (answer) => resultTable(answer as Result),
  points: (answer) => pointsTable((answer as { readonly rows: readonly MeetingPoints[] }).rows),
  standings: (answer) => standingsTable((answer as { readonly rows: readonly StandingsRow[] }).rows),
  discipline: (answer, zone) => registerTable((answer as { readonly record: readonly Laid[] }).record, zone),
  history: (answer, zone) =>
    (answer as { readonly facts: readonly (AnyFact & { readonly voided: boolean })[] }).facts.map(
      ({ voided, ...fact }) => `${factLine(fact as AnyFact, zone)}${voided ? ' (void)' : ''}`,
    ),
  explain: (answer) => becauseText((answer as { readonly because: Because }).because).split('\n'),
};

const SHEETS: Readonly<Record<string, (answer: Map, money: (cents: unknown) => string) => readonly string[]>> = {
  ledger: ledgerTable,
  purse: purseTable,
  payout: payoutSheet,
  'close-out': closeOutSheet,
  fund: fundTable,
};

/** Reasons are left to `explain`; they would drown the answer. */
const LEFT_OUT = new Set(['because', 'carReasons', 'effects', 'moments']);
/** Left out where they only point to the reason, as lists of ids and numbers. */
const POINTERS = new Set(['facts', 'clauses', 'clause', 'fact']);

function isShown(name: string, value: unknown): boolean {
  return !LEFT_OUT.has(name) && !isEmpty(value) && (!POINTERS.has(name) || isTable(value));
}

function mapLines(answer: Map, money: Intl.NumberFormat): readonly string[] {
  const parts = Object.entries(answer).filter(([name, value]) => isShown(name, value));
  const short = parts.filter(([, value]) => !isTable(value)).map(([name, value]) => [spaced(name), text(name, value, money)]);
  const width = Math.max(0, ...short.map(([name]) => (name ?? '').length));
  const long = parts.filter(([, value]) => isTable(value));
  const shown = [
    ...short.map(([name, value]) => `${(name ?? '').padEnd(width)}  ${value ?? ''}`),
    ...long.flatMap(([name, value]) => [...(parts.length > 1 ? [`${spaced(name)}:`] : []), ...shape(value, money)]),
  ];
  return shown.length === 0 ? ['nothing'] : shown;
}

/** A list of maps becomes a table of their plain fields; other lists a line. */
function shape(value: unknown, money: Intl.NumberFormat): readonly string[] {
  if (!isTable(value)) return [text('', value, money)];
  const heads = [...new Set(value.flatMap((row) => Object.keys(row)))].filter((name) => value.some((row) => isShown(name, row[name])));
  return table(
    heads.map(spaced),
    value.map((row) => heads.map((name) => (typeof row[name] === 'number' && !isCents(name) ? row[name] : text(name, row[name], money)))),
  );
}

function isTable(value: unknown): value is readonly Map[] {
  return Array.isArray(value) && value.length > 0 && value.every(isMap);
}

/** Nothing to show, down to the last map in a map. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isMap(value) && Object.values(value).every(isEmpty);
}

const isCents = (name: string): boolean => /cents$/i.test(name);

function text(name: string, value: unknown, money: Intl.NumberFormat): string {
  if (value === undefined || value === null) return '';
  if (isCents(name) && typeof value === 'number') return money.format(value / 100);
  if (Array.isArray(value)) return value.map((each) => text(name, each, money)).join(isMap(value[0]) ? '; ' : ' ');
  if (isMap(value))
    return Object.entries(value)
      .filter(([inner, each]) => isShown(inner, each))
      .map(([inner, each]) => `${spaced(inner)} ${text(isCents(name) ? name : inner, each, money)}`)
      .join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** `lapsDone` is read as `laps done`, `dueCents` as `due`. */
function spaced(name: string): string {
  if (name === 'cents') return 'amount';
  return name.replace(/Cents$/, '').replace(/[a-z][A-Z]/g, ([before, letter]) => `${before} ${letter?.toLowerCase()}`);
}
