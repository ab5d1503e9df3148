import { expect, test } from 'vitest';
import type { RestartRule } from '../language.ts';
import { words } from '../testing/race-night.ts';
import { restartRows, TWO_BY_TWO } from './restart-rows.ts';

const rule = (parts: Partial<RestartRule>): RestartRule => ({ ...TWO_BY_TWO, ...parts });

/** Rows as `A B / C`, in the order in which places were given. */
const told = (rows: ReturnType<typeof restartRows>): string =>
  [...Map.groupBy(rows, (each) => each.row)]
    .toSorted((a, b) => a[0] - b[0])
    .map(([, row]) => row.map(({ car, side }) => `${car}${side === '' ? '' : `(${side})`}`).join(' '))
    .join(' / ');

test.each([
  { name: 'two by two', parts: {}, rows: 'A(inside) B(outside) / C(inside) D(outside) / E(inside)' },
  { name: 'single file', parts: { abreast: 1 }, rows: 'A / B / C / D / E' },
  { name: 'the leader alone', parts: { leader: 'alone' as const }, rows: 'A / B(inside) C(outside) / D(inside) E(outside)' },
  { name: 'three abreast', parts: { abreast: 3 }, rows: 'A(inside) B(middle) C(outside) / D(inside) E(middle)' },
  {
    name: 'four abreast behind the leader',
    parts: { abreast: 4, leader: 'alone' as const },
    rows: 'A / B(inside) C(lane 2) D(lane 3) E(outside)',
  },
  { name: 'nobody chose the outside', parts: { outside: 'out' }, rows: 'A(inside) / B(inside) / C(inside) / D(inside) / E(inside)' },
  {
    name: 'two chose the outside',
    parts: { outside: 'out' },
    chose: 'B C',
    rows: 'A(inside) B(outside) / C(outside) D(inside) / E(inside)',
  },
  {
    name: 'the leader chose it too',
    parts: { outside: 'out' },
    chose: 'A E',
    rows: 'A(outside) B(inside) / C(inside) E(outside) / D(inside)',
  },
  {
    name: 'behind a leader alone',
    parts: { outside: 'out', leader: 'alone' as const },
    chose: 'A C D',
    rows: 'A / B(inside) C(outside) / D(outside) E(inside)',
  },
])('a restart: $name', ({ parts, chose = '', rows }) => {
  expect(told(restartRows(['A', 'B', 'C', 'D', 'E'], rule(parts), { outside: new Set(chose.split(' ')) }))).toBe(rows);
});

test.each([
  { name: 'as they came to the cone', files: ['A C', 'B D E'], rows: 'A(inside) B(outside) / C(inside) D(outside) / E(outside)' },
  { name: 'out of the running order', files: ['C A', 'B'], rows: 'C(inside) B(outside) / A(inside) D(outside) / E(inside)' },
  { name: 'one file that nobody took', files: ['', 'A B C D E'], rows: 'A(outside) / B(outside) / C(outside) / D(outside) / E(outside)' },
  { name: 'a car that has left since', files: ['A X', 'B'], rows: 'A(inside) B(outside) / C(inside) D(outside) / E(inside)' },
  { name: 'behind a leader alone', leader: 'alone' as const, files: ['A B', 'C'], rows: 'A / B(inside) C(outside) / D(inside) E(outside)' },
])('files that one call names: $name', ({ files, rows, leader = 'in-row' as const }) => {
  const choice = { outside: new Set<string>(), files: files.map(words) };
  expect(told(restartRows(words('A B C D E'), rule({ leader }), choice))).toBe(rows);
});
