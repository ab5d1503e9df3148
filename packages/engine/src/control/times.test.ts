import { expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import { formula, key, literal, round, stage } from '../testing/rulebook.ts';
import { DAY, Night } from '../testing/night.ts';
import { call, scoringBook } from '../testing/scoring.ts';
import { result } from '../points/result.ts';
import { runTimes } from './times.ts';

const cones = formula('seconds(2) * act.cones', ['act'], ({ act }) => BigInt(2000) * (act as { readonly cones: bigint }).cones);
const ofRun = formula('act.run', ['act'], ({ act }) => (act as { readonly run: bigint }).run);
const book = scoringBook({
  rounds: [
    round('run', [stage({ kind: 'entered' }, [key('pill')])], { decidedBy: 'time', resultOrder: [key('time', 'run'), key('pill')] }),
  ],
  acts: new Map(
    [
      {
        ...call('cones', { kind: 'add-time', ms: cones, run: ofRun }),
        fields: ['cones', 'run'].map((name) => ({ name, type: 'number' as const, optional: false })),
      },
      call('late', { kind: 'add-time', ms: literal(1500) }),
      call('cut', { kind: 'lose-time', which: 'best' }),
    ].map((act) => [act.id, act]),
  ),
});

/** Two runs of A in 40 and 41 s, of B in 40.5 s and 45 s. */
function night(): Night {
  return new Night(book)
    .inOrder(['A', 'B'])
    .add('times-recorded', { car: 'A', timesUs: [40_000_000, 41_000_000] }, 'x/run')
    .add('times-recorded', { car: 'B', timesUs: [40_500_000, 45_000_000] }, 'x/run');
}
const called = (name: string, car: string, fields: Readonly<Record<string, number>> = {}): Night =>
  night().add('call-made', { name, car, fields, approvals: [] }, 'x/run');
const timesOf = (run: Night, car: string): readonly number[] => runTimes(run.context, DAY, 'x/run').get(car)?.timesUs ?? [];
const order = (run: Night): readonly string[] => result(run.context, DAY, 'x/run').rows.map((row) => row.car);

test.each([
  { name: 'nothing called', run: night(), times: [40_000_000, 41_000_000], first: 'A' },
  { name: 'one cone in the first run', run: called('cones', 'A', { cones: 1, run: 1 }), times: [42_000_000, 41_000_000], first: 'B' },
  { name: 'three cones in the second run', run: called('cones', 'A', { cones: 3, run: 2 }), times: [40_000_000, 47_000_000], first: 'A' },
  { name: 'a second and a half on every run', run: called('late', 'A'), times: [41_500_000, 42_500_000], first: 'B' },
  { name: 'the best run lost', run: called('cut', 'A'), times: [41_000_000], first: 'B' },
])('times of a car against the clock: $name', ({ run, times, first }) => {
  expect(timesOf(run, 'A')).toEqual(times);
  expect(timesOf(run, 'B')).toEqual([40_500_000, 45_000_000]);
  expect(order(run)[0]).toBe(first);
});

test('the reason of a longer time names the call', () => {
  const run = called('late', 'A');
  const reason = runTimes(run.context, DAY, 'x/run').get('A')?.because[0];
  expect(reason?.says).toBe('1.5 s are added');
  expect(reason && citedClauses(reason)).not.toEqual([]);
});
