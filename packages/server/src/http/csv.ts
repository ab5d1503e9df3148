import { stringify } from 'csv-stringify/sync';

type Row = Readonly<Record<string, unknown>>;

/** The lists of rows in an answer, by name: what can be shown as a table. */
export function tablesOf(answer: unknown): ReadonlyMap<string, readonly Row[]> {
  if (!isMap(answer)) return new Map();
  return new Map(
    Object.entries(answer).flatMap(([name, value]): readonly [string, readonly Row[]][] =>
      Array.isArray(value) && value.every(isMap) && name !== 'because' ? [[name, value as readonly Row[]]] : [],
    ),
  );
}

/** Writes rows as CSV with a heading; reasons are left out, maps become columns `map.field`, lists become texts. */
export function csvOf(rows: readonly Row[]): string {
  const flat = rows.map((row) => Object.fromEntries(cellsOf(row)));
  const columns = [...new Set(flat.flatMap((row) => Object.keys(row)))];
  return stringify(flat, { header: true, columns, record_delimiter: 'windows' });
}

function cellsOf(row: Row, prefix = ''): readonly [string, string][] {
  return Object.entries(row).flatMap(([name, value]): readonly [string, string][] => {
    if (name === 'because' || value === undefined) return [];
    return isMap(value) ? cellsOf(value, `${prefix}${name}.`) : [[`${prefix}${name}`, cell(value)]];
  });
}

function cell(value: unknown): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((each) => (isMap(each) ? JSON.stringify(withoutReason(each)) : cell(each))).join(' ');
  return typeof value === 'string' ? harmless(value) : String(value);
}

const withoutReason = (row: Row): Row => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'because'));

/** A text that a spreadsheet would run as a formula is written so that it does not. */
function harmless(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function isMap(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
