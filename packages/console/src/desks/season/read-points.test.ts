import { expect, test } from 'vitest';
import { readPoints } from './read-points.ts';

test('a line is a name and its points, as it is typed or pasted', () =>
  expect(readPoints('Ava Archer 20\n\n Ben Boyd,\t15 \nCal: -3')).toEqual({
    ok: true,
    points: { 'Ava Archer': 20, 'Ben Boyd': 15, Cal: -3 },
  }));

test.each([
  ['Ava 20\nBen', 'line-without-points', 2],
  ['20', 'line-without-name', 1],
  ['Ava 20\nAva 3', 'line-twice', 2],
  ['Ava 20.5x', 'line-without-points', 1],
])('%s names the line that is wrong', (typed, why, line) => expect(readPoints(typed)).toMatchObject({ ok: false, why, line }));
