import { readFileSync } from 'node:fs';
import { headingAt } from '@racetower/rulebook';
import { delimiterOf, sheetText } from '@racetower/server/client';
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

const NOT_READ = {
  workbook: 'this is a workbook; save the sheet as CSV and give that file',
  'old-workbook': 'this is a workbook; save the sheet as CSV and give that file',
  pdf: 'this is no text file; save the sheet as CSV',
  'not-a-list': 'this is no text file; save the sheet as CSV',
} as const;

function decoded(file: string, bytes: Buffer): string {
  const text = sheetText(bytes);
  if (text.is === 'text') return text.text;
  throw new SheetError([{ file, line: 0, says: NOT_READ[text.is] }]);
}

function sheetOf(file: string, text: string, isHeading: (cell: string) => boolean): Sheet {
  const rows = parsed(file, text).filter((row) => row.cells.some((cell) => cell !== ''));
  const at = headingAt(
    rows.map((row) => row.cells),
    isHeading,
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
