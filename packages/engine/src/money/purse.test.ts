import { describe, expect, test } from 'vitest';
import type { CaseRule, Consequence, PurseBlock, Rulebook } from '../language.ts';
import { Desk, type Loose } from '../testing/desk.ts';
import { fundShares, list, purseBlock } from '../testing/money.ts';
import { call } from '../testing/race-night.ts';
import { formula, key, literal, raceClass, round, stage } from '../testing/rulebook.ts';
import { scoringBook } from '../testing/scoring.ts';

const FEATURE = 'x/feature';
const TABLE = [15_000, 11_000, 9000, 7500, 6500];
const rule = (parts: Partial<PurseBlock['rules'][number]>) => ({ unclaimed: 'stays' as const, clauses: ['T-rule'], ...parts });
const table = purseBlock('feature', { rounds: ['feature'], rules: [rule({ table: list(TABLE), beyond: 'last' })] });
const attempted = formula('attempted', ['attempted'], (values) => values.attempted);

const dq = (movesUp?: 'all' | 'points' | 'purse' | 'none'): Consequence => ({
  kind: 'status',
  status: 'dq',
  ...(movesUp ? { movesUp } : {}),
});
const CALLS = [
  call('dq', [dq()]),
  call('dq-points', [dq('points')]),
  call('dq-purse', [dq('purse')]),
  call('dq-none', [dq('none')]),
  call('lose-race', [{ kind: 'lose', what: 'purse', of: 'race' }]),
  call('lose-night', [{ kind: 'lose', what: 'purse', of: 'meeting' }]),
  call('lose-date', [{ kind: 'lose', what: 'purse', of: 'date' }]),
  call('lose-season', [{ kind: 'lose', what: 'purse', of: 'season', classes: 'all' }], { of: 'person' }),
];

const PROTEST: CaseRule = {
  id: 'protest',
  says: 'a protest',
  by: ['anyone'],
  fields: [],
  holds: ['purse'],
  outcomes: [{ id: 'denied', says: 'denied', on: 'against', fields: [], amounts: [], then: [], fee: [], clauses: ['T-denied'] }],
  decidedBy: [],
  clauses: ['T-protest'],
};

function book(purse: readonly PurseBlock[], parts: Partial<Rulebook> = {}): Rulebook {
  return scoringBook({
    classes: [raceClass('x'), raceClass('y')],
    rounds: ['heat', 'feature'].map((id) => round(id, [stage({ kind: 'entered' }, [key('car-number')])])),
    acts: new Map(CALLS.map((each) => [each.id, each])),
    points: [],
    purse,
    cases: new Map([['protest', PROTEST]]),
    fees: [{ id: 'entry', says: 'entry fee', on: 'sign-in', cents: literal(2500), clauses: ['T-entry'] }],
    ...parts,
  });
}

/** Five cars that finished the feature in the order of their names, and what was done since. */
function night(of: Rulebook, ...commands: readonly Loose[]): Desk {
  const desk = new Desk(of).signIn(['A', 'B', 'C', 'D', 'E']);
  desk.give({ do: 'finish', race: FEATURE, order: ['A', 'B', 'C', 'D', 'E'] }, ...commands);
  return desk;
}

interface Line {
  readonly block: string;
  readonly car: string;
  readonly cents: number;
  readonly held: readonly unknown[];
  readonly parts: readonly { readonly person: string; readonly cents: number }[];
}

function lines(desk: Desk): readonly Line[] {
  const answer = desk.ask({ view: 'purse', meeting: desk.meeting });
  if (!answer.ok) throw new Error(answer.refusal.says);
  return (answer.answer as { readonly lines: readonly Line[] }).lines;
}
const pays = (desk: Desk): readonly number[] =>
  ['A', 'B', 'C', 'D', 'E'].map((car) => lines(desk).reduce((sum, line) => sum + (line.car === car ? line.cents : 0), 0));
const held = (desk: Desk): string =>
  lines(desk)
    .filter((line) => line.held.length > 0)
    .map((line) => line.car)
    .join('');

