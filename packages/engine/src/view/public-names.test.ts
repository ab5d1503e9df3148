import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { fullBook } from '../testing/full-book.ts';
import { literal } from '../testing/rulebook.ts';
import type { PublicNamesRule } from '../language.ts';
import { ageOn, named, publicNames, shortName } from './public-names.ts';

test.each([
  ['Kim Doe', 'first-and-initial', 'Kim D.'],
  ['Kim van der Doe', 'first-and-initial', 'Kim D.'],
  ['  Kim   Doe ', 'first-and-initial', 'Kim D.'],
  ['Kim Doe', 'initials', 'K. D.'],
  ['Kim Doe', 'first', 'Kim'],
  ['Kim', 'initials', 'Kim'],
  ['Émile Øst', 'first-and-initial', 'Émile Ø.'],
] as const)('%s as %s is %s', (name, as, short) => expect(shortName(name, as)).toBe(short));

test.each([
  ['2008-05-03', '2026-05-02', 17],
  ['2008-05-02', '2026-05-02', 18],
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  ['in May', '2026-05-02', undefined],
] as const)('born %s is on %s of age %s', (born, day, age) => expect(ageOn(born, day)).toBe(age));

/** Ann is 17, Bob 40, of Cy Cole nobody knows. */
function night(rule?: Partial<PublicNamesRule>): Desk {
  const rules = { under: literal(18), as: 'first-and-initial', unknown: 'short', clauses: ['T-names'], ...rule } as const;
  const desk = new Desk(fullBook(rule ? { publicNames: rules } : {}));
  desk.give({ do: 'register', person: 'Ann Archer', details: { born: '2008-12-01' } });
  desk.give({ do: 'register', person: 'Bob Boyd', details: { born: '1986-01-01' } });
  desk.give({ do: 'register', person: 'Cy Cole', details: {} });
  return desk;
}

test.each<[string, Partial<PublicNamesRule> | undefined, string]>([
  ['without a rule, all who are not known to be 18', undefined, 'Ann A., Bob Boyd, Cy C.'],
  ['below another age', { under: literal(60) }, 'Ann A., Bob B., Cy C.'],
  ['below an age that all have', { under: literal(10), unknown: 'whole' }, 'Ann Archer, Bob Boyd, Cy Cole'],
  ['those of unknown age whole', { unknown: 'whole' }, 'Ann A., Bob Boyd, Cy Cole'],
  ['by initials', { as: 'initials' }, 'A. A., Bob Boyd, C. C.'],
])('%s', (_, rule, shown) => {
  expect(publicNames(night(rule).context, '2026-05-02').in('Ann Archer, Bob Boyd, Cy Cole')).toBe(shown);
});

test('an answer is shown so when it is asked for', () => {
  const { context } = night({});
  const answer = { rows: [{ driver: 'Ann Archer', points: 5 }], by: { 'Ann Archer': 5 } };
  expect(named(context, { view: 'standings' }, answer)).toBe(answer);
  const asked = named(context, { view: 'standings', names: 'public', at: '2026-05-02T20:00:00Z' }, answer);
  expect(asked).toEqual({ rows: [{ driver: 'Ann A.', points: 5 }], by: { 'Ann A.': 5 } });
  expect(() => named(context, { view: 'standings', names: 'short' }, answer)).toThrow('names are "public" or "whole"');
});
