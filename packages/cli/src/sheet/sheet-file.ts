import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { UsageError } from '../command-line.ts';

/** A spreadsheet as a table of texts. */
export interface Sheet {
  readonly file: string;
  /** The line of the headings; what stands above it is a title. */
  readonly headings: readonly string[];
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** Line of the file, the first is 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where something was read: for messages. */
export interface Spot {
  readonly file: string;
  readonly line: number;
}

/** Something in a spreadsheet that cannot be understood. */
export interface SheetProblem extends Spot {
  /** Heading of the column; left out where it is about the line. */
  readonly column?: string;
  readonly says: string;
}

const SHOWN = 20;

/** A spreadsheet cannot be used; the message names file, line and column of each problem, the first twenty. */
export class SheetError extends UsageError {
  readonly problems: readonly SheetProblem[];
  constructor(problems: readonly SheetProblem[]) {
    const more = problems.length > SHOWN ? [`… and ${problems.length - SHOWN} more`] : [];
    super([...problems.slice(0, SHOWN).map(sheetProblemText), ...more].join('\n'));
    this.problems = problems;
  }
}

/** Writes a problem as `results.csv:12: column "place": …`. */
export function sheetProblemText({ file, line, column, says }: SheetProblem): string {
  return `${file}${line > 0 ? `:${line}` : ''}: ${column === undefined ? '' : `column "${column}": `}${says}`;
}

/**
 * Reads a spreadsheet that was saved as text: comma, semicolon, tab or bar between the cells; UTF-8, UTF-16 or Windows
 * encoding.
 *
 * @param isHeading tells whether a cell is a heading that somebody knows: titles above the headings are passed over
 * @throws SheetError for a workbook, an open quote, or a file without lines
 */
export function readSheet(file: string, isHeading: (cell: string) => boolean): Sheet {
  return sheetOf(file, decoded(file, readFileSync(file)), isHeading);
}

const UTF16: Readonly<Record<string, string>> = { fffe: 'utf-16le', feff: 'utf-16be' };
const WORKBOOKS = new Set(['504b0304', 'd0cf11e0']);

/** Turns the bytes of a file into text, by its byte order mark, else as UTF-8, else as Windows writes western letters. */
function decoded(file: string, bytes: Buffer): string {
  if (WORKBOOKS.has(bytes.subarray(0, 4).toString('hex')))
    throw new SheetError([{ file, line: 0, says: 'this is a workbook; save the sheet as CSV and give that file' }]);
  const marked = UTF16[bytes.subarray(0, 2).toString('hex')];
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes);
  if (bytes.includes(0)) throw new SheetError([{ file, line: 0, says: 'this is no text file; save the sheet as CSV' }]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** How far down the headings may stand. */
const TITLES = 15;

function sheetOf(file: string, text: string, isHeading: (cell: string) => boolean): Sheet {
  const rows = parsed(file, text).filter((row) => row.cells.some((cell) => cell !== ''));
  const known = (row: SheetRow | undefined): number => row?.cells.filter(isHeading).length ?? 0;
  const top = rows.slice(0, TITLES);
  const at = Math.max(
    0,
    top.findIndex((row) => known(row) > 0 && known(row) === Math.max(...top.map(known))),
  );
  const headings = rows[at]?.cells;
  if (!headings) throw new SheetError([{ file, line: 0, says: 'the file has no lines' }]);
  return { file, headings, rows: rows.slice(at + 1) };
}

function parsed(file: string, text: string): readonly SheetRow[] {
  try {
    const rows: SheetRow[] = [];
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: readonly string[], { lines }) => void rows.push({ line: lines, cells: record }),
    });
    return rows;
  } catch (error) {
    const { message, lines } = error as { readonly message: string; readonly lines?: number };
    throw new SheetError([{ file, line: lines ?? 0, says: `cannot be read as lines of cells: ${message}` }]);
  }
}

/** The sign that most often stands between cells in the first lines, outside quotes. */
function delimiterOf(text: string): string {
  const top = text
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '')
    .split('\n')
    .slice(0, TITLES)
    .join('\n');
  const counted = [',', ';', '\t', '|'].map((sign) => ({ sign, count: top.split(sign).length - 1 }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ',';
}
