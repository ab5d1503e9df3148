import { expect, test } from 'vitest';
import { foundMembers, isShown, type Member } from './found.ts';

const member = (name: string, parts: Partial<Member> = {}): Member =>
  ({ name, details: {}, cars: [], papers: [], standing: 'no-car', missing: [], ...parts }) as unknown as Member;

const people = [
  member('José Ruiz', {
    details: { licence: 'M-17' },
    cars: [{ class: 'x', car: '7', transponder: '4711', handler: 'Pam Ruiz' }] as never,
  }),
  member('Ann Reese', { cars: [{ class: 'x', car: '77' }] as never, standing: 'may' }),
];

test.each([
  { typed: '', names: ['José Ruiz', 'Ann Reese'] },
  { typed: 'jose', names: ['José Ruiz'] },
  { typed: '7', names: ['José Ruiz'] },
  { typed: '77', names: ['Ann Reese'] },
  { typed: 'm-17', names: ['José Ruiz'] },
  { typed: '4711', names: ['José Ruiz'] },
  { typed: 'pam', names: ['José Ruiz'] },
  { typed: 'ruiz 7', names: ['José Ruiz'] },
  { typed: 'nobody', names: [] },
])('"$typed" finds $names', ({ typed, names }) => expect(foundMembers(people, typed).map((each) => each.name)).toEqual(names));

test.each([
  { shown: 'all', parts: {}, is: true },
  { shown: 'may', parts: { standing: 'may' }, is: true },
  { shown: 'may', parts: { standing: 'part' }, is: false },
  { shown: 'may-not', parts: { standing: 'part' }, is: true },
  { shown: 'no-car', parts: { standing: 'no-car' }, is: true },
  { shown: 'runs-out', parts: { papers: [{ runsOut: 'soon' }] }, is: true },
  { shown: 'runs-out', parts: { papers: [{ runsOut: 'good' }] }, is: false },
] as const)('$shown of $parts: $is', ({ shown, parts, is }) => expect(isShown(member('A', parts as never), shown)).toBe(is));
