import fc from 'fast-check';
import { expect, test } from 'vitest';
import { words } from '../testing/race-night.ts';
import { callOuts } from './call-outs.ts';
import { NO_CHOICE, restartRows, TWO_BY_TWO } from './restart-rows.ts';

const said = (onTrack: string, order: string): readonly string[] => callOuts(onTrack.split(''), order.split('')).map((each) => each.says);

test.each([
  { name: 'nobody moves', onTrack: 'ABCD', order: 'ABCD', says: [] },
  { name: 'one to the front', onTrack: 'BCAD', order: 'ABCD', says: ['A to the front'] },
  { name: 'one to the rear', onTrack: 'ABCD', order: 'ACDB', says: ['B behind D'] },
  { name: 'two sent back', onTrack: 'ABCDE', order: 'ACEBD', says: ['B behind E', 'D behind B'] },
  { name: 'one off the track is not called', onTrack: 'ABCD', order: 'ACD', says: [] },
  { name: 'one that joins is called', onTrack: 'ABC', order: 'ABCX', says: ['X behind C'] },
])('$name', ({ onTrack, order, says }) => expect(said(onTrack, order)).toEqual(says));

test('a call names row and side where cars stand abreast, and a leader alone has none', () => {
  const rows = restartRows(words('11 4 7 9 8'), { ...TWO_BY_TWO, leader: 'alone' }, NO_CHOICE);
  const says = callOuts(words('4 9 8 7 11'), words('11 4 7 9 8'), new Map(rows.map((each) => [each.car, each]))).map((each) => each.says);
  expect(says).toEqual(['11 to the front', '7 behind 4, row 2 outside']);
  const plain = restartRows(words('11 4 7 9 8'), TWO_BY_TWO, NO_CHOICE);
  expect(callOuts(words('4 9 8 7 11'), words('11 4 7 9 8'), new Map(plain.map((each) => [each.car, each])))).toEqual([
    { car: '11', row: 1, side: 'inside', says: '11 to the front, row 1 inside' },
    { car: '7', behind: '4', row: 2, side: 'inside', says: '7 behind 4, row 2 inside' },
  ]);
});

const FIELD = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

test('whoever follows the calls one by one, front first, is in order', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(FIELD, { minLength: 8 }), (order) => {
      const field = [...FIELD];
      for (const { car, behind } of callOuts(FIELD, order)) {
        field.splice(field.indexOf(car), 1);
        field.splice(behind === undefined ? 0 : field.indexOf(behind) + 1, 0, car);
      }
      expect(field).toEqual(order);
    }),
  );
});
