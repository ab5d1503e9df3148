import {
  type Because,
  becauseText,
  fold,
  pointsText,
  type Rulebook,
  type Standings,
  type StandingsRow,
  type State,
  view,
} from '@racetower/engine';
import { didYouMean, findRulebook, loadEditions, type LoadedRulebook, problemText } from '@racetower/rulebook';
import { type Given, mustBeFile, UsageError } from '../command-line.ts';
import { type Output, paint } from '../output.ts';
import { isKnownHeading } from '../sheet/columns.ts';
import { RESULT_COLUMNS } from '@racetower/rulebook';
import { readSeason } from '../sheet/read-results.ts';
import { seasonLog } from '../sheet/season-log.ts';
import type { SeasonSheet } from '../sheet/season-sheet.ts';
import { readSheet, type Sheet, SheetError, type SheetProblem } from '../sheet/sheet-file.ts';
import { table } from '../tables.ts';

/** `racetower standings --rulebook R --results FILE.csv`: 0 worked out, 2 could not be read or worked out. */
export function standingsCommand(names: readonly string[], given: Given, out: Output): number {
  if (names.length > 0) throw new UsageError(`"${names[0] ?? ''}" is one too many; files are given by --results and --calendar`);
  const editions = editionsOf(given);
  const mapped = mappedBy(given.text('map'));
  const results = sheetBy(given, 'results', mapped);
  if (!results) throw new UsageError('say where the results are: --results FILE.csv');
  const calendar = sheetBy(given, 'calendar', mapped);
  const season = given.text('season');
  const { sheet, notes } = readSeason({
    rulebook: editions.at(-1) as LoadedRulebook,
    results,
    mapped,
    ...(calendar ? { calendar } : {}),
    ...(season === undefined ? {} : { season }),
  });
  const books = editions.map((each) => each.book);
  const asked: Asked = { books, book: bookOf(books, sheet), sheet, state: fold(seasonLog(books.at(-1) as Rulebook, sheet)) };
  mustBePlanned(asked);
  const tables = tablesAsked(asked, given).map((question) => ({ question, standings: standingsOf(asked, question) }));
  for (const note of notes) out.error(note);
  if (given.has('json')) out.line(JSON.stringify(jsonOf(asked, tables, notes), undefined, 2));
  else if (given.has('csv')) for (const line of csvOf(asked, tables)) out.line(line);
  else for (const line of textOf(asked, tables, given.text('why'))) out.line(line);
  return 0;
}

/** What the help says of the columns. */
export function standingsNotes(): readonly string[] {
  const width = Math.max(...Object.keys(RESULT_COLUMNS).map((name) => name.length));
  return [
    'Columns, in any order, by these or usual headings; only the driver has to be there:',
    ...Object.entries(RESULT_COLUMNS).map(([name, { says }]) => `  ${name.padEnd(width)}  ${says}`),
    'A column called as a record or call of the rulebook puts it on record for the car; one that a formula reads as',
    'car.NAME or driver.NAME is a detail. The file may have commas, semicolons or tabs, and any usual encoding.',
  ];
}

function editionsOf(given: Given): readonly LoadedRulebook[] {
  const name = given.text('rulebook');
  if (name === undefined) throw new UsageError('say by which rulebook: --rulebook NAME');
  const folder = findRulebook(name, process.cwd());
  if (folder === undefined) throw new UsageError(`there is no rulebook "${name}"`);
  const loaded = loadEditions(folder);
  if (!loaded.ok) throw new UsageError(loaded.problems.map(problemText).join('\n'));
  return loaded.value;
}

/** Reads `place=Pos,driver=Racer`. */
function mappedBy(written: string | undefined): ReadonlyMap<string, string> {
  const mapped = new Map<string, string>();
  for (const part of written?.split(',') ?? []) {
    const [, name, heading] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(part) ?? [];
    if (name === undefined || heading === undefined) throw new UsageError(`--map: "${part}" is no column=heading, as place=Pos`);
    mapped.set(name, heading);
  }
  return mapped;
}

function sheetBy(given: Given, option: 'results' | 'calendar', mapped: ReadonlyMap<string, string>): Sheet | undefined {
  const file = given.text(option);
  if (file === undefined) return undefined;
  mustBeFile(file);
  const named = new Set(mapped.values());
  return readSheet(file, (cell) => named.has(cell) || isKnownHeading(cell));
}

interface Asked {
  readonly books: readonly Rulebook[];
  /** The edition of the last meeting. */
  readonly book: Rulebook;
  readonly sheet: SeasonSheet;
  readonly state: State;
}

function bookOf(books: readonly Rulebook[], sheet: SeasonSheet): Rulebook {
  const last = sheet.meetings.at(-1)?.date ?? '';
  return books.findLast((book) => book.inForce <= last) ?? (books[0] as Rulebook);
}

/** Every race of the sheet is one that the rulebook runs; a result that nobody reads would be lost without a word. */
function mustBePlanned({ books, sheet, state }: Asked): void {
  const races = Map.groupBy(sheet.results, (line) => JSON.stringify([line.meeting, line.race]));
  const problems = [...races.values()].flatMap(([line]): readonly SheetProblem[] => {
    if (!line) return [];
    const answer = view(books, state, { view: 'result', meeting: line.meeting, race: line.race });
    return answer.ok ? [] : [{ ...line.spot, says: `${line.meeting}: ${answer.refusal.says}` }];
  });
  if (problems.length > 0) throw new SheetError(problems);
}

