import type { Act, CaseRule, Consequence, DrawRule, FeeRule, FundRule, PurseBlock, Rulebook } from '../language.ts';
import { fundShares, list, purseBlock } from './money.ts';
import { act, call, clockRule, ladder as ladders, requirement } from './race-night.ts';
import { blankRulebook, formula, key, ladder, literal, raceClass, round, split, stage } from './rulebook.ts';
import { heatPoints, mainPoints, season, STATUSES, TEN } from './scoring.ts';

/** A book with a block of every sort, for tests that give any command at all. */

const map = <T extends { readonly id: string }>(list: readonly T[]): ReadonlyMap<string, T> => new Map(list.map((each) => [each.id, each]));
const draw = (id: string, parts: Partial<DrawRule> = {}): DrawRule => ({
  id,
  of: 'entry',
  says: `the ${id}`,
  by: [],
  clauses: [`T-${id}`],
  ...parts,
});
const text = (name: string, optional = true) => ({ name, type: 'text' as const, optional });

const tail: Consequence = { kind: 'rear', place: 'tail' };
const ACTS: readonly Act[] = [
  call('spots', [{ kind: 'spots', count: literal(2), noRoom: [tail] }]),
  call('tail', [tail]),
  call('last-row', [{ kind: 'rear', place: 'last-row' }]),
  call('strike', [{ kind: 'count', ladder: 'strikes', by: 1 }]),
  call('warned', [{ kind: 'warning' }], { ladder: 'strikes' }),
  call('off', [{ kind: 'off', status: 'dnf' }]),
  call('dq', [{ kind: 'status', status: 'dq' }]),
  call('places', [{ kind: 'places', count: literal(2) }]),
  call('loss', [{ kind: 'lose', what: 'points', of: 'meeting' }]),
  call('less', [{ kind: 'points', count: literal(-5), droppable: false }]),
  call('stays', [{ kind: 'undroppable' }]),
  call('rear-next', [{ kind: 'start-rear', races: literal(1), rounds: [] }]),
  call('alternate', [{ kind: 'alternate-starts', field: 'for' }], { of: 'race', fields: [{ name: 'for', type: 'car', optional: true }] }),
  call('stop', [{ kind: 'end-race', at: 'now' }], { of: 'race' }),
  call('back', [{ kind: 'called-back' }], { of: 'race', once: { per: 'restart', says: 'once a restart', clauses: ['T-once'] } }),
  call('no-time', [{ kind: 'lose-time', which: 'best' }]),
  call('refund', [{ kind: 'refund', cents: literal(500) }], { of: 'entry' }),
  call('rain-out', [], { of: 'meeting', by: ['director'] }),
  call('shorten', [{ kind: 'set-value', value: 'heat_laps', field: 'laps', of: 'race' }], {
    of: 'race',
    fields: [{ name: 'laps', type: 'number', optional: false }],
  }),
  call('reprimand', [], { of: 'person' }),
  act('mark', 'left-chute', { of: 'race' }),
  act('mark', 'gates-closed', { of: 'meeting' }),
  act('record', 'weight', { of: 'entry', fields: [{ name: 'grams', type: 'number', optional: false }] }),
  act('record', 'sticker', { of: 'car', fields: [text('colour')] }),
  act('record', 'waiver', { of: 'person', fields: [{ name: 'signed', type: 'date', optional: true }] }),
  act('record', 'evidence', { of: 'case', fields: [{ name: 'kind', type: 'choice', choices: ['film', 'witness'], optional: false }] }),
  act('record', 'vote', { of: 'season', approvals: ['director'], fields: [text('award'), text('nominee')] }),
];

const PROTEST: CaseRule = {
  id: 'protest',
  says: 'a protest',
  by: ['anyone'],
  fields: [text('about', false)],
  fee: { cents: literal(7500), pay: ['cash'], clauses: ['T-fee'] },
  holds: ['result'],
  outcomes: [
    {
      id: 'upheld',
      says: 'upheld',
      on: 'against',
      fields: [],
      amounts: [],
      then: [{ consequences: [{ kind: 'status', status: 'dq' }], clauses: ['T-upheld'] }],
      fee: [{ to: 'filer', share: literal(100) }],
      clauses: ['T-upheld'],
    },
    {
      id: 'denied',
      says: 'denied',
      on: 'filer',
      fields: [],
      amounts: [],
      then: [],
      fee: [
        { to: 'club', share: literal(67) },
        { to: 'against', share: literal(33) },
      ],
      clauses: ['T-denied'],
    },
  ],
  decidedBy: ['director'],
  clauses: ['T-protest'],
};

const FEES: readonly FeeRule[] = [
  { id: 'entry', says: 'entry fee', on: 'sign-in', cents: literal(2500), clauses: ['T-entry-fee'] },
  { id: 'sticker', says: 'sticker fee', on: 'record:sticker', cents: literal(300), clauses: ['T-sticker-fee'] },
];

const cars = formula('cars > 0', ['cars'], (values) => Number(values.cars) > 0);
/** A table divided among two, a pot with a share nobody may take, and money for coming. */
const PURSE: readonly PurseBlock[] = [
  purseBlock('feature', {
    rounds: ['main'],
    rules: [
      {
        when: formula('status == "dq"', ['status'], (values) => values.status === 'dq'),
        give: literal(0),
        unclaimed: 'stays',
        clauses: ['T-no'],
      },
      { table: list([10001, 5003, 333]), beyond: literal(101), unclaimed: 'stays', clauses: ['T-table'] },
    ],
    split: [
      { to: 'driver', share: literal(67) },
      { to: 'owner', share: literal(33) },
    ],
    collectedBy: ['driver', 'owner'],
  }),
  purseBlock('pot', {
    rounds: ['heat'],
    rules: [{ pot: literal(1000), shares: list([3, 2, 2]), unclaimed: 'divided', clauses: ['T-pot'] }],
  }),
  purseBlock('coming', { from: 'entry', rules: [{ give: literal(7), unclaimed: 'stays', clauses: ['T-coming'] }] }),
];

