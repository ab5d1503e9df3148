import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { fullBook } from '../testing/full-book.ts';
import { act, acts } from '../testing/race-night.ts';
import type { ActField } from '../language.ts';

const book = fullBook({ clocks: new Map() });
const RACE = 'x/heat-1';
const desk = (): Desk => {
  const night = new Desk(book).inOrder(['1', '2', '3'], 'x');
  night.give({ do: 'flag', race: RACE, flag: 'green' });
  return night;
};

describe('an act that cannot be', () => {
  test.each([
    {
      name: 'a call that is no word of the rulebook',
      command: { do: 'call', name: 'strikke', race: RACE, car: '1' },
      code: 'unknown-act',
      field: 'name',
      says: '"strike"',
    },
    {
      name: 'a record given as a call',
      command: { do: 'call', name: 'weight', race: RACE, car: '1' },
      code: 'unknown-act',
      field: 'name',
      says: 'it is a record',
    },
    {
      name: 'a mark that every object has',
      command: { do: 'mark', name: 'constructor' },
      code: 'reserved-name',
      field: 'name',
      says: 'constructor',
    },
    {
      name: 'a call on no car',
      command: { do: 'call', name: 'tail', race: RACE },
      code: 'field-missing',
      field: 'car',
      says: 'about a car',
    },
    {
      name: 'a call on a stranger',
      command: { do: 'call', name: 'tail', race: RACE, car: '9' },
      code: 'unknown-car',
      field: 'car',
      says: '1, 2, 3',
    },
    {
      name: 'a call on a car twice',
      command: { do: 'call', name: 'tail', race: RACE, cars: ['1', '1'] },
      code: 'car-twice',
      field: 'cars',
      says: '1',
    },
    {
      name: 'a race call without a race',
      command: { do: 'call', name: 'stop' },
      code: 'field-missing',
      field: 'race',
      says: 'about a race',
    },
    {
      name: 'a person call without a person',
      command: { do: 'call', name: 'reprimand' },
      code: 'field-missing',
      field: 'person',
      says: 'about a person',
    },
    {
      name: 'a record about no case',
      command: { do: 'record', name: 'evidence', fields: { kind: 'film' } },
      code: 'field-missing',
      field: 'case',
      says: 'about a case',
    },
    {
      name: 'a record about an unknown case',
      command: { do: 'record', name: 'evidence', case: 'p9', fields: { kind: 'film' } },
      code: 'unknown-case',
      field: 'case',
      says: 'p9',
    },
    {
      name: 'a field that is missing',
      command: { do: 'record', name: 'weight', class: 'x', car: '1' },
      code: 'field-missing',
      field: 'grams',
      says: 'grams',
    },
    {
      name: 'a field that it does not have',
      command: { do: 'record', name: 'weight', class: 'x', car: '1', fields: { gram: 1 } },
      code: 'unknown-field',
      field: 'gram',
      says: '"grams"',
    },
    {
      name: 'a word outside its choices',
      command: { do: 'call', name: 'alternate', race: RACE, fields: { for: '9' } },
      code: 'unknown-car',
      field: 'for',
      says: '9',
    },
    {
      name: 'a class that is not there',
      command: { do: 'record', name: 'weight', class: 'xx', car: '1', fields: { grams: 1 } },
      code: 'unknown-class',
      field: 'class',
      says: '"x"',
    },
    { name: 'a role that may not', command: { do: 'call', name: 'rain-out' }, code: 'not-authorised', field: 'by', says: 'director may' },
    {
      name: 'a role that is not in the rulebook',
      command: { do: 'call', name: 'tail', race: RACE, car: '1', by: 'directer' },
      code: 'unknown-role',
      field: 'by',
      says: '"director"',
    },
    {
      name: 'an approval that is missing',
      command: { do: 'record', name: 'vote', season: '2026' },
      code: 'approval-missing',
      field: 'approvals',
      says: 'director',
    },
    {
      name: 'an approval by nobody known',
      command: { do: 'record', name: 'vote', season: '2026', approvals: ['king'] },
      code: 'unknown-role',
      field: 'approvals',
      says: 'king',
    },
    {
      name: 'a call that wants to be confirmed',
      command: { do: 'call', name: 'dq', race: RACE, car: '1' },
      code: 'confirm',
      says: 'call:dq',
    },
    {
      name: 'a step that is not in the rulebook',
      command: { do: 'tick', step: 'scale', race: RACE },
      code: 'unknown-step',
      field: 'step',
      says: '"scales"',
    },
    {
      name: 'a step by one for whom it is not',
      command: { do: 'tick', step: 'scales', race: RACE, by: 'scorer' },
      code: 'not-authorised',
      field: 'by',
      says: 'official may',
    },
    {
      name: 'a case that is not in the rulebook',
      command: { do: 'file', case: 'protst', id: 'p1', filer: 'driver 1' },
      code: 'unknown-case',
      field: 'case',
      says: '"protest"',
    },
    {
      name: 'a fee that is short',
      command: { do: 'file', case: 'protest', id: 'p1', filer: 'driver 1', fields: { about: 'x' }, paidCents: 5000, paidBy: 'cash' },
      code: 'fee-not-paid',
      says: 'the fee is $75.00, $50.00 were paid',
    },
    {
      name: 'a fee in the wrong coin',
      command: { do: 'file', case: 'protest', id: 'p1', filer: 'driver 1', fields: { about: 'x' }, paidCents: 7500, paidBy: 'card' },
      code: 'wrong-payment',
      says: 'cash',
    },
    {
      name: 'a ruling on nothing',
      command: { do: 'rule', id: 'p9', outcome: 'upheld', by: 'director' },
      code: 'unknown-case',
      field: 'id',
      says: 'p9',
    },
    {
      name: 'a value of no rulebook',
      command: { do: 'set-value', value: 'heat_lap', to: 5 },
      code: 'unknown-value',
      field: 'value',
      says: '"heat_laps"',
    },
    {
      name: 'a value of another kind',
      command: { do: 'set-value', value: 'heat_laps', to: 'ten' },
      code: 'wrong-type',
      field: 'to',
      says: 'number',
    },
    { name: 'half a lap', command: { do: 'set-value', value: 'heat_laps', to: 2.5 }, code: 'wrong-type', field: 'to', says: 'whole' },
    {
      name: 'a value set by one who may not',
      command: { do: 'set-value', value: 'heat_laps', to: 5, by: 'scorer' },
      code: 'not-authorised',
      field: 'by',
      says: 'director',
    },
    {
      name: 'a payment of nothing',
      command: { do: 'pay', person: 'driver 1', cents: 0, for: 'entry' },
      code: 'bad-amount',
      field: 'cents',
      says: 'not 0',
    },
    {
      name: 'a birthday that is none',
      command: { do: 'register', person: 'driver 1', details: { born: '2015-02-30' } },
      code: 'bad-date',
      field: 'born',
      says: 'date',
    },
    {
      name: 'a meeting on a day that is none',
      command: { do: 'open-meeting', meeting: 'm2', date: '2026-02-30', kind: 'points' },
      code: 'bad-date',
      field: 'date',
      says: '2026-02-30',
    },
    {
      name: 'a meeting of no kind',
      command: { do: 'open-meeting', meeting: 'm2', date: '2026-05-09', kind: 'pionts' },
      code: 'unknown-kind',
      field: 'kind',
      says: '"points"',
    },
    { name: 'a meeting that is open', command: { do: 'open-meeting' }, code: 'meeting-open', field: 'meeting', says: 'open already' },
  ])('$name', ({ command, code, field, says }) => {
    const refusal = desk().refused(command);
    expect(refusal).toMatchObject({ code, ...(field === undefined ? {} : { field }) });
    expect(refusal.says).toContain(says);
  });

  test('a second one where the rulebook wants one', () => {
    const night = desk();
    night.give({ do: 'call', name: 'back', race: RACE });
    expect(night.refused({ do: 'call', name: 'back', race: RACE })).toMatchObject({
      code: 'once',
      clauses: ['T-once'],
      facts: [night.state.seq],
    });
  });
});

