import { describe, expect, test } from 'vitest';
import { raceRun } from '../control/race-run.ts';
import { findings } from '../view/findings.ts';
import { passingsView } from '../view/timing.ts';
import { Desk } from '../testing/desk.ts';
import { RACE, raceBook } from '../testing/race-night.ts';

const AT = '2026-05-02T14:00:00Z';
const US = Date.parse(AT) * 1000;

function desk(): Desk {
  const made = new Desk(raceBook());
  made.signIn(['A', 'B', 'C']);
  return made;
}

describe('passings as they are taken down', () => {
  test.each([
    { name: 'one of a decoder that is ahead', words: { transponder: '7', timeUs: US + 6_000_000 }, code: 'passing-in-future' },
    { name: 'one of nobody', words: {}, code: 'field-missing' },
    { name: 'a number of no decoder', words: { transponder: '7', number: 3 }, code: 'field-missing' },
    { name: 'a time before time', words: { transponder: '7', timeUs: 0 }, code: 'bad-time' },
    { name: 'a car that is not here', words: { car: 'Z' }, code: 'unknown-car' },
  ])('$name is refused, and nothing is changed', ({ words, code }) => {
    expect(desk().refused({ do: 'pass', at: AT, ...words }).code).toBe(code);
  });
});

describe('gear that tells numbers of cars', () => {
  /** Cars A, B and C under green; `heard` at three moments, twelve seconds apart. */
  function heard(...each: readonly object[]): Desk {
    const tower = desk();
    tower.give({ do: 'flag', race: RACE, flag: 'green', at: AT });
    for (let lap = 0; lap < 3; lap++)
      for (const what of each) tower.give({ do: 'pass', timeUs: US + (lap + 1) * 12_000_000, at: '2026-05-02T14:01:00Z', ...what });
    return tower;
  }
  const laps = (tower: Desk) => raceRun(tower.context, tower.meeting, RACE).lapsDone;
  const unknown = (tower: Desk) => passingsView(tower.context, tower.meeting, RACE).unknown;

  test('is matched by number where the club knows no transponders', () => {
    const tower = heard({ carHeard: 'A' }, { carHeard: 'B', transponder: '77' });
    expect(laps(tower)).toEqual({ A: 2, B: 2 });
    expect(unknown(tower)).toEqual([]);
  });
  test('a transponder that the club knows is believed, not the number', () => {
    const tower = heard({ carHeard: 'A', transponder: '77' });
    tower.give({ do: 'assign-transponder', class: 'x', car: 'B', transponder: '77', at: '2026-05-02T14:02:00Z' });
    expect(laps(tower)).toEqual({ B: 2 });
  });
  test('a number of nobody is taken down, and can be said to be a car’s later', () => {
    const tower = heard({ carHeard: 'A' }, { carHeard: '099' });
    expect(unknown(tower)).toEqual(['#099']);
    tower.give({ do: 'assign-transponder', class: 'x', car: 'C', transponder: '#099', at: '2026-05-02T14:02:00Z' });
    expect(laps(tower)).toEqual({ A: 2, C: 2 });
    expect(unknown(tower)).toEqual([]);
  });
  test('while no race is on it stands among the others', () => {
    const tower = desk();
    tower.give({ do: 'pass', carHeard: '12', timeUs: US, at: AT });
    expect(passingsView(tower.context, tower.meeting, undefined).passings).toMatchObject([{ transponder: '#12', counts: 'no-race' }]);
  });
});

describe('two cars with one transponder', () => {
  const shared = (tower: Desk) => passingsView(tower.context, tower.meeting, RACE).shared.map((each) => each.cars.join(' '));
  const assign = (tower: Desk, car: string, transponder: string, more: object = {}): void =>
    void tower.give({ do: 'assign-transponder', class: 'x', car, transponder, ...more });

  test('are named, in the passings and among the findings', () => {
    const tower = desk();
    assign(tower, 'A', '7');
    assign(tower, 'B', '7');
    expect(shared(tower)).toEqual(['A B']);
    expect(findings(tower.context).map((each) => each.says)).toContain('transponder 7 is carried by cars A and B of x');
  });
  test.each([
    { name: 'one that was taken off first', between: (tower: Desk) => assign(tower, 'A', '7', { off: true }) },
    { name: 'one whose car has another since', between: (tower: Desk) => assign(tower, 'A', '8') },
  ])('$name is no slip', ({ between }) => {
    const tower = desk();
    assign(tower, 'A', '7');
    between(tower);
    assign(tower, 'B', '7');
    expect(shared(tower)).toEqual([]);
  });
});
