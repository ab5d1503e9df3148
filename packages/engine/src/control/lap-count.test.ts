import { describe, expect, test } from 'vitest';
import type { CautionRule } from '../language.ts';
import { result } from '../points/result.ts';
import { lined, RACE, raceBook } from '../testing/race-night.ts';
import { literal, round, stage, key } from '../testing/rulebook.ts';
import { CrossingNight } from '../testing/crossing-night.ts';

const rule = (parts: Partial<CautionRule> = {}): CautionRule => ({
  rounds: [],
  order: 'last-lap',
  causers: 'ahead-of-lapped',
  clauses: ['T-caution'],
  ...parts,
});
const book = (laps: number, parts: Partial<CautionRule> = {}) =>
  raceBook({
    rounds: [round('race', [stage({ kind: 'entered' }, [key('pill')])], { laps: { count: literal(laps), clauses: ['T-laps'] } })],
    cautions: [rule(parts)],
  });

describe('laps from crossings', () => {
  test('the first crossing after the green begins the first lap', () => {
    const night = new CrossingNight(book(3), 'A B C').green().by('A B C', 1).by('A C B', 8);
    expect(night.run.lap).toBe(1);
    expect(night.field).toBe('A C B');
    expect(night.run.timing?.['A']).toMatchObject({ lastUs: 7_000_000, bestUs: 7_000_000 });
  });

  test('where the line is before the grid, it completes one', () => {
    const timing = [{ rounds: [], minLapMs: literal(2000), firstCrossing: 'completes', clauses: [] }] as const;
    const night = new CrossingNight({ ...book(3), timing }, 'A B').green().by('B A', 1);
    expect(night.run.lap).toBe(1);
    expect(night.field).toBe('B A');
  });

  test('the leader ends the race by laps, everybody else is home with the next crossing', () => {
    const night = new CrossingNight(book(2), 'A B C').green().by('A B C', 1).by('A B C', 8).by('B', 15).by('A C', 15.5).by('B A', 22);
    expect(night.run).toMatchObject({ phase: 'ended', flag: 'checkered', lap: 2 });
    expect(night.rows).toEqual(['B 2', 'A 2', 'C 2']);
    expect(night.counts).toMatchObject({ lap: 6, 'after-finish': 2 });
  });

  test('a lapped car finishes on its own lap', () => {
    const night = new CrossingNight(book(3), 'A B').green().by('A B', 0.5).by('A', 7).by('B', 13.2).by('A', 13).by('A', 19).by('B', 26);
    expect(night.rows).toEqual(['A 3', 'B 2']);
  });

  test('a car read twice in a moment has one lap', () => {
    const night = new CrossingNight(book(9), 'A B').green().by('A B', 1).by('A A B', 8);
    expect(night.run.lapsDone).toMatchObject({ A: 1, B: 1 });
    expect(night.counts).toEqual({ begins: 2, lap: 2, 'read-twice': 1 });
  });

  test('a car read right before the green begins its lap with the read after it', () => {
    const night = new CrossingNight(book(9), 'A B').warmUp(-30).by('A', -0.5).green().by('A B', 1).by('A B', 8);
    expect(night.counts).toEqual({ 'before-green': 1, begins: 2, lap: 2 });
  });

  test('a car whose first read was missed has its lap all the same', () => {
    const night = new CrossingNight(book(9), 'A B').green().by('A', 1).by('A B', 8);
    expect(night.run.lapsDone).toEqual({ A: 1, B: 1 });
  });

  test('every passing is a lap or says why it is none', () => {
    const night = new CrossingNight(book(2), 'A B').warmUp(-30).by('A B', -20).green().by('A B X', 1).by('A B', 8);
    expect(night.counts).toEqual({ 'before-green': 2, begins: 2, lap: 2, 'not-in-race': 1 });
  });

  test('passings that come late and in any order score as if they had come in time', () => {
    const inTime = new CrossingNight(book(3), 'A B C').green().by('A B C', 1).by('B A C', 8).by('B C A', 15).by('C B A', 22);
    const late = inTime.shuffled();
    expect(late.rows).toEqual(inTime.rows);
    expect(late.run.timing).toEqual(inTime.run.timing);
  });
});

