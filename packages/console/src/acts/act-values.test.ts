import { expect, test } from 'vitest';
import { centsOf } from '../design/amounts.ts';
import { type ActField, actValues } from './act-values.ts';

const field = (name: string, type: ActField['type'], optional = false): ActField => ({ name, type, optional });
const FIELDS = [
  field('pounds', 'number'),
  field('passed', 'boolean'),
  field('cost', 'money'),
  field('cars', 'cars'),
  field('note', 'text', true),
];

test.each([
  {
    name: 'numbers, money and lists are what they are',
    typed: { pounds: '1712', passed: true, cost: '$12.50', cars: '11, 7 07', note: ' ok ' },
    values: { pounds: 1712, passed: true, cost: 1250, cars: ['11', '7', '07'], note: 'ok' },
  },
  { name: 'what is left empty is left out, a box not ticked is no', typed: { note: '' }, values: { passed: false } },
  {
    name: 'what is no number goes as it was typed',
    typed: { pounds: '17,5', cost: 'ten' },
    values: { pounds: '17,5', cost: 'ten', passed: false },
  },
])('$name', ({ typed, values }) => expect(actValues(FIELDS, typed as never)).toEqual(values));

test.each([
  ['20', 2000],
  ['20.05', 2005],
  ['€ 7,50', 750],
  ['7.5', undefined],
  ['-3', undefined],
])('%s as cents', (text, cents) => expect(centsOf(text)).toBe(cents));
