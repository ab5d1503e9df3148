import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextOn, laterThanFacts } from './context.ts';
import { raceRun } from './control/race-run.ts';
import type { ClockRule } from './language.ts';
import { fold } from './state.ts';
import { DAY } from './testing/night.ts';
import { acts, call, clockRule, lined, RACE, raceBook, type RaceNight } from './testing/race-night.ts';
import { literal } from './testing/rulebook.ts';

type Step = (night: RaceNight) => void;

const STEPS: readonly Step[] = [
  (night) => void night.flag('green'),
  (night) => void night.flag('yellow'),
  (night) => void night.flag('red'),
  (night) => void night.lap(1, 'A B C'),
  (night) => void night.lap(2, 'B A | C'),
  (night) => void night.call('tail', 'A'),
  (night) => void night.mark('ready'),
  (night) => void night.flag('checkered'),
  (night) => void night.add('race-finished', { order: ['C', 'A', 'B'], statuses: {}, laps: {} }, RACE),
  (night) => void night.add('line-up-posted', { order: ['B', 'A', 'C'] }, RACE),
];

const clocks = fc.record({
  starts: fc.constantFrom('green', 'mark:ready', 'flag:yellow'),
  atEnd: fc.constantFrom<ClockRule['atEnd']>('call-on-last-lap', 'end-at-next-flag', 'one-more-restart', 'warn'),
  seconds: fc.constantFrom(5, 60, 600),
});

test('where the instant of a question is left out, the race is the same whenever it is asked for', () => {
  let left = 0;
  const property = fc.property(
    clocks,
    fc.array(fc.constantFrom(...STEPS), { maxLength: 12 }),
    fc.constantFrom(1, 70, 7200),
    ({ seconds, ...rule }, steps, later) => {
      const book = raceBook({
        clocks: clockRule('limit', { ...rule, seconds: literal(seconds) }),
        acts: acts(call('tail', [{ kind: 'rear', place: 'tail' }])),
      });
      const night = lined(book, 'A B C');
      for (const step of steps) step(night);
      const state = fold(night.facts);
      const at = Date.parse(state.all.last()?.at ?? '') + later * 1000;
      if (laterThanFacts([book], state, new Date(at).toISOString()) !== undefined) return;
      left += 1;
      expect(raceRun(contextOn([book], state, DAY, at), DAY, RACE)).toEqual(raceRun(contextOn([book], state, DAY), DAY, RACE));
    },
  );
  fc.assert(property, { numRuns: 1000, seed: 8 });
  expect(left).toBeGreaterThan(200);
});
