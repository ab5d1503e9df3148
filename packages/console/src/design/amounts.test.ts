import { describe, expect, test } from 'vitest';
import { amountText, centsOf } from './amounts.ts';

describe('an amount as people write it', () => {
  test.each([
    ['12', 1200],
    ['12.50', 1250],
    ['12,50', 1250],
    ['$12.50', 1250],
    ['12,50 €', 1250],
    ['$1,250.00', 125_000],
    ['1.250,00', 125_000],
    ['1,250', 125_000],
    ['0', 0],
    ['', undefined],
    ['twelve', undefined],
    ['-5', undefined],
    ['12.5', undefined],
    ['1.2.3', undefined],
  ])('%j is %j', (text, cents) => expect(centsOf(text)).toBe(cents));
  test('is read back as it is written', () => expect(centsOf(amountText(123_405))).toBe(123_405));
});
