import { expect, test } from 'vitest';
import { fuzzP3 } from './fuzz.ts';

test('of 20,000 damaged frames each is refused with a reason, and no whole frame beside them is lost (npm run fuzz: a million)', () => {
  const report = fuzzP3(20_000, 42);
  expect(report.faults).toEqual([]);
  expect(report.undetected).toBeLessThan(5);
  expect(report.refused).toBeGreaterThan(19_000);
  expect(Object.keys(report.lost).toSorted()).toEqual(['checksum', 'cut-short', 'escape', 'garbage', 'length', 'too-short']);
});
