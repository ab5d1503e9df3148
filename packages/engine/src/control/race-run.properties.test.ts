import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contextOn } from '../context.ts';
import type { Act, Consequence } from '../language.ts';
import { evolve, fold, initialState } from '../state.ts';
import { DAY } from '../testing/night.ts';
import { acts, call, ladder, lined, RACE, raceBook, type RaceNight } from '../testing/race-night.ts';
import { formula, literal } from '../testing/rulebook.ts';
import { raceRun } from './race-run.ts';

const CARS = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
const tail: Consequence = { kind: 'rear', place: 'tail' };
const ODD_CALL = formula('nth % 2 == 1', ['nth'], ({ nth }) => Number(nth) % 2 === 1);
const PAST_LAP_2 = formula('race.lap > 2', ['race'], ({ race }) => Number((race as { readonly lap: bigint }).lap) > 2);

const CALLS: readonly Act[] = [
  call('dot', [{ kind: 'spots', count: literal(2), noRoom: [tail, { kind: 'count', ladder: 'strike', by: 1 }] }]),
  call('tail', [tail]),
  call('ahead', [{ kind: 'rear', place: 'ahead-of-lapped' }]),
  call('given', [{ kind: 'rear', place: 'tail', order: 'as-given' }]),
  call('last-row', [{ kind: 'rear', place: 'last-row' }]),
  call('behind', [{ kind: 'behind', field: 'passed' }]),
  call('order', [{ kind: 'order', field: 'passed' }]),
  call('strike', [{ kind: 'count', ladder: 'strike', by: 1 }]),
  call('off', [{ kind: 'off', status: 'dnf' }]),
  call('dq', [{ kind: 'status', status: 'dq' }]),
  call('back', [{ kind: 'called-back' }]),
  call('alternate', [{ kind: 'alternate-starts', field: 'passed' }]),
  call('odd', [], { then: [{ when: ODD_CALL, consequences: [tail], clauses: [] }] }),
  call('late', [], { then: [{ when: PAST_LAP_2, consequences: [tail], clauses: [] }] }),
];

const book = raceBook({
  acts: acts(...CALLS),
  ladders: ladder('strike', [[3, { kind: 'off', status: 'dnf' }]]),
  cautions: [{ rounds: [], order: 'last-lap', causers: 'ahead-of-lapped', clauses: ['T-caution'] }],
});

type Step = (night: RaceNight, lap: number) => void;
const some = fc.subarray([...CARS, 'X'], { minLength: 1, maxLength: 3 });
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...CALLS), some, some).map(
      ([act, cars, passed]): Step =>
        (night) =>
          void night.call(act.id, cars.join(' '), { passed }),
    ),
  },
  fc.tuple(fc.constantFrom('green', 'yellow', 'red', 'black', 'warm-up', 'white'), some).map(
    ([flag, cars]): Step =>
      (night) =>
        void night.flag(flag, ...cars.filter((car) => car !== 'X')),
  ),
  fc.tuple(fc.shuffledSubarray(CARS), fc.nat(3)).map(
    ([order, behind]): Step =>
      (night, lap) =>
        void night.lap(lap, `${order.slice(behind).join(' ')} | ${order.slice(0, behind).join(' ')}`),
  ),
  fc.shuffledSubarray(CARS).map(
    (order): Step =>
      (night) =>
        void night.seen(order.join(' ')),
  ),
);
const nights = fc.array(steps, { maxLength: 25 }).map((list) => {
  const night = lined(book, CARS.join(' '));
  for (const [index, step] of list.entries()) step(night, index + 1);
  return night;
});

test('no consequence loses or doubles a car', () => {
  fc.assert(
    fc.property(nights, (night) => {
      const run = raceRun(night.context, DAY, RACE);
      const all = [...run.order, ...run.out.map((each) => each.car)];
      expect(new Set(all).size).toBe(all.length);
      expect(CARS.filter((car) => !all.includes(car))).toEqual([]);
      // A car that was not in the race is there only as the alternate that started, or because it was called off.
      expect(run.order.filter((car) => !CARS.includes(car) && run.replaced[car] === undefined)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('folding in pieces equals folding at once, asked at every step or only at the end', () => {
  fc.assert(
    fc.property(nights, (night) => {
      let state = initialState;
      for (const fact of night.facts) {
        state = evolve(state, fact);
        if (state.meetings.get(DAY)?.races.has(RACE)) raceRun(contextOn([book], state, DAY), DAY, RACE);
      }
      expect(raceRun(contextOn([book], state, DAY), DAY, RACE)).toEqual(raceRun(contextOn([book], fold(night.facts), DAY), DAY, RACE));
    }),
    { numRuns: 60 },
  );
});

test('voiding a call and restoring it changes nothing', () => {
  fc.assert(
    fc.property(nights, fc.nat(), (night, pick) => {
      const calls = night.facts.filter((fact) => fact.kind === 'call-made');
      fc.pre(calls.length > 0);
      const before = raceRun(night.context, DAY, RACE);
      const fact = calls[pick % calls.length]?.seq ?? 0;
      night.add('fact-voided', { fact, why: 'test' }).add('fact-restored', { fact, why: 'test' });
      expect(raceRun(night.context, DAY, RACE)).toEqual(before);
    }),
    { numRuns: 60 },
  );
});
