import type { ActField, Rulebook, ViewAnswer } from '@racetower/engine';
import { plainHeading, RESULT_COLUMNS } from '@racetower/rulebook';

/** What a column of a list of members can be: `person`, `car`, a detail as `person.born`, a paper as `membership.until`. */
export interface RosterField {
  readonly id: string;
  /** As people read it: the name of the detail, or of the field of the paper. */
  readonly says: string;
  /** What it is part of; of a paper what the paper is called. */
  readonly of: 'person' | 'car' | 'paper';
  readonly paper?: string;
  /** Left out: a text. */
  readonly type?: ActField['type'];
}

/** Words that clubs write over columns, beside the names of the fields themselves. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  person: [...RESULT_COLUMNS.driver.headings, 'member', 'member name', 'full name'],
  'first-name': RESULT_COLUMNS['first-name'].headings,
  'last-name': RESULT_COLUMNS['last-name'].headings,
  class: RESULT_COLUMNS.class.headings,
  car: RESULT_COLUMNS.car.headings,
  transponder: ['transponder', 'transponder number', 'transponder no', 'transponder id', 'chip', 'chip number'],
  'person.born': ['born', 'birthday', 'birth date', 'birthdate', 'date of birth', 'dob'],
  'person.phone': ['phone', 'telephone', 'phone number', 'mobile', 'cell', 'cell phone', 'tel'],
  'person.email': ['email', 'e mail', 'mail', 'email address'],
  'person.guardian': ['guardian', 'parent', 'parent or guardian'],
};

type Particulars = ViewAnswer<'particulars'>;

/** Everything that a column can be at a club, in the order in which it is offered. */
export function rosterFields({ people, cars, papers }: Pick<Particulars, 'people' | 'cars' | 'papers'>): readonly RosterField[] {
  const own = (of: 'person' | 'car') => (field: ActField) => ({
    id: `${of}.${field.name}`,
    says: spaced(field.name),
    of,
    type: field.type,
  });
  return [
    { id: 'person', says: 'name', of: 'person' },
    { id: 'first-name', says: 'first name', of: 'person' },
    { id: 'last-name', says: 'last name', of: 'person' },
    ...people.map(own('person')),
    { id: 'class', says: 'class', of: 'car' },
    { id: 'car', says: 'number', of: 'car' },
    ...cars.map(own('car')),
    { id: 'transponder', says: 'transponder', of: 'car' },
    ...papers.flatMap(({ record, says, fields }): readonly RosterField[] =>
      fields.length === 0
        ? [{ id: record, says: spaced(record), of: 'paper', paper: says, type: 'boolean' }]
        : fields.map((field) => ({ id: `${record}.${field.name}`, says: spaced(field.name), of: 'paper', paper: says, type: field.type })),
    ),
  ];
}

const spaced = (name: string): string => name.replaceAll(/[-_]/g, ' ');

/** Finds out what each column is by its heading; a field goes to the first column that fits, the others stay open. */
export function recognised(headings: readonly string[], fields: readonly RosterField[]): readonly (string | undefined)[] {
  const taken = new Set<string>();
  return headings.map((heading) => {
    const plain = plainHeading(heading);
    if (plain === '') return undefined;
    const found = fields.find((field) => !taken.has(field.id) && headingsOf(field, fields).includes(plain));
    if (found) taken.add(found.id);
    return found?.id;
  });
}

/** The headings that a field goes by: a paper with one field by its own name too. */
function headingsOf(field: RosterField, fields: readonly RosterField[]): readonly string[] {
  const [record = '', name] = field.id.split('.');
  if (field.of !== 'paper')
    return [...(ALSO[field.id] ?? []), plainHeading(field.says), ...(name === undefined ? [] : [plainHeading(name)])];
  const first = fields.find((each) => each.of === 'paper' && each.id.split('.')[0] === record)?.id === field.id;
  return [
    plainHeading(spaced(field.id.replace('.', ' '))),
    plainHeading(field.id),
    ...(first ? [plainHeading(spaced(record))] : []),
    ...(field.paper !== undefined && first ? [plainHeading(field.paper)] : []),
  ];
}

/** The class that a cell names, by its short name or its name; the only one where the club has one. */
export function classNamed(book: Rulebook, cell: string): string | undefined {
  if (cell === '') return book.classes.length === 1 ? book.classes[0]?.id : undefined;
  const plain = plainHeading(cell);
  return book.classes.find(({ id, name }) => plainHeading(id) === plain || plainHeading(name) === plain)?.id;
}
