import type { Plain, Rulebook } from '@racetower/engine';
import { didYouMean } from '@racetower/rulebook';
import { type DayOrder, dayCell, dayOrderOf, plainCell } from '@racetower/rulebook';
import { CALENDAR_COLUMNS, type Columns, columnsOf, headingOf } from './columns.ts';
import { type ResultColumn } from '@racetower/rulebook';
import { slug } from './race-names.ts';
import type { Reading } from './read-results.ts';
import type { SheetMeeting } from './season-sheet.ts';
import type { Sheet, SheetProblem, SheetRow } from './sheet-file.ts';

/** A meeting as a line names it. */
interface Named {
  /** Name or number of the meeting, as written; empty where the sheet has none. */
  readonly meeting: string;
  readonly date?: string;
  readonly kind?: string;
  readonly season?: string;
}

interface Planned extends Named {
  readonly values: Readonly<Record<string, Plain>>;
}

interface Listing {
  readonly book: Rulebook;
  readonly columns: Columns;
  readonly results: Sheet;
  /** Meetings of the calendar. */
  readonly planned?: readonly Planned[];
  readonly season: string | undefined;
  readonly problems: SheetProblem[];
  readonly notes: string[];
}

/** Reads a calendar: a line a meeting, with its day, kind, and columns called as values of the rulebook. */
export function readCalendar(
  reading: Reading,
  calendar: Sheet,
  problems: SheetProblem[],
): { readonly meetings: readonly Planned[]; readonly unused: readonly string[] } {
  const { book } = reading.rulebook;
  const mapped = new Map([...reading.mapped].filter(([, heading]) => calendar.headings.includes(heading)));
  const columns = columnsOf(
    calendar,
    { book, columns: CALENDAR_COLUMNS, details: { car: new Set(), driver: new Set() }, values: true },
    mapped,
  );
  const order = orderOf(calendar, columns, book);
  const meetings = calendar.rows.flatMap((row) => {
    const named = namedBy({ book, columns, file: calendar.file, order }, row, problems);
    if (!named) return [];
    const values = [...columns.values].flatMap(([name, at]) => (row.cells[at] ? [[name, plainCell(row.cells[at])] as const] : []));
    return [{ ...named, values: Object.fromEntries(values) }];
  });
  return { meetings, unused: columns.unused };
}

function orderOf(sheet: Sheet, columns: Columns, book: Rulebook): DayOrder {
  const at = columns.known.get('date') ?? -1;
  return dayOrderOf(
    sheet.rows.map((row) => row.cells[at] ?? ''),
    book.club.zone,
  );
}

interface Naming {
  readonly book: Rulebook;
  readonly columns: Columns;
  readonly file: string;
  readonly order: DayOrder;
}

function namedBy({ book, columns, file, order }: Naming, row: SheetRow, problems: SheetProblem[]): Named | undefined {
  const cell = (column: ResultColumn): string => row.cells[columns.known.get(column) ?? -1] ?? '';
  const date = dayCell(cell('date'), order);
  if (columns.known.has('date') && date === undefined) {
    problems.push({ file, line: row.line, column: headingOf(columns, 'date'), says: `"${cell('date')}" is no day, as 2026-05-02` });
    return undefined;
  }
  const kind = cell('kind') === '' ? undefined : slug(cell('kind'));
  if (kind !== undefined && !book.meetingKinds.has(kind)) {
    const kinds = [...book.meetingKinds.keys()];
    problems.push({
      file,
      line: row.line,
      column: headingOf(columns, 'kind'),
      says: `the rulebook has no kind of meeting "${cell('kind')}"${didYouMean(kind, kinds)}; it has ${kinds.join(', ')}`,
    });
    return undefined;
  }
  const season = cell('season');
  return {
    meeting: cell('meeting'),
    ...(date === undefined ? {} : { date }),
    ...(kind === undefined ? {} : { kind }),
    ...(season === '' ? {} : { season }),
  };
}

