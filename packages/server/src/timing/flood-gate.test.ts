import type { Passing } from '@racetower/timing';
import { expect, test } from 'vitest';
import { FloodGate } from './flood-gate.ts';

const S = 1_000_000;
const passing = (transponder: string, seconds: number, late = false): Passing => ({
  source: 'line',
  decoder: '9',
  epoch: 1,
  transponder,
  timeUs: seconds * S,
  clubTimeUs: seconds * S,
  arrivedUs: seconds * S,
  late,
});

/** A gate that has seen cars A and B in quiet seconds, and then so many strangers at once. */
function flooded(strangers: number, late = false): { readonly gate: FloodGate; readonly let: number } {
  const gate = new FloodGate();
  gate.lets(passing('A', 1));
  gate.lets(passing('B', 2));
  const taken = Array.from({ length: strangers }, (_, index) => gate.lets(passing(`S${index}`, 20, late)));
  return { gate, let: taken.filter(Boolean).length };
}

test.each([
  { name: 'as many as a second can bring', strangers: 500, late: false, taken: 500 },
  { name: 'the first of more', strangers: 4000, late: false, taken: 500 },
  { name: 'all that are sent again', strangers: 4000, late: true, taken: 4000 },
])('lets in $name', ({ strangers, late, taken }) => {
  const { gate, let: count } = flooded(strangers, late);
  expect(count).toBe(taken);
  expect(gate.heldBack).toBe(strangers - taken);
});

test('in a flood a car that was read before comes by, but not twice in a second', () => {
  const { gate } = flooded(4000);
  expect([gate.lets(passing('A', 20.2)), gate.lets(passing('A', 20.4)), gate.lets(passing('B', 20.5))]).toEqual([true, false, true]);
});

test('after a flood everybody is let in, and who came with it is still a stranger to the next', () => {
  const { gate } = flooded(4000);
  expect(gate.lets(passing('S4', 21))).toBe(true);
  gate.lets(passing('C', 22));
  for (let index = 0; index < 600; index++) gate.lets(passing(`T${index}`, 30));
  expect([gate.lets(passing('S4', 30.1)), gate.lets(passing('S9', 30.1)), gate.lets(passing('C', 30.1))]).toEqual([true, false, true]);
});
