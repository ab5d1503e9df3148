import { expect, test } from 'vitest';
import { differencesOf } from './changes.tsx';

const none = 'nothing';

test.each([
  { name: 'an order', before: ['1', '2'], after: ['2', '1'], is: [{ part: '', before: '1 2', after: '2 1' }] },
  {
    name: 'parts that stay are left out',
    before: { lap: 3, phase: 'green' },
    after: { lap: 3, phase: 'yellow' },
    is: [{ part: 'phase', before: 'green', after: 'yellow' }],
  },
  {
    name: 'counts down to the car',
    before: { counts: { cautions: { '6': 1 } } },
    after: { counts: { cautions: { '6': 1, '22': 1 } } },
    is: [{ part: 'counts cautions 22', before: none, after: '1' }],
  },
  {
    name: 'sentences are told apart',
    before: { callOuts: [] },
    after: { callOuts: ['6 behind 33', '22 behind 6'] },
    is: [{ part: 'call outs', before: none, after: '6 behind 33, 22 behind 6' }],
  },
  { name: 'what comes to be', before: null, after: 'official', is: [{ part: '', before: none, after: 'official' }] },
  { name: 'nothing', before: { a: [1] }, after: { a: [1] }, is: [] },
])('a difference: $name', ({ before, after, is }) => expect(differencesOf({ before, after }, none)).toEqual(is));