describe('who moves up into the purse', () => {
  test.each([
    { name: 'nobody was called', give: [], is: TABLE },
    { name: 'a disqualification', give: ['dq'], is: [15_000, 0, 11_000, 9000, 7500] },
    {
      name: 'one that moves points alone leaves the money of the place with the club',
      give: ['dq-points'],
      is: [15_000, 0, 9000, 7500, 6500],
    },
    { name: 'one that moves the purse alone', give: ['dq-purse'], is: [15_000, 0, 11_000, 9000, 7500] },
    { name: 'one that moves nothing', give: ['dq-none'], is: [15_000, 0, 9000, 7500, 6500] },
    { name: 'the purse of the race is lost and nobody moves up', give: ['lose-race'], is: [15_000, 0, 9000, 7500, 6500] },
    { name: 'the purse of the night', give: ['lose-night'], is: [15_000, 0, 9000, 7500, 6500] },
    { name: 'the purse of the date', give: ['lose-date'], is: [15_000, 0, 9000, 7500, 6500] },
  ])('$name', ({ give, is }) => {
    const desk = night(book([table]), ...give.map((name) => ({ do: 'call', name, car: 'B', race: FEATURE })));
    expect(pays(desk)).toEqual(is);
  });

  test('a call taken back pays everybody again', () => {
    const desk = night(book([table]));
    const [fact] = desk.give({ do: 'call', name: 'dq', car: 'B', race: FEATURE });
    desk.give({ do: 'void', fact: fact?.seq, why: 'wrong car', meeting: undefined });
    expect(pays(desk)).toEqual(TABLE);
  });

  test('points keep their place where only the purse moves, and the other way round', () => {
    const rows = (name: string) => {
      const answer = night(book([table]), { do: 'call', name, car: 'B', race: FEATURE }).ask({
        view: 'result',
        meeting: '2026-05-02',
        race: FEATURE,
      });
      return answer.ok
        ? (answer.answer as { readonly rows: readonly { readonly car: string; readonly scoringPlace: number }[] }).rows.map(
            (row) => `${row.car}${row.scoringPlace}`,
          )
        : [];
    };
    expect(rows('dq-points')).toEqual(['A1', 'C2', 'D3', 'E4', 'B0']);
    expect(rows('dq-purse')).toEqual(['A1', 'C3', 'D4', 'E5', 'B0']);
  });

  test('the purse of the season is lost at the nights before, and what was paid becomes a debt', () => {
    const desk = night(book([table]), { do: 'pay-out', person: 'driver B', cents: 11_000 });
    desk.give({ do: 'open-meeting', meeting: '2026-05-09', date: '2026-05-09', kind: 'points', at: '2026-05-09T12:00:00Z' });
    desk.give({ do: 'call', name: 'lose-season', person: 'driver B', meeting: '2026-05-09', at: '2026-05-09T13:00:00Z' });
    expect(pays(desk)).toEqual([15_000, 0, 9000, 7500, 6500]);
    expect(desk.ask({ view: 'balances', person: 'driver B' })).toMatchObject({
      ok: true,
      answer: { people: [{ owesCents: 11_000 + 2500, dueCents: 0 }] },
    });
  });
});

describe('pots', () => {
  const pot = (parts: Partial<PurseBlock['rules'][number]>, more: Partial<PurseBlock> = {}) =>
    purseBlock('pot', { rounds: ['feature'], rules: [rule({ pot: literal(1000), ...parts })], ...more });

  test.each([
    { name: 'equal parts', block: pot({}), is: [200, 200, 200, 200, 200] },
    { name: 'by place', block: pot({ shares: list([50, 30, 20]) }), is: [500, 300, 200, 0, 0] },
    { name: 'places that nobody took stay', block: pot({ shares: list([3, 3, 3, 3, 3, 5]) }), is: [150, 150, 150, 150, 150] },
    { name: 'or are divided', block: pot({ shares: list([3, 3, 3, 3, 3, 5]), unclaimed: 'divided' }), is: [200, 200, 200, 200, 200] },
    { name: 'cents left over: the largest remainders', block: pot({ shares: list([1, 1, 1]) }), is: [334, 333, 333, 0, 0] },
    {
      name: 'all to the first',
      block: pot({ shares: list([1, 1, 1, 1, 1, 1]), unclaimed: 'stays' }, { remainder: 'first' }),
      is: [169, 166, 166, 166, 166],
    },
    { name: 'they stay', block: pot({ shares: list([1, 1, 1]) }, { remainder: 'stays' }), is: [333, 333, 333, 0, 0] },
    {
      name: 'a number a car',
      block: pot({ shares: formula('6 - place', ['place'], (values) => 6n - (values.place as bigint)) }),
      is: [333, 267, 200, 133, 67],
    },
    {
      name: 'a per cent of the entries, only of those who raced',
      block: pot({
        pot: formula(
          'money.charged.entry',
          ['money'],
          (values) => (values.money as { readonly charged: { readonly entry: bigint } }).charged.entry,
        ),
        when: attempted,
      }),
      is: [2500, 2500, 2500, 2500, 2500],
    },
  ])('$name', ({ block, is }) => {
    expect(pays(night(book([block])))).toEqual(is);
  });
});

