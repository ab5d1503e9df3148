import { FORMULA_NAMES } from '../formula-names.ts';

/** The words a rulebook defines, gathered before it is checked, so that every reference can be checked where it stands. */
export interface KnownWords {
  readonly clause: ReadonlySet<string>;
  readonly value: ReadonlySet<string>;
  readonly class: ReadonlySet<string>;
  readonly group: ReadonlySet<string>;
  readonly role: ReadonlySet<string>;
  readonly round: ReadonlySet<string>;
  readonly act: ReadonlySet<string>;
  readonly draw: ReadonlySet<string>;
  readonly ladder: ReadonlySet<string>;
  readonly deadline: ReadonlySet<string>;
  readonly case: ReadonlySet<string>;
  readonly clock: ReadonlySet<string>;
  readonly status: ReadonlySet<string>;
  readonly block: ReadonlySet<string>;
  readonly award: ReadonlySet<string>;
  /** Names that formulas may read, values included. */
  readonly formula: ReadonlySet<string>;
}

export type Word = keyof Omit<KnownWords, 'formula'>;

type Source = Readonly<Record<string, unknown>>;

/** Gathers the words from the raw YAML; anything of the wrong shape is simply not there and found later. */
export function knownWords(source: unknown): KnownWords {
  const book = record(source);
  const keys = (name: string): Set<string> => new Set(Object.keys(record(book[name])));
  const classes = record(book['classes'])['order'];
  const value = keys('values');
  const acts = new Set([...keys('marks'), ...keys('records'), ...keys('calls')]);
  return {
    clause: keys('clauses'),
    value,
    class: new Set(Array.isArray(classes) ? classes.map((each) => String(record(each)['id'])) : []),
    group: keys('groups'),
    role: keys('roles'),
    round: keys('rounds'),
    act: acts,
    draw: keys('draws'),
    ladder: keys('ladders'),
    deadline: keys('deadlines'),
    case: keys('cases'),
    clock: keys('clocks'),
    status: keys('statuses'),
    block: keys('points'),
    award: keys('awards'),
    formula: new Set([...FORMULA_NAMES.map((each) => each.name), ...value]),
  };
}

function record(value: unknown): Source {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Source) : {};
}
