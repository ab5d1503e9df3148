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
