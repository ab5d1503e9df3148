import { describe, expect, test } from 'vitest';
import type { Rulebook } from '../language.ts';
import { Desk, type Loose } from '../testing/desk.ts';
import { list, purseBlock } from '../testing/money.ts';
import { call, requirement } from '../testing/race-night.ts';
import { formula, key, literal, raceClass, round, stage } from '../testing/rulebook.ts';
import { scoringBook } from '../testing/scoring.ts';

const FEATURE = 'x/feature';
const fund = (id: string) => ({ id, says: `the ${id} fund`, receives: [], clauses: [`T-${id}`] });

function book(parts: Partial<Rulebook> = {}): Rulebook {
  return scoringBook({
    classes: [raceClass('x')],
    roles: new Map(['official', 'treasurer', 'director'].map((id) => [id, { id, includes: [] }])),
    rounds: [round('feature', [stage({ kind: 'entered' }, [key('car-number')])])],
    acts: new Map([['fined', call('fined', [{ kind: 'fine', cents: literal(5000), to: 'club' }], { of: 'person' })]]),
    points: [],
    fees: [
      { id: 'entry', says: 'entry fee', on: 'sign-in', cents: literal(2500), clauses: ['T-entry'] },
      { id: 'rent', says: 'a rented transponder', on: 'sign-in', cents: literal(1500), inFull: true, clauses: ['T-rent'] },
    ],
    purse: [
      purseBlock('feature', {
        rounds: ['feature'],
        rules: [{ table: list([10_000, 6000]), unclaimed: 'stays', clauses: ['T-table'] }],
        collectedBy: ['driver', 'owner'],
        collectClauses: ['T-window'],
      }),
    ],
    funds: new Map(['gate', 'points'].map((id) => [id, fund(id)])),
    authority: new Map([
      ['transfer', { roles: ['treasurer'], clauses: ['T-treasurer'] }],
      ['override', { roles: ['director'], clauses: ['T-override'] }],
    ]),
    ...parts,
  });
}

/** A feature won by A before B, whose owner is Olga, with $100.00 in the gate. */
function night(of: Rulebook = book()): Desk {
  const desk = new Desk(of);
  desk.give(
    { do: 'sign-in', class: 'x', driver: 'Ann', car: 'A', details: { owner: 'Olga' } },
    { do: 'sign-in', class: 'x', driver: 'Bo', car: 'B' },
    { do: 'finish', race: FEATURE, order: ['A', 'B'] },
    { do: 'receive', to: 'gate', cents: 10_000, from: 'the booth' },
  );
  return desk;
}

describe.each(['pay', 'receive', 'pay-out', 'transfer', 'close-out'])('%s', (name) => {
  const fields: Readonly<Record<string, object>> = {
    pay: { person: 'Ann', for: 'entry' },
    receive: { to: 'gate' },
    'pay-out': { person: 'Ann' },
    transfer: { from: 'gate', to: 'points', why: 'because', by: 'treasurer' },
    'close-out': {},
  };
  test.each([
    { what: 'below zero', cents: -1, code: 'bad-amount' },
    { what: 'a part of a cent', cents: 99.5, code: 'wrong-type' },
    { what: 'no number', cents: '$5', code: 'wrong-type' },
    { what: 'more than can be counted', cents: 2 ** 60, code: 'wrong-type' },
    ...(name === 'close-out' ? [] : [{ what: 'nothing', cents: 0, code: 'bad-amount' }]),
  ])('an amount of $what is refused and names the field', ({ cents, code }) => {
    expect(night().refused({ do: name, ...fields[name], cents })).toMatchObject({ code, field: 'cents' });
  });
});

