import { expect, test } from 'vitest';
import { citedClauses } from '../because.ts';
import type { Round } from '../language.ts';
import { blankRulebook, key, round, stage } from '../testing/rulebook.ts';
import { DAY, Night } from '../testing/night.ts';
import { lineUp } from './line-up.ts';

type How = Round['scratch']['before'];
const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function grid(before: How, after: How): Night {
  const scratch = { before, after, leftBy: 'left-chute', beforeClauses: ['T-before'], afterClauses: ['T-after'] };
  return new Night(blankRulebook({ rounds: [round('heat', [stage({ kind: 'entered' }, [key('pill')])], { scratch })] })).inOrder(LETTERS);
}

/** Rows as `c|b`, inside first; an empty slot is `–`. */
function rows(night: Night): string {
  const { slots } = lineUp(night.context, DAY, 'x/heat');
  const last = Math.max(...slots.map((slot) => slot.row));
  const at = (row: number, side: string): string => slots.find((slot) => slot.row === row && slot.side === side)?.car ?? '–';
  return Array.from({ length: last }, (_, index) => `${at(index + 1, 'inside')}|${at(index + 1, 'outside')}`).join(' ');
}

const leftChute = { name: 'left-chute', fields: {}, approvals: [] };

test.each([
  { name: 'c before leaving: all close up (KAM-EX-11)', left: false, cars: ['c'], rows: 'a|b d|e f|g h|–' },
  { name: 'a before leaving: b has the pole (KAM-EX-13 i)', left: false, cars: ['a'], rows: 'b|c d|e f|g h|–' },
  { name: 'a on the track: its file moves up (KAM-EX-13 ii)', left: true, cars: ['a'], rows: 'c|b e|d g|f –|h' },
  { name: 'a and b on the track: both files move up', left: true, cars: ['a', 'b'], rows: 'c|d e|f g|h' },
])('$name', ({ left, cars, rows: expected }) => {
  const night = grid('close-up', 'file-moves-up');
  if (left) night.add('moment-marked', leftChute, 'x/heat');
  for (const car of cars) night.add('car-scratched', { car }, 'x/heat');
  expect(rows(night)).toBe(expected);
  const moved = lineUp(night.context, DAY, 'x/heat').slots.find((slot) => slot.car === 'g');
  expect(citedClauses(moved?.because as never)).toContain(left ? 'T-after' : 'T-before');
});

test.each([
  { how: 'gap' as const, rows: 'a|b –|d e|f g|h' },
  { how: 'crisscross' as const, rows: 'a|b d|e f|g h|–' },
])('a scratch where the rule is $how', ({ how, rows: expected }) => {
  expect(rows(grid(how, how).add('car-scratched', { car: 'c' }, 'x/heat'))).toBe(expected);
});

test('a car withdrawn after the line-up was posted leaves it like a scratch; after the green it stays', () => {
  const posted = grid('close-up', 'close-up').add('line-up-posted', { order: LETTERS }, 'x/heat');
  expect(rows(posted.add('entry-withdrawn', { class: 'x', car: 'a' }))).toBe('b|c d|e f|g h|–');
  posted.add('flag-shown', { flag: 'green', cars: [] }, 'x/heat').add('entry-withdrawn', { class: 'x', car: 'b' });
  expect(rows(posted)).toBe('b|c d|e f|g h|–');
});
