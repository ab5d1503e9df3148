import { loadRulebook } from '@racetower/rulebook';
import { expect, test } from 'vitest';
import { EXAMPLE } from '../testing/ran.ts';
import { raceNamed } from './race-names.ts';

const loaded = loadRulebook(`${EXAMPLE}/2026.yaml`);
if (!loaded.ok) throw new Error('the example does not load');
const { book } = loaded.value;

test.each([
  { name: 'A Main', which: '', race: 'a-main' },
  { name: 'a_main', which: '', race: 'a-main' },
  { name: 'Heat 2', which: '', race: 'heat-2' },
  { name: 'HEAT', which: '2', race: 'heat-2' },
  { name: 'Heats', which: '', race: 'heat-1' },
  { name: '', which: '3', race: 'heat-3' },
])('"$name" "$which" is $race', ({ name, which, race }) => {
  expect(raceNamed(book, name, which)).toMatchObject({ race });
});

test.each([
  { name: 'Z Main', which: '', says: 'the rulebook has no race "Z Main"' },
  { name: '', which: '', says: 'which race? The rulebook has' },
])('"$name" is no race', ({ name, which, says }) => {
  expect(raceNamed(book, name, which)).toContain(says);
});
