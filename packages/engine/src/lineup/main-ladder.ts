import { because, type Because } from '../because.ts';
import { type Context, memo } from '../context.ts';
import type { MainLadder, Round } from '../language.ts';
import { holds, whole } from '../scope.ts';
import { fieldEntries, roundScope } from './field.ts';
import { type Sorted, sortCars } from './order.ts';

/** Who is placed straight into each main, A first. */
export interface LadderPlan {
  readonly letters: readonly { readonly seeded: readonly string[]; readonly up: number; readonly because: Because }[];
  /** Placing order of the whole class, with the reason of each car's rank. */
  readonly ranking: Sorted;
}

/** Counts the mains that a class needs, from the car count alone. */
export function letterCount(context: Context, meeting: string, classId: string, round: Round): number {
  return round.ladder ? ladderSizes(context, meeting, classId, round, round.ladder).length : 1;
}

interface Size {
  readonly seeded: number;
  readonly up: number;
  readonly because: Because;
}

/**
 * Works out how many cars are placed straight into each main. While the class fits, all are in the A main. Else the A
 * main takes its direct cars and the rest go down: the last main takes what its capacity allows, each main above it
 * its direct cars beside those that come up.
 */
function ladderSizes(context: Context, meeting: string, classId: string, round: Round, ladder: MainLadder): readonly Size[] {
  return memo(context, `ladder sizes ${meeting} ${classId} ${round.id}`, () => {
    const cars = takingPart(context, meeting, classId, round, ladder).length;
    const count = (expr: MainLadder['direct'], letter: string) =>
      whole(roundScope(context, { meeting, class: classId }, round, { letter: () => letter }), expr);
    const all = count(ladder.allInUpTo, 'a');
    if (cars <= all.value)
      return [
        {
          seeded: cars,
          up: 0,
          because: because(`${cars} cars, so all are in the A main`, { clauses: ladder.clauses, from: [all.because] }),
        },
      ];
    const sizes: Size[] = [];
    for (let rest = cars, index = 0; rest > 0 && index < 26; index += 1) {
      const letter = String.fromCharCode(97 + index);
      const capacity = count(ladder.capacity, letter);
      const last = index > 0 && rest <= capacity.value;
      const direct = count(index === 0 ? ladder.direct : ladder.directLower, letter);
      const up = count(ladder.up, letter);
      const seeded = last ? rest : Math.min(rest, Math.max(1, direct.value));
      const says = last
        ? `the last ${rest} cars are in the ${letter.toUpperCase()} main`
        : `${seeded} cars are placed straight in the ${letter.toUpperCase()} main and ${up.value} come up`;
      sizes.push({
        seeded,
        up: last ? 0 : up.value,
        because: because(says, { clauses: ladder.clauses, from: last ? [capacity.because] : [direct.because, up.because] }),
      });
      rest -= seeded;
    }
    return sizes;
  });
}

/** The cars that are placed: all that are entered and for which the ladder's condition holds. */
function takingPart(context: Context, meeting: string, classId: string, round: Round, ladder: MainLadder): readonly string[] {
  const cars = fieldEntries(context, meeting, classId, round).map((each) => each.car);
  return ladder.where ? cars.filter((car) => holds(roundScope(context, { meeting, class: classId, car }, round), ladder.where)) : cars;
}

/** Places a class over its mains. */
export function ladderPlan(context: Context, meeting: string, classId: string, round: Round, ladder: MainLadder): LadderPlan {
  return memo(context, `ladder ${meeting} ${classId} ${round.id}`, () => {
    const cars = takingPart(context, meeting, classId, round, ladder);
    const ranking = sortCars(context, { meeting, class: classId, round: round.id }, cars, ladder.order);
    let from = 0;
    const letters = ladderSizes(context, meeting, classId, round, ladder).map((size) => {
      const seeded = ranking.cars.slice(from, from + size.seeded);
      from += size.seeded;
      return { seeded, up: size.up, because: size.because };
    });
    return { letters, ranking };
  });
}
