import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextOn } from '../context.ts';
import { evolve, initialState } from '../state.ts';
import { CrossingNight } from '../testing/crossing-night.ts';
import { clockRule, RACE, raceBook } from '../testing/race-night.ts';
import { literal } from '../testing/rulebook.ts';
import { raceRun } from './race-run.ts';

const CARS = ['A', 'B', 'C', 'D'] as const;

/** A passing a moment later, or sent late; a flag; an assignment; a void of a passing. */
const happening = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      car: fc.constantFrom(...CARS, 'X', '#7'),
      after: fc.integer({ min: 1, max: 90 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('late' as const),
      car: fc.constantFrom(...CARS, '#7'),
      before: fc.integer({ min: 1, max: 120 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('flag' as const), flag: fc.constantFrom('green', 'yellow', 'red', 'checkered') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('assign' as const), car: fc.constantFrom(...CARS) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('void' as const) }) },
);

const ENDS = [
  { atEnd: 'end-at-next-flag' },
  { atEnd: 'more-laps', moreLaps: literal(2) },
  { atEnd: 'call-on-last-lap' },
  { atEnd: 'one-more-restart' },
] as const;

test.each(ENDS)('a race that goes on passing by passing is the race folded anew, where time does this: $atEnd', (end) => {
  const book = raceBook({ clocks: clockRule('limit', { seconds: literal(60), ...end }) });
  fc.assert(
    fc.property(fc.array(happening, { minLength: 5, maxLength: 60 }), (happenings) => {
      const night = new CrossingNight(book, CARS.join(' ')).green();
      let seconds = 1;
      for (const each of happenings) {
        if (each.kind === 'pass') night.read(each.car, (seconds += each.after / 10));
        else if (each.kind === 'late') night.read(each.car, seconds - each.before / 10);
        else if (each.kind === 'flag') night.shown(each.flag, (seconds += 0.5));
        else if (each.kind === 'assign') night.assign(each.car, '7', seconds);
        else {
          const last = night.facts.findLast((fact) => fact.kind === 'passing-read');
          if (last) night.add('fact-voided', { fact: last.seq, why: 'test' });
        }
      }
      let state = initialState;
      for (const fact of night.facts) {
        state = evolve(state, fact);
        if (fact.seq >= 10) raceRun(contextOn([book], state, night.meeting), night.meeting, RACE);
      }
      const going = raceRun(contextOn([book], state, night.meeting), night.meeting, RACE);
      expect({ ...going, passings: going.passings }).toEqual({ ...night.run, passings: night.run.passings });
    }),
    { numRuns: 100 },
  );
});
