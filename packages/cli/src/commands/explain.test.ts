import { describe, expect, test } from 'vitest';
import { NIGHT, nightIn, ran, TWO_CARS } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const POINTS_OF_FAY = ['points:mini-stock:Fay', 'points mini-stock Fay'];

describe('an explanation', () => {
  test('goes down to clauses in words and facts', async () => {
    const { code, text } = await ran('explain', NIGHT, 'line-up:mini-stock/a-main:1');
    expect(code).toBe(0);
    expect(text.split('\n')[0]).toBe('car 22 starts in slot 1');
    expect(text).toContain('  EX-3.1  The first three of every heat are in the A main.');
    expect(text).toContain('  #20 08:00:13 race-finished mini-stock/heat-1: order 44 66 22 33 11 55');
  });
  test.each(POINTS_OF_FAY)('takes its path by colons or spaces: %s', async (path) => {
    expect((await ran('explain', NIGHT, path)).text).toContain('Fay in car 66 has 58 points');
  });
  test('takes the words of its path apart', async () => {
    expect((await ran('explain', NIGHT, 'points', 'mini-stock', 'Fay')).text).toContain('Fay in car 66 has 58 points');
  });
  test('is as things stood after a step', async () => {
    expect((await ran('explain', NIGHT, 'points:mini-stock:Fay', '--to', '15')).text).toContain('Fay in car 66 has 8 points');
  });
  test('for programs has the tree, the clauses and the facts', async () => {
    const { text } = await ran('explain', NIGHT, 'line-up:mini-stock/heat-1:1', '--json');
    const told = JSON.parse(text) as {
      readonly because: { readonly says: string };
      readonly clauses: readonly object[];
      readonly facts: readonly object[];
    };
    expect(told.because.says).toBe('car 44 starts in slot 1');
    expect(told.clauses).toContainEqual({ id: 'EX-2.1', says: expect.stringContaining('pill') as string });
    expect(told.facts).toContainEqual(expect.objectContaining({ kind: 'draw-made' }));
  });
  test('of a night that fails is given as it stood, with the failure, and ends with 1', async () => {
    const file = nightIn(temporaryFolder(), `${TWO_CARS}  - { expect: fees, total: $1.00 }\n`);
    const { code, text, errors } = await ran('explain', file, 'line-up:mini-stock/heat-1:1');
    expect({ code, first: text.split('\n')[0] }).toEqual({ code: 1, first: 'car 22 starts in slot 1' });
    expect(errors).toContain('step 6: fees total');
  });
});

test.each([
  { what: [], says: 'say what: line-up:CLASS/RACE:[SLOT|car:CAR]' },
  { what: ['lineup:x'], says: 'nothing is explained as "lineup", did you mean "line-up"?' },
  { what: ['line-up:mini-stock/heat-9'], says: 'heat-9' },
  { what: ['points:mini-stock:Zoe'], says: 'Zoe is not in the points of mini-stock' },
  { what: ['fact:999'], says: '999' },
])('what cannot be explained is refused: $what', async ({ what, says }) => {
  const { code, text, errors } = await ran('explain', NIGHT, ...what);
  expect({ code, text }).toEqual({ code: 2, text: '' });
  expect(errors).toContain(says);
});