describe('the order when the race is stopped', () => {
  const stopped = (parts: Partial<CautionRule>): CrossingNight =>
    new CrossingNight(book(25, parts), 'A C B E D F').green().by('A C B E D F', 1).by('A C B E D F', 8).by('A B C', 15);

  test.each([
    { name: 'goes back to the last lap that all completed', order: 'last-lap' as const, field: 'A C B E D F', lap: 1 },
    { name: 'keeps who crossed before the flag', order: 'crossed' as const, field: 'A B C E D F', lap: 2 },
  ])('$name', ({ order, field, lap }) => {
    const night = stopped({ order }).shown('yellow', 16);
    expect(night.field).toBe(field);
    expect(night.run.lap).toBe(lap);
    expect(night.run.lapped).toEqual([]);
  });

  test('a yellow pressed late is put where it was: the order follows', () => {
    const night = stopped({ order: 'crossed' }).by('E D F', 15.5).shown('yellow', 17);
    expect(night.field).toBe('A B C E D F');
    const corrected = stopped({ order: 'crossed' }).by('E D F', 15.5).shown('yellow', 17, { moment: 14.9 });
    expect(corrected.field).toBe('A C B E D F');
  });

  test('on lap 1 it is the line-up', () => {
    const night = new CrossingNight(book(25), 'A B C D')
      .green()
      .by('A C B D', 1)
      .by('C', 8)
      .shown('yellow', 8.5, { cars: ['B'] });
    expect(night.field).toBe('A C D B');
    expect(night.run.lap).toBe(0);
  });

  test('stopped and charged cars go ahead of lapped ones', () => {
    const night = new CrossingNight(book(25, { order: 'crossed' }), 'A B C D E G H').green().by('A B C D E G H', 1);
    night
      .by('A B C D E', 8)
      .by('A B C D E', 15)
      .by('G', 16)
      .by('A B C H', 22)
      .shown('yellow', 23, { cars: ['B', 'E'] });
    expect(night.field).toBe('A C D B E G H');
    expect(night.run.lapped).toEqual(['G', 'H']);
  });

  test('at the restart the lead lap has the laps of the leader, a lapped car stays down', () => {
    const night = new CrossingNight(book(4, { order: 'crossed' }), 'A B C')
      .green()
      .by('A B C', 1)
      .by('A B', 8)
      .by('A', 15)
      .by('C', 15.1)
      .shown('yellow', 16);
    expect(night.run.lapped).toEqual(['C']);
    night.shown('green', 40).by('A B C', 41).by('B A C', 48).by('B A C', 55);
    expect(night.rows).toEqual(['B 4', 'A 4', 'C 3']);
  });

  test('laps under the yellow count where the rulebook says so', () => {
    const night = new CrossingNight(book(9, { laps: 'count' }), 'A B')
      .green()
      .by('A B', 1)
      .by('A B', 8)
      .shown('yellow', 9)
      .by('A B', 20)
      .by('A B', 30);
    expect(night.run.lap).toBe(3);
    expect(night.run.lapsDone).toEqual({ A: 3, B: 3 });
  });

  test('after the checkered those home keep it, the others go by the lap before', () => {
    const night = new CrossingNight(book(3), 'A B C D E F').green().by('A B C D E F', 1).by('A B C D E', 8).by('A B C D E F', 15);
    night.by('B A', 22).shown('red', 23, { cars: ['C', 'E'] });
    expect(night.field).toBe('B A D C E F');
    expect(night.rows.map((row) => row.split(' ')[0])).toEqual(['B', 'A', 'D', 'C', 'E', 'F']);
  });
});

describe('transponders', () => {
  test('an unknown one is matched later, and the laps follow', () => {
    const night = new CrossingNight(book(9), 'A B').green().read('A #77', 1).read('A #77', 8);
    expect(night.run.lapsDone).toEqual({ A: 1 });
    expect(night.counts).toMatchObject({ 'unknown-transponder': 2 });
    night.assign('B', '77');
    expect(night.run.lapsDone).toEqual({ A: 1, B: 1 });
  });

  test('one that another car had until now changes hands from now on', () => {
    const night = new CrossingNight(book(9), 'A B').assign('A', '77', -60).green().read('#77 B', 1).read('#77 B', 8);
    night.assign('B', '77', 10).read('A #77', 15);
    expect(night.run.lapsDone).toEqual({ A: 2, B: 2 });
  });

  test('two on one car are one lap', () => {
    const night = new CrossingNight(book(9), 'A B')
      .assign('A', '1', -60)
      .assign('A', '2', -60)
      .green()
      .read('#1 #2 B', 1)
      .read('#1 #2 B', 8);
    expect(night.run.lapsDone).toEqual({ A: 1, B: 1 });
  });
});

test('a result from crossings is the one that is published', () => {
  const night = new CrossingNight(book(1), 'A B').green().by('A B', 1).by('B A', 8);
  expect(result(night.context, night.meeting, RACE).rows.map((row) => `${row.place} ${row.car} ${row.laps}`)).toEqual(['1 B 1', '2 A 1']);
  expect(lined(book(1), 'A B').run.timing).toBeUndefined();
});
