import { expect, test } from 'vitest';
import { typedText, valueOf } from './value-text.ts';

test.each([
  ['12', 'number', 'laps', 12],
  ['12.5', 'number', undefined, 12.5],
  ['twelve', 'number', 'laps', 'twelve'],
  ['$25.00', 'number', 'cents', 2500],
  ['25', undefined, 'cents', 2500],
  ['a lot', 'number', 'cents', 'a lot'],
  ['true', 'boolean', undefined, true],
  ['12', 'text', undefined, '12'],
  ['4, 6 8', 'list', undefined, [4, 6, 8]],
  ['100.00, 60.00', 'list', 'cents', [10000, 6000]],
  ['red; blue', 'list', undefined, ['red', 'blue']],
])('%s as a %s of %s', (typed, kind, unit, value) => expect(valueOf(typed, kind, unit)).toEqual(value));

test.each([
  [2500, 'cents', '25.00'],
  [[10000, 6000], 'cents', '100.00, 60.00'],
  [true, undefined, 'true'],
  [null, undefined, ''],
])('%s is edited as it would be typed', (value, unit, text) => expect(typedText(value, unit)).toBe(text));
