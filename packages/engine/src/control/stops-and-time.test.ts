import { describe, expect, test } from 'vitest';
import { type Because, citedClauses } from '../because.ts';
import type { CautionRule, Rulebook } from '../language.ts';
import { result } from '../points/result.ts';
import { CrossingNight } from '../testing/crossing-night.ts';
import { acts, call, clockRule, RACE, raceBook } from '../testing/race-night.ts';
import { fold } from '../state.ts';
import { key, literal, round, stage } from '../testing/rulebook.ts';
import { findings } from '../view/findings.ts';
import { passingsView } from '../view/timing.ts';
import { view } from '../view.ts';
import { raceRun } from './race-run.ts';
import { silentCars } from './silent.ts';

/** A race of so many laps with a caution rule. */
const book = (laps: number, parts: Partial<CautionRule> = {}): Rulebook =>
  raceBook({
    rounds: [round('race', [stage({ kind: 'entered' }, [key('pill')])], { laps: { count: literal(laps), clauses: ['T-laps'] } })],
    cautions: [{ rounds: [], order: 'last-lap', causers: 'ahead-of-lapped', clauses: ['T-caution'], ...parts }],
  });

describe('a race by time and laps', () => {
  const timed = (more: number, laps?: number): Rulebook => ({
    ...book(laps ?? 50),
    clocks: clockRule('time', { seconds: literal(20), atEnd: 'more-laps', moreLaps: literal(more) }),
  });
  /** Two cars, a lap in seven seconds, time up on lap 3. */
  const until = (night: CrossingNight, laps: number): CrossingNight => {
    for (let lap = 0; lap <= laps; lap += 1) night.by('A B', 1 + lap * 7);
    return night;
  };
  const run = (more: number, laps: number, distance?: number): CrossingNight =>
    until(new CrossingNight(timed(more, distance), 'A B').green(), laps);

  test.each([
    { name: 'two more: laps 3, 4 and 5', more: 2, laps: 8, rows: ['A 5', 'B 5'] },
    { name: 'none: the leader ends it with the lap it is on', more: 0, laps: 8, rows: ['A 3', 'B 3'] },
    { name: 'the laps of the race are done sooner', more: 2, distance: 4, laps: 8, rows: ['A 4', 'B 4'] },
  ])('$name', ({ more, laps, rows, distance }) => {
    const night = run(more, laps, distance);
    expect(night.run).toMatchObject({ phase: 'ended', flag: 'checkered' });
    expect(night.rows).toEqual(rows);
    if (distance === undefined) expect(citedClauses(night.run.because)).toContain('T-time-end');
  });

  test('time that is up under yellow: the laps are driven from the restart', () => {
    const night = until(new CrossingNight(timed(2), 'A B').green(), 2)
      .shown('yellow', 17)
      .by('A B', 30)
      .shown('green', 40);
    night.by('A B', 41).by('A B', 48).by('B A', 55).by('B A', 62);
    expect(night.run).toMatchObject({ phase: 'ended', lap: 4, distance: 4 });
    expect(night.rows).toEqual(['B 4', 'A 4']);
  });

  test('a yellow after time was up does not shorten the race', () => {
    const night = until(new CrossingNight(timed(2), 'A B').green(), 3)
      .by('A', 29)
      .shown('yellow', 30)
      .shown('green', 60);
    expect(night.run).toMatchObject({ phase: 'green', lap: 3, distance: 5 });
  });
});

test('a race that was stopped for another goes on with its own passings', () => {
  const twice = raceBook({
    rounds: ['race', 'other'].map((id) =>
      round(id, [stage({ kind: 'entered' }, [key('pill')])], { laps: { count: literal(9), clauses: [] } }),
    ),
  });
  const night = new CrossingNight(twice, 'A B').green().by('A B', 1).by('A B', 8).shown('red', 10);
  night.time('14:01:00').add('flag-shown', { flag: 'green', cars: [] }, 'x/other');
  night.by('B A', 61).by('B A', 68).shown('green', 120).by('A B', 121).by('A B', 128);
  expect(night.run).toMatchObject({ lap: 2, order: ['A', 'B'] });
  expect(raceRun(night.context, night.meeting, 'x/other')).toMatchObject({ lap: 1, order: ['B', 'A'] });
});

