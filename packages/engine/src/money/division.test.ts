import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REMAINDERS } from '../language.ts';
import { Refused } from '../refusal.ts';
import { divided, part } from './division.ts';

test.each([
  { name: 'a dollar among three', cents: 100, of: [1, 1, 1], under: 3, largest: [34, 33, 33], first: [34, 33, 33], stays: [33, 33, 33] },
  { name: 'two cents over', cents: 200, of: [1, 1, 1], under: 3, largest: [67, 67, 66], first: [68, 66, 66], stays: [66, 66, 66] },
  {
    name: '60 and 40 per cent of an odd cent',
    cents: 7501,
    of: [60, 40],
    under: 100,
    largest: [4501, 3000],
    first: [4501, 3000],
    stays: [4500, 3000],
  },
  {
    name: 'the larger rest has the cent, wherever it stands',
    cents: 10,
    of: [13, 27],
    under: 40,
    largest: [3, 7],
    first: [4, 6],
    stays: [3, 6],
  },
  { name: 'of equal rests the earlier has it', cents: 5, of: [50, 50], under: 100, largest: [3, 2], first: [3, 2], stays: [2, 2] },
  {
    name: 'parts that are less than the whole leave the rest where it is',
    cents: 1000,
    of: [50, 30],
    under: 100,
    largest: [500, 300],
    first: [500, 300],
    stays: [500, 300],
  },
  { name: 'nothing is divided into nothing', cents: 0, of: [1, 1], under: 2, largest: [0, 0], first: [0, 0], stays: [0, 0] },
  {
    name: 'more than a machine word of cents',
    cents: 900_719_925_474_099,
    of: [1, 2],
    under: 3,
    largest: [300_239_975_158_033, 600_479_950_316_066],
    first: [300_239_975_158_033, 600_479_950_316_066],
    stays: [300_239_975_158_033, 600_479_950_316_066],
  },
])('$name', ({ cents, of, under, largest, first, stays }) => {
  const parts = of.map((over) => part(over, under));
  expect(divided(cents, parts, 'largest-remainder')).toEqual(largest);
  expect(divided(cents, parts, 'first')).toEqual(first);
  expect(divided(cents, parts, 'stays')).toEqual(stays);
});

test('parts that are more than the whole are refused', () => {
  expect(() => divided(100, [part(60, 100), part(41, 100)], 'stays')).toThrow(Refused);
});

test('nothing is created or lost, and nobody is a cent away from the exact part', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), weights, fc.constantFrom(...REMAINDERS), (cents, given, remainder) => {
      const total = given.reduce((sum, each) => sum + each, 0);
      const shares = divided(
        cents,
        given.map((each) => part(each, total)),
        remainder,
      );
      const sum = shares.reduce((all, each) => all + each, 0);
      if (remainder === 'stays' || total === 0) expect(sum).toBeLessThanOrEqual(cents);
      else expect(sum).toBe(cents);
      for (const [index, share] of shares.entries()) {
        const exact = total === 0 ? 0 : (cents * (given[index] ?? 0)) / total;
        if (remainder !== 'first' || index > 0) expect(Math.abs(share - exact)).toBeLessThan(1);
        expect(share).toBeGreaterThanOrEqual(Math.floor(exact - 1e-6));
      }
    }),
  );
});
