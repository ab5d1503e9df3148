import { expect, test } from 'vitest';
import { dayCell, dayOrderOf, plainCell, timeCellUs, wholeCell } from './cells.ts';

test.each([
  ['2026-05-02', 'mdy', '2026-05-02'],
  ['2026/5/2 19:00', 'mdy', '2026-05-02'],
  ['5/2/2026', 'mdy', '2026-05-02'],
  ['5/2/2026', 'dmy', '2026-02-05'],
  ['2.5.26', 'dmy', '2026-05-02'],
  ['May 2nd, 2026', 'mdy', '2026-05-02'],
  ['2 May 2026', 'dmy', '2026-05-02'],
  ['2026-02-29', 'mdy', undefined],
  ['13/13/2026', 'mdy', undefined],
  ['soon', 'mdy', undefined],
] as const)('the day %s (%s) is %s', (cell, order, day) => {
  expect(dayCell(cell, order)).toBe(day);
});

test.each([
  { cells: ['5/2/2026', '5/16/2026'], zone: 'Europe/Paris', order: 'mdy' },
  { cells: ['5/2/2026', '16/5/2026'], zone: 'America/Chicago', order: 'dmy' },
  { cells: ['5/2/2026'], zone: 'America/Chicago', order: 'mdy' },
  { cells: ['5/2/2026'], zone: 'Australia/Perth', order: 'dmy' },
  { cells: ['5.2.2026'], zone: 'America/Chicago', order: 'dmy' },
])('days $cells in $zone are $order', ({ cells, zone, order }) => {
  expect(dayOrderOf(cells, zone)).toBe(order);
});

test.each([
  ['14.215', 14_215_000],
  ['14,2', 14_200_000],
  ['1:02.5', 62_500_000],
  ['1:02:03.000001', 3_723_000_001],
  ['1:2:3:4', undefined],
  ['fast', undefined],
])('the time %s is %s µs', (cell, us) => {
  expect(timeCellUs(cell)).toBe(us);
});

test.each([
  ['3', 3],
  ['3rd', 3],
  ['3.0', 3],
  ['3.5', undefined],
  ['T3', undefined],
  ['', undefined],
])('the whole number %s is %s', (cell, number) => {
  expect(wholeCell(cell)).toBe(number);
});

test('a detail is a number, yes or no, or a text; a number with a nought in front is a text', () => {
  expect(['12', '07', '-3', 'yes', 'No', 'x', '1.5'].map(plainCell)).toEqual([12, '07', -3, true, false, 'x', '1.5']);
});
