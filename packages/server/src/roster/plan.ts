import {
  type Command,
  contextOn,
  dayOf,
  decide,
  evolve,
  type Fields,
  type Plain,
  type Refusal,
  type Rulebook,
  type State,
  type ViewAnswer,
} from '@racetower/engine';
import { dayOrderOf, headingAt } from '@racetower/rulebook';
import { ask, type Known, knownOf } from './known.ts';
import { recognised, type RosterField, rosterFields } from './fields.ts';
import { type RosterProblem, type RosterRow, rosterRow } from './row.ts';

/** A list of members as it was read from a file. */
export interface RosterSheet {
  /** Lines that hold something. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** The line of the headings, 0 where there are none; left out: the one with most headings that are known. */
  readonly heading?: number | undefined;
  /** What each column is; `null` where it is left out. Left out as a whole: by the headings. */
  readonly columns?: readonly (string | null)[] | undefined;
}

/** Something that a line changes: a field, what is known, and what it would be. */
export interface RosterChange {
  readonly field: string;
  readonly was?: Plain;
  readonly is: Plain;
}

/** What a line of a list comes to. */
export interface RosterLine {
  readonly line: number;
  readonly person: string;
  readonly is: 'new' | 'changed' | 'same' | 'wrong';
  readonly changes: readonly RosterChange[];
  readonly problems: readonly RosterProblem[];
  /** The commands that put it on record, without who gives them. */
  readonly commands: readonly Readonly<Record<string, unknown>>[];
}

export interface RosterPlan {
  readonly heading: number;
  readonly headings: readonly string[];
  readonly fields: readonly RosterField[];
  /** What each column is, or nothing. */
  readonly columns: readonly (string | null)[];
  readonly lines: readonly RosterLine[];
}

interface Planning {
  readonly editions: readonly Rulebook[];
  readonly by: string;
  readonly at: string;
  readonly columns: readonly (string | undefined)[];
  readonly known: Known;
  state: State;
}

/**
 * Looks at a list of members line by line, each on what the lines before it change: what would be new, changed or as it is, and what is
 * wrong with it. Nothing is kept.
 */
export function planRoster(editions: readonly Rulebook[], state: State, sheet: RosterSheet, giver: Giver): RosterPlan {
  const looking = lookAtRoster(editions, state, sheet, giver);
  for (;;) {
    const step = looking.next();
    if (step.done === true) return step.value;
  }
}

/** Who would give the lines, and when. */
export interface Giver {
  readonly by: string;
  readonly at: string;
}

/** The same with a stop after every line: a long list is looked at while the night goes on. */
export function* lookAtRoster(
  editions: readonly Rulebook[],
  state: State,
  sheet: RosterSheet,
  giver: Giver,
): Generator<undefined, RosterPlan, undefined> {
  const book = contextOn(editions, state, dayOf(editions[0] as Rulebook, giver.at)).book;
  const fields = rosterFields(ask<ViewAnswer<'particulars'>>(editions, state, { view: 'particulars' }));
  const heading = sheet.heading ?? headingLine(sheet, fields);
  const headings = sheet.rows.find((row) => row.line === heading)?.cells ?? [];
  const rows = sheet.rows.filter((row) => row.line > heading);
  const width = Math.max(headings.length, ...rows.map((row) => row.cells.length));
  const found = sheet.columns?.map((each) => each ?? undefined) ?? recognised(headings, fields);
  const columns = Array.from({ length: width }, (_, at) => found[at]);
  const days = rows.flatMap((row) => columns.flatMap((id, at) => (isDay(fields, id) ? [row.cells[at] ?? ''] : [])));
  const reading = { book, fields, columns, days: dayOrderOf(days, book.club.zone) };
  const planning: Planning = { editions, ...giver, columns, known: knownOf(editions, state), state };
  const seen = new Map<string, number>();
  const lines: RosterLine[] = [];
  for (const { line, cells } of rows) {
    const row = rosterRow(reading, cells);
    const key = `${row.person} ${row.class ?? ''} ${row.car ?? ''}`;
    const before = seen.get(key);
    seen.set(key, before ?? line);
    lines.push(lineOf(planning, row, line, before));
    yield undefined;
  }
  return {
    heading,
    headings: Array.from({ length: width }, (_, at) => headings[at] ?? ''),
    fields,
    columns: columns.map((each) => each ?? null),
    lines,
  };
}

/** The line of the headings; the first where none is known. */
function headingLine({ rows }: RosterSheet, fields: readonly RosterField[]): number {
  const isHeading = (cell: string): boolean => recognised([cell], fields)[0] !== undefined;
  return (
    rows[
      headingAt(
        rows.map((row) => row.cells),
        isHeading,
      )
    ]?.line ?? 0
  );
}

const isDay = (fields: readonly RosterField[], id: string | undefined): boolean =>
  id !== undefined && fields.find((field) => field.id === id)?.type === 'date';

