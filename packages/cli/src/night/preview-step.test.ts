import { describe, expect, test } from 'vitest';
import { nightIn, ran, TWO_CARS } from '../testing/ran.ts';
import { temporaryFolder } from '../testing/temporary.ts';

const FINISH = '  - { do: finish, race: mini-stock/heat-1, order: ["22", "11"] }\n';
const CALL = 'preview: call, name: disqualified, race: mini-stock/heat-1, car: "22", why: light';

const outcome = async (steps: string): Promise<{ readonly code: number; readonly text: string }> =>
  ran('test', nightIn(temporaryFolder(), `${TWO_CARS}${FINISH}${steps}`));

describe('a preview holds', () => {
  test.each([
    { name: 'when a path would be so', expects: 'changes: { points mini-stock 11: 10 }' },
    { name: 'when it was and would be so', expects: 'changes: { points mini-stock 22: { before: 10, after: 0 } }' },
    { name: 'when a part of it would be so', expects: 'changes: { result mini-stock/heat-1 22: { status: dq } }' },
    { name: 'when the rest stays', expects: 'unchanged: [fees, entry, points youth-four]' },
    { name: 'without expectations, when it is allowed', expects: '' },
  ])('$name', async ({ expects }) => {
    expect(await outcome(`  - { ${CALL}${expects === '' ? '' : `, ${expects}`} }\n`)).toMatchObject({ code: 0 });
  });
  test('and puts nothing on record', async () => {
    expect(await outcome(`  - { ${CALL} }\n  - { expect: points, class: mini-stock, points: { Ben: 10, Ava: 8 } }\n`)).toMatchObject({
      code: 0,
    });
  });
  test('of what is refused, with the refusal', async () => {
    expect(await outcome(`  - { preview: sign-in, class: mini-stock, driver: Cal, car: "33", refused: EX-1.2 }\n`)).toMatchObject({
      code: 0,
    });
  });
  test('of what changes nothing anybody sees', async () => {
    expect(await outcome(`  - { preview: mark, name: drivers-meeting, changes: none }\n`)).toMatchObject({ code: 0 });
  });
});

describe('a preview fails', () => {
  test.each([
    { name: 'on another value', expects: 'changes: { points mini-stock 11: 9 }', says: 'points mini-stock 11: expected 9, it would be 10' },
    {
      name: 'on another value before',
      expects: 'changes: { points mini-stock 11: { before: 7, after: 10 } }',
      says: 'points mini-stock 11.before: expected 7, it would be 8',
    },
    { name: 'on a path that stays', expects: 'changes: { points mini-stok 11: 9 }', says: 'did you mean "points mini-stock 11"?' },
    { name: 'when nothing was to change', expects: 'changes: none', says: 'expected that nothing changes; these would: ' },
    {
      name: 'when something was to stay',
      expects: 'unchanged: points mini-stock',
      says: 'expected that points mini-stock stays; points mini-stock ',
    },
    { name: 'on words of the wrong shape', expects: 'changes: [points]', says: 'changes is a map of path to what it would be, or none' },
    { name: 'when a refusal was expected', expects: 'refused: EX-1.1', says: 'expected a refusal ("EX-1.1"), but it was accepted' },
    { name: 'when a flag was expected', expects: 'flagged: EX-1.1', says: 'expected the flag EX-1.1, found none' },
  ])('$name', async ({ expects, says }) => {
    const { code, text } = await outcome(`  - { ${CALL}, ${expects} }\n`);
    expect(code).toBe(1);
    expect(text).toContain(says);
  });
});
