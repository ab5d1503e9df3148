import { expect, test } from 'vitest';
import { because, becauseText, shortValue } from './because.ts';

const numbers = Array.from({ length: 500 }, (_, index) => index);

test.each([
  [5, '5'],
  ['a text', '"a text"'],
  [undefined, 'undefined'],
  [[1, 2, 3], '[1,2,3]'],
  [{ place: 3 }, '{"place":3}'],
])('%j is written whole', (value, text) => expect(shortValue(value)).toBe(text));

test.each([
  ['a list', numbers, /^\[0,1,2,.*, … 500 in all\]$/],
  ['a map', Object.fromEntries(numbers.map((each) => [`car ${each}`, each])), /^\{"car 0":0,.*, … 500 in all\}$/],
  ['a list of lists', [numbers, numbers], /^\[\[0,1,2,.* … 500 in all\], … 2 in all\]$/],
])('of %s that is too long to read the first parts and the count', (_, value, text) => {
  expect(shortValue(value)).toMatch(text);
  expect(shortValue(value).length).toBeLessThan(260);
});

test('a reason shows the values of its formula so', () => {
  const reason = because('it holds', { expression: { source: 'size(meetings) > 3', values: { meetings: numbers } } });
  expect(becauseText(reason)).toContain('meetings = [0,1,2,');
  expect(becauseText(reason)).toContain('500 in all]');
});
