import { describe, expect, test } from 'vitest';
import { entries } from '../entry/entries.ts';
import type { DrawRule, Rulebook } from '../language.ts';
import { Desk } from '../testing/desk.ts';
import { DAY } from '../testing/night.ts';
import { blankRulebook, key, literal, raceClass, round, split, stage } from '../testing/rulebook.ts';

const draw = (id: string, parts: Partial<DrawRule> = {}): DrawRule => ({
  id,
  of: 'entry',
  says: `the ${id}`,
  by: [],
  clauses: [`T-${id}`],
  ...parts,
});
const draws = (...list: readonly DrawRule[]): Rulebook['draws'] => new Map(list.map((each) => [each.id, each]));

const book = blankRulebook({
  classes: [raceClass('jr-honda'), raceClass('sr-honda'), raceClass('mod')],
  draws: draws(
    draw('pill'),
    draw('redraw', { low: literal(1), high: literal(6) }),
    draw('invert', { of: 'class', low: literal(0), high: literal(4) }),
  ),
  rounds: [
    round('heat', [stage({ kind: 'entered' }, [key('pill')])], { split: split('alternate', [key('pill')], { races: literal(2) }) }),
    round('main', [stage({ kind: 'entered' }, [key('pill')])]),
  ],
});
const signIn = (car: string, parts: object = {}) => ({ do: 'sign-in', class: 'jr-honda', driver: `driver ${car}`, car, ...parts });
const desk = (): Desk => new Desk(book).inOrder(['4', '7', '12', '21'], 'jr-honda');

describe('a sign-in that cannot be', () => {
  test.each([
    {
      name: 'an unknown class: the nearest is named',
      command: signIn('9', { class: 'jr-hnda' }),
      code: 'unknown-class',
      field: 'class',
      says: 'jr-honda',
    },
    {
      name: 'two classes that run together',
      command: signIn('9', { class: 'jr-honda+mod' }),
      code: 'unknown-class',
      field: 'class',
      says: 'name one',
    },
    { name: 'a number that is taken', command: signIn('7', { driver: 'Ben' }), code: 'number-taken', field: 'car', says: 'driver 7' },
    { name: 'a driver who is in', command: signIn('9', { driver: 'driver 7' }), code: 'driver-twice', field: 'driver', says: 'car 7' },
    { name: 'a pill that is drawn', command: signIn('9', { pill: 2 }), code: 'pill-taken', field: 'pill', says: 'car 7' },
    { name: 'pill 0', command: signIn('9', { pill: 0 }), code: 'not-in-bucket', field: 'pill', says: 'from 1' },
    { name: 'a negative pill', command: signIn('9', { pill: -3 }), code: 'not-in-bucket', field: 'pill', says: '-3' },
    { name: 'no number', command: signIn(''), code: 'field-missing', field: 'car', says: 'needs car' },
    { name: 'a blank number', command: signIn('  '), code: 'field-missing', field: 'car', says: 'needs car' },
    { name: 'no driver', command: signIn('9', { driver: '' }), code: 'field-missing', field: 'driver', says: 'driver' },
    {
      name: 'a meeting that is not there',
      command: signIn('9', { meeting: '2026-05-09' }),
      code: 'unknown-meeting',
      field: 'meeting',
      says: '2026-05-09',
    },
    {
      name: "a season that is not the meeting's",
      command: signIn('9', { season: '1999' }),
      code: 'wrong-season',
      field: 'season',
      says: '2026',
    },
    {
      name: 'a number with a space that nobody sees',
      command: signIn(' 7', { driver: 'Ben' }),
      code: 'untidy-name',
      field: 'car',
      says: '"7"',
    },
    { name: 'a name with a line break', command: signIn('9', { driver: 'Ava\nB' }), code: 'untidy-name', field: 'driver', says: 'Ava B' },
  ])('$name', ({ command, code, field, says }) => {
    const refusal = desk().refused(command);
    expect(refusal).toMatchObject({ code, field });
    expect(refusal.says).toContain(says);
  });

  test('the same number and pill are free in another class', () => {
    const other = desk();
    other.give({ do: 'sign-in', class: 'sr-honda', driver: 'driver 7', car: '7', pill: 2 });
    expect(entries(other.context, DAY, 'sr-honda').map((entry) => entry.pill)).toEqual([2]);
  });
});

