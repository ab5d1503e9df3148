import { CsvError, parse } from 'csv-parse/sync';
import { type ResultFile, ResultFileError, type ResultLine } from './result-file.ts';

/** The columns of the results, by the names that different years gave them. */
const COLUMNS = {
  place: ['Fin Pos'],
  id: ['Cust ID', 'Custid', 'CustID'],
  name: ['Name', 'Driver'],
  team: ['Team ID'],
  car: ['Car'],
  classId: ['Car Class ID'],
  className: ['Car Class'],
  start: ['Start Pos'],
  number: ['Car #'],
  out: ['Out'],
  interval: ['Interval'],
  led: ['Laps Led'],
  qualifying: ['Qualify Time'],
  average: ['Average Lap Time'],
  best: ['Fastest Lap Time'],
  bestLap: ['Fast Lap#'],
  laps: ['Laps Comp'],
  incidents: ['Inc'],
  computer: ['AI'],
} as const;

type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['place', 'id', 'name', 'number', 'out', 'laps', 'incidents'];

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Tells whether a text is a table of results: one of its lines is their head. */
export function isTable(source: string): boolean {
  return /^\uFEFF?"?(Fin Pos|Start Time|League Name)"?,/m.test(source);
}

/**
 * Reads the old table: a block about the session, one about the league where there is one, then the results, each block with its
 * own head. It holds one session, which is taken as the race.
 */
export function readTableResult(source: string): ResultFile {
  const rows = rowsOf(source);
  const head = rows.findIndex((row) => row.cells[0] === 'Fin Pos');
  if (head < 0) throw new ResultFileError('truncated', `line ${rows.at(-1)?.line ?? 1}`, 'the file ends before the results; save it again');
  const block = (first: string): ReadonlyMap<string, string> => blockOf(rows.slice(0, head), first);
  const event = block('Start Time');
  const league = block('League Name');
  const results = rows.slice(head + 1);
  const columns = columnsOf(rows[head] as Row);
  if (results.length === 0)
    throw new ResultFileError('truncated', `line ${rows[head]?.line ?? 1}`, 'the file ends before the first result');
  const lines = results.map((row) => lineOf(row, columns, rows[head]?.cells.length ?? 0)).toSorted((a, b) => a.place - b.place);
  const leagueId = league.get('League ID') ?? '';
  const startsAt = instantOf(event.get('Start Time') ?? '');
  return {
    format: 'csv',
    name: event.get('Hosted Session Name') || league.get('League Name') || event.get('Series') || 'session',
    ...(leagueId === '' || leagueId === '0' ? {} : { league: leagueOf(league, leagueId) }),
    ...(startsAt === undefined ? {} : { startsAt }),
    track: { name: event.get('Track') ?? '' },
    sessions: [{ name: 'RACE', kind: 'race', lines }],
  };
}

function leagueOf(league: ReadonlyMap<string, string>, id: string): NonNullable<ResultFile['league']> {
  const name = league.get('League Name') ?? '';
  const season = league.get('League Season') ?? '';
  return { id, ...(name === '' ? {} : { name }), ...(season === '' ? {} : { season }) };
}

