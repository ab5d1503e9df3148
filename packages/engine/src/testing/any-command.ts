import fc from 'fast-check';
import { COMMAND_SHAPES, type FieldType } from '../command-shapes.ts';
import { COMMAND_KINDS } from '../command.ts';
import type { Rulebook } from '../language.ts';
import { VIEWS } from '../view/queries.ts';
import type { Query } from '../view/queries.ts';
import { DAY } from './night.ts';
import type { Loose } from './desk.ts';

/** Commands and questions that make sense, half of the time. */

export const CARS = ['1', '2', '3', '4', '5', '6', '7'];
const DRIVERS = CARS.map((car) => `driver ${car}`);
const ODD = [
  '',
  ' ',
  '0',
  '-1',
  'é',
  '🏁',
  'x/x',
  'x+y',
  'a b',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '2026-05-02',
  'x'.repeat(300),
];

const words = (...lists: readonly (readonly string[])[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...lists.flat()) }, { weight: 1, arbitrary: fc.constantFrom(...ODD) });
const whole = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }) },
  fc.constantFrom(0, -1, 1.5, Number.NaN, 2 ** 53, -(2 ** 31)),
);
const some = fc.oneof({ weight: 3, arbitrary: fc.shuffledSubarray(CARS) }, fc.array(words(CARS), { maxLength: 4 }));
const plain = fc.oneof(
  whole,
  words(CARS),
  fc.boolean(),
  fc.constant(null),
  some,
  fc.dictionary(words(['laps', 'for', 'off', 'about']), whole, { maxKeys: 2 }),
);

const VALUES: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
  text: words(CARS, DRIVERS),
  date: fc.constantFrom(DAY, '2026-05-09', '2026-02-30', 'today'),
  instant: fc.constantFrom('2026-05-02T18:00:00Z', '2026-13-01T00:00:00Z'),
  number: whole,
  cents: fc.oneof(fc.constantFrom(7500, 2500), whole),
  plain,
  cars: some,
  texts: fc.oneof(some, fc.shuffledSubarray(['x', 'y', 'z']), fc.constant(['director'])),
  map: fc.dictionary(words(CARS), plain, { maxKeys: 3 }),
  statuses: fc.dictionary(words(CARS), words(['dnf', 'dns', 'dq', 'finished']), { maxKeys: 3 }),
  numbers: fc.dictionary(words(CARS, DRIVERS), whole, { maxKeys: 3 }),
  fields: fc.oneof(
    fc.record(
      { grams: whole, laps: whole, for: words(CARS), about: words(['film']), kind: fc.constantFrom('film', 'tape') },
      { requiredKeys: [] },
    ),
    fc.dictionary(words(['grams', 'laps', 'owner', 'born']), plain, { maxKeys: 2 }),
  ),
  boolean: fc.boolean(),
  microseconds: fc.array(fc.oneof(fc.integer({ min: 1_000_000, max: 9_000_000 }), whole), { maxLength: 4 }),
  'lap-times': fc.dictionary(words(CARS), fc.oneof(fc.integer({ min: 1_000_000, max: 9_000_000 }), whole), { maxKeys: 3 }),
  choice: fc.constantFrom('season', 'meeting', 'race', 'lap'),
};

