import { by, column, rows } from './columns.ts';
import type { Map } from './night.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What can be compared of the views of a season. */
export const SEASON_COMPARABLE: Readonly<Record<string, readonly string[]>> = {
  meetings: ['meetings', 'dates', 'kinds', 'classes', 'cancelled'],
  values: ['gives', 'unset'],
  'values-given': ['given', 'stands', 'by'],
  classes: ['classes', 'names', 'values'],
  'meeting-kinds': ['kinds', 'points'],
  ballots: ['votes', 'nominated', 'may', 'voted'],
  results: ['races', 'places'],
};

export const SEASON_MAKERS: Readonly<Record<string, (answer: Map) => Fields>> = {
  meetings: (a) => ({
    meetings: column(rows(a, 'meetings'), 'meeting'),
    dates: by(rows(a, 'meetings'), 'meeting', 'date'),
    kinds: by(rows(a, 'meetings'), 'meeting', 'kind'),
    classes: by(rows(a, 'meetings'), 'meeting', 'classes'),
    cancelled: Object.fromEntries(
      rows(a, 'meetings').flatMap((each) => {
        const off = each['cancelled'] as Map | undefined;
        return off ? [[each['meeting'], off['why']]] : [];
      }),
    ),
  }),
  values: (a) => ({ gives: by(rows(a, 'values'), 'value', 'is'), unset: a['unset'] }),
  'values-given': (a) => {
    const stand = rows(a, 'given').filter((each) => each['stands'] === true);
    return { given: rows(a, 'given').map((each) => each['to']), stands: by(stand, 'value', 'to'), by: by(stand, 'value', 'by') };
  },
  classes: (a) => ({
    classes: column(rows(a, 'classes'), 'class'),
    names: by(rows(a, 'classes'), 'class', 'name'),
    values: Object.fromEntries(rows(a, 'classes').map((each) => [each['class'], by(rows(each, 'values'), 'value', 'is')])),
  }),
  'meeting-kinds': (a) => ({ kinds: column(rows(a, 'kinds'), 'kind'), points: by(rows(a, 'kinds'), 'kind', 'points') }),
  ballots: (a) => {
    const ofAward = (make: (nominees: ReturnType<typeof rows>) => unknown): Fields =>
      Object.fromEntries(rows(a, 'ballots').map((each) => [each['award'], make(rows(each, 'nominees'))]));
    return {
      votes: ofAward((nominees) => by(nominees, 'person', 'votes')),
      nominated: ofAward((nominees) =>
        column(
          nominees.filter((each) => each['nominated'] === true),
          'person',
        ),
      ),
      may: ofAward((nominees) => by(nominees, 'person', 'may')),
      voted: by(rows(a, 'ballots'), 'award', 'voted'),
    };
  },
  results: (a) => ({
    races: [...new Set(rows(a, 'results').map((each) => `${String(each['meeting'])} ${String(each['race'])}`))],
    places: Object.fromEntries(
      rows(a, 'results').map((each) => [`${String(each['meeting'])} ${String(each['race'])} ${String(each['car'])}`, each['place']]),
    ),
  }),
};
