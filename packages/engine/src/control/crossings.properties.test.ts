import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rulebook } from '../language.ts';
import { CrossingNight } from '../testing/crossing-night.ts';
import { acts, call, RACE, raceBook } from '../testing/race-night.ts';
import { key, literal, round, stage } from '../testing/rulebook.ts';
import { passingsView } from '../view/timing.ts';
import { raceRun } from './race-run.ts';

const OTHER = 'x/other';
const book: Rulebook = raceBook({
  rounds: ['race', 'other'].map((id) =>
    round(id, [stage({ kind: 'entered' }, [key('pill')])], { laps: { count: literal(6), clauses: [] } }),
  ),
  acts: acts(
    call('back', [{ kind: 'called-back' }], { of: 'race' }),
    call('off', [{ kind: 'off', status: 'dnf' }]),
    call('tail', [{ kind: 'rear', place: 'tail' }]),
  ),
});

const CARS = ['A', 'B', 'C', 'D'] as const;
const FLAGS = ['warm-up', 'warm-up-over', 'green', 'yellow', 'red', 'white', 'checkered'] as const;

/** What happens on a night: flags of two races, calls, passings of cars, of their transponders (two on A), of strangers, on two loops. */
const happening = fc.oneof(
  { weight: 14, arbitrary: fc.record({ kind: fc.constant('pass' as const), who: fc.constantFrom(...CARS, 'X', '#1', '#2', '#7', '#9') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('elsewhere' as const), who: fc.constantFrom(...CARS) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('late' as const), who: fc.constantFrom(...CARS, '#1', '#7') }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('flag' as const), flag: fc.constantFrom(...FLAGS), race: fc.constantFrom(RACE, OTHER) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('back', 'off', 'tail'),
      car: fc.constantFrom(...CARS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('swap' as const), car: fc.constantFrom(...CARS), to: fc.constantFrom('1', '7') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('void' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('finish' as const) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

function told(happenings: readonly Happening[]): CrossingNight {
  const night = new CrossingNight(book, CARS.join(' ')).assign('A', '1', -90).assign('A', '2', -80);
  let seconds = 0;
  for (const each of happenings) {
    seconds += 3;
    if (each.kind === 'pass') night.read(each.who, seconds);
    else if (each.kind === 'late') night.read(each.who, seconds - 40);
    else if (each.kind === 'elsewhere') night.shown('white', seconds).readAt('pit in', each.who, seconds);
    else if (each.kind === 'flag') night.shown(each.flag, seconds, { race: each.race });
    else if (each.kind === 'call') night.call(each.name, each.name === 'back' ? '' : each.car);
    else if (each.kind === 'swap') night.assign(each.car, each.to, seconds);
    else if (each.kind === 'finish') night.add('race-finished', { order: [], statuses: {}, laps: {} }, RACE);
    else {
      const last = night.facts.findLast((fact) => fact.kind === 'passing-read');
      if (last) night.add('fact-voided', { fact: last.seq, why: 'a ghost' });
    }
  }
  return night;
}

test('a passing is a lap or says why it is none, once, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 10, maxLength: 70 }), (happenings) => {
      const night = told(happenings);
      const { context, meeting } = night;
      const gone = new Set(night.facts.flatMap((fact) => (fact.kind === 'fact-voided' ? [fact.body.fact] : [])));
      const read = night.facts.filter((fact) => fact.kind === 'passing-read' && !gone.has(fact.seq)).map((fact) => fact.seq);
      const rows = [RACE, OTHER, undefined].flatMap((race) => passingsView(context, meeting, race).passings);
      expect(rows.map((row) => row.fact).toSorted((a, b) => a - b)).toEqual(read);
      expect(rows.filter((row) => row.says === '')).toEqual([]);
      for (const race of [RACE, OTHER]) {
        const run = raceRun(context, meeting, race);
        const known = new Set([...run.order, ...run.out.map((each) => each.car)]);
        const strange = (run.passings ?? []).filter((each) => each.counts === 'lap' && !(known.has(each.car ?? '') && (each.lap ?? 0) > 0));
        expect(strange).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
