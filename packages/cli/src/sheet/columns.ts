import type { Act, Rulebook } from '@racetower/engine';
import { didYouMean, plainHeading, RESULT_COLUMNS, type ResultColumn } from '@racetower/rulebook';
import { type Sheet, SheetError, type SheetProblem } from './sheet-file.ts';

/** Columns of a calendar beside the values of the rulebook. */
export const CALENDAR_COLUMNS = ['season', 'date', 'meeting', 'kind'] as const satisfies readonly ResultColumn[];

/** A column that puts something on record: its cells hold yes, a number or a text, for the act itself or one of its fields. */
export interface ActColumn {
  readonly act: Act;
  /** Left out: the cell says whether there is one, or is its only field. */
  readonly field?: string;
  readonly at: number;
}

/** Which column of a sheet is what. */
export interface Columns {
  /** The headings as they are written. */
  readonly headings: readonly string[];
  readonly known: ReadonlyMap<ResultColumn, number>;
  /** Details of cars and of drivers that formulas of the rulebook read, by name. */
  readonly carDetails: ReadonlyMap<string, number>;
  readonly driverDetails: ReadonlyMap<string, number>;
  readonly acts: readonly ActColumn[];
  /** Values of the rulebook, in a calendar. */
  readonly values: ReadonlyMap<string, number>;
  /** Headings that nobody reads. */
  readonly unused: readonly string[];
}

/** What the columns of a sheet may be. */
export interface Vocabulary {
  readonly book: Rulebook;
  readonly columns: readonly ResultColumn[];
  /** What formulas of the rulebook read of cars and of drivers. */
  readonly details: DetailNames;
  readonly values: boolean;
}

export interface DetailNames {
  readonly car: ReadonlySet<string>;
  readonly driver: ReadonlySet<string>;
}

/** Lists what the formulas of a rulebook read of a car and of a driver: `car.make`, `driver.rookie`. */
export function detailNames(source: unknown): DetailNames {
  const text = JSON.stringify(source);
  const read = (whose: string): ReadonlySet<string> =>
    new Set([...text.matchAll(new RegExp(`\\b(?:${whose})\\.([a-z_][a-z0-9_]*)`, 'g'))].map((match) => match[1] ?? ''));
  return { car: read('car'), driver: read('driver|competitor') };
}

const BY_HEADING: ReadonlyMap<string, ResultColumn> = new Map(
  (Object.keys(RESULT_COLUMNS) as ResultColumn[]).flatMap((name) =>
    RESULT_COLUMNS[name].headings.map((heading) => [heading, name] as const),
  ),
);

/** Tells whether a cell is a heading that a column goes by. */
export function isKnownHeading(cell: string): boolean {
  return BY_HEADING.has(plainHeading(cell));
}

/**
 * Finds out which column is what, by the headings and by what the user said of them.
 *
 * @param mapped heading by name of column, as `--map` gives it
 * @throws SheetError for a heading that is not there, a column that nobody knows, or two for the same
 */
export function columnsOf(sheet: Sheet, vocabulary: Vocabulary, mapped: ReadonlyMap<string, string>): Columns {
  const draft: Draft = {
    headings: sheet.headings,
    known: new Map(),
    carDetails: new Map(),
    driverDetails: new Map(),
    acts: [],
    values: new Map(),
    unused: [],
  };
  const problems: SheetProblem[] = [];
  const said = new Map<number, string>();
  for (const [name, heading] of mapped) {
    const at = headingAt(sheet, heading);
    if (at === undefined)
      problems.push({
        ...top(sheet),
        says: `there is no column "${heading}"${didYouMean(heading, sheet.headings)}; it has ${sheet.headings.filter((each) => each !== '').join(', ')}`,
      });
    else said.set(at, name);
  }
  const numbered = numberedRound(sheet);
  for (const [at, heading] of sheet.headings.entries()) {
    const name = said.get(at);
    if (name === undefined && heading === '') continue;
    const taken = put(draft, vocabulary, name ?? (at === numbered ? 'meeting' : heading), at);
    if (taken === 'taken' && name === undefined) draft.unused.push(heading);
    else if (taken === 'unknown' && name !== undefined)
      problems.push({
        ...top(sheet),
        column: heading,
        says: `"${name}" is nothing that a column can be${didYouMean(name, words(vocabulary))}`,
      });
    else if (taken === 'unknown') draft.unused.push(heading);
  }
  if (problems.length > 0) throw new SheetError(problems);
  return draft;
}

