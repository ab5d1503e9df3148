import type { ActField, Fields, Plain, Rulebook } from '@racetower/engine';
import { didYouMean } from '@racetower/rulebook';
import { fieldCell, plainCell, timeCellUs, wholeCell, yesOrNo } from '@racetower/rulebook';
import { type ActColumn, type Columns, headingOf } from './columns.ts';
import { type ResultColumn } from '@racetower/rulebook';
import { raceNamed, slug } from './race-names.ts';
import type { ResultLine, SheetAct } from './season-sheet.ts';
import { type SheetProblem, sheetProblemText, type SheetRow } from './sheet-file.ts';
import { isBehindGrid, statusOf, wasNotInRace } from './status-words.ts';

/** A line with all that is needed to understand it. */
interface Line {
  readonly book: Rulebook;
  readonly columns: Columns;
  readonly file: string;
  readonly row: SheetRow;
  readonly meeting: string;
  readonly notes: string[];
}

/** A cell that cannot be understood. */
class BadCell extends Error {
  readonly column: string | undefined;
  constructor(column: string | undefined, says: string) {
    super(says);
    this.column = column;
  }
}

/** Reads a line of results; a line that cannot be understood becomes a problem for each of its cells that cannot. */
export function resultLine(line: Line, problems: SheetProblem[]): ResultLine | undefined {
  const spot = { file: line.file, line: line.row.line };
  const before = problems.length;
  const away = (['status', 'place'] as const).find((column) => isAway(line, cell(line, column)));
  if (away !== undefined) {
    const says = `the rulebook has no status ${cell(line, away)}; the line is not counted`;
    line.notes.push(sheetProblemText({ ...spot, column: headingOf(line.columns, away), says }));
    return undefined;
  }
  const tried = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      problems.push({
        ...spot,
        ...(error.column === undefined ? {} : { column: headingOf(line.columns, error.column) }),
        says: error.message,
      });
      return undefined;
    }
  };
  const classId = tried(() => classOf(line));
  const race = tried(() => raceOf(line));
  const driver = tried(() => driverOf(line));
  const ending = tried(() => endingOf(line));
  const laps = tried(() => numberIn(line, 'laps', 0));
  const start = tried(() => numberIn(line, 'start', 1));
  const time = tried(() => timeIn(line));
  const acts = tried(() => actsIn(line, driver ?? ''));
  if (problems.length > before || classId === undefined || !race || driver === undefined || !ending) return undefined;
  const car = cell(line, 'car');
  return {
    spot,
    meeting: line.meeting,
    class: classId,
    round: race.round,
    race: `${classId}/${race.race}`,
    driver,
    ...(car === '' ? {} : { car }),
    ...ending,
    ...(laps === undefined ? {} : { laps }),
    ...(start === undefined ? {} : { start }),
    ...(time === undefined ? {} : { timesUs: [time] }),
    details: detailsIn(line.columns.carDetails, line.row),
    acts: acts ?? [],
  };
}

function cell(line: Line, column: ResultColumn): string {
  return line.row.cells[line.columns.known.get(column) ?? -1] ?? '';
}

/** Details of a line by name; empty cells say nothing. */
export function detailsIn(columns: ReadonlyMap<string, number>, row: SheetRow): Fields {
  const found: Record<string, Plain> = {};
  for (const [name, at] of columns) if (row.cells[at]) found[name] = plainCell(row.cells[at]);
  return found;
}

function classOf(line: Line): string {
  const { classes } = line.book;
  const written = cell(line, 'class');
  const ids = classes.map((each) => each.id);
  if (written === '') {
    if (classes.length === 1) return ids[0] ?? '';
    throw new BadCell(line.columns.known.has('class') ? 'class' : undefined, `which class? The rulebook has ${ids.join(', ')}`);
  }
  const found = classes.find((each) => each.id === slug(written) || slug(each.name) === slug(written));
  if (!found)
    throw new BadCell('class', `the rulebook has no class "${written}"${didYouMean(slug(written), ids)}; it has ${ids.join(', ')}`);
  return found.id;
}

function raceOf(line: Line): { readonly round: string; readonly race: string } {
  const found = raceNamed(line.book, cell(line, 'round'), cell(line, 'race'));
  if (typeof found === 'string')
    throw new BadCell(line.columns.known.has('round') ? 'round' : line.columns.known.has('race') ? 'race' : undefined, found);
  return found;
}