describe('several cars charged with one caution', () => {
  const charged = raceBook({
    acts: acts(call('caused', [{ kind: 'rear', place: 'ahead-of-lapped' }]), call('tailed', [{ kind: 'rear', place: 'tail' }])),
  });
  const stopped = (): CrossingNight =>
    new CrossingNight(charged, 'A B C D E')
      .green()
      .by('A B C D E', 1)
      .by('A B C D', 8)
      .by('A B C D', 15)
      .by('E', 16)
      .by('A B C D', 22)
      .shown('yellow', 25);
  test.each([
    { name: 'in one call they keep their order', calls: [['caused', 'D A']], field: 'B C A D E' },
    {
      name: 'in a call each they stand as they were called',
      calls: [
        ['caused', 'D'],
        ['caused', 'A'],
      ],
      field: 'B C D A E',
    },
    {
      name: 'at the tail too',
      calls: [
        ['tailed', 'D'],
        ['tailed', 'A'],
      ],
      field: 'B C E D A',
    },
    {
      name: 'a lapped one stays behind',
      calls: [
        ['caused', 'E'],
        ['caused', 'A'],
      ],
      field: 'B C D A E',
    },
  ] as const)('$name', ({ calls, field }) => {
    const night = stopped();
    for (const [name, cars] of calls) night.call(name, cars);
    expect(night.field).toBe(field);
  });
});

describe('a stopped car that the leader has lapped since', () => {
  test.each([
    { name: 'one lap down: it is lapped, and behind those that are', by: 'A B C D', field: 'A B D C', down: 1 },
    { name: 'before the leader came round again: it is on the lead lap, charged ahead of the lapped', by: '', field: 'A B C D', down: 0 },
  ])('$name', ({ by, field, down }) => {
    const night = new CrossingNight(book(25, { order: 'crossed', causers: 'ahead-of-lapped' }), 'A B C D').green();
    night.by('A B C D', 1).by('A B C', 8).by('A B C', 15).by('D', 16).by('A B', 22);
    if (by !== '') night.by('A B', 29).by('D', 30);
    night.shown('yellow', 31, { cars: ['C'] });
    expect(night.field).toBe(field);
    expect(night.run.lapsDown['C']).toBe(down);
  });
});

describe('a passing that comes in after the finish', () => {
  const lateB = 'car B: lap 2 was put on record after the finish; the order is worked out anew with it';
  const ended = (): CrossingNight => new CrossingNight(book(2), 'A B C').green().by('A B C', 1).by('A B C', 8).by('A C', 15);
  const reasons = (night: CrossingNight, car: string) => night.run.carReasons[car]?.map((each) => each.says) ?? [];

  test('changes the provisional result, and says so', () => {
    const night = ended().by('B', 29);
    expect(night.rows).toEqual(['A 2', 'C 2', 'B 2']);
    night.add('race-finished', { order: [], statuses: {}, laps: {} }, RACE);
    expect(reasons(night, 'B')).toEqual([]);
    night.by('B', 14.5);
    expect(night.rows).toEqual(['B 2', 'A 2', 'C 2']);
    expect(reasons(night, 'B')).toEqual([lateB]);
    expect(explained(night)).toContain(lateB);
  });

  test('without a finish on record, what was read before the leader came home and comes in later is late', () => {
    const night = ended().by('B', 14.5);
    expect(night.rows).toEqual(['B 2', 'A 2', 'C 2']);
    expect(night.run.phase).toBe('ended');
  });

  test('a car that comes home after the leader is not late', () => {
    const night = ended().by('B', 16);
    expect(night.rows).toEqual(['A 2', 'C 2', 'B 2']);
    expect(reasons(night, 'B')).toEqual([]);
  });
});

/** All that the result says of why. */
function explained(night: CrossingNight): readonly string[] {
  const said = (why: Because): readonly string[] => [why.says, ...why.from.flatMap(said)];
  return result(night.context, night.meeting, RACE).rows.flatMap((row) => said(row.because));
}

