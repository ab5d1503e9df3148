import { expect, test } from 'vitest';
import { because, becauseText, citedClauses, reasonLater } from './because.ts';

const part = because('it was so', { clauses: ['T-2'], facts: [7] });

test('a reason put off reads like one given at once', () => {
  const now = because('12 points', { clauses: ['T-1'], from: [part] });
  const later = reasonLater('12 points', { clauses: ['T-1'] }, () => [part]);
  expect(JSON.stringify(later)).toBe(JSON.stringify(now));
  expect({ ...later }).toEqual(now);
  expect(becauseText(later)).toBe('12 points [T-1]\n  it was so [T-2] (fact 7)');
  expect(citedClauses(later)).toEqual(['T-1', 'T-2']);
});

test('its parts are worked out when they are read, and once', () => {
  let times = 0;
  const later = reasonLater('12 points', {}, () => {
    times += 1;
    return [part];
  });
  expect([later.says, later.clauses, later.facts, times]).toEqual(['12 points', [], [], 0]);
  expect([later.from, later.from]).toEqual([[part], [part]]);
  expect(times).toBe(1);
});
