import { expect, test } from 'vitest';
import { passOf } from './pass-command.ts';
import type { Passing } from './passing.ts';

const PASSING: Passing = {
  source: 'line',
  decoder: '9',
  epoch: 2,
  timeUs: 5_000_000,
  clubTimeUs: 1_777_777_777_000_000,
  arrivedUs: 1_777_777_777_020_000,
  late: false,
};
const AT = { timeUs: 1_777_777_777_000_000 };

test.each([
  {
    name: 'a transponder',
    heard: { transponder: '7', number: 4, strength: 90, hits: 20 },
    is: { transponder: '7', decoder: '9', epoch: 2, number: 4, strength: 90, hits: 20 },
  },
  { name: 'a transponder with the number of its car', heard: { transponder: '7', car: '12' }, is: { transponder: '7', carHeard: '12' } },
  { name: 'a car', heard: { car: '12' }, is: { carHeard: '12' } },
  {
    name: 'a beam',
    heard: { special: 'photocell' as const, number: 5 },
    is: { transponder: 'photocell', decoder: '9', epoch: 2, number: 5 },
  },
  { name: 'a loop elsewhere', heard: { transponder: '7', loop: 'pit' }, is: { transponder: '7', loop: 'pit' } },
])('$name', ({ heard, is }) => {
  expect(passOf({ ...PASSING, ...heard })).toEqual({ ...AT, ...is });
});