describe('a car that is not read any more', () => {
  const racing = (): CrossingNight => {
    const night = new CrossingNight(book(50), 'A B C').assign('A', '1', -60).assign('B', '2', -60).assign('C', '3', -60).green();
    return night.read('#1 #2 #3', 1).read('#1 #2 #3', 11).read('#1 #2 #3', 21);
  };
  const silent = (night: CrossingNight): readonly string[] =>
    silentCars(night.context, night.meeting, RACE).map((each) => `${each.car} ${each.transponder} ${each.laps}`);

  test.each([
    {
      name: 'two laps may be a spin',
      read: [
        ['#1 #3', 31],
        ['#1 #3', 41],
      ],
      says: [],
    },
    {
      name: 'three laps are doubted',
      read: [
        ['#1 #3', 31],
        ['#1 #3', 41],
        ['#1 #3', 51],
      ],
      says: ['B 2 3'],
    },
    {
      name: 'typed in it is no more',
      read: [
        ['#1 #3', 31],
        ['#1 #3', 41],
        ['B', 50],
        ['#1 #3', 51],
      ],
      says: [],
    },
    {
      name: 'half of the others must be heard',
      read: [
        ['#1', 31],
        ['#1', 41],
        ['#1', 51],
        ['#1', 61],
      ],
      says: ['B 2 3', 'C 3 3'],
    },
    { name: 'where nobody is heard it is the line', read: [], says: [] },
  ] as const)('$name', ({ read, says }) => {
    const night = racing();
    for (const [who, seconds] of read) night.read(who, seconds);
    expect(silent(night)).toEqual(says);
  });

  test('a stopped race asks for nobody, and what officials let stand is asked for no more until it is read', () => {
    const night = racing().read('#1 #3', 31).read('#1 #3', 41).read('#1 #3', 51);
    expect(silent(new CrossingNight(book(50), 'A B C'))).toEqual([]);
    night.shown('white', 52).add('reading-let-stand', { what: 'silent', car: 'B', why: 'it stands in turn two' }, RACE);
    expect(silent(night.read('#1 #3', 61))).toEqual([]);
    night.read('#2', 65).read('#1 #3', 71).read('#1 #3', 81).read('#1 #3', 91);
    expect(silent(night)).toEqual(['B 2 2']);
    expect(silent(night.shown('yellow', 92))).toEqual([]);
  });
});

test('a missed read says what entering it would change, and leaves the race as it is', () => {
  const night = new CrossingNight(book(50), 'A B').green();
  for (let lap = 0; lap <= 6; lap += 1) night.by(lap === 4 ? 'B' : 'A B', 1 + lap * 10);
  const before = night.run.lapsDone;
  const [missed] = passingsView(night.context, night.meeting, RACE).missed;
  expect(missed).toMatchObject({ car: 'A', count: 1, laps: [5, 6], place: [2, 1], at: ['2026-05-02T14:00:41Z'] });
  expect(missed?.entered).toBe('laps: 6 instead of 5, place: 1 instead of 2');
  expect(night.by('A', 41).run.lapsDone).toEqual({ ...before, A: 6 });
  expect(night.field).toBe('A B');
});

test('a finish that names its order stays when a lap comes in after it, and officials see that', () => {
  const night = new CrossingNight(book(2), 'A B').green().by('A B', 1).by('A B', 8).by('A', 15).by('B', 29);
  night.add('race-finished', { order: ['A', 'B'], statuses: {}, laps: {} }, RACE);
  const about = () => findings(night.context).filter((each) => each.seq === finish);
  const finish = night.facts.at(-1)?.seq;
  expect(about()).toEqual([]);
  night.by('B', 14.5);
  expect(night.rows.map((row) => row.split(' ')[0])).toEqual(['A', 'B']);
  const says = 'laps of B came in after this finish of x/race, which names an order of its own: is it still right?';
  expect(about()).toEqual([{ seq: finish, says }]);
});

test('passings can be asked for since a fact; what is counted is of all', () => {
  const night = new CrossingNight(book(9), 'A B').green().by('A B', 1).by('A B', 8);
  const last = night.facts.at(-1)?.seq ?? 0;
  const { passings, counts } = passingsView(night.by('A', 15).context, night.meeting, RACE, last);
  expect([passings.map((each) => `${each.car} ${each.at}`), counts]).toEqual([['A 2026-05-02T14:00:15Z'], { begins: 2, lap: 3 }]);
  const asked = (since: unknown) => view([night.book], fold(night.facts), { view: 'passings', meeting: night.meeting, race: RACE, since });
  expect([asked('7').ok, asked(0).ok]).toEqual([true, true]);
  expect([asked('x'), asked(-1)]).toMatchObject([{ refusal: { code: 'wrong-type', field: 'since' } }, { refusal: { field: 'since' } }]);
});