describe('what is not paid', () => {
  test.each<{ readonly name: string; readonly give?: readonly Loose[]; readonly no: Loose; readonly is: object }>([
    {
      name: 'a fine twice',
      give: [
        { do: 'call', name: 'fined', person: 'Bo' },
        { do: 'pay', person: 'Bo', cents: 5000, for: 'fine' },
      ],
      no: { do: 'pay', person: 'Bo', cents: 5000, for: 'fine' },
      is: { code: 'nothing-owed', field: 'for' },
    },
    {
      name: 'more than is open of a fine',
      give: [{ do: 'call', name: 'fined', person: 'Bo' }],
      no: { do: 'pay', person: 'Bo', cents: 5001, for: 'fine' },
      is: { code: 'overpaid', field: 'cents', clauses: ['T-fined'] },
    },
    {
      name: 'a part of a fee that is paid in full',
      no: { do: 'pay', person: 'Bo', cents: 1499, for: 'rent' },
      is: { code: 'short-payment', field: 'cents', clauses: ['T-rent'] },
    },
    {
      name: 'more than such a fee',
      no: { do: 'pay', person: 'Bo', cents: 1501, for: 'rent' },
      is: { code: 'overpaid', field: 'cents', clauses: ['T-rent'] },
    },
    {
      name: 'such a fee twice',
      give: [{ do: 'pay', person: 'Bo', cents: 1500, for: 'rent' }],
      no: { do: 'pay', person: 'Bo', cents: 1500, for: 'rent' },
      is: { code: 'nothing-owed', field: 'for', clauses: ['T-rent'] },
    },
    { name: 'a purse that was not paid out, back', no: { do: 'pay', person: 'Bo', cents: 1, for: 'purse' }, is: { code: 'nothing-owed' } },
    {
      name: 'more out than is due',
      no: { do: 'pay-out', person: 'Bo', cents: 6001 },
      is: { code: 'overpaid', field: 'cents', clauses: ['T-table', 'T-feature', 'T-finished'] },
    },
    {
      name: 'what was paid out',
      give: [{ do: 'pay-out', person: 'Bo', cents: 6000 }],
      no: { do: 'pay-out', person: 'Bo', cents: 1 },
      is: { code: 'nothing-due', field: 'person' },
    },
    { name: 'somebody to whom nothing is due', no: { do: 'pay-out', person: 'Cy', cents: 1 }, is: { code: 'nothing-due' } },
    { name: 'for what it is not due', no: { do: 'pay-out', person: 'Bo', cents: 1, for: 'points' }, is: { code: 'nothing-due' } },
    {
      name: 'a stranger at the window',
      no: { do: 'pay-out', person: 'Ann', cents: 10_000, collector: 'Max' },
      is: { code: 'may-not-collect', field: 'collector', clauses: ['T-window'], override: ['director'] },
    },
    {
      name: 'a bill that the account cannot pay',
      no: { do: 'pay-out', person: 'Shop', cents: 10_001, from: 'gate' },
      is: { code: 'fund-too-small', clauses: ['T-gate'] },
    },
    {
      name: 'a bill from the till',
      no: { do: 'pay-out', person: 'Shop', cents: 1, from: 'cash' },
      is: { code: 'unknown-account', field: 'from' },
    },
    {
      name: 'a bill from what somebody is due',
      no: { do: 'pay-out', person: 'Shop', cents: 1, from: 'due to Ann' },
      is: { code: 'unknown-account' },
    },
    {
      name: 'into an account that is not there',
      no: { do: 'receive', to: 'gates', cents: 1 },
      is: { code: 'unknown-account', says: expect.stringContaining('gate') as string },
    },
    {
      name: 'from an account to itself',
      no: { do: 'transfer', from: 'gate', to: 'gate', cents: 1, why: 'x', by: 'treasurer' },
      is: { code: 'same-account', field: 'to' },
    },
    {
      name: 'out of a fund that is too small',
      no: { do: 'transfer', from: 'points', to: 'gate', cents: 1, why: 'x', by: 'treasurer' },
      is: { code: 'fund-too-small', clauses: ['T-points'] },
    },
    {
      name: 'by somebody without the authority',
      no: { do: 'transfer', from: 'gate', to: 'points', cents: 1, why: 'x' },
      is: { code: 'not-authorised', clauses: ['T-treasurer'], override: ['treasurer'] },
    },
    { name: 'a count that differs without a reason', no: { do: 'close-out', cents: 9999 }, is: { code: 'count-differs', field: 'why' } },
    {
      name: 'a sheet signed by a role that is not there',
      no: { do: 'close-out', cents: 10_000, approvals: ['president'] },
      is: { code: 'unknown-role', field: 'approvals' },
    },
  ])('$name', ({ give = [], no, is }) => {
    const desk = night();
    desk.give(...give);
    expect(desk.refused(no)).toMatchObject(is);
  });
});

