import { expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import { checkGate } from '../entry/gates.ts';
import type { Consequence } from '../language.ts';
import { DAY } from '../testing/night.ts';
import { act, acts, call, ladder, lined, RACE, raceBook, requirement, words } from '../testing/race-night.ts';
import { formula, key, literal, round, stage } from '../testing/rulebook.ts';

const tail: Consequence = { kind: 'rear', place: 'tail' };
const aheadOfLapped: Consequence = { kind: 'rear', place: 'ahead-of-lapped' };
const strike: Consequence = { kind: 'count', ladder: 'strike', by: 1 };
const dot = call('dot', [{ kind: 'spots', count: literal(2), noRoom: [tail, strike] }]);
const strikes = ladder('strike', [[3, { kind: 'off', status: 'dnf' }]]);

test('the restart dot costs two spots, or the tail and a strike (KQMC-EX-28)', () => {
  const night = lined(raceBook({ acts: acts(dot), ladders: strikes }), 'A B C D E F G')
    .flag('green')
    .flag('yellow')
    .flag('green');
  expect(night.call('dot', 'C').flag('yellow').field).toBe('A B D E C F G');
  expect(night.flag('green').call('dot', 'F').field).toBe('A B D E C G F');
  expect(night.run.counts['strike']).toEqual({ F: 1 });
  expect(night.flag('yellow').flag('green').call('dot', 'F').field).toBe('A B D E C G F');
  expect(night.run.counts['strike']).toEqual({ F: 2 });
  expect(night.flag('yellow').flag('green').call('dot', 'A').field).toBe('B D A E C G F');
  expect(night.run.carReasons['F']?.flatMap(citedClauses)).toEqual(expect.arrayContaining(['T-dot', 'T-strike']));
});

test('the third strike takes the car off with the laps it has done', () => {
  const night = lined(raceBook({ acts: acts(call('strike', [strike])), ladders: strikes }), 'A B C')
    .flag('green')
    .lap(1, 'A B C')
    .lap(2, 'A B | C');
  night.call('strike', 'C').call('strike', 'C');
  expect(night.field).toBe('A B C');
  expect(night.call('strike', 'C').run.out).toEqual([{ car: 'C', status: 'dnf', laps: 1, fact: night.facts.length }]);
  expect(night.field).toBe('A B');
  expect(night.run.carReasons['C']?.flatMap(citedClauses)).toContain('T-strike-3');
});

test('where strikes do not count, what goes with them still follows', () => {
  const rookies = ladder('strike', [[1, { kind: 'off', status: 'dnf' }]], { when: literal(false) });
  const night = lined(raceBook({ acts: acts(call('strike', [tail, strike])), ladders: rookies }), 'A B C')
    .flag('green')
    .call('strike', 'A');
  expect(night.field).toBe('B C A');
  expect(night.run.counts['strike']).toEqual({});
  expect(night.run.effects.map((effect) => effect.consequence.kind)).toEqual(['rear']);
  expect(night.run.carReasons['A']?.flatMap(citedClauses)).toContain('T-strike-when');
});

test('passing the leader out of the chute: a warning and the tail, then disqualified (KQMC-EX-30)', () => {
  const ladders = ladder('chute-pass', [
    [1, { kind: 'warning' }, tail],
    [2, { kind: 'status', status: 'dq' }],
  ]);
  const book = raceBook({ ladders, acts: acts(call('chute-pass', [], { ladder: 'chute-pass' }), call('back-from-chute', [tail])) });
  const night = lined(book, 'A B C D E F G H').flag('green').flag('yellow');
  expect(night.call('chute-pass', 'D').field).toBe('A B C E F G H D');
  expect(night.flag('green').flag('yellow').call('back-from-chute', 'B').field).toBe('A C E F G H D B');
  expect(night.run.carReasons['B']?.map((each) => each.says)).toEqual(['car B: sent to the rear (tail)']);
  expect(night.call('chute-pass', 'D').field).toBe('A C E F G H B');
  expect(night.run.statuses['D']?.status).toBe('dq');
  expect(citedClauses(night.run.statuses['D']?.because as never)).toEqual(['T-chute-pass-2']);
});

test('slow on restarts: the tail is refused before the warning (KQMC-EX-32)', () => {
  const warned = requirement(
    'call:slow-to-tail',
    formula("'slow-restart' in car.calls", ['car'], ({ car }) => 'slow_restart' in (car as { readonly calls: object }).calls),
    { says: 'car {number} has not been warned' },
  );
  const book = raceBook({ requirements: [warned], acts: acts(call('slow-restart', [{ kind: 'warning' }]), call('slow-to-tail', [tail])) });
  const night = lined(book, 'A B C D E').flag('green').flag('yellow').flag('green');
  const gate = () =>
    checkGate(
      night.context,
      'call:slow-to-tail',
      { meeting: DAY, class: 'x', race: RACE, car: 'D' },
      { number: () => 'D' },
      '2026-05-02T13:00:00Z',
    );
  expect(gate().refused).toMatchObject({ says: 'car D has not been warned', clauses: ['T-call:slow-to-tail'] });
  expect(night.call('slow-restart', 'D').field).toBe('A B C D E');
  expect(gate().refused).toBeUndefined();
  expect(night.call('slow-to-tail', 'D').field).toBe('A B C E D');
});

const jumped = (place: 'tail' | 'last-row') =>
  raceBook({
    ladders: ladder('jump', [[2, { kind: 'rear', place }]], { repeat: true }),
    acts: acts(call('no-start', [{ kind: 'called-back' }], { of: 'race' }), call('jumped', [{ kind: 'called-back' }], { ladder: 'jump' })),
  });

test.each([
  { name: 'all close up (KAM-EX-14)', place: 'tail' as const, grid: '3 7 5 8 2 9', after: '3 5 8 2 9 7' },
  { name: 'its own file moves up', place: 'last-row' as const, grid: '3 7 5 8 2 9', after: '3 8 5 9 2 7' },
  { name: 'an inside car of an even field', place: 'last-row' as const, grid: '3 7 5 8', car: '3', after: '5 7 3 8' },
  { name: 'an outside car of an odd field', place: 'last-row' as const, grid: '3 7 5 8 2', after: '3 8 5 2 7' },
  { name: 'an inside car of an odd field', place: 'last-row' as const, grid: '3 7 5 8 2', car: '3', after: '5 7 2 8 3' },
])('the second jump sends the kart to the rear: $name', ({ place, grid, after, car = '7' }) => {
  const night = lined(jumped(place), grid).flag('green').call('jumped', car).flag('green').call('no-start');
  expect(night.field).toBe(grid);
  expect(night.flag('green').call('jumped', car).field).toBe(after);
  expect(night.run).toMatchObject({ calledBack: 3, restarts: 0, phase: 'starting' });
});

test.each([
  { name: 'an outside car, behind an empty inside slot', how: 'gap' as const, out: 'C', car: 'B', after: 'A D F E B' },
  { name: 'an inside car, past the empty slot of its file', how: 'gap' as const, out: 'C', car: 'A', after: 'E B D A F' },
  {
    name: 'the file of the scratched car moved up, the other is longer',
    how: 'file-moves-up' as const,
    out: 'C',
    car: 'E',
    after: 'A B F D E',
  },
  { name: 'a car of the longer file', how: 'file-moves-up' as const, out: 'C', car: 'B', after: 'A D E F B' },
])('a car sent to the last row moves in its own file, also where a scratch left a slot empty: $name', ({ how, out, car, after }) => {
  const scratch = { before: how, after: how, beforeClauses: ['T-before'], afterClauses: ['T-after'] };
  const book = raceBook({
    acts: acts(call('jumped', [{ kind: 'rear', place: 'last-row' }])),
    rounds: [round('race', [stage({ kind: 'entered' }, [key('pill')])], { scratch })],
  });
  const night = lined(book, 'A B C D E F').add('car-scratched', { car: out }, RACE);
  expect(night.call('jumped', car).field).toBe(after);
});

test('called-back starts score no lap and move nobody (KQMC-EX-56)', () => {
  const book = raceBook({ acts: acts(call('called-back', [{ kind: 'called-back' }], { of: 'race' })) });
  const night = lined(book, 'A B C').flag('green').lap(1, 'B A C').call('called-back');
  expect(night.run).toMatchObject({ lap: 0, lapsDone: {}, calledBack: 1, restarts: 0, order: ['A', 'B', 'C'] });
  expect(night.run.moments['first_lap']).toBeUndefined();
  night.flag('green');
  for (let lap = 1; lap <= 9; lap += 1) night.lap(lap, 'B A C');
  night.flag('yellow').flag('green').call('called-back', 'A C');
  expect(night.run).toMatchObject({ lap: 9, calledBack: 2, restarts: 1, order: ['B', 'A', 'C'] });
});

test('the alternate goes to the tail; the scratched car that was on the track stays classified (KQMC-EX-22)', () => {
  const book = raceBook({ acts: acts(call('alternate-out', [{ kind: 'alternate-starts', field: 'for' }])) });
  const start = () => lined(book, 'Q1 Q2 Q3 Q4');
  const onTrack = start().flag('warm-up').add('car-scratched', { car: 'Q2' }, RACE).call('alternate-out', 'X');
  expect(onTrack.field).toBe('Q1 Q3 Q4 X');
  expect(onTrack.run.replaced).toEqual({ X: 'Q2' });
  expect(onTrack.run.out).toMatchObject([{ car: 'Q2', status: 'dns' }]);
  const inThePits = start().add('car-scratched', { car: 'Q2' }, RACE).flag('warm-up').call('alternate-out', 'X', { for: 'Q2' });
  expect(inThePits.run).toMatchObject({ replaced: { X: 'Q2' }, out: [] });
});

test.each([
  { name: 'all to the rear (KAM-EX-18)', cars: 'B C', after: 'A D E B C' },
  { name: 'in the order of the field, however they are named', cars: 'C B', after: 'A D E B C' },
])('involved karts are treated alike: $name', ({ cars, after }) => {
  const night = lined(raceBook({ acts: acts(call('involved', [aheadOfLapped]), call('spots-back', [{ kind: 'noted' }])) }), 'A B C D E')
    .flag('green')
    .lap(1, 'A B C D E')
    .flag('yellow');
  expect(night.call('spots-back', cars).field).toBe('A B C D E');
  expect(night.call('involved', cars).field).toBe(after);
});

test('passing before the cone costs the places that were won (KAM-EX-27)', () => {
  const book = raceBook({
    acts: acts(call('cone', [{ kind: 'behind', field: 'passed' }], { fields: [{ name: 'passed', type: 'cars', optional: false }] })),
  });
  const restart = () => lined(book, 'A B C D E F').flag('green').flag('yellow').flag('green');
  const seen = restart()
    .seen('A B E C D F')
    .call('cone', 'E', { passed: ['D', 'C'] });
  expect(seen.run).toMatchObject({ order: words('A B C D E F'), seen: words('A B E C D F') });
  expect(
    restart()
      .lap(1, 'A B E C D F')
      .call('cone', 'E', { passed: ['D', 'C'] }).field,
  ).toBe('A B C D E F');
});

test('a kart may be restarted twice in a heat, only in a caution (KAM-EX-20)', () => {
  const restarts = formula(
    'car.counts.restarted < 2',
    ['car'],
    ({ car }) => Number((car as { readonly counts: { readonly restarted: bigint } }).counts.restarted) < 2,
  );
  const caution = formula('race.phase == "yellow"', ['race'], ({ race }) => (race as { readonly phase: string }).phase === 'yellow');
  const notCaused = formula('act.caused', ['act'], ({ act: given }) => (given as { readonly caused: boolean }).caused);
  const book = raceBook({
    ladders: ladder('restarted', []),
    acts: acts(
      call('restarted', [], { ladder: 'restarted', then: [{ when: notCaused, consequences: [tail], clauses: ['T-caused'] }] }),
      act('record', 'repair'),
    ),
    requirements: [
      requirement('call:restarted', restarts, { clauses: ['T-twice'] }),
      requirement('call:restarted', caution, { clauses: ['T-caution'] }),
      requirement('record:repair', literal(false), { effect: 'flag', clauses: ['T-repair'] }),
    ],
  });
  const night = lined(book, '1 5 9').flag('green').lap(1, '1 5 9');
  const gate = (name: string) =>
    checkGate(night.context, name, { meeting: DAY, class: 'x', race: RACE, car: '5' }, {}, '2026-05-02T13:00:00Z');
  expect(gate('call:restarted').refused?.clauses).toEqual(['T-caution']);
  night.flag('yellow', '9');
  expect(gate('call:restarted').refused).toBeUndefined();
  expect(night.call('restarted', '5', { caused: false }).field).toBe('1 5 9');
  expect(night.flag('green').flag('yellow', '5').call('restarted', '5', { caused: true }).field).toBe('1 9 5');
  expect(night.run.counts['restarted']).toEqual({ 5: 2 });
  night.flag('green').flag('yellow', '9');
  expect(gate('call:restarted').refused?.clauses).toEqual(['T-twice']);
  expect(gate('record:repair')).toMatchObject({ flagged: [{ clauses: ['T-repair'] }] });
});