/** Words of the book by the field that takes them. */
function wordsOf(book: Rulebook): Readonly<Record<string, fc.Arbitrary<unknown>>> {
  const races = book.classes.flatMap((each) =>
    ['qualifying', 'heat-1', 'heat-2', 'a-main', 'b-main', 'c-main'].map((race) => `${each.id}/${race}`),
  );
  return {
    class: words(book.classes.map((each) => each.id)),
    race: words(races, ['x+y/heat-1', 'x+y/a-main', 'x+y+z/heat-1', 'x/heat']),
    meeting: words([DAY, DAY, DAY, '2026-05-09']),
    season: words(['2026', '2025']),
    value: words(['heat_laps']),
    draw: words([...book.draws.keys()]),
    flag: words(['green', 'yellow', 'red', 'white', 'checkered', 'black', 'warm-up']),
    case: words(['protest', 'p1', 'p2']),
    id: words(['p1', 'p2']),
    outcome: words(['upheld', 'denied']),
    driver: words(DRIVERS),
    person: words(DRIVERS),
    filer: words(DRIVERS),
    against: words(DRIVERS),
    paidBy: words(['cash']),
    to: words(['points', 'entry', 'due to driver 1', 'owed by driver 1']),
    from: words(['points', 'entry', 'due to driver 1', 'cash']),
    what: words(['missed-read', 'gap', 'silent']),
    for: words(['entry', 'purse', 'feature', 'points', 'fine', 'x/a-main', 'p1']),
    collector: words(DRIVERS),
    account: words(['cash', 'points', 'purse', 'owed by driver 1']),
    fund: words(['points']),
    kind: words(['fee', 'purse', 'payout']),
    step: words(['scales']),
    clock: words([...book.clocks.keys()]),
    round: words(book.rounds.map((each) => each.id)),
    role: words(['official', 'director']),
    table: words(['class']),
    gate: words(['sign-in', 'call:dq', 'make-official']),
    path: words([
      'line-up x/heat-1 1',
      'result x/a-main 1',
      'points x 1',
      'standings x driver 1',
      'clock limit x/heat-1',
      'fact 3',
      'race x/heat-1',
    ]),
    at: fc.constantFrom('2026-05-02T12:00:30Z', '2026-05-02T18:00:00Z', '2026-05-03T00:00:00.000Z', '1970-01-01T00:00:00Z', 'noon'),
    upTo: words([DAY]),
    by: words(['official', 'director', 'scorer', 'director:Kim']),
    fact: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 60 }) }, whole),
  };
}

/** Any command, its fields of the right kind or not. */
export function anyCommand(book: Rulebook): fc.Arbitrary<Loose> {
  const ofBook = wordsOf(book);
  const byName = (kind: string): Readonly<Record<string, fc.Arbitrary<unknown>>> =>
    kind === 'mark' || kind === 'record' || kind === 'call'
      ? { name: words([...book.acts.values()].filter((each) => each.sort === kind).map((each) => each.id)) }
      : {};
  return fc.oneof(
    ...COMMAND_KINDS.map((kind) => {
      const shape = COMMAND_SHAPES[kind];
      const names = Object.entries(shape.fields).map(
        ([name, field]) => [name, byName(kind)[name] ?? ofBook[name] ?? VALUES[field.type]] as const,
      );
      const must = Object.entries(shape.fields).flatMap(([name, field]) => (field.optional === true ? [] : [name]));
      const fields: Record<string, fc.Arbitrary<unknown>> = {
        ...Object.fromEntries(names),
        race: ofBook['race'] as fc.Arbitrary<unknown>,
        meeting: ofBook['meeting'] as fc.Arbitrary<unknown>,
        by: ofBook['by'] as fc.Arbitrary<unknown>,
      };
      const requiredKeys = shape.needs.includes('race') ? [...must, 'race'] : must;
      return fc.record(fields, { requiredKeys }).map((given) => ({ ...given, do: kind }));
    }),
  );
}

/** Any question. */
export function anyQuery(book: Rulebook): fc.Arbitrary<Query> {
  const ofBook = wordsOf(book);
  return fc.oneof(
    ...VIEWS.map(({ name, fields }) => {
      const plainNames = fields.map((field) => field.replace('?', ''));
      const values = Object.fromEntries([...plainNames, 'at'].map((field) => [field, ofBook[field] ?? words(CARS, DRIVERS)]));
      const requiredKeys = fields.filter((field) => !field.endsWith('?'));
      return fc.record(values, { requiredKeys }).map((given) => ({ ...given, view: name }));
    }),
  );
}
