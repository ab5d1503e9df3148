import { createHash, createHmac } from 'node:crypto';
import type { AnyFact } from '@racetower/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawFrom, drawLabel, drawSeveral, seedHash, verifyDraws } from './seed-draw.ts';

const bucket = [1, 2, 3, 4, 5, 6];
const facts = (seed: string, revealed: string, drawn: number): readonly AnyFact[] =>
  [
    { seq: 1, kind: 'seed-committed', body: { hash: seedHash(seed) } },
    { seq: 2, kind: 'draw-made', body: { draw: 'pill', class: 'a', car: '7', result: drawn, how: 'from-seed' } },
    { seq: 3, kind: 'seed-revealed', body: { seed: revealed } },
  ].map((fact) => ({ club: 'c', at: 'x', by: 'x', meeting: 'm', ...fact })) as unknown as readonly AnyFact[];
const label = drawLabel({ draw: 'pill', class: 'a', car: '7' }, 'm');

describe('a draw from a seed', () => {
  test('is made by the standard, so that anybody can check it', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (seed) => {
        expect(seedHash(seed)).toBe(createHash('sha256').update(seed, 'utf8').digest('hex'));
        const number = createHmac('sha256', seed).update(`${label}|0`).digest().readUIntBE(0, 6);
        expect(drawFrom(seed, label, bucket)).toBe(bucket[number % 6]);
      }),
    ));
  test('is the same for everybody who has the seed', () => expect(drawFrom('s', label, bucket)).toBe(drawFrom('s', label, bucket)));
  test('is proved by the revealed seed', () =>
    expect(verifyDraws(facts('s', 's', drawFrom('s', label, bucket)), () => ({ bucket, count: 1 }))[0]?.draws[0]?.ok).toBe(true));
  test('another pill is found out', () =>
    expect(verifyDraws(facts('s', 's', (drawFrom('s', label, bucket) % 6) + 1), () => ({ bucket, count: 1 }))[0]?.draws[0]?.ok).toBe(
      false,
    ));
  test('another seed is found out', () =>
    expect(verifyDraws(facts('s', 't', 1), () => ({ bucket, count: 1 }))[0]?.problem).toBe(
      'the revealed seed is not the one that was committed',
    ));
  test('several are drawn without putting back', () =>
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 6 }), (seed, count) => {
        const drawn = drawSeveral(seed, label, bucket, count);
        expect(new Set(drawn).size).toBe(count);
      }),
    ));
  test('each pill has its chance', () => {
    const counts = new Map<number, number>();
    for (let i = 0; i < 6000; i += 1) counts.set(drawFrom('s', `x${i}`, bucket), (counts.get(drawFrom('s', `x${i}`, bucket)) ?? 0) + 1);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
  test('an empty bucket is an error', () => expect(() => drawFrom('s', label, [])).toThrow('nothing is left to draw'));
});
