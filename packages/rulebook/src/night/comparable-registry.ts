import { by, column, rows } from './columns.ts';
import type { Map } from './night.ts';

type Fields = Readonly<Record<string, unknown>>;

const papersOf = (due: readonly Map[]): readonly unknown[] =>
  due.flatMap((each) => (each['papers'] as readonly string[] | undefined) ?? []);

function dueBy(answer: Map, fits: (row: Map) => boolean): Fields {
  const grouped = Map.groupBy(rows(answer, 'due').filter(fits), (row) => String(row['person']));
  return Object.fromEntries([...grouped].map(([person, due]) => [person, papersOf(due)]));
}

const named = (answer: Map, ...standing: readonly string[]): readonly unknown[] =>
  column(
    rows(answer, 'people').filter((each) => standing.includes(String(each['standing']))),
    'name',
  );

/** What nights compare of the views of the registry. */
export const REGISTRY_MAKERS: Readonly<Record<string, (answer: Map) => Fields>> = {
  registry: (a) => ({
    names: column(rows(a, 'people'), 'name'),
    may: named(a, 'may', 'part'),
    'may-not': named(a, 'may-not'),
    missing: dueBy(a, (row) => row['is'] === 'missing'),
    'runs-out': dueBy(a, (row) => row['is'] !== 'missing'),
    everybody: column(rows(a, 'everybody'), 'says'),
  }),
  person: (a) => ({
    cars: column(rows(a, 'cars'), 'car'),
    records: column(rows(a, 'records'), 'record').toReversed(),
    standing: a['standing'],
    missing: papersOf(rows(a, 'missing')),
    entries: column(rows(a, 'entries'), 'meeting'),
    due: rows(a, 'fees').reduce((sum, each) => sum + Number(each['dueCents']), 0),
  }),
  particulars: (a) => ({
    people: column(rows(a, 'people'), 'name'),
    cars: column(rows(a, 'cars'), 'name'),
    papers: column(rows(a, 'papers'), 'record'),
  }),
  numbers: (a) => ({
    numbers: column(rows(a, 'numbers'), 'car'),
    holders: by(rows(a, 'numbers'), 'car', 'holders'),
    drivers: by(rows(a, 'numbers'), 'car', 'drivers'),
    free: Object.fromEntries(rows(a, 'free').map((each) => [each['class'], (each['numbers'] as readonly string[]).length])),
    kept: column(rows(a, 'kept'), 'car'),
    clashes: a['clashes'],
  }),
  transponders: (a) => ({
    cars: by(rows(a, 'transponders'), 'transponder', 'car'),
    without: column(rows(a, 'without'), 'car'),
    twice: column(
      rows(a, 'transponders').filter((each) => each['twice'] === true),
      'transponder',
    ),
    strangers: column(rows(a, 'strangers'), 'transponder'),
  }),
};
