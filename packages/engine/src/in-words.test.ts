import { expect, test } from 'vitest';
import { inWords, ordinal } from './in-words.ts';

const CLASSES = [
  { id: 'mini-stock', name: 'Mini Stock' },
  { id: 'youth-four', name: 'Youth Four' },
];

test.each([
  ['mini-stock/heat-1 has no result', 'Mini Stock Heat 1 has no result'],
  ['1st in mini-stock/heat-2, then from youth-four/a-main', '1st in Mini Stock Heat 2, then from Youth Four A Main'],
  ['the line-up of mini-stock+youth-four/a-main', 'the line-up of Mini Stock and Youth Four A Main'],
  ['of mini-stock', 'of mini-stock'],
  ['late/model and and/or', 'late/model and and/or'],
  ['kept at https://example.org/mini-stock/heat-1', 'kept at https://example.org/mini-stock/heat-1'],
  ['2 of 3/4', '2 of 3/4'],
])('"%s" is said as "%s"', (says, said) => {
  expect(inWords(says, CLASSES)).toBe(said);
});

test.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [112, '112th'],
])('%i is said as %s', (n, said) => {
  expect(ordinal(n)).toBe(said);
});
