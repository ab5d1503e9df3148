import { expect, test } from 'vitest';
import type { Desk } from '../desks/desk.ts';
import { atTheFoot, byUse } from './first-desks.ts';

const desk = (id: string): Desk => ({
  id,
  words: { en: { title: id, about: id }, es: {} },
  asks: [],
  group: 'night',
  sign: '·',
  load: () => Promise.reject(new Error('never opened here')),
});
const NIGHT = ['sign-in', 'line-up', 'staging', 'race-control', 'scales', 'results', 'stewards'].map(desk);
const ids = (desks: readonly Desk[]): readonly string[] => desks.map(({ id }) => id);

test.each([
  { name: 'a race director begins in race control', post: 'race-director', first: 'race-control' },
  { name: 'a pit steward begins at staging', post: 'pit-steward', first: 'staging' },
  { name: 'a post that nobody thought of begins where the night does', post: 'photographer', first: 'sign-in' },
])('$name', ({ post, first }) => expect(byUse(NIGHT, post)[0]?.id).toBe(first));

test.each([
  { name: 'four of many', desks: NIGHT, here: 'race-control', shown: ['line-up', 'staging', 'race-control', 'results'] },
  {
    name: 'the open one takes the place of the last',
    desks: NIGHT,
    here: 'stewards',
    shown: ['line-up', 'staging', 'race-control', 'stewards'],
  },
  { name: 'five fit without a press', desks: NIGHT.slice(0, 5), here: 'scales', shown: ids(NIGHT.slice(0, 5)) },
  { name: 'an unknown desk changes nothing', desks: NIGHT, here: 'nowhere', shown: ['line-up', 'staging', 'race-control', 'results'] },
])('at the foot of a phone: $name', ({ desks, here, shown }) => expect(ids(atTheFoot(desks, 'race-director', here))).toEqual(shown));
