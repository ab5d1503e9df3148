import type { Expr } from '@racetower/engine';
import { expect, test } from 'vitest';
import { lazy, toFormula } from '../../engine/src/formula-values.ts';
import { formulaCompiler } from './formula.ts';

const compile = (formula: string): Expr => formulaCompiler('UTC').compile(formula);

test.each([
  { formula: 'car.constructor', gives: 'lotus' },
  { formula: 'has(car.constructor) && car.engine == "climax"', gives: true },
  { formula: 'has(car.guest)', gives: false },
  { formula: 'car.results.place', gives: 3n },
  { formula: '"engine" in car', gives: true },
])('a detail called as every object calls its maker is a detail like others: $formula', ({ formula, gives }) => {
  const fields = { constructor: 'lotus', engine: 'climax', results: { place: 3 } };
  const worked = lazy({ constructor: () => 'lotus', engine: () => 'climax', results: () => ({ place: 3 }) });
  for (const car of [worked, toFormula(fields)]) expect(compile(formula).evaluate(() => car)).toBe(gives);
});

test('a field is worked out when it is read, once', () => {
  let times = 0;
  const car = lazy({ constructor: () => 'lotus', laps: () => (times += 1) });
  compile('car.constructor').evaluate(() => car);
  expect(times).toBe(0);
  expect(compile('car.laps + car.laps').evaluate(() => car)).toBe(2n);
});

test.each([
  { formula: 'lowest([40, 43, 41], 2)', gives: [40n, 41n] },
  { formula: 'sum(lowest([40, 43, 41], 2))', gives: 81n },
  { formula: 'lowest([40], 3)', gives: [40n] },
  { formula: 'highest([7, 10, 8], 2)', gives: [10n, 8n] },
  { formula: 'in_a_row([5, 3, 4, 9], 2)', gives: [8n, 7n, 13n] },
  { formula: 'in_a_row([5], 2)', gives: [] },
  { formula: 'lowest(in_a_row([5, 3, 4, 9], 3), 1)[0]', gives: 12n },
])('$formula', ({ formula, gives }) => expect(compile(formula).evaluate(() => undefined)).toEqual(gives));

test.each([
  { formula: 'has(list[0].x)', says: 'has() asks for a field after a dot' },
  { formula: 'has(car)', says: 'has() asks for a field after a dot' },
  { formula: 'min(1)', says: "found no matching overload for 'min(int)'" },
  { formula: 'cars.frist()', says: 'frist' },
  { formula: '1 + true', says: 'int + bool' },
  { formula: 'cars > "ten" + 1', says: 'string + int' },
])('$formula can never be worked out, and says so when it is read', ({ formula, says }) => expect(() => compile(formula)).toThrow(says));

test('a formula may be asked within itself, each time with the names of who asks', () => {
  const twice = compile('n + n');
  expect(twice.evaluate(() => twice.evaluate(() => 2n))).toBe(8n);
  const sum = compile('a + b');
  const inner = (): unknown => sum.evaluate((name) => (name === 'a' ? 1n : 2n));
  expect(sum.evaluate((name) => (name === 'a' ? inner() : 10n))).toBe(13n);
});
