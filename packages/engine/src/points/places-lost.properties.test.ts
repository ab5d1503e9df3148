import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Night } from '../testing/night.ts';
import { scoringBook } from '../testing/scoring.ts';
import { result } from './result.ts';

const CARS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

interface Decisions {
  readonly field: readonly string[];
  /** Cars without a place. */
  readonly out: readonly string[];
  readonly lost: readonly (readonly [car: string, places: number])[];
}

const decisions: fc.Arbitrary<Decisions> = fc.integer({ min: 1, max: CARS.length }).chain((size) => {
  const field = CARS.slice(0, size);
  return fc.record({
    field: fc.constant(field),
    out: fc.subarray(field, { maxLength: Math.max(0, size - 1) }),
    lost: fc.array(fc.tuple(fc.constantFrom(...field), fc.integer({ min: 1, max: 9 })), { maxLength: 6 }),
  });
});

/** The cars that have a place, in order, after the decisions in the order given. */
function placesAfter({ field, out, lost }: Decisions): readonly string[] {
  const running = field.filter((car) => !out.includes(car));
  const night = new Night(scoringBook()).inOrder(field).finish('x/heat', running, Object.fromEntries(out.map((car) => [car, 'dq'])));
  for (const [car, places] of lost) night.add('call-made', { name: 'places-lost', car, fields: { places }, approvals: [] }, 'x/heat');
  return result(night.context, night.meeting, 'x/heat')
    .rows.filter((row) => row.place > 0)
    .map((row) => row.car);
}

const totalOf = (lost: Decisions['lost'], car: string): number =>
  lost.reduce((sum, [other, places]) => (other === car ? sum + places : sum), 0);

test('the order of the decisions does not matter', () => {
  fc.assert(
    fc.property(decisions, ({ field, out, lost }) => {
      expect(placesAfter({ field, out, lost: lost.toReversed() })).toEqual(placesAfter({ field, out, lost }));
    }),
  );
});

test('nobody unpenalised loses a place, and nobody loses more than the penalty', () => {
  fc.assert(
    fc.property(decisions, (all) => {
      const road = all.field.filter((car) => !all.out.includes(car));
      const after = placesAfter(all);
      expect(after.toSorted()).toEqual(road.toSorted());
      for (const car of road) expect(after.indexOf(car) - road.indexOf(car)).toBeLessThanOrEqual(totalOf(all.lost, car));
    }),
  );
});

test('one penalty alone takes just its places, or all that are behind', () => {
  fc.assert(
    fc.property(decisions, fc.nat(), fc.integer({ min: 1, max: 9 }), (all, which, places) => {
      const road = all.field.filter((car) => !all.out.includes(car));
      const car = road[which % road.length] as string;
      const from = road.indexOf(car);
      const after = placesAfter({ ...all, lost: [[car, places]] });
      expect(after.indexOf(car) - from).toBe(Math.min(places, road.length - 1 - from));
      expect(after.filter((each) => each !== car)).toEqual(road.filter((each) => each !== car));
    }),
  );
});

test('equal penalties keep the order of the road, and cars without a penalty keep theirs', () => {
  fc.assert(
    fc.property(decisions, (all) => {
      const road = all.field.filter((car) => !all.out.includes(car));
      const after = placesAfter(all);
      for (const group of Map.groupBy(road, (car) => totalOf(all.lost, car)).values())
        expect(after.filter((car) => group.includes(car))).toEqual(group);
    }),
  );
});

test('two penalties on one driver are worth one of their sum', () => {
  fc.assert(
    fc.property(decisions, (all) => {
      const sums = [...new Set(all.lost.map(([car]) => car))].map((car) => [car, totalOf(all.lost, car)] as const);
      expect(placesAfter({ ...all, lost: sums })).toEqual(placesAfter(all));
    }),
  );
});
