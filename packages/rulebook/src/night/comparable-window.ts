import { by, column, rows } from './columns.ts';
import type { Map } from './night.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What nights compare of the views of the window. */
export const WINDOW_MAKERS: Readonly<Record<string, (answer: Map) => Fields>> = {
  entries: (a) => ({
    order: column(
      rows(a, 'entries').filter((e) => e['withdrawn'] !== true),
      'car',
    ),
    drivers: by(rows(a, 'entries'), 'car', 'driver'),
    cars: a['cars'],
    withdrawn: column(
      rows(a, 'entries').filter((e) => e['withdrawn'] === true),
      'car',
    ),
  }),
  people: (a) => ({
    names: column(rows(a, 'people'), 'name'),
    cars: Object.fromEntries(rows(a, 'people').map((each) => [each['name'], column(rows(each, 'cars'), 'car')])),
  }),
  papers: (a) => ({
    standing: column(
      rows(a, 'papers').filter((each) => each['stands'] !== undefined),
      'record',
    ),
    missing: column(
      rows(a, 'papers').filter((each) => each['stands'] === undefined),
      'record',
    ),
  }),
  buckets: (a) => ({ left: by(rows(a, 'buckets'), 'draw', 'left'), 'to-draw': by(rows(a, 'buckets'), 'draw', 'toDraw') }),
  checks: (a) => {
    const cars = (done: boolean): Fields =>
      Object.fromEntries(
        rows(a, 'checks').map((check) => [
          check['record'],
          column(
            rows(check, 'cars').filter((car) => (car['stands'] !== undefined) === done),
            'car',
          ),
        ]),
      );
    return {
      awaited: column(
        rows(a, 'checks').filter((check) => check['awaited'] === true),
        'record',
      ),
      done: cars(true),
      'to-do': cars(false),
      limits: Object.assign({}, ...rows(a, 'checks').map((check) => by(rows(check, 'limits'), 'value', 'is'))) as Fields,
    };
  },
};
