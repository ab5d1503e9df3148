import { delimiterOf, sheetText } from '@racetower/server/client';

/** A sheet of a file, with the lines that hold something. */
export interface FileSheet {
  readonly name: string;
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** Why a file cannot be read as a list. */
export type FileProblem = 'empty' | 'too-large' | 'pdf' | 'old-workbook' | 'not-a-list' | 'bad-workbook' | 'bad-csv' | 'too-many';

export type FileRead =
  | { readonly ok: true; readonly sheets: readonly FileSheet[] }
  | { readonly ok: false; readonly problem: FileProblem; readonly values: Readonly<Record<string, string | number>> };

/** Most lines that an import takes at once, as the server does. */
export const MOST_LINES = 2000;
export const MOST_BYTES = 8 * 1024 * 1024;

/** What is read of a file: as much of `File` as it takes. */
export interface Given {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Reads a CSV file or a workbook by what is in it, whatever it is called. Titles and empty lines stay apart; dates become `2012-05-31`. */
export async function readFileSheets(file: Given): Promise<FileRead> {
  const no = (problem: FileProblem, values: Readonly<Record<string, string | number>> = {}): FileRead => ({
    ok: false,
    problem,
    values: { name: file.name, ...values },
  });
  if (file.size === 0) return no('empty');
  if (file.size > MOST_BYTES) return no('too-large', { size: (file.size / 1024 / 1024).toFixed(1), most: MOST_BYTES / 1024 / 1024 });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = sheetText(bytes);
  if (text.is === 'workbook') return checked(await workbookSheets(bytes), no);
  if (text.is !== 'text') return no(text.is);
  return checked(await csvSheets(file.name, text.text), no);
}

type No = (problem: FileProblem, values?: Readonly<Record<string, string | number>>) => FileRead;

function checked(read: readonly FileSheet[] | { readonly problem: FileProblem; readonly line?: number }, no: No): FileRead {
  if ('problem' in read) return no(read.problem, { line: read.line ?? 0 });
  const sheets = read.filter((sheet) => sheet.rows.length > 0);
  if (sheets.length === 0) return no('empty');
  const long = sheets.find((sheet) => sheet.rows.length > MOST_LINES + 1);
  return long ? no('too-many', { count: long.rows.length, most: MOST_LINES }) : { ok: true, sheets };
}

async function workbookSheets(bytes: Uint8Array): Promise<readonly FileSheet[] | { readonly problem: FileProblem }> {
  const { default: readWorkbook } = await import('read-excel-file/universal');
  try {
    const found = await readWorkbook(new Blob([bytes.slice().buffer]));
    return found.map(({ sheet, data }) => ({
      name: sheet,
      rows: data
        .map((cells, at) => ({ line: at + 1, cells: cells.map(cellText) }))
        .filter(({ cells }) => cells.some((cell) => cell !== '')),
    }));
  } catch {
    return { problem: 'bad-workbook' };
  }
}

/** A cell of a workbook as it would stand in a CSV file. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  return String(cell).trim();
}

async function csvSheets(
  name: string,
  text: string,
): Promise<readonly FileSheet[] | { readonly problem: FileProblem; readonly line: number }> {
  const { parse } = await import('csv-parse/browser/esm/sync');
  const rows: { readonly line: number; readonly cells: readonly string[] }[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: readonly string[], { lines }) => {
        if (record.some((cell) => cell !== '')) rows.push({ line: lines, cells: record });
      },
    });
  } catch (error) {
    const { lines } = error as { readonly lines?: number };
    return { problem: 'bad-csv', line: lines ?? 0 };
  }
  return [{ name, rows }];
}
