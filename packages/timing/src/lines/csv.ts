import { parse } from 'csv-parse/sync';
import type { Heard, HeardPassing, Protocol } from '../heard.ts';
import { type BadLine, lineReader } from '../text/line-reader.ts';
import { LineTimes } from './time.ts';

/** Columns that are read, by what people call them; others are left alone. */
const COLUMNS = {
  time: ['time', 'rtc_time', 'timestamp', 'passing time'],
  transponder: ['transponder', 'transponder no', 'tran', 'chip', 'tag'],
  car: ['number', 'car', 'no', 'no.', '#', 'start number'],
  passing: ['passing', 'passing number', 'passing no', 'seq'],
  decoder: ['decoder', 'decoder id'],
  loop: ['loop', 'line'],
  strength: ['strength'],
  hits: ['hits'],
} as const;
type Column = keyof typeof COLUMNS;

/** Tables with a first line that names the columns: `time`, then `transponder` or `number`, and more if known. */
export const csvProtocol: Protocol = {
  name: 'csv',
  says: 'a table with named columns, separated by commas or semicolons',
  reader: () => {
    const times = new LineTimes();
    let columns: ReadonlyMap<Column, number> | undefined;
    return lineReader((text) => {
      if (text.trim() === '') return [];
      const cells = cellsOf(text);
      if ('bad' in cells) return cells;
      if (columns) return rowOf(cells, columns, times);
      const found = columnsOf(cells);
      if ('bad' in found) return found;
      columns = found;
      return [{ kind: 'note', says: `columns ${[...found.keys()].join(', ')}` }];
    });
  },
};

function cellsOf(text: string): readonly string[] | BadLine {
  try {
    const [cells = []] = parse(text, { delimiter: [',', ';', '\t'], trim: true, bom: true }) as readonly (readonly string[])[];
    return cells;
  } catch (error) {
    return { bad: 'fields', says: error instanceof Error ? error.message : 'a line that is no row of a table' };
  }
}

function columnsOf(cells: readonly string[]): ReadonlyMap<Column, number> | BadLine {
  const names = cells.map((cell) => cell.toLowerCase());
  const found = new Map<Column, number>();
  for (const [column, called] of Object.entries(COLUMNS)) {
    const index = names.findIndex((name) => (called as readonly string[]).includes(name));
    if (index !== -1) found.set(column as Column, index);
  }
  if (!found.has('time')) return { bad: 'fields', says: 'the first line names no column "time"' };
  if (!found.has('transponder') && !found.has('car'))
    return { bad: 'fields', says: 'the first line names neither a column "transponder" nor one "number"' };
  return found;
}

function rowOf(cells: readonly string[], columns: ReadonlyMap<Column, number>, times: LineTimes): readonly Heard[] | BadLine {
  const cell = (column: Column): string => cells[columns.get(column) ?? -1] ?? '';
  const timeUs = times.read(cell('time'));
  if (timeUs === undefined) return { bad: 'fields', says: `"${cell('time')}" in the column time is no time` };
  if (cell('transponder') === '' && cell('car') === '') return { bad: 'fields', says: 'a row without transponder and number' };
  const bad = (['passing', 'strength', 'hits'] as const).find((column) => cell(column) !== '' && !/^\d{1,10}$/.test(cell(column)));
  if (bad) return { bad: 'fields', says: `"${cell(bad)}" in the column ${bad} is no whole number` };
  const passing: HeardPassing = {
    kind: 'passing',
    timeUs,
    ...(cell('transponder') !== '' ? { transponder: cell('transponder') } : {}),
    ...(cell('car') !== '' ? { car: cell('car') } : {}),
    ...(cell('decoder') !== '' ? { decoder: cell('decoder') } : {}),
    ...(cell('loop') !== '' ? { loop: cell('loop') } : {}),
    ...(cell('passing') !== '' ? { number: Number(cell('passing')) } : {}),
    ...(cell('strength') !== '' ? { strength: Number(cell('strength')) } : {}),
    ...(cell('hits') !== '' ? { hits: Number(cell('hits')) } : {}),
  };
  return [passing];
}
