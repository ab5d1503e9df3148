import type { Result } from '@racetower/engine';
import type { Playing } from './race.ts';
import { isDone, racesOf } from './races.ts';
import { filledWords } from './words.ts';

type Words = Readonly<Record<string, unknown>>;

/**
 * Makes the draws of a round for each class, once the rounds before it are run. A step `only-at` some meetings is for those; one
 * with `front: { of: ROUND, cars: N }` is for each of the first N cars of that round, and `$dealt` is a number from 1 to N that no
 * other of them has.
 */
export function drawFor(playing: Playing, round: string): void {
  const { day, drawn } = playing;
  const steps = (day['before-round'][round] ?? []).filter(({ 'only-at': at }) => at === undefined || [at].flat().includes(day.meeting));
  if (steps.length === 0) return;
  const due = new Set(racesOf(playing).flatMap((race) => (race.round === round && !isDone(race) ? [race.class] : [])));
  for (const classId of due) {
    const done = `${round} of ${classId}`;
    if (drawn.has(done)) continue;
    drawn.add(done);
    for (const { 'only-at': _at, front, ...words } of steps) draw(playing, classId, words, front);
  }
}

function draw(playing: Playing, classId: string, words: Words, front: unknown): void {
  const { tower, chance } = playing;
  if (typeof front !== 'object' || front === null) {
    tower.give(filledWords(words, (name) => (name === 'class' ? classId : undefined), chance));
    return;
  }
  const { of, cars } = front as { readonly of?: unknown; readonly cars?: unknown };
  const first = frontCars(playing, classId, String(of)).slice(0, Number(cars));
  const numbers = chance.shuffle(first.map((_, index) => index + 1));
  for (const [index, car] of first.entries()) {
    const names = (name: string): string | undefined => ({ class: classId, car })[name];
    const { result, ...others } = words;
    tower.give({ ...filledWords(others, names, chance), result: result === '$dealt' ? numbers[index] : result });
  }
}

/** The cars of a round, all winners first, then all seconds …; of one place in the order of the races. */
function frontCars(playing: Playing, classId: string, round: string): readonly string[] {
  const { tower } = playing;
  const rows = racesOf(playing)
    .filter((race) => race.class === classId && race.round === round)
    .flatMap(({ race }) => tower.ask<Result>('result', { race }).rows.filter((row) => row.place > 0));
  return rows.toSorted((a, b) => a.place - b.place).map((row) => row.car);
}
