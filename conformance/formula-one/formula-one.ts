import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { becauseText, fold, pointsText, type Rulebook, type Standings, type StandingsRow, type State, view } from '@racetower/engine';
import { loadRulebook, problemText } from '@racetower/rulebook';
import { seasonLog } from 'racetower';
import { type CaseOutcome, type ConformanceSet, DataProblem, type Difference, differs, outcomeOf } from '../conformance-set.ts';
import { type OfficialRow, readOfficial } from './season-files.ts';
import { seasonSheet } from './season.ts';

const TABLES = ['drivers', 'constructors'] as const;
type Table = (typeof TABLES)[number];

/** What a printed table says of each row. A constructor is listed once for each engine, so that goes behind the others. */
const COLUMNS: Readonly<Record<Table, readonly string[]>> = {
  drivers: ['position', 'driver', 'points'],
  constructors: ['position', 'constructor', 'points', 'engine'],
};

/** A world championship since 1950: results and an edition of the rulebook for each scoring era give the tables. */
export const formulaOne: ConformanceSet = {
  name: 'formula-one',
  run(folder, progress) {
    return seasonsIn(folder).flatMap((season) => {
      progress(String(season));
      return compareSeason(folder, season);
    });
  },
  table(folder, { season, table = 'drivers' }) {
    const year = seasonsIn(folder).find((each) => String(each) === season);
    if (year === undefined) throw new DataProblem(`there is no season ${season}; there are ${seasonsIn(folder).join(', ')}`);
    const worked = workOut(folder, year);
    const tables = tablesOf(worked.book);
    const known = tables.find((each) => each === table);
    if (!known) throw new DataProblem(`${year} has no table of ${table}; it has ${tables.join(' and ')}`);
    const rows = tableOf(worked, known).map(({ position, competitor, points }) => {
      const [name = '', engine = ''] = competitor.split(',');
      return [position, name, points, ...(known === 'constructors' ? [engine] : [])];
    });
    return { headings: COLUMNS[known], rows };
  },
};

/** Compares every table of a season with the official one. */
export function compareSeason(folder: string, season: number): readonly CaseOutcome[] {
  const worked = workOut(folder, season);
  return tablesOf(worked.book).map((table) => compareTable(folder, worked, table));
}

function seasonsIn(folder: string): readonly number[] {
  const seasons = join(folder, 'seasons');
  if (!existsSync(seasons)) throw new DataProblem(`${seasons} is not there`);
  return readdirSync(seasons)
    .filter((name) => /^\d{4}$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** The edition in force in a season. */
function rulebookOf(season: number): Rulebook {
  const years = readdirSync(import.meta.dirname).flatMap((name) => /^(\d{4})\.yaml$/.exec(name)?.[1] ?? []);
  const edition = years.toSorted().findLast((year) => Number(year) <= season) ?? years.toSorted()[0] ?? '';
  const loaded = loadRulebook(join(import.meta.dirname, `${edition}.yaml`));
  if (!loaded.ok) throw new Error(loaded.problems.map(problemText).join('\n'));
  return loaded.value.book;
}

/** A season in the engine. */
interface Worked {
  readonly season: number;
  readonly book: Rulebook;
  readonly state: State;
}

function workOut(folder: string, season: number): Worked {
  const book = rulebookOf(season);
  return { season, book, state: fold(seasonLog(book, seasonSheet(join(folder, 'seasons', String(season)), season))) };
}

function tablesOf(book: Rulebook): readonly Table[] {
  const tables = book.season?.tables ?? [];
  return TABLES.filter((table) => tables.some((each) => each.id === table));
}

interface TableRow extends OfficialRow {
  readonly row: StandingsRow;
}

/** A table as the engine works it out, written as the official ones are. */
function tableOf({ season, book, state }: Worked, table: Table): readonly TableRow[] {
  const answer = view([book], state, { view: 'standings', season: String(season), table });
  if (!answer.ok) throw new DataProblem(`${season} ${table}: ${answer.refusal.says}`);
  return (answer.answer as Standings).rows.map((row) => ({
    position: row.unranked ?? String(row.place),
    competitor: row.driver,
    points: pointsText(book, row.total),
    row,
  }));
}

function compareTable(folder: string, worked: Worked, table: Table): CaseOutcome {
  const name = `${worked.season} ${table}`;
  const official = readOfficial(join(folder, 'seasons', String(worked.season)), table);
  const found = tableOf(worked, table);
  if (!official) return { case: name, outcome: 'skipped', reason: `its official table is not there; ${found.length} rows were worked out` };
  return outcomeOf(name, firstDifference(official, found));
}

/** An entrant who came later under the name of an earlier one is listed by the same name. */
const listed = (competitor: string): string => competitor.split(',').slice(0, 2).join(',');

function firstDifference(official: readonly OfficialRow[], found: readonly TableRow[]): Difference | undefined {
  const left = [...found];
  for (const line of official) {
    const own = left.filter((each) => listed(each.competitor) === line.competitor);
    const at = left.indexOf(own.find((each) => each.points === line.points) ?? own[0] ?? ({} as TableRow));
    const [row] = at < 0 ? [] : left.splice(at, 1);
    if (!row) return { says: `${line.competitor} in the table`, expected: [line.position, line.points], found: 'no such row' };
    const why = becauseText(row.row.because).split('\n').slice(0, 24).join('\n');
    const agreed = line.otherPosition === undefined || line.otherPosition === line.position || !/^\d+$/.test(line.position);
    const difference =
      differs(`points of ${line.competitor}`, line.points, row.points, why) ??
      (agreed ? differs(`position of ${line.competitor}`, line.position, row.position, why) : undefined);
    if (difference) return difference;
  }
  return differs(
    'rows beyond the official table',
    [],
    left.map((row) => row.competitor),
  );
}
