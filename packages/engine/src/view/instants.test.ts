import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { instantWriter } from './instants.ts';

test.each([
  { us: 0, says: '1970-01-01T00:00:00Z' },
  { us: 1_777_748_686_820_501, says: '2026-05-02T19:04:46.820501Z' },
  { us: 1_777_748_686_400_000, says: '2026-05-02T19:04:46.4Z' },
  { us: -1, says: '1969-12-31T23:59:59.999999Z' },
])('$us is $says', ({ us, says }) => expect(instantWriter()(us)).toBe(says));

test('any instant is written as the calendar has it', () => {
  const write = instantWriter();
  const us = fc.integer({ min: -62_135_596_800_000_000 / 1000, max: 4_102_444_800_000_000 });
  fc.assert(
    fc.property(us, (at) => {
      expect(write(at)).toBe(Temporal.Instant.fromEpochNanoseconds(BigInt(at) * 1000n).toString());
    }),
  );
});
