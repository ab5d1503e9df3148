import { describe, expect, test } from 'vitest';
import type { NumberRule, RegistryRule } from '../language.ts';
import { Desk } from '../testing/desk.ts';
import { blankRulebook, literal, raceClass } from '../testing/rulebook.ts';

const numbers = (parts: Partial<NumberRule> = {}): NumberRule => ({
  from: literal(1),
  to: literal(99),
  per: 'class',
  held: 'flag',
  kept: [
    { number: '1', says: 'kept for the champion', classes: ['x'], clauses: ['T-kept'] },
    { number: '33', says: 'kept for guests', classes: [], unless: literal(true), clauses: ['T-kept'] },
  ],
  override: ['official'],
  clauses: ['T-number'],
  ...parts,
});

const registry = (parts: Partial<RegistryRule> = {}): RegistryRule => ({
  people: [
    { name: 'born', type: 'date', optional: false },
    { name: 'handler', type: 'person', optional: true },
  ],
  cars: [{ name: 'engine', type: 'choice', choices: ['stock', 'open'], optional: true }],
  numbers: numbers(),
  clauses: ['T-kept-of'],
  ...parts,
});

const deskWith = (rule: RegistryRule): Desk => new Desk(blankRulebook({ registry: rule, classes: [raceClass('x'), raceClass('y')] }));
const car = (number: string, person = 'Ava', more: object = {}) => ({ do: 'register-car', class: 'x', car: number, person, ...more });

describe('whose a number is', () => {
  test.each([
    { name: 'above the range', give: car('100'), code: 'number-not-free', says: 'numbers are from 1 to 99, and 100 is none of them' },
    { name: 'without digits', give: car('A'), code: 'number-not-free', says: 'numbers are from 1 to 99, and A is none of them' },
    { name: 'kept', give: car('1'), code: 'number-not-free', says: 'number 1 is kept for the champion' },
    { name: "somebody else's", give: car('7', 'Ben'), code: 'number-taken', says: "number 7 of x is Ava's; give it up first" },
    {
      name: 'given up by who has it not',
      give: car('7', 'Ben', { off: true }),
      code: 'unknown-car',
      says: 'number 7 of x is not registered for Ben',
    },
    { name: 'without a person', give: car('8', ' '), code: 'field-missing', says: 'register-car needs person: whose it is' },
    { name: 'with spaces', give: car('8 '), code: 'untidy-name', says: '"8 " has spaces too many: write "8"' },
    {
      name: 'a detail that does not fit',
      give: car('8', 'Ava', { details: { engine: 'big' } }),
      code: 'wrong-type',
      says: 'engine of a car is one of stock, open, not "big"',
    },
  ])('$name is refused', ({ give, code, says }) => {
    const desk = deskWith(registry());
    desk.give(car('7'));
    expect(desk.refused(give)).toMatchObject({ code, says });
  });

  test.each([
    { name: 'a number with letters fits by its digits', give: car('7x') },
    { name: 'kept in another class', give: { ...car('1'), class: 'y' } },
    { name: 'kept for who may have it', give: car('33') },
    { name: 'again by who has it', give: car('7', 'Ava', { details: { engine: 'open' } }) },
    { name: 'in another class', give: { ...car('7', 'Ben'), class: 'y' } },
    { name: 'by somebody who may let it pass', give: car('1', 'Ava', { override: { why: 'the champion said so' } }) },
  ])('$name passes', ({ give }) => {
    const desk = deskWith(registry());
    desk.give(car('7'));
    expect(desk.give(give)).toHaveLength(1);
  });

  test('a number of the club is one person’s in every class', () => {
    const desk = deskWith(registry({ numbers: numbers({ per: 'club' }) }));
    desk.give(car('7'));
    expect(desk.refused({ ...car('7', 'Ben'), class: 'y' })).toMatchObject({ code: 'number-taken', field: 'car' });
  });

  test('one that was given up is free again', () => {
    const desk = deskWith(registry());
    desk.give(car('7'), car('7', 'Ava', { off: true }));
    expect(desk.give(car('7', 'Ben'))).toHaveLength(1);
  });

  test.each([
    { held: 'free' as const, driver: 'Ben', flagged: [] },
    { held: 'flag' as const, driver: 'Ben', flagged: ["number 7 of x is Ava's"] },
    { held: 'flag' as const, driver: 'Ava', flagged: [] },
  ])('at sign-in a number of somebody else is $held: $driver', ({ held, driver, flagged }) => {
    const desk = deskWith(registry({ numbers: numbers({ held }) }));
    desk.give(car('7', 'Ava', { details: { engine: 'stock' } }));
    const decided = desk.decide({ do: 'sign-in', class: 'x', car: '7', driver });
    expect(decided.ok && decided.flagged.map((each) => each.says)).toEqual(flagged);
    expect(decided.ok && decided.facts[0]?.body).toMatchObject({ details: { engine: 'stock' } });
  });

  test('at sign-in it is refused where the rulebook says so, save for the owner and the handler', () => {
    const desk = deskWith(registry({ numbers: numbers({ held: 'refuse' }) }));
    desk.give(car('7'));
    expect(desk.refused({ do: 'sign-in', class: 'x', car: '7', driver: 'Ben' })).toMatchObject({
      code: 'number-taken',
      clauses: ['T-number'],
    });
    expect(desk.decide({ do: 'sign-in', class: 'x', car: '7', driver: 'Ben', handler: 'Ava' }).ok).toBe(true);
    expect(desk.decide({ do: 'sign-in', class: 'x', car: '7', driver: 'Ben', details: { owner: 'Ava' } }).ok).toBe(true);
  });
});

describe('what is kept of people', () => {
  test('must be there when somebody is new, and stays', () => {
    const desk = deskWith(registry());
    expect(desk.refused({ do: 'register', person: 'Ava', details: { phone: '1' } })).toMatchObject({
      code: 'field-missing',
      field: 'born',
    });
    desk.give(
      { do: 'register', person: 'Ava', details: { born: '2012-01-01' } },
      { do: 'register', person: 'Ava', details: { phone: '555' } },
    );
    expect(desk.refused({ do: 'register', person: 'Ava', details: { born: '' } })).toMatchObject({ code: 'field-missing', field: 'born' });
  });

  test('is taken back by an empty text', () => {
    const desk = deskWith(registry({ people: [] }));
    desk.give({ do: 'register', person: 'Ava', details: { phone: '555' } }, { do: 'register', person: 'Ava', details: { phone: '' } });
    const answer = desk.ask({ view: 'people' });
    expect(answer.ok && answer.answer).toMatchObject({ people: [{ name: 'Ava', details: {} }] });
  });
});