/** Series number their meetings as rounds: where another column names the race and none the meeting, `round` is the meeting. */
function numberedRound(sheet: Sheet): number | undefined {
  const at = sheet.headings.findIndex((heading) => plainHeading(heading) === 'round');
  const others = new Set(sheet.headings.map((heading, index) => (index === at ? undefined : BY_HEADING.get(plainHeading(heading)))));
  const numbers = sheet.rows.every((row) => /^\d*$/.test(row.cells[at] ?? ''));
  return at >= 0 && numbers && others.has('round') && !others.has('meeting') ? at : undefined;
}

interface Draft extends Columns {
  readonly known: Map<ResultColumn, number>;
  readonly carDetails: Map<string, number>;
  readonly driverDetails: Map<string, number>;
  readonly acts: ActColumn[];
  readonly values: Map<string, number>;
  readonly unused: string[];
}

const top = (sheet: Sheet): { readonly file: string; readonly line: number } => ({ file: sheet.file, line: 0 });

function headingAt(sheet: Sheet, heading: string): number | undefined {
  const exact = sheet.headings.indexOf(heading);
  const at = exact >= 0 ? exact : sheet.headings.findIndex((each) => plainHeading(each) === plainHeading(heading));
  return at < 0 ? undefined : at;
}

function put(draft: Draft, vocabulary: Vocabulary, name: string, at: number): 'put' | 'taken' | 'unknown' {
  const plain = plainHeading(name);
  const column = (Object.keys(RESULT_COLUMNS) as ResultColumn[]).find((each) => each === name) ?? BY_HEADING.get(plain);
  const snake = plain.replaceAll(/[ .]/g, '_');
  if (column && vocabulary.columns.includes(column)) {
    if (draft.known.has(column)) return 'taken';
    draft.known.set(column, at);
  } else if (vocabulary.values && vocabulary.book.values.has(snake)) draft.values.set(snake, at);
  else if (vocabulary.values) return 'unknown';
  else {
    const act = actColumn(vocabulary.book, plain, at);
    if (act) draft.acts.push(act);
    else if (vocabulary.details.car.has(snake)) draft.carDetails.set(snake, at);
    else if (vocabulary.details.driver.has(snake)) draft.driverDetails.set(snake, at);
    else return 'unknown';
  }
  return 'put';
}

/** `places lost` and `places-lost.why` name a record or call, and one of its fields. */
function actColumn(book: Rulebook, plain: string, at: number): ActColumn | undefined {
  const [name = '', field] = plain.split('.').map((part) => part.trim().replaceAll(' ', '-'));
  const act = book.acts.get(name);
  if (!act) return undefined;
  if (field === undefined) return { act, at };
  return act.fields.some((each) => each.name === field) ? { act, field, at } : undefined;
}

/** The heading of a column as the sheet writes it, for messages; of a column that is not there its own name. */
export function headingOf(columns: Columns, name: string): string {
  const [, at] = [...columns.known].find(([column]) => column === name) ?? [];
  return (at === undefined ? undefined : columns.headings[at]) ?? name;
}

/** Everything that a column may be, for the nearest word. */
function words({ book, columns, details, values }: Vocabulary): readonly string[] {
  return [...columns, ...(values ? book.values.keys() : [...book.acts.keys(), ...details.car, ...details.driver])];
}
