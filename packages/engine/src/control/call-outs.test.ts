import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callOuts } from './call-outs.ts';

const said = (onTrack: string, order: string): readonly string[] => callOuts(onTrack.split(''), order.split('')).map((each) => each.says);

test.each([
  { name: 'nobody moves', onTrack: 'ABCD', order: 'ABCD', says: [] },
  { name: 'one to the front', onTrack: 'BCAD', order: 'ABCD', says: ['A to the front'] },
  { name: 'one to the rear', onTrack: 'ABCD', order: 'ACDB', says: ['B behind D'] },
  { name: 'two sent back', onTrack: 'ABCDE', order: 'ACEBD', says: ['B behind E', 'D behind B'] },
  { name: 'one off the track is not called', onTrack: 'ABCD', order: 'ACD', says: [] },
  { name: 'one that joins is called', onTrack: 'ABC', order: 'ABCX', says: ['X behind C'] },
])('$name', ({ onTrack, order, says }) => expect(said(onTrack, order)).toEqual(says));

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