function driverOf(line: Line): string {
  const name = cell(line, 'driver') || `${cell(line, 'first-name')} ${cell(line, 'last-name')}`.trim();
  if (name === '') throw new BadCell('driver', 'is empty');
  return name;
}

/** A car that was not in the race, where the rulebook has no status for that. */
function isAway(line: Line, word: string): boolean {
  return word !== '' && wasNotInRace(word) && statusOf(line.book, word) === undefined;
}

interface Ending {
  readonly place?: number;
  readonly status?: string;
}

/** The place and the status: each has a column, and a status may stand where the place would. */
function endingOf(line: Line): Ending {
  const [written, word] = [cell(line, 'place'), cell(line, 'status')];
  const place = wholeCell(written);
  const said = word === '' ? undefined : statusIn(line, 'status', word);
  if (place !== undefined && place > 0) return { place, ...ended(said) };
  const instead = written === '' || place === 0 ? undefined : statusIn(line, 'place', written);
  const status = said ?? instead;
  if (status === undefined && line.columns.known.has('place'))
    throw new BadCell('place', written === '' ? 'is empty: write a place, or how the race ended as DNF' : `"${written}" is no place`);
  return ended(status);
}

function ended(status: string | undefined): Ending {
  return status === undefined || status === 'finished' ? {} : { status };
}

function statusIn(line: Line, column: 'place' | 'status', word: string): string {
  const found = statusOf(line.book, word);
  if (found !== undefined) return found;
  const known = [...line.book.statuses.keys()];
  const what = column === 'place' ? `"${word}" is neither a place nor a status` : `the rulebook has no status "${word}"`;
  throw new BadCell(column, `${what}${didYouMean(slug(word), known)}; it has ${known.join(', ')}`);
}

function numberIn(line: Line, column: 'laps' | 'start', least: number): number | undefined {
  const written = cell(line, column);
  if (written === '' || (column === 'start' && isBehindGrid(written))) return undefined;
  const found = wholeCell(written);
  if (found === undefined || found < least) throw new BadCell(column, `"${written}" is no whole number from ${least} on`);
  return found;
}

function timeIn(line: Line): number | undefined {
  const written = cell(line, 'best-lap');
  if (written === '') return undefined;
  const found = timeCellUs(written);
  if (found === undefined) throw new BadCell('best-lap', `"${written}" is no lap time, as 14.215 or 1:02.5`);
  return found;
}

/** What officials recorded or called in the race, one of each kind a line. */
function actsIn(line: Line, driver: string): readonly SheetAct[] {
  return [...Map.groupBy(line.columns.acts, ({ act }) => act.id)].flatMap(([name, columns]) => {
    const fields = Object.assign({}, ...columns.map((column) => fieldsOf(line, column) ?? {})) as Record<string, Plain>;
    if (columns.every((column) => fieldsOf(line, column) === undefined)) return [];
    for (const field of columns[0]?.act.fields ?? []) {
      if (field.optional || Object.hasOwn(fields, field.name)) continue;
      if (field.type !== 'person') throw new BadCell(name, `needs ${field.name}: give it a column "${name}.${field.name}"`);
      fields[field.name] = driver;
    }
    return [{ name, fields }];
  });
}

const NOTHING = new Set(['', '-', '–', '—']);

/** What a cell says of an act; nothing where it says that there was none. */
function fieldsOf(line: Line, { act, field, at }: ActColumn): Fields | undefined {
  const written = line.row.cells[at] ?? '';
  if (NOTHING.has(written)) return undefined;
  const only = act.fields.filter((each) => !each.optional && each.type !== 'person');
  const own = act.fields.find((each) => each.name === field) ?? (field === undefined && only.length === 1 ? only[0] : undefined);
  if (own)
    return own.type === 'number' && field === undefined && wholeCell(written) === 0
      ? undefined
      : { [own.name]: inField(own, act.id, written) };
  const answer = yesOrNo(written);
  if (answer !== undefined) return answer ? {} : undefined;
  const text = act.fields.find((each) => each.type === 'text');
  if (text) return { [text.name]: written };
  throw new BadCell(act.id, `"${written}" is neither yes nor no`);
}

function inField(field: ActField, act: string, written: string): Plain {
  const value = fieldCell(field, written);
  if (value !== undefined) return value;
  const wanted = field.type === 'choice' ? (field.choices ?? []).join(', ') : field.type;
  throw new BadCell(act, `"${written}" does not fit ${field.name}: ${wanted}`);
}