test('blocks add up: the table, a bonus to win and money for coming', () => {
  const bonus = purseBlock('bonus', {
    rounds: ['feature'],
    rules: [rule({ when: formula('place == 1', ['place'], (values) => values.place === 1n), give: literal(5000) })],
  });
  const coming = purseBlock('coming', { rules: [rule({ when: attempted, give: literal(500) })] });
  expect(pays(night(book([table, bonus, coming])))).toEqual([20_500, 11_500, 9500, 8000, 7000]);
});

test('a driver is paid once by a block that says so, the most of what it would pay', () => {
  const tow = purseBlock('tow', { rounds: ['heat', 'feature'], once: true, rules: [rule({ table: list([500, 400, 300, 200, 100]) })] });
  const desk = new Desk(book([tow])).signIn(['A', 'B']);
  desk.give({ do: 'finish', race: 'x/heat', order: ['B', 'A'] }, { do: 'finish', race: FEATURE, order: ['A', 'B'] });
  expect(lines(desk).map((line) => [line.car, line.cents])).toEqual([
    ['A', 0],
    ['B', 500],
    ['A', 500],
    ['B', 0],
  ]);
});

test('money for every lap led, as the laps were scored', () => {
  const lap = purseBlock('lap-money', {
    rounds: ['feature'],
    rules: [rule({ give: formula('laps_led * 100', ['laps_led'], (values) => (values.laps_led as bigint) * 100n) })],
  });
  const desk = new Desk(book([lap])).signIn(['A', 'B', 'C', 'D', 'E']);
  desk.give({ do: 'flag', race: FEATURE, flag: 'green' });
  for (const first of ['A', 'B', 'B'])
    desk.give({ do: 'lap', race: FEATURE, order: [first, ...['A', 'B', 'C', 'D', 'E'].filter((car) => car !== first)] });
  desk.give({ do: 'finish', race: FEATURE, order: ['C', 'A', 'B', 'D', 'E'] });
  expect(pays(desk)).toEqual([100, 200, 0, 0, 0]);
});

test('by car count the first rule that holds pays', () => {
  const small = formula('starters < 5', ['starters'], (values) => (values.starters as bigint) < 5n);
  const block = purseBlock('feature', {
    rounds: ['feature'],
    rules: [rule({ when: small, give: literal(100) }), rule({ table: list([5000]), beyond: literal(1000) })],
  });
  expect(pays(night(book([block])))).toEqual([5000, 1000, 1000, 1000, 1000]);
  const four = new Desk(book([block])).signIn(['A', 'B', 'C', 'D']);
  four.give({ do: 'finish', race: FEATURE, order: ['A', 'B', 'C', 'D'] });
  expect(pays(four)).toEqual([100, 100, 100, 100, 0]);
});

describe('who has it', () => {
  const split = purseBlock('feature', {
    rounds: ['feature'],
    rules: [rule({ give: literal(101) })],
    split: [
      { to: 'driver', share: literal(50) },
      { to: 'owner', share: literal(50) },
    ],
  });

  test('an odd cent goes where the remainder says; without an owner the driver has all', () => {
    const desk = new Desk(book([split]));
    desk.give(
      { do: 'sign-in', class: 'x', driver: 'Ann', car: 'A', details: { owner: 'Olga' } },
      { do: 'sign-in', class: 'x', driver: 'Bo', car: 'B' },
    );
    desk.give({ do: 'finish', race: FEATURE, order: ['A', 'B'] });
    expect(lines(desk).map((line) => line.parts)).toEqual([
      [
        { person: 'Ann', as: 'driver', cents: 51 },
        { person: 'Olga', as: 'owner', cents: 50 },
      ],
      [{ person: 'Bo', as: 'driver and owner', cents: 101 }],
    ]);
  });

  test('parts that are not a hundred per cent are refused', () => {
    const uneven = { ...split, split: [{ to: 'driver', share: literal(60) }] };
    expect(night(book([uneven])).ask({ view: 'purse', meeting: '2026-05-02' })).toMatchObject({
      ok: false,
      refusal: { code: 'shares-uneven', clauses: ['T-feature'] },
    });
  });
});

