import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Numbering } from './numbering.ts';

const S = 1_000_000;

/** Takes numbers, each with its own second unless it says another. */
function taken(numbers: readonly (number | readonly [number, number])[], numbering = new Numbering()): readonly string[] {
  return numbers.map((each) => {
    const [number, second] = typeof each === 'number' ? [each, each] : each;
    const numbered = numbering.take(number, second * S, 'car');
    const gap = 'gap' in numbered && numbered.gap ? ` ${numbered.gap.from}-${numbered.gap.until}` : '';
    return `${numbered.kind}${gap}`;
  });
}

describe('a number says what a passing is', () => {
  test.each([
    { name: 'the first is the next', numbers: [470_383, 470_384], are: ['next', 'next'] },
    { name: 'a hole is a gap', numbers: [5, 8], are: ['next', 'after-gap 6-7'] },
    { name: 'what fills a gap is late', numbers: [5, 9, 7, 6, 8, 10], are: ['next', 'after-gap 6-8', 'late', 'late', 'late', 'next'] },
    { name: 'the same again is a duplicate', numbers: [5, 6, 5, 6], are: ['next', 'next', 'duplicate', 'duplicate'] },
    { name: 'a late one again is a duplicate', numbers: [5, 7, 6, 6], are: ['next', 'after-gap 6-6', 'late', 'duplicate'] },
    { name: 'a known number with another time is a reset', numbers: [1, 2, 3, [1, 9]], are: ['next', 'next', 'next', 'reset'] },
    {
      name: 'a reset noticed late asks for what was before',
      numbers: [80, 81, [3, 99], [4, 100]],
      are: ['next', 'next', 'reset 1-2', 'next'],
    },
    {
      name: 'a clock that lost its time is a reset',
      numbers: [
        [80, 90_000],
        [81, 90_001],
        [1, 2],
      ],
      are: ['next', 'next', 'reset'],
    },
  ] as const)('$name', ({ numbers, are }) => {
    expect(taken(numbers)).toEqual(are);
  });
});

test('what was missing is kept over a restart, and an old passing is known by its time', () => {
  const before = new Numbering();
  taken([5, 9, 7], before);
  const after = new Numbering(before.memory());
  expect(after.missing).toEqual([
    { from: 6, until: 6 },
    { from: 8, until: 8 },
  ]);
  expect(taken([8, 5, 12], after)).toEqual(['late', 'duplicate', 'after-gap 10-11']);
  expect(after.epoch).toBe(1);
});

describe('what the decoder says of its numbering', () => {
  test('a last number that is higher uncovers a gap', () => {
    const numbering = new Numbering();
    taken([5], numbering);
    expect(numbering.takeSession(100, 5)).toBeUndefined();
    expect(numbering.takeSession(100, 8)).toMatchObject({ kind: 'after-gap', gap: { from: 6, until: 8 } });
    expect(taken([6, 7, 8, 9], numbering)).toEqual(['late', 'late', 'late', 'next']);
  });
  test('a decoder that is met before the first car misses none of it', () => {
    const numbering = new Numbering();
    expect(numbering.takeSession(100, 4711)).toBeUndefined();
    expect(taken([4714], numbering)).toEqual(['after-gap 4712-4713']);
  });
  test('another session is a reset, and all of it is missing', () => {
    const numbering = new Numbering();
    taken([5], numbering);
    numbering.takeSession(100, 5);
    expect(numbering.takeSession(200, 2)).toMatchObject({ kind: 'reset', gap: { from: 1, until: 2 } });
    expect(
      taken(
        [
          [1, 50],
          [2, 51],
          [3, 52],
        ],
        numbering,
      ),
    ).toEqual(['late', 'late', 'next']);
    expect(numbering.epoch).toBe(2);
  });
  test('a reset that the numbers showed is not another one when the session is told', () => {
    const numbering = new Numbering();
    taken([5], numbering);
    numbering.takeSession(100, 5);
    taken([[1, 50]], numbering);
    expect(numbering.takeSession(200, 1)).toBeUndefined();
    expect(numbering.epoch).toBe(2);
  });
});

test('in whatever order numbers come, each is told once and none is missing in the end', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(
        Array.from({ length: 30 }, (_, index) => index + 2),
        { minLength: 30 },
      ),
      (order) => {
        const numbering = new Numbering();
        const kinds = taken([1, ...order, ...order], numbering);
        expect(kinds.filter((kind) => kind === 'duplicate')).toHaveLength(30);
        expect(numbering.missing).toEqual([]);
        expect(numbering.epoch).toBe(1);
      },
    ),
  );
});
