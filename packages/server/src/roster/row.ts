import type { ActField, Plain, Rulebook } from '@racetower/engine';
import { dayCell, type DayOrder, fieldCell } from '@racetower/rulebook';
import { classNamed, type RosterField } from './fields.ts';

/** A line of a list with the column that is wrong, and what to do about it. */
export interface RosterProblem {
  /** The column, counted from 0; left out: the whole line. */
  readonly column?: number;
  readonly field?: string;
  readonly says: string;
}

/** What a line says, read as the fields ask it. */
export interface RosterRow {
  readonly person: string;
  readonly details: Readonly<Record<string, Plain>>;
  readonly class?: string;
  readonly car?: string;
  readonly carDetails: Readonly<Record<string, Plain>>;
  readonly transponder?: string;
  /** Papers by name, with their fields. */
  readonly papers: ReadonlyMap<string, Readonly<Record<string, Plain>>>;
  readonly problems: readonly RosterProblem[];
}

/** How the cells of a list are read. */
export interface Reading {
  readonly book: Rulebook;
  readonly fields: readonly RosterField[];
  /** The field of each column; nothing where nobody reads it. */
  readonly columns: readonly (string | undefined)[];
  readonly days: DayOrder;
}

const tidy = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

/** Reads a line. What does not fit is a problem of its column; everything else is read all the same. */
export function rosterRow({ book, fields, columns, days }: Reading, cells: readonly string[]): RosterRow {
  const problems: RosterProblem[] = [];
  const texts = new Map<string, string>();
  for (const [at, id] of columns.entries()) if (id !== undefined) texts.set(id, tidy(cells[at] ?? ''));
  const at = (id: string): number => columns.indexOf(id);
  const wrong = (field: string, says: string): void => void problems.push({ column: at(field), field, says });
  const details: Record<string, Plain> = {};
  const carDetails: Record<string, Plain> = {};
  const papers = new Map<string, Record<string, Plain>>();
  for (const field of fields) {
    const text = texts.get(field.id) ?? '';
    const [of = '', name] = field.id.split('.');
    if (text === '' || (name === undefined && field.of !== 'paper')) continue;
    const value = valueOf(field, text, days);
    if (value === undefined) wrong(field.id, `"${text}" is no ${KINDS[field.type ?? 'text'] ?? field.type ?? 'text'}`);
    else if (field.of === 'paper') addToPaper(papers, of, name, value);
    else (field.of === 'person' ? details : carDetails)[name ?? ''] = value;
  }
  const person = texts.get('person') || tidy(`${texts.get('first-name') ?? ''} ${texts.get('last-name') ?? ''}`);
  if (person === '') problems.push({ ...(at('person') < 0 ? {} : { column: at('person') }), field: 'person', says: 'the name is missing' });
  const car = texts.get('car') ?? '';
  const className = texts.get('class') ?? '';
  const classId = classNamed(book, className);
  if (className !== '' && classId === undefined)
    wrong('class', `there is no class "${className}"; there are ${book.classes.map((each) => each.name).join(', ')}`);
  else if (classId === undefined && car !== '')
    problems.push({ ...(at('class') < 0 ? {} : { column: at('class') }), field: 'class', says: `say in which class number ${car} is` });
  const needsCar = [...Object.keys(carDetails), ...(texts.get('transponder') ? ['transponder'] : [])];
  if (car === '' && needsCar.length > 0)
    problems.push({
      ...(at('car') < 0 ? {} : { column: at('car') }),
      field: 'car',
      says: `the number of the car is missing for ${needsCar.join(', ')}`,
    });
  const transponder = texts.get('transponder') ?? '';
  return {
    person,
    details,
    ...(classId === undefined || car === '' ? {} : { class: classId }),
    ...(car === '' ? {} : { car }),
    carDetails,
    ...(transponder === '' ? {} : { transponder }),
    papers: withoutNo(papers),
    problems,
  };
}

const KINDS: Partial<Record<ActField['type'], string>> = {
  date: 'day, as 2012-05-31',
  number: 'whole number',
  boolean: 'yes or no',
  money: 'amount, as 12.50',
  choice: 'choice of the rulebook',
  class: 'class',
};

function valueOf({ id, says, type = 'text' }: RosterField, text: string, days: DayOrder): Plain | undefined {
  if (type === 'date') return dayCell(text, days);
  // The names of fields do not matter to how a cell is read, but for choices.
  return fieldCell({ name: id || says, type, optional: true }, text);
}

function addToPaper(papers: Map<string, Record<string, Plain>>, record: string, name: string | undefined, value: Plain): void {
  const fields = papers.get(record) ?? {};
  papers.set(record, fields);
  fields[name ?? ''] = value;
}

/** A paper without fields is there where the cell says yes. */
function withoutNo(papers: ReadonlyMap<string, Readonly<Record<string, Plain>>>): RosterRow['papers'] {
  return new Map(
    [...papers].flatMap(([record, fields]): [string, Readonly<Record<string, Plain>>][] => {
      const { '': there, ...rest } = fields;
      return there === false ? [] : [[record, rest]];
    }),
  );
}
