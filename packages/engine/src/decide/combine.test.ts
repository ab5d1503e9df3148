import { describe, expect, test } from 'vitest';
import { meetingPoints } from '../points/meeting-points.ts';
import { result } from '../points/result.ts';
import { fold } from '../state.ts';
import { Desk } from '../testing/desk.ts';
import { fullBook } from '../testing/full-book.ts';
import { DAY } from '../testing/night.ts';

const book = fullBook({ clocks: new Map() });
const three = (): Desk => new Desk(book).inOrder(['1', '2'], 'x').inOrder(['11', '12'], 'y').inOrder(['21'], 'z');
const joined = (): Desk => {
  const night = three();
  night.give({ do: 'combine', classes: ['z', 'x', 'y'] });
  return night;
};

describe('three classes that run together', () => {
  test('line up block by block in the order of the rulebook, whatever order they were named in', () => {
    const night = joined();
    expect(night.order('x+y+z/heat-1')).toEqual(['1', '2', '11', '12', '21']);
    expect(night.ask({ view: 'schedule', meeting: DAY })).toMatchObject({
      answer: { races: expect.arrayContaining([expect.objectContaining({ race: 'x+y+z/heat-1', starters: 5 })]) },
    });
  });

  test('are one race, by whichever class it is called, with a result for each class', () => {
    const night = joined();
    night.give({ do: 'finish', race: 'y/heat-1', order: ['11', '1', '21', '12', '2'] });
    const places = (race: string): readonly string[] =>
      result(night.context, DAY, race).rows.map((row) => `${row.place} ${row.class} ${row.car}`);
    expect(places('x+y+z/heat-1')).toEqual(['1 y 11', '2 x 1', '3 z 21', '4 y 12', '5 x 2']);
    expect(places('x/heat-1')).toEqual(['1 x 1', '2 x 2']);
    expect(places('y/heat-1')).toEqual(['1 y 11', '2 y 12']);
    expect(places('z/heat-1')).toEqual(['1 z 21']);
  });

  test('score each in its own class, and a call in the race falls on the class of its car', () => {
    const night = joined();
    night.give({ do: 'finish', race: 'x/heat-1', order: ['11', '1', '21', '12', '2'] });
    night.give({ do: 'call', name: 'less', race: 'y/heat-1', car: '12' });
    const points = (id: string): readonly string[] => meetingPoints(night.context, DAY, id).map((each) => `${each.car} ${each.total}`);
    expect(points('x')).toEqual(['1 10', '2 10']);
    expect(points('y')).toEqual(['11 10', '12 5']);
    expect(points('z')).toEqual(['21 10']);
  });

  test('a finish leaves out no car of any class', () => {
    expect(joined().refused({ do: 'finish', race: 'x/heat-1', order: ['1', '2'] })).toMatchObject({
      code: 'car-missing',
      says: expect.stringContaining('21'),
    });
  });
});

test.each([
  { name: 'one class', classes: ['x'], code: 'too-few' },
  { name: 'a class twice', classes: ['x', 'x'], code: 'class-twice' },
  { name: 'an unknown class', classes: ['x', 'zz'], code: 'unknown-class' },
  { name: 'classes that run together already', classes: ['x+y', 'z'], code: 'unknown-class' },
])('$name cannot run together', ({ classes, code }) => {
  expect(three().refused({ do: 'combine', classes })).toMatchObject({ code, field: 'classes' });
});

test('a class that runs with another runs with no third', () => {
  const night = three();
  night.give({ do: 'combine', classes: ['x', 'y'] });
  expect(night.refused({ do: 'combine', classes: ['y', 'z'] })).toMatchObject({ code: 'joined-already', facts: [night.state.seq] });
});

test('two cars of one number are told apart before their classes run together, and after', () => {
  const night = three();
  night.give({ do: 'sign-in', class: 'y', driver: 'Ben', car: '1' });
  const signedIn = night.state.seq;
  expect(night.refused({ do: 'combine', classes: ['x', 'y'] })).toMatchObject({
    code: 'number-twice',
    facts: expect.arrayContaining([signedIn]),
  });
  night.give(
    { do: 'correct', fact: signedIn, body: { car: '1x' }, why: 'number of the other class' },
    { do: 'combine', classes: ['x', 'y'] },
  );
  expect(night.refused({ do: 'sign-in', class: 'y', driver: 'Cy', car: '2' })).toMatchObject({ code: 'number-taken', field: 'car' });
  night.give({ do: 'sign-in', class: 'z', driver: 'Cy', car: '2' });
});

test('a log in which they were not is found, and each car starts once', () => {
  const night = three();
  night.give({ do: 'combine', classes: ['x', 'y'] });
  const body = { class: 'y', driver: 'Ben', car: '1', details: {} };
  night.state = fold(
    [{ club: 'test', seq: night.state.seq + 1, at: '2026-05-02T13:00:00Z', by: 'x', kind: 'car-signed-in', meeting: DAY, body }],
    night.state,
  );
  expect(night.order('x+y/heat-1')).toEqual(['1', '2', '11', '12']);
  expect(night.ask({ view: 'findings' })).toMatchObject({ answer: { findings: [{ says: 'car 1 is in x and y, which run together' }] } });
});
