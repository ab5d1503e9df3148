import { expect, test } from 'vitest';
import { drafted, moved } from './order.ts';

test.each([
  { name: 'to the pole', car: '3', to: 0, order: ['3', '1', '2', '4'] },
  { name: 'one back', car: '2', to: 2, order: ['1', '3', '2', '4'] },
  { name: 'beyond the end', car: '1', to: 9, order: ['2', '3', '4', '1'] },
  { name: 'before the pole', car: '1', to: -1, order: ['1', '2', '3', '4'] },
  { name: 'a car that is not in it', car: '9', to: 1, order: ['1', '2', '3', '4'] },
])('a car is moved: $name', ({ car, to, order }) => expect(moved(['1', '2', '3', '4'], car, to)).toEqual(order));

test.each([
  { name: 'nothing was moved', draft: undefined, lined: ['1', '2'], order: undefined },
  { name: 'it is as the line-up has it', draft: ['1', '2'], lined: ['1', '2'], order: undefined },
  { name: 'a car was moved', draft: ['2', '1'], lined: ['1', '2'], order: ['2', '1'] },
  { name: 'a car left meanwhile', draft: ['3', '1', '2'], lined: ['1', '3'], order: ['3', '1'] },
  { name: 'a car came meanwhile', draft: ['2', '1'], lined: ['1', '2', '7'], order: ['2', '1', '7'] },
])('an order that is worked at: $name', ({ draft, lined, order }) => expect(drafted(draft, lined)).toEqual(order));