/** The meetings of a season as the lines of its results name them, or as its calendar lists them. */
export class MeetingList {
  readonly #of: Listing;
  readonly #order: DayOrder;
  readonly #found = new Map<string, SheetMeeting & { readonly planned?: Planned }>();
  readonly #seasons = new Set<string>();
  constructor(of: Listing) {
    this.#of = of;
    this.#order = orderOf(of.results, of.columns, of.book);
    if (!of.columns.known.has('date') && !of.planned && of.columns.known.has('meeting'))
      of.notes.push(`${of.results.file}: no column gives the days; meetings count in the order of the lines`);
  }

  /** The id of the meeting of a line; nothing where it is of another season, or cannot be found. */
  of(row: SheetRow): string | undefined {
    const { book, columns, results, planned, problems, season } = this.#of;
    const named = namedBy({ book, columns, file: results.file, order: this.#order }, row, problems);
    if (!named) return undefined;
    const plan = planned?.find((each) => isSame(each, named));
    if (planned && !plan) {
      const says = `the calendar has no meeting ${[named.meeting, named.date].filter((each) => each !== undefined && each !== '').join(' on ')}`;
      problems.push({ file: results.file, line: row.line, says });
      return undefined;
    }
    const whole = { ...named, ...plan };
    const of = whole.season ?? whole.date?.slice(0, 4);
    if (of !== undefined) this.#seasons.add(of);
    if (season !== undefined && of !== undefined && of !== season) return undefined;
    return this.#put(whole, plan);
  }

  #put(named: Named, plan: Planned | undefined): string {
    const key = JSON.stringify([named.date ?? '', slug(named.meeting)]);
    const known = this.#found.get(key);
    if (known) return known.id;
    const date = named.date ?? this.#undated();
    const taken = [...this.#found.values()].some((each) => each.id === date);
    const id =
      named.date !== undefined && !taken
        ? date
        : [named.date, slug(named.meeting) || undefined].filter((each) => each !== undefined).join('-') || date;
    const kind = named.kind ?? this.#kind();
    this.#found.set(key, { id, date, kind, ...(named.meeting === '' ? {} : { name: named.meeting }), values: plan?.values ?? {} });
    return id;
  }

  /** A day for a meeting without one: a day after the one before. */
  #undated(): string {
    const year = /^\d{4}$/.exec(this.#of.season ?? '')?.[0];
    const start = Date.parse(`${year === undefined ? this.#of.book.inForce : `${year}-01-01`}T00:00:00Z`);
    return new Date(start + this.#found.size * 86_400_000).toISOString().slice(0, 10);
  }

  #kind(): string {
    const kinds = [...this.#of.book.meetingKinds.values()];
    return (kinds.find((each) => each.points) ?? kinds[0])?.id ?? '';
  }

  /** The season: the one asked for, else the only one of the lines. Several are a problem, named once. */
  season(): string {
    return this.#of.season ?? [...this.#seasons][0] ?? this.#of.book.inForce.slice(0, 4);
  }

  /** Seasons of the lines, where nobody said which. */
  severalSeasons(): readonly string[] {
    return this.#of.season === undefined && this.#seasons.size > 1 ? [...this.#seasons].toSorted() : [];
  }

  held(): readonly SheetMeeting[] {
    return [...this.#found.values()].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  }

  emptySays(): string {
    return this.#seasons.size > 0 && this.#of.season !== undefined
      ? `there are no results of season ${this.#of.season}; there are of ${[...this.#seasons].toSorted().join(', ')}`
      : 'the file has headings and no results';
  }
}

/** A line may name the meeting, its day, or both; what both have must agree. */
function isSame(planned: Named, line: Named): boolean {
  const both = <T>(a: T | undefined, b: T | undefined): boolean => a === undefined || b === undefined || a === b;
  const names = (each: Named): string | undefined => (each.meeting === '' ? undefined : slug(each.meeting));
  const told = (names(planned) !== undefined && names(line) !== undefined) || (planned.date !== undefined && line.date !== undefined);
  return told && both(names(planned), names(line)) && both(planned.date, line.date);
}
