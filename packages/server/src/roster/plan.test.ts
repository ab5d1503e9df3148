import { type AnyFact, type Command, decide, fold, initialState, type State } from '@racetower/engine';
import { describe, expect, test } from 'vitest';
import { exampleEditions } from '../testing/example-club.ts';
import { planRoster, type RosterSheet } from './plan.ts';

const editions = exampleEditions();
const AT = '2026-04-01T12:00:00Z';
const GIVER = { by: 'race-director', at: AT };

/** A log after some commands. */
function after(...commands: readonly (Readonly<Record<string, unknown>> & { readonly do: string })[]): State {
  return commands.reduce((state, command) => {
    const decided = decide(editions, state, { by: 'race-director', at: AT, ...command } as unknown as Command);
    if (!decided.ok) throw new Error(decided.refusal.says);
    return fold(
      decided.facts.map((fact, index): AnyFact => ({ ...fact, club: 'example-speedway', seq: state.seq + index + 1 })),
      state,
    );
  }, initialState);
}

const KNOWN = after(
  { do: 'register', person: 'Ava Archer', details: { born: '2000-04-01', phone: '555 0101' } },
  { do: 'register-car', class: 'mini-stock', car: '11', person: 'Ava Archer' },
  { do: 'assign-transponder', class: 'mini-stock', car: '11', transponder: '4711' },
  { do: 'record', name: 'membership', person: 'Ava Archer', fields: { until: '2026-12-31' } },
);

const sheet = (lines: readonly (readonly string[])[], more: Partial<RosterSheet> = {}): RosterSheet => ({
  rows: lines.map((cells, at) => ({ line: at + 1, cells })),
  ...more,
});
const plan = (lines: readonly (readonly string[])[], more: Partial<RosterSheet> = {}) =>
  planRoster(editions, KNOWN, sheet(lines, more), GIVER);

describe('columns are known by their headings', () => {
  test.each([
    { headings: ['Name', 'DOB', 'Car #', 'Division'], columns: ['person', 'person.born', 'car', 'class'] },
    { headings: ['First Name', 'Last Name', 'Cell Phone', 'E-Mail'], columns: ['first-name', 'last-name', 'person.phone', 'person.email'] },
    { headings: ['Driver', 'Chip', 'Team', 'membership'], columns: ['person', 'transponder', 'car.team', 'membership.until'] },
    { headings: ['Driver', 'Medical Fit', 'medical.note', 'Shoe size'], columns: ['person', 'medical.fit', 'medical.note', null] },
    { headings: ['Name', 'Driver'], columns: ['person', null] },
  ])('$headings', ({ headings, columns }) => expect(plan([headings, ['x']]).columns).toEqual(columns));

  test('titles above them are passed over', () =>
    expect(plan([['Members 2026'], ['Name', 'Phone'], ['Ben Boone', '1']])).toMatchObject({
      heading: 2,
      headings: ['Name', 'Phone'],
      lines: [{ line: 3 }],
    }));
  test('a file without headings is read from its first line, once somebody says so', () =>
    expect(plan([['Ben Boone', '1']], { heading: 0, columns: ['person', 'person.phone'] })).toMatchObject({
      lines: [{ line: 1, person: 'Ben Boone', is: 'new' }],
    }));
});

