import { expect, test } from 'vitest';
import { acts, call, raceBook, words } from '../testing/race-night.ts';
import { formula } from '../testing/rulebook.ts';
import { CaseNight } from '../testing/stewards.ts';
import { result } from './result.ts';

const RACE = 'x/race';
const S = 1_000_000;

/** Four cars finish A B C D; A has five seconds added. */
function after(timesUs: Readonly<Record<string, number>>, laps: Readonly<Record<string, number>> = {}): string {
  const ms = formula('5000', [], () => 5000n);
  const night = new CaseNight(raceBook({ acts: acts(call('contact', [{ kind: 'add-time', ms }])) }))
    .inOrder(words('A B C D'))
    .add('race-finished', { order: words('A B C D'), statuses: {}, laps, timesUs }, RACE)
    .add('call-made', { name: 'contact', car: 'A', fields: {}, approvals: [] }, RACE);
  return result(night.context, night.meeting, RACE)
    .rows.map((row) => row.car)
    .join(' ');
}

test.each([
  { name: 'it falls behind who was quicker', times: { A: 100 * S, B: 101 * S, C: 104 * S, D: 109 * S }, order: 'B C A D' },
  { name: 'an equal time is not quicker', times: { A: 100 * S, B: 105 * S, C: 106 * S, D: 109 * S }, order: 'A B C D' },
  { name: 'a car whose time is not known is not passed', times: { A: 100 * S, C: 101 * S }, order: 'A B C D' },
  { name: 'without times nothing moves', times: {}, order: 'A B C D' },
])('$name', ({ times, order }) => expect(after(times)).toBe(order));

test('a car that did fewer laps stays behind', () => {
  const times = { A: 100 * S, B: 101 * S, C: 99 * S, D: 98 * S };
  expect(after(times, { A: 8, B: 8, C: 7, D: 7 })).toBe('B A C D');
});
