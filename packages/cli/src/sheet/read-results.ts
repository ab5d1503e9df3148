import type { Fields } from '@racetower/engine';
import { didYouMean, type LoadedRulebook } from '@racetower/rulebook';
import { CALENDAR_COLUMNS, type Columns, columnsOf, detailNames } from './columns.ts';
import { RESULT_COLUMNS, type ResultColumn } from '@racetower/rulebook';
import { MeetingList, readCalendar } from './meeting-list.ts';
import { detailsIn, resultLine } from './result-line.ts';
import type { ResultLine, SeasonSheet } from './season-sheet.ts';
import { type Sheet, SheetError, type SheetProblem } from './sheet-file.ts';

/** What is read, by which rulebook. */
export interface Reading {
  readonly rulebook: LoadedRulebook;
  readonly results: Sheet;
  /** Meetings with their days, kinds and values. */
  readonly calendar?: Sheet;
  /** Headings that the user named: column → heading. */
  readonly mapped: ReadonlyMap<string, string>;
  /** Season to take, where the sheet has none or several. */
  readonly season?: string;
}

export interface ReadSeason {
  readonly sheet: SeasonSheet;
  /** What the user should know: columns that nobody reads, places that are missing. */
  readonly notes: readonly string[];
}

/**
 * Reads the results of a season out of a spreadsheet, and its calendar where there is one.
 *
 * @throws SheetError with every cell that cannot be understood
 */
export function readSeason(reading: Reading): ReadSeason {
  const { results, calendar, mapped } = reading;
  const { book, source } = reading.rulebook;
  const details = detailNames(source);
  const all = Object.keys(RESULT_COLUMNS) as ResultColumn[];
  const columns = columnsOf(results, { book, columns: all, details, values: false }, mapped);
  if (!columns.known.has('driver') && !(columns.known.has('first-name') && columns.known.has('last-name')))
    throw new SheetError([{ file: results.file, line: 0, says: noDriver(results) }]);
  const problems: SheetProblem[] = [];
  const notes: string[] = [];
  const planned = calendar && readCalendar(reading, calendar, problems);
  const meetings = new MeetingList({
    book,
    columns,
    results,
    problems,
    notes,
    ...(planned ? { planned: planned.meetings } : {}),
    season: reading.season,
  });
  const people = new Map<string, Fields>();
  const lines = results.rows.flatMap((row) => {
    const meeting = meetings.of(row);
    const line = meeting === undefined ? undefined : resultLine({ book, columns, file: results.file, row, meeting, notes }, problems);
    if (line) putDetails(people, line.driver, detailsIn(columns.driverDetails, row));
    return line ?? [];
  });
  const several = meetings.severalSeasons();
  if (several.length > 0)
    problems.push({ file: results.file, line: 0, says: `there are results of ${several.join(', ')}: say which by --season` });
  if (problems.length > 0) throw new SheetError(problems);
  if (lines.length === 0) throw new SheetError([{ file: results.file, line: 0, says: meetings.emptySays() }]);
  const known = [...all, ...book.acts.keys(), ...details.car, ...details.driver];
  notes.push(
    ...columns.unused.map((heading) => unread(results, heading, known)),
    ...(planned?.unused ?? []).map((heading) => unread(calendar ?? results, heading, [...CALENDAR_COLUMNS, ...book.values.keys()])),
  );
  notes.push(...missingPlaces(lines), ...missingGrid(reading, columns));
  return { sheet: { season: meetings.season(), meetings: meetings.held(), results: lines, people, acts: [] }, notes };
}

function unread(sheet: Sheet, heading: string, known: readonly string[]): string {
  return `${sheet.file}: column "${heading}" is not read${didYouMean(heading, known)}`;
}

function noDriver(sheet: Sheet): string {
  const headings = sheet.headings.filter((each) => each !== '').join(', ');
  return `no column names the driver; the headings are ${headings}. Say which it is by --map driver=HEADING`;
}

function putDetails(people: Map<string, Fields>, driver: string, details: Fields): void {
  if (Object.keys(details).length > 0) people.set(driver, { ...people.get(driver), ...details });
}

/** Where places are left out, those behind move up: it may be a line that was lost. */
function missingPlaces(lines: readonly ResultLine[]): readonly string[] {
  return [...Map.groupBy(lines, (line) => JSON.stringify([line.meeting, line.race])).values()].flatMap((field) => {
    const places = new Set(field.flatMap((line) => line.place ?? []));
    const missing = Array.from({ length: Math.max(0, ...places) }, (_, index) => index + 1).filter((place) => !places.has(place));
    const [first] = field;
    if (missing.length === 0 || !first) return [];
    return [
      `${first.spot.file}:${first.spot.line}: ${first.meeting} ${first.race} has no place ${missing.join(', ')}; those behind move up`,
    ];
  });
}

/** Points for places gained need the start. */
function missingGrid(reading: Reading, columns: Columns): readonly string[] {
  const { book } = reading.rulebook;
  const reads = book.points.some((block) =>
    block.rules.some((rule) =>
      [rule.when, rule.give, rule.table].some((each) => each?.names.some((name) => name === 'gained' || name === 'started_from')),
    ),
  );
  return reads && !columns.known.has('start')
    ? [`${reading.results.file}: the rulebook pays for places gained or the start, and no column says where cars started`]
    : [];
}