describe('what a line comes to', () => {
  const HEAD = ['Name', 'Born', 'Phone', 'Class', 'Car', 'Transponder', 'Membership', 'Champion'];
  test.each([
    {
      name: 'somebody new, with number, transponder and paper',
      cells: ['Ben Boone', '5/31/2012', '', 'Mini Stock', '22', '4712', '12/31/2026', 'yes'],
      is: 'new',
      changes: [
        { field: 'person.born', is: '2012-05-31' },
        { field: 'person.champion', is: true },
        { field: 'car', is: '22' },
        { field: 'transponder', is: '4712' },
        { field: 'membership.until', is: '2026-12-31' },
      ],
      does: ['register', 'register-car', 'assign-transponder', 'record'],
    },
    {
      name: 'as it is known',
      cells: ['Ava Archer', '4/1/2000', '555 0101', 'mini-stock', '11', '4711', '2026-12-31', ''],
      is: 'same',
      changes: [],
      does: [],
    },
    { name: 'what is empty stays', cells: ['Ava  Archer', '', '', '', '', '', '', ''], is: 'same', changes: [], does: [] },
    {
      name: 'otherwise than it is known',
      cells: ['Ava Archer', '', '555 0199', 'mini stock', '11', '4799', '', ''],
      is: 'changed',
      changes: [
        { field: 'person.phone', was: '555 0101', is: '555 0199' },
        { field: 'transponder', was: '4711', is: '4799' },
      ],
      does: ['register', 'assign-transponder'],
    },
  ])('$name', ({ cells, is, changes, does }) => {
    const [line] = plan([HEAD, cells]).lines;
    expect(line).toMatchObject({ is, changes, problems: [] });
    expect(line?.commands.map((command) => command['do'])).toEqual(does);
  });

  test.each([
    { name: 'no name', cells: ['', '', '', '', '', '', '', ''], column: 0, says: 'the name is missing' },
    { name: 'no day', cells: ['Ben', 'soon', '', '', '', '', '', ''], column: 1, says: '"soon" is no day, as 2012-05-31' },
    { name: 'no yes or no', cells: ['Ben', '', '', '', '', '', '', 'perhaps'], column: 7, says: '"perhaps" is no yes or no' },
    {
      name: 'an unknown class',
      cells: ['Ben', '', '', 'Sprint', '5', '', '', ''],
      column: 3,
      says: 'there is no class "Sprint"; there are Mini Stock, Youth Four',
    },
    { name: 'a number without its class', cells: ['Ben', '', '', '', '5', '', '', ''], column: 3, says: 'say in which class number 5 is' },
    {
      name: 'a transponder without a car',
      cells: ['Ben', '', '', '', '', '77', '', ''],
      column: 4,
      says: 'the number of the car is missing for transponder',
    },
    {
      name: 'a number of somebody else',
      cells: ['Ben', '', '', 'mini-stock', '11', '', '', ''],
      column: 4,
      says: "number 11 of Mini Stock is Ava Archer's; give it up first (EX-1.6)",
    },
    {
      name: 'a number out of range',
      cells: ['Ben', '', '', 'mini-stock', '1000', '', '', ''],
      column: 4,
      says: 'numbers are from 0 to 999, and 1000 is none of them (EX-1.6)',
    },
  ])('wrong: $name', ({ cells, column, says }) => {
    const [line] = plan([HEAD, cells]).lines;
    expect(line).toMatchObject({ is: 'wrong', commands: [], problems: [{ column, says }] });
  });

  test('two lines of a file clash as two people would, and nothing of the wrong one is kept', () => {
    const { lines } = plan([
      HEAD,
      ['Ben', '', '', 'mini-stock', '5', '', '', ''],
      ['Cal', '', '', 'mini-stock', '5', '', '', ''],
      ['Cal', '', '', 'mini-stock', '6', '', '', ''],
    ]);
    expect(lines.map((line) => line.is)).toEqual(['new', 'wrong', 'new']);
  });
  test('somebody with two cars stands in two lines; the same line twice is told', () => {
    const { lines } = plan([
      HEAD,
      ['Ben', '', '', 'mini-stock', '5', '', '', ''],
      ['Ben', '', '', 'youth-four', '6', '', '', ''],
      ['Ben', '', '', 'youth-four', '6', '99', '', ''],
    ]);
    expect(lines.map((line) => line.is)).toEqual(['new', 'changed', 'wrong']);
    expect(lines[2]?.problems).toEqual([{ says: 'Ben stands in line 3 too, with something else: leave one of them out' }]);
  });
  test('a paper that the role may not keep is wrong', () => {
    const [line] = plan([
      ['Name', 'Class', 'Car', 'Inspection'],
      ['Ben', 'mini-stock', '5', 'yes'],
    ]).lines;
    expect(line).toMatchObject({
      is: 'wrong',
      problems: [{ says: expect.stringContaining('race-director may not give inspection') as string }],
    });
  });
});