function lineOf(planning: Planning, row: RosterRow, line: number, before: number | undefined): RosterLine {
  const wrong = (problems: readonly RosterProblem[]): RosterLine => ({
    line,
    person: row.person,
    is: 'wrong',
    changes: [],
    problems,
    commands: [],
  });
  if (row.problems.length > 0) return wrong(row.problems);
  const steps = stepsOf(planning.known, row);
  if (before !== undefined && steps.length > 0)
    return wrong([{ says: `${row.person} stands in line ${before} too, with something else: leave one of them out` }]);
  const start = planning.state;
  for (const { command } of steps) {
    const no = take(planning, command);
    if (!no) continue;
    planning.state = start;
    return wrong([problemOf(planning, no, command)]);
  }
  planning.known.people.set(row.person, { ...planning.known.people.get(row.person), ...row.details });
  const isNew = steps.some((step) => step.isNew);
  return {
    line,
    person: row.person,
    is: steps.length === 0 ? 'same' : isNew ? 'new' : 'changed',
    changes: steps.flatMap((step) => step.changes),
    problems: [],
    commands: steps.map((step) => step.command),
  };
}

/** A command of a line with what it changes. */
interface Step {
  readonly command: Readonly<Record<string, unknown>> & { readonly do: string };
  readonly changes: readonly RosterChange[];
  readonly isNew?: boolean;
}

/** The commands that make the record say what the line says: none for what it says already. */
function stepsOf(known: Known, row: RosterRow): readonly Step[] {
  return [...ofPerson(known, row), ...ofCar(known, row), ...ofTransponder(known, row), ...ofPapers(known, row)];
}

function ofPerson({ people }: Known, { person, details }: RosterRow): readonly Step[] {
  const known = people.get(person);
  const changes = changesOf('person', known ?? {}, details);
  if (known && changes.length === 0) return [];
  return [{ command: { do: 'register', person, details: given(changes) }, changes, ...(known ? {} : { isNew: true }) }];
}

function ofCar({ numbers }: Known, { person, class: classId, car, carDetails }: RosterRow): readonly Step[] {
  if (classId === undefined || car === undefined) return [];
  const own = numbers.get(`${classId} ${car} ${person}`);
  const changes = changesOf('car', own ?? {}, carDetails);
  if (own && changes.length === 0) return [];
  const command = { do: 'register-car', class: classId, car, person, details: given(changes) };
  return [{ command, changes: [...(own ? [] : [{ field: 'car', is: car }]), ...changes] }];
}

function ofTransponder({ transponders }: Known, { class: classId, car, transponder }: RosterRow): readonly Step[] {
  if (classId === undefined || car === undefined || transponder === undefined) return [];
  const was = transponders.get(`${classId} ${car}`);
  if (was === transponder) return [];
  const change = { field: 'transponder', ...(was === undefined ? {} : { was }), is: transponder };
  return [{ command: { do: 'assign-transponder', class: classId, car, transponder }, changes: [change] }];
}

function ofPapers({ ofCars, papers }: Known, row: RosterRow): readonly Step[] {
  return [...row.papers].flatMap(([record, fields]) => {
    const isOfCar = ofCars.has(record);
    if (isOfCar && row.car === undefined) return [];
    const about = isOfCar ? { car: row.car ?? '', ...(row.class === undefined ? {} : { class: row.class }) } : { person: row.person };
    const latest = papers.get(`${record} ${isOfCar ? `${row.class ?? ''} ${row.car ?? ''}` : row.person}`);
    const changes = changesOf(record, latest ?? {}, fields);
    if (latest && changes.length === 0) return [];
    const command = { do: 'record', name: record, ...about, fields };
    return [{ command, changes: changes.length > 0 ? changes : [{ field: record, is: true }] }];
  });
}

/** What a line says otherwise than it is known; what it leaves empty stays as it is. */
function changesOf(of: string, known: Fields, said: Fields): readonly RosterChange[] {
  return Object.entries(said).flatMap(([name, is]) => {
    const was = known[name];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ field: `${of}.${name}`, ...(was === undefined ? {} : { was }), is }];
  });
}

const given = (changes: readonly RosterChange[]): Fields =>
  Object.fromEntries(changes.map(({ field, is }) => [field.slice(field.indexOf('.') + 1), is]));

/** Decides a command on what the lines before changed. @returns why it is refused */
function take(planning: Planning, command: Step['command']): Refusal | undefined {
  const { editions, by, at } = planning;
  const decided = decide(editions, planning.state, { ...command, by, at } as unknown as Command);
  if (!decided.ok) return decided.refusal;
  for (const fact of decided.facts)
    planning.state = evolve(planning.state, { ...fact, club: editions[0]?.name ?? '', seq: planning.state.seq + 1 });
  return undefined;
}

/** Puts a refusal at the column that it is about. */
function problemOf({ columns }: Planning, { says, field, clauses }: Refusal, command: Step['command']): RosterProblem {
  const of = { register: 'person', 'register-car': 'car', record: String(command['name']) }[command.do] ?? '';
  const ids = field === undefined ? [] : [field, `${of}.${field}`];
  const column = columns.findIndex((each) => each !== undefined && ids.includes(each));
  const cited = clauses.length === 0 ? '' : ` (${clauses.join(', ')})`;
  return { ...(column < 0 ? {} : { column, field: columns[column] ?? '' }), says: `${says}${cited}` };
}