interface Question {
  readonly table: string;
  readonly class?: string;
  readonly group?: string;
  readonly upTo?: string;
}

/** The tables to print: the one named, by class where it is kept by class, as after the meeting of `--at`. */
function tablesAsked(asked: Asked, given: Given): readonly Question[] {
  const { book, sheet } = asked;
  const tables = book.season?.tables ?? [];
  const name = given.text('table') ?? tables[0]?.id ?? '';
  const found = tables.find((each) => each.id === name);
  const ids = tables.map((each) => each.id);
  if (!found)
    throw new UsageError(
      ids.length === 0
        ? 'the rulebook keeps no standings'
        : `there is no table "${name}"${didYouMean(name, ids)}; there are ${ids.join(', ')}`,
    );
  const upTo = upToOf(sheet, given.text('at'));
  const group = given.text('group');
  const common = { table: name, ...(upTo === undefined ? {} : { upTo }), ...(group === undefined ? {} : { group }) };
  if (found.by === 'all') return [common];
  const raced = book.classes.map((each) => each.id).filter((id) => sheet.results.some((line) => line.class === id));
  const wanted = given.text('class');
  if (wanted !== undefined && !raced.includes(wanted))
    throw new UsageError(`there are no results of class "${wanted}"${didYouMean(wanted, raced)}; there are of ${raced.join(', ')}`);
  return (wanted === undefined ? raced : [wanted]).map((each) => ({ ...common, class: each }));
}

/** The last meeting up to a day, or the meeting of that name. */
function upToOf({ meetings }: SeasonSheet, at: string | undefined): string | undefined {
  if (at === undefined) return undefined;
  const named = meetings.find((each) => each.id === at || each.name === at);
  const last = /^\d{4}-\d{2}-\d{2}$/.test(at) ? meetings.findLast((each) => each.date <= at) : undefined;
  const found = named ?? last;
  if (!found)
    throw new UsageError(
      `--at: there is no meeting "${at}" and none before it; there are ${meetings.map((each) => each.name ?? each.id).join(', ')}`,
    );
  return found.id;
}

function standingsOf({ books, sheet, state }: Asked, question: Question): Standings {
  const answer = view(books, state, { view: 'standings', season: sheet.season, ...question });
  if (answer.ok) return answer.answer as Standings;
  const clauses = answer.refusal.clauses.length > 0 ? ` [${answer.refusal.clauses.join(', ')}]` : '';
  throw new UsageError(`${answer.refusal.says}${clauses}`);
}

interface Answered {
  readonly question: Question;
  readonly standings: Standings;
}

const placeText = (row: StandingsRow): string => row.unranked ?? String(row.place);

function textOf({ book }: Asked, tables: readonly Answered[], why: string | undefined): readonly string[] {
  return tables.flatMap(({ question, standings }, index) => {
    const points = (parts: number): string => pointsText(book, parts);
    const rows = standings.rows.map((row) => [
      placeText(row),
      row.driver,
      points(row.total),
      row.dropped.map((each) => points(each.points)).join(' '),
      row.bonuses.map((each) => `${each.id} ${points(each.points)}`).join(', '),
      row.tied ? 'tied' : row.eligible ? '' : 'not eligible',
    ]);
    const title = [question.class, question.group, question.table === 'class' ? undefined : question.table].filter(
      (each) => each !== undefined,
    );
    const asked = standings.rows.filter((row) => row.driver === why);
    return [
      ...(index > 0 ? [''] : []),
      ...(title.length > 0 ? [paint('bold', title.join(' '))] : []),
      ...table(['place', 'driver', 'points', 'thrown out', 'bonuses', ''], rows),
      ...asked.flatMap((row) => ['', ...reason(row.because)]),
    ];
  });
}

function reason(why: Because): readonly string[] {
  return becauseText(why).split('\n');
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function csvOf({ book }: Asked, tables: readonly Answered[]): readonly string[] {
  const lines = tables.flatMap(({ question, standings }) =>
    standings.rows.map((row) => [
      ...(question.class === undefined ? [] : [question.class]),
      placeText(row),
      row.driver,
      pointsText(book, row.total),
      pointsText(book, row.gross),
      row.dropped.map((each) => pointsText(book, each.points)).join(' '),
    ]),
  );
  const byClass = tables.some(({ question }) => question.class !== undefined);
  const headings = [...(byClass ? ['class'] : []), 'place', 'driver', 'points', 'gross', 'thrown-out'];
  return [headings, ...lines].map((cells) => cells.map(quoted).join(','));
}

function jsonOf({ book, sheet }: Asked, tables: readonly Answered[], notes: readonly string[]): object {
  const points = (parts: number): number => Number(pointsText(book, parts));
  return {
    rulebook: book.name,
    edition: book.edition,
    season: sheet.season,
    meetings: sheet.meetings,
    notes,
    tables: tables.map(({ question, standings }) => ({
      ...question,
      rows: standings.rows.map((row) => ({
        place: row.place,
        ...(row.unranked === undefined ? {} : { unranked: row.unranked }),
        driver: row.driver,
        points: points(row.total),
        gross: points(row.gross),
        scores: row.scores.map((score) => ({ ...score, points: points(score.points) })),
        bonuses: row.bonuses.map((each) => ({ ...each, points: points(each.points) })),
        tied: row.tied,
        eligible: row.eligible,
        because: row.because,
      })),
    })),
  };
}
