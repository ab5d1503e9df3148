import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { BENCHMARKS } from './benchmarks.ts';
import { nightOfRaces } from './night.ts';
import { factInMidSeason } from './season.ts';

test.each(BENCHMARKS)('the work of the benchmark $name can be done', async (benchmark) => {
  const [smallest] = benchmark.cases();
  try {
    await expect(Promise.try(() => smallest?.work())).resolves.not.toThrow();
    await expect(Promise.try(() => smallest?.floor())).resolves.not.toThrow();
  } finally {
    await smallest?.close?.();
  }
});

test.each([nightOfRaces, factInMidSeason])(
  'what the benchmark $name holds in memory is more than its facts in one piece, and is measured in a process of its own',
  ({ memory }) => {
    const [smallest] = memory?.() ?? [];
    if (!smallest) throw new Error('there is none');
    const script = resolve(import.meta.dirname, smallest.script);
    const { floor, work } = JSON.parse(execFileSync(process.execPath, ['--expose-gc', script, ...smallest.told], { encoding: 'utf8' })) as {
      readonly floor: number;
      readonly work: number;
    };
    expect(floor).toBeGreaterThan(20_000);
    expect(work).toBeGreaterThan(floor);
  },
);