describe('what holds it', () => {
  const against = (driver: string, parts: Loose | object = {}) => ({
    do: 'file',
    case: 'protest',
    id: 'p',
    filer: 'driver A',
    against: driver,
    race: FEATURE,
    ...parts,
  });
  const whole = { cases: new Map([['protest', { ...PROTEST, holdsPlaces: 'race' as const }]]) };
  const weighed = formula('car.number != "C"', ['car'], (values) => (values.car as { readonly number: string }).number !== 'C');
  const weight = (of: 'car' | 'race'): Partial<Rulebook> => ({
    holds: [{ rounds: [], of, must: of === 'car' ? weighed : literal(false), says: 'not weighed', clauses: ['T-weight'] }],
  });

  test.each([
    { name: 'a protest holds the car it is against and those behind', of: book([table]), give: [against('driver C')], is: 'CDE' },
    {
      name: 'a ruling lets it go',
      of: book([table]),
      give: [against('driver C'), { do: 'rule', id: 'p', outcome: 'denied', meeting: undefined }],
      is: '',
    },
    { name: 'a protest against nobody in the race holds it all', of: book([table]), give: [against('a stranger')], is: 'ABCDE' },
    { name: 'one about another race holds nothing', of: book([table]), give: [against('driver C', { race: 'x/heat' })], is: '' },
    {
      name: 'one that names no race holds the class',
      of: book([table]),
      give: [against('driver C', { race: undefined, class: 'x' })],
      is: 'CDE',
    },
    { name: 'a case may hold the whole race', of: book([table], whole), give: [against('driver E')], is: 'ABCDE' },
    { name: 'a car that is not weighed, and those behind', of: book([table], weight('car')), give: [], is: 'CDE' },
    { name: 'a race that is not settled', of: book([table], weight('race')), give: [], is: 'ABCDE' },
    { name: 'a result that is not official', of: book([{ ...table, official: true }]), give: [], is: 'ABCDE' },
    { name: 'until it is', of: book([{ ...table, official: true }]), give: [{ do: 'make-official', race: FEATURE }], is: '' },
    {
      name: 'a condition of the purse',
      of: book([{ ...table, release: [{ must: weighed, says: 'no paper', clauses: ['T-paper'] }] }]),
      give: [],
      is: 'C',
    },
  ])('$name', ({ of, give, is }) => {
    expect(held(night(of, ...(give as readonly Loose[])))).toBe(is);
  });
});

describe('a purse that cannot be worked out', () => {
  const unset: Partial<Rulebook> = { values: new Map([['purse', { name: 'purse', says: 'the purse by place', clauses: ['T-posted'] }]]) };
  const posted = purseBlock('feature', {
    rounds: ['feature'],
    rules: [rule({ table: formula('purse', ['purse'], (values) => values.purse) })],
  });

  test('an unset table is refused by its clause; the rest of the book stands, and says what is missing', () => {
    const desk = night(book([posted], unset));
    expect(desk.ask({ view: 'purse', meeting: desk.meeting })).toMatchObject({
      ok: false,
      refusal: { code: 'value-unset', clauses: ['T-posted'] },
    });
    expect(desk.refused({ do: 'pay-out', person: 'driver A', cents: 1 })).toMatchObject({ code: 'value-unset', clauses: ['T-posted'] });
    expect(desk.refused({ do: 'close-out', cents: 0 })).toMatchObject({ code: 'value-unset' });
    expect(desk.ask({ view: 'ledger', meeting: desk.meeting })).toMatchObject({
      ok: true,
      answer: { unsettled: [{ what: 'purse of 2026-05-02', clauses: ['T-posted'] }] },
    });
    desk.give({ do: 'set-value', value: 'purse', to: [700, 300] });
    expect(pays(desk)).toEqual([700, 300, 0, 0, 0]);
  });

  test.each([
    { name: 'below zero', cents: [500, -1] },
    { name: 'a part of a cent', cents: [500, 99.5] },
  ])('a table with an amount $name is refused', ({ cents }) => {
    const block = purseBlock('feature', { rounds: ['feature'], rules: [rule({ table: formula('table', [], () => cents) })] });
    expect(night(book([block])).ask({ view: 'purse', meeting: '2026-05-02' })).toMatchObject({
      ok: false,
      refusal: { code: 'bad-amount', clauses: ['T-rule'] },
    });
  });
});

test('a purse paid from a fund takes it out of the fund', () => {
  const funds = new Map([['sponsor', { id: 'sponsor', says: 'the sponsor', receives: [], shares: fundShares(), clauses: ['T-sponsor'] }]]);
  const desk = night(book([{ ...table, from: 'sponsor' }], { funds }), { do: 'receive', to: 'sponsor', cents: 60_000 });
  expect(desk.ask({ view: 'fund', fund: 'sponsor' })).toMatchObject({ ok: true, answer: { balanceCents: 60_000 - 49_000 } });
});