describe('every type of field of an act', () => {
  const WRONG: Readonly<Record<ActField['type'], readonly unknown[]>> = {
    text: [5, true, ['x']],
    number: ['5', 1.5, true],
    boolean: ['yes', 1],
    date: ['2026-02-30', '02/05/2026', 5],
    time: ['25:00', '12:60', 'noon', 12],
    instant: ['2026-05-02', '2026-05-02T25:00:00Z', 5],
    money: ['$5', 1.5],
    car: [7, ['7']],
    cars: ['7', [7]],
    person: [7],
    class: [7],
    list: ['x', 7],
    choice: ['c', 7],
    order: ['7', [7]],
    link: ['a film', 'ftp://films.example/1', 'javascript:alert(1)', 7],
  };
  test.each(Object.keys(WRONG) as readonly ActField['type'][])('%s', (type) => {
    const field = { name: 'it', type, optional: false, ...(type === 'choice' ? { choices: ['a', 'b'] } : {}) };
    const night = new Desk(fullBook({ acts: acts(act('record', 'paper', { of: 'meeting', fields: [field] })) }));
    for (const wrong of WRONG[type])
      expect(night.refused({ do: 'record', name: 'paper', fields: { it: wrong } })).toMatchObject({
        code: 'wrong-type',
        field: 'it',
        clauses: ['T-paper'],
      });
  });
});
