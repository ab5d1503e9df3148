import { describe, expect, test } from 'vitest';
import { findMatches, passAddress, passOf } from './matches.ts';

const entry = (car: string, driver: string, parts: object = {}) => ({
  class: 'stock',
  car,
  driver,
  signedInAt: '2026-05-02T17:00:00Z',
  arrival: 1,
  withdrawn: false,
  details: {},
  facts: [1],
  ...parts,
});
const ENTRIES = [entry('11', 'Ava Archer', { handler: 'Pam Archer' }), entry('7', 'Gus Gone', { withdrawn: true })];
const PEOPLE = [
  { name: 'Ava Archer', details: { licence: 'M-17' }, cars: [{ class: 'stock', car: '11', details: {}, meeting: 'm' }] },
  {
    name: 'Ben Núñez',
    details: { born: '2000-01-01' },
    cars: [{ class: 'stock', car: '07', details: { transponder: '900017' }, meeting: 'm' }],
  },
  { name: 'Cal Archer', details: {}, cars: [] },
];
const found = (typed: string): readonly string[] => findMatches(typed, ENTRIES, PEOPLE as never).map((match) => match.id);

describe('whom somebody means at the window', () => {
  test.each([
    { name: 'a number of a car that is in', typed: '11', first: ['in stock/11'] },
    { name: 'a number of last time, as it is written', typed: '07', first: ['known Ben Núñez stock/07'] },
    { name: 'part of a name, those who are in first', typed: 'arch', first: ['in stock/11', 'known Ava Archer', 'known Cal Archer'] },
    { name: 'a name without its accents', typed: 'nunez', first: ['known Ben Núñez stock/07'] },
    { name: 'a handler', typed: 'pam', first: ['in stock/11'] },
    { name: 'a number of a member, as on a card', typed: 'm-17', first: ['in stock/11', 'known Ava Archer'] },
    { name: 'a transponder', typed: '900017', first: ['known Ben Núñez stock/07'] },
    { name: 'nobody known', typed: 'Zoe Zane', first: ['new'] },
  ])('$name', ({ typed, first }) => expect(found(typed).slice(0, first.length)).toEqual(first));
  test('somebody new has the number or the name that was typed', () => {
    expect(findMatches('42x', [], [])).toEqual([{ id: 'new', is: 'new', car: '42x' }]);
    expect(findMatches(' Zoe  Zane ', [], [])).toEqual([{ id: 'new', is: 'new', driver: 'Zoe Zane' }]);
    expect(findMatches('  ', ENTRIES, PEOPLE as never)).toEqual([]);
  });
  test('the code of a pass finds its entry alone, or nobody', () => {
    const address = passAddress('http://tower:8080', 'club', '2026-05-02', { class: 'stock', car: '11' });
    expect(passOf(address)).toBe('stock/11');
    expect(found(address)).toEqual(['in stock/11']);
    expect(found(passAddress('http://tower:8080', 'club', '2026-05-02', { class: 'stock', car: '99' }))).toEqual([]);
  });
});