test('owner or driver takes the purse; an official with authority may let a stranger', () => {
  const desk = night();
  desk.give({ do: 'pay-out', person: 'Ann', cents: 4000, collector: 'Olga' });
  desk.give({ do: 'pay-out', person: 'Ann', cents: 6000, collector: 'Max', by: 'director', override: { why: 'both are in hospital' } });
  expect(desk.ask({ view: 'payout', person: 'Ann' })).toMatchObject({ ok: true, answer: { openCents: 0, paidCents: 10_000 } });
});

test('a gate keeps money in: of an account, or for a person', () => {
  const own = formula(
    'act.collector == person.name',
    ['act', 'person'],
    (values) => (values.act as { readonly collector: string }).collector === (values.person as { readonly name: string }).name,
  );
  const desk = night(book({ requirements: [requirement('pay-out:gate', literal(false)), requirement('pay-out', own)] }));
  expect(desk.refused({ do: 'pay-out', person: 'Shop', cents: 100, from: 'gate' }).code).toBe('requirement');
  expect(desk.refused({ do: 'pay-out', person: 'Ann', cents: 100, collector: 'Olga' }).code).toBe('requirement');
  desk.give({ do: 'pay-out', person: 'Ann', cents: 100 });
});

test('a purse is set off against a fee, once', () => {
  const desk = night();
  desk.give({ do: 'transfer', from: 'due to Bo', to: 'owed by Bo', cents: 4000, why: 'he asked for it', by: 'treasurer' });
  expect(desk.refused({ do: 'pay-out', person: 'Bo', cents: 2001 }).code).toBe('overpaid');
  desk.give({ do: 'pay-out', person: 'Bo', cents: 2000 });
  expect(desk.ask({ view: 'balances', person: 'Bo' })).toMatchObject({ ok: true, answer: { people: [{ owesCents: 0, dueCents: 0 }] } });
});

describe('after the till was counted', () => {
  const closed = (): Desk => {
    const desk = night();
    desk.give({ do: 'close-out', cents: 10_000, approvals: ['director:Kim'] });
    return desk;
  };

  test.each<Loose>([
    { do: 'pay', person: 'Ann', cents: 2500, for: 'entry' },
    { do: 'receive', to: 'gate', cents: 1 },
    { do: 'pay-out', person: 'Ann', cents: 1 },
    { do: 'transfer', from: 'gate', to: 'points', cents: 1, why: 'x', by: 'treasurer' },
    { do: 'close-out', cents: 10_000 },
  ])('$do is refused', (command) => {
    expect(closed().refused(command)).toMatchObject({ code: 'closed-out', field: 'meeting' });
  });

  test('unless that is overridden, or the count is taken back; what changed since is seen', () => {
    const desk = closed();
    desk.give({ do: 'pay', person: 'Ann', cents: 2500, for: 'entry', by: 'director', override: { why: 'she came back' } });
    expect(desk.ask({ view: 'close-out', meeting: desk.meeting })).toMatchObject({
      ok: true,
      answer: { countedCents: 10_000, expectedCents: 12_500, changedCents: 2500, signed: ['official', 'director:Kim'] },
    });
  });

  test('money away from the meeting goes on', () => {
    const desk = closed();
    desk.give({ do: 'receive', to: 'points', cents: 5000, meeting: undefined });
    expect(desk.ask({ view: 'fund', fund: 'points' })).toMatchObject({ ok: true, answer: { balanceCents: 5000 } });
  });
});