describe('a car that withdrew', () => {
  const away = (): Desk => {
    const night = desk();
    night.give({ do: 'withdraw', class: 'jr-honda', car: '4' });
    return night;
  };

  test('signs in again as a new entry, last and without its pill, and is told how to keep its place', () => {
    const night = away();
    const decision = night.decide(signIn('4'));
    expect(decision).toMatchObject({ ok: true, flagged: [{ says: expect.stringContaining('new entry') }] });
    night.give(signIn('4'));
    expect(night.order('jr-honda/main')).toEqual(['7', '12', '21', '4']);
    expect(
      entries(night.context, DAY, 'jr-honda')
        .filter((entry) => entry.car === '4')
        .map(({ pill, withdrawn }) => ({ pill, withdrawn })),
    ).toEqual([
      { pill: 1, withdrawn: true },
      { pill: undefined, withdrawn: false },
    ]);
  });

  test('gives its number to another driver, who draws a pill of his own', () => {
    const night = away();
    night.give(signIn('4', { driver: 'Ben', pill: 9 }));
    expect(night.order('jr-honda/main')).toEqual(['7', '12', '21', '4']);
    expect(night.refused({ do: 'draw', draw: 'pill', class: 'jr-honda', car: '4', result: 11 })).toMatchObject({ code: 'drawn-already' });
  });

  test('draws the redraw again, and the old one does not count', () => {
    const night = desk();
    night.give(
      { do: 'draw', draw: 'redraw', class: 'jr-honda', car: '4', result: 5 },
      { do: 'withdraw', class: 'jr-honda', car: '4' },
      signIn('4'),
    );
    expect(night.refused({ do: 'draw', draw: 'redraw', class: 'jr-honda', car: '4', result: 5 })).toMatchObject({ code: 'pill-taken' });
    night.give({ do: 'draw', draw: 'redraw', class: 'jr-honda', car: '4', result: 6 });
  });

  test('cannot withdraw twice, nor a car that never was there', () => {
    const night = away();
    expect(night.refused({ do: 'withdraw', class: 'jr-honda', car: '4' })).toMatchObject({ code: 'unknown-car', field: 'car' });
    expect(night.refused({ do: 'withdraw', class: 'jr-honda', car: '44' }).says).toContain('7, 12, 21');
  });

  test('keeps its place when the withdrawal is voided', () => {
    const night = away();
    night.give({ do: 'void', fact: night.state.seq, why: 'wrong car' });
    expect(night.order('jr-honda/main')).toEqual(['4', '7', '12', '21']);
  });
});

describe('a car that comes when the heats are lined up', () => {
  const late = (): Desk => {
    const night = desk();
    night.give({ do: 'post-line-up', race: 'jr-honda/heat-1' });
    return night;
  };

  test('signs in with a warning, starts in no heat, and starts in the main', () => {
    const night = late();
    expect(night.decide(signIn('9'))).toMatchObject({ ok: true, flagged: [{ says: expect.stringContaining('change-line-up') }] });
    night.give(signIn('9'));
    expect([...night.order('jr-honda/heat-1'), ...night.order('jr-honda/heat-2')]).toEqual(['4', '12', '7', '21']);
    expect(night.order('jr-honda/main')).toContain('9');
  });

  test('is put in one heat by an official, and then in no other', () => {
    const night = late();
    night.give(signIn('9'));
    night.give({ do: 'change-line-up', race: 'jr-honda/heat-2', order: ['7', '21', '9'], why: 'late' });
    expect(night.order('jr-honda/heat-2')).toEqual(['7', '21', '9']);
    expect(night.refused({ do: 'change-line-up', race: 'jr-honda/heat-1', order: ['4', '12', '9'], why: 'late' })).toMatchObject({
      code: 'car-in-two-races',
      field: 'order',
      says: expect.stringContaining('heat-2'),
    });
  });

  test('a car that was scratched comes back by a changed line-up', () => {
    const night = late();
    night.give({ do: 'scratch', race: 'jr-honda/heat-1', car: '4' });
    expect(night.order('jr-honda/heat-1')).toEqual(['12']);
    night.give({ do: 'change-line-up', race: 'jr-honda/heat-1', order: ['12', '4'], why: 'repaired' });
    expect(night.order('jr-honda/heat-1')).toEqual(['12', '4']);
  });
});

describe('a draw that cannot be', () => {
  const drawn = (parts: object) => ({ do: 'draw', draw: 'redraw', class: 'jr-honda', car: '4', result: 3, ...parts });
  test.each([
    { name: 'an unknown draw', command: drawn({ draw: 'redrow' }), code: 'unknown-draw', field: 'draw', says: '"redraw"' },
    { name: 'an unknown class', command: drawn({ class: 'moed' }), code: 'unknown-class', field: 'class', says: '"mod"' },
    { name: 'a car that is not in', command: drawn({ car: '99' }), code: 'unknown-car', field: 'car', says: '99' },
    {
      name: 'no car',
      command: { do: 'draw', draw: 'redraw', class: 'jr-honda', result: 3 },
      code: 'unknown-car',
      field: 'car',
      says: 'none',
    },
    { name: 'a text for a pill', command: drawn({ result: 'three' }), code: 'not-in-bucket', field: 'result', says: 'three' },
    { name: 'past the bucket', command: drawn({ result: 7 }), code: 'not-in-bucket', field: 'result', says: '1, 2, 3, 4, 5, 6' },
    { name: 'a fraction', command: drawn({ result: 2.5 }), code: 'not-in-bucket', field: 'result', says: '2.5' },
    {
      name: 'nothing drawn',
      command: { do: 'draw', draw: 'redraw', class: 'jr-honda', car: '4' },
      code: 'draw-needs-result',
      field: 'result',
      says: 'redraw',
    },
    {
      name: 'two of one',
      command: { do: 'draw', draw: 'invert', class: 'jr-honda', result: [1, 2] },
      code: 'wrong-count',
      field: 'result',
      says: '1 are drawn',
    },
  ])('$name', ({ command, code, field, says }) => {
    const refusal = desk().refused(command);
    expect(refusal).toMatchObject({ code, field });
    expect(refusal.says).toContain(says);
  });
});