function rowsOf(source: string): readonly Row[] {
  try {
    const read: unknown = parse(source, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
    return (read as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[])
      .map(({ record, info }) => ({ cells: record, line: info.lines }))
      .filter((row) => row.cells.some((cell) => cell !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const where = typeof error['lines'] === 'number' ? `line ${error['lines']}` : '';
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw new ResultFileError('truncated', where, 'the file ends in its middle; save it again');
    throw new ResultFileError('bad-value', where, error.message);
  }
}

/** The values of a block by the names of its head. */
function blockOf(rows: readonly Row[], first: string): ReadonlyMap<string, string> {
  const at = rows.findIndex((row) => row.cells[0] === first);
  const names = rows[at]?.cells ?? [];
  const values = rows[at + 1]?.cells ?? [];
  return new Map(at < 0 ? [] : names.map((name, index) => [name, values[index] ?? '']));
}

function columnsOf(head: Row): ReadonlyMap<string, number> {
  const columns = new Map<string, number>(
    Object.entries(COLUMNS).flatMap(([column, names]) => {
      const index = head.cells.findIndex((cell) => (names as readonly string[]).includes(cell));
      return index < 0 ? [] : [[column, index] as const];
    }),
  );
  const missing = NEEDED.find((column) => !columns.has(column));
  if (missing !== undefined) throw new ResultFileError('bad-value', `line ${head.line}`, `there is no column "${COLUMNS[missing][0]}"`);
  return columns;
}

function lineOf(row: Row, columns: ReadonlyMap<string, number>, width: number): ResultLine {
  const where = `line ${row.line}`;
  const cell = (column: Column): string => row.cells[columns.get(column) ?? -1] ?? '';
  const whole = (column: Column): number => wholeOf(cell(column), `${where}, ${COLUMNS[column][0]}`);
  const time = (column: Column): number | undefined => timeUs(cell(column), `${where}, ${COLUMNS[column][0]}`);
  if (row.cells.length < width)
    throw new ResultFileError('truncated', where, `${row.cells.length} values where there are ${width} columns`);
  const driver = { id: cell('id'), name: cell('name') };
  if (driver.id === '') throw new ResultFileError('bad-value', `${where}, ${COLUMNS.id[0]}`, 'it is empty');
  const start = cell('start') === '' ? undefined : whole('start');
  const intervalUs = cell('interval').endsWith('L') ? undefined : time('interval');
  const bestLapUs = time('best');
  const averageLapUs = time('average');
  const qualifyingUs = time('qualifying');
  return {
    place: whole('place'),
    driver,
    drivers: [driver],
    number: cell('number'),
    ...(cell('car') === '' ? {} : { car: cell('car') }),
    class: { id: cell('classId'), name: cell('className'), shortName: cell('className') },
    ...(start === undefined || start < 1 ? {} : { start }),
    laps: whole('laps'),
    lapsLed: cell('led') === '' ? 0 : whole('led'),
    incidents: whole('incidents'),
    ...(bestLapUs === undefined || bestLapUs === 0 ? {} : { bestLapUs }),
    ...(bestLapUs === undefined || cell('bestLap') === '' ? {} : { bestLap: whole('bestLap') }),
    ...(averageLapUs === undefined || averageLapUs === 0 ? {} : { averageLapUs }),
    ...(intervalUs === undefined ? {} : { intervalUs }),
    ...(qualifyingUs === undefined || qualifyingUs === 0 ? {} : { qualifyingUs }),
    reasonOut: cell('out'),
    computer: cell('computer') === '1' || Number(driver.id) < 0,
  };
}

function wholeOf(text: string, where: string): number {
  if (!/^-?\d+$/.test(text)) throw new ResultFileError('bad-value', where, `"${text}" is no whole number`);
  return Number(text);
}

/** Reads `1:18.590`, `58.1234`, `-24.651` (a gap is written with a minus) as microseconds; an empty one is none. */
function timeUs(text: string, where: string): number | undefined {
  if (text === '') return undefined;
  const [, hours = '0', minutes = '0', seconds, part = ''] = /^-?(?:(\d+):)?(?:(\d+):)?(\d+)(?:\.(\d{1,6}))?$/.exec(ordered(text)) ?? [];
  if (seconds === undefined) throw new ResultFileError('bad-value', where, `"${text}" is no time, as 1:18.590`);
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000_000 + Number(part.padEnd(6, '0'));
}

/** Minutes without hours are written first: `1:18.590` is `0:1:18.590`. */
function ordered(text: string): string {
  return text.split(':').length === 2 ? `0:${text.replace('-', '')}` : text;
}

/** Reads `2019-10-08T23:05:00Z`, or `2019.10.08 11:05 PM GMT` of older years. */
function instantOf(text: string): string | undefined {
  const older = /^(\d{4})\.(\d{2})\.(\d{2}) (\d{1,2}):(\d{2}) (AM|PM) GMT$/.exec(text);
  const [, year, month, day, hour, minute, half] = older ?? [];
  const iso = older
    ? `${year ?? ''}-${month ?? ''}-${day ?? ''}T${String((Number(hour) % 12) + (half === 'PM' ? 12 : 0)).padStart(2, '0')}:${minute ?? ''}:00Z`
    : text;
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