const FUNDS: readonly FundRule[] = [
  {
    id: 'points',
    says: 'the point fund',
    receives: [{ id: 'entries', on: 'sign-in', cents: literal(333), from: 'entry', clauses: ['T-receives'] }],
    shares: fundShares({ on: 'gates-closed', places: literal(3) }),
    clauses: ['T-fund'],
  },
];

const weighed = formula('has(car.weight)', ['car'], (values) => 'weight' in (values.car as object));

export function fullBook(parts: Partial<Rulebook> = {}): Rulebook {
  const places = { all: 4, direct: 3, directLower: 2, capacity: 4, up: 1 };
  return blankRulebook({
    classes: ['x', 'y', 'z'].map(raceClass),
    combining: [
      { id: 'light', classes: ['x', 'y', 'z'], approvals: [], consent: 'none', says: 'they run together', clauses: ['T-combine'] },
    ],
    roles: new Map(['official', 'director', 'scorer'].map((id) => [id, { id, includes: [] }])),
    values: new Map([['heat_laps', { name: 'heat_laps', says: 'laps of a heat', clauses: ['T-laps'], value: literal(10), unit: 'laps' }]]),
    draws: map([
      draw('pill'),
      draw('redraw', { low: literal(1), high: literal(30) }),
      draw('invert', { of: 'class', low: literal(0), high: literal(4) }),
    ]),
    acts: map(ACTS),
    requirements: [
      requirement('sign-in', cars, { effect: 'flag' }),
      requirement('call:dq', literal(false), { effect: 'confirm' }),
      requirement('make-official', literal(false), { override: ['director'] }),
    ],
    ladders: ladders('strikes', [
      [2, tail],
      [3, { kind: 'off', status: 'dnf' }],
    ]),
    rounds: [
      round('qualifying', [stage({ kind: 'entered' }, [key('pill')])], { decidedBy: 'time', resultOrder: [key('time', 'qualifying')] }),
      round('heat', [stage({ kind: 'entered' }, [key('pill')])], {
        split: split('snake', [key('pill')], { max: literal(4) }),
        laps: { count: formula('heat_laps', ['heat_laps'], (values) => values.heat_laps), clauses: ['T-laps'] },
        scratch: {
          before: 'close-up',
          after: 'file-moves-up',
          leftBy: 'left-chute',
          beforeClauses: ['T-before'],
          afterClauses: ['T-after'],
        },
      }),
      round(
        'main',
        [stage({ kind: 'seeded' }, [key('finish', 'heat'), key('pill')]), stage({ kind: 'came-up' }, [key('finish', 'main')])],
        {
          ladder: ladder([key('finish', 'heat'), key('pill')], places),
        },
      ),
    ],
    clocks: new Map([
      ...clockRule('limit', { seconds: literal(40), atEnd: 'call-on-last-lap', rounds: ['heat'] }),
      ...clockRule('warm-up', { seconds: literal(10), starts: 'flag:warm-up' }),
    ]),
    cautions: [{ rounds: [], order: 'last-lap', causers: 'tail', clauses: ['T-caution'] }],
    statuses: STATUSES,
    holds: [{ rounds: ['main'], of: 'car', must: weighed, says: 'not weighed', clauses: ['T-weighed'] }],
    points: [heatPoints(), mainPoints(TEN)],
    season: season({
      drop: literal(1),
      ties: [
        { by: 'count-of-places', first: 'high', of: ['all'], clauses: ['T-wins'] },
        { by: 'head-to-head', first: 'high', of: [], clauses: ['T-head'] },
      ],
    }),
    rain: {
      call: 'rain-out',
      completeWhen: literal(true),
      completeClauses: ['T-rain'],
      incomplete: 'nothing-scores',
      incompleteClauses: ['T-rain'],
      keeps: [{ blocks: ['heat'], clauses: ['T-rain'] }],
    },
    fees: FEES,
    purse: PURSE,
    funds: map(FUNDS),
    awards: [
      { id: 'trophy', name: 'Trophy', how: 'result', rounds: ['main'], places: 3, by: [], clauses: ['T-trophy'] },
      { id: 'champion', name: 'Champion', how: 'standings', rounds: [], places: 1, by: [], clauses: ['T-champion'] },
      { id: 'sport', name: 'Sportsmanship', how: 'vote', rounds: [], places: 1, by: [], clauses: ['T-sport'] },
    ],
    cases: map([PROTEST]),
    impounds: [{ id: 'held', rounds: ['main'], letters: ['a'], places: literal(2), until: 'sticker', says: 'held', clauses: ['T-held'] }],
    procedures: [
      {
        id: 'scales',
        says: 'open the scales',
        for: ['official'],
        of: 'race',
        rounds: [],
        when: literal(true),
        checklist: ['zero', 'sign'],
        offers: [],
        clauses: ['T-scales'],
      },
    ],
    authority: new Map([['set-value', { roles: ['director', 'official'], clauses: ['T-authority'] }]]),
    ...parts,
  });
}
