import { expect, test } from 'vitest';
import type { ActField } from '../../acts/act-values.ts';
import { changed, typedFrom } from './member-dialog.tsx';

const FIELDS: readonly ActField[] = [
  { name: 'born', type: 'date', optional: true },
  { name: 'champion', type: 'boolean', optional: true },
  { name: 'deposit', type: 'money', optional: true },
];

test('what is known comes into the fields as it is typed', () =>
  expect(typedFrom(FIELDS, { born: '2010-01-02', champion: true, deposit: 1250 })).toEqual({
    born: '2010-01-02',
    champion: true,
    deposit: '12.50',
  }));

test.each([
  { name: 'nothing was changed', known: { born: '2010-01-02' }, typed: { born: '2010-01-02' }, gives: {} },
  { name: 'a box that was never ticked says nothing', known: {}, typed: {}, gives: {} },
  { name: 'a box that was ticked is no longer', known: { champion: true }, typed: { champion: false }, gives: { champion: false } },
  { name: 'something is new', known: {}, typed: { deposit: '12.50' }, gives: { deposit: 1250 } },
  { name: 'something was emptied', known: { born: '2010-01-02' }, typed: { born: '' }, gives: { born: '' } },
])('$name', ({ known, typed, gives }) => expect(changed(FIELDS, known, typed as never)).toEqual(gives));
