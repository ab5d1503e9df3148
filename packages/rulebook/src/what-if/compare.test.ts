import { type AnyFact, type Command, decide, fold, initialState, type Rulebook } from '@racetower/engine';
import { describe, expect, test } from 'vitest';
import { readEditions } from '../read-rulebook.ts';
import { textSources } from '../sources.ts';
import { exampleText } from '../testing/example.ts';
import { type Answered, compareRulebooks } from './compare.ts';

const FILE = 'example-speedway/2026.yaml';
const load = (text: string) => {
  const read = readEditions([FILE], textSources(new Map([[FILE, text]])));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
};
/** One night is enough to stand in the table: none is thrown out. */
const TEXT = exampleText().replace('drop: { count: 2', 'drop: { count: 0');
const MEETING = '2026-05-02';
const CARS = ['11', '22', '33', '44', '55', '66'];
const NAMES = ['Ava', 'Ben', 'Cal', 'Dee', 'Eve', 'Fay'];

/** What a night put on record under the rulebook as it is. */
function nightOf(commands: readonly object[], editions: readonly Rulebook[]): readonly AnyFact[] {
  let state = initialState;
  for (const [index, command] of commands.entries()) {
    const at = new Date(Date.parse('2026-05-02T17:00:00Z') + index * 1000).toISOString();
    const decided = decide(editions, state, { at, by: 'race-director', meeting: MEETING, ...command } as unknown as Command);
    if (!decided.ok) throw new Error(`${JSON.stringify(command)}: ${decided.refusal.says}`);
    state = fold(
      decided.facts.map((fact, place) => ({ ...fact, club: 'example-speedway', seq: state.seq + place + 1 })),
      state,
    );
  }
  return [...state.all];
}

const NIGHT: readonly object[] = [
  { do: 'open-season', season: '2026', starts: '2026-01-01', meeting: undefined },
  { do: 'open-meeting', kind: 'points', season: '2026' },
  ...CARS.map((car) => ({ do: 'record', by: 'pit-steward', name: 'inspection', car, fields: { passed: true } })),
  ...CARS.map((car, index) => ({ do: 'sign-in', by: 'sign-in', class: 'mini-stock', car, driver: NAMES[index], pill: index + 1 })),
  { do: 'finish', race: 'mini-stock/heat-1', order: CARS, by: 'scorer' },
  { do: 'draw', draw: 'invert', class: 'mini-stock', result: 4 },
  { do: 'finish', race: 'mini-stock/a-main', order: ['22', '11', '33', '44', '55', '66'], by: 'scorer' },
];

function whatIf(edit: (text: string) => string): Answered & { readonly progress: number } {
  const before = load(TEXT);
  const facts = nightOf(
    NIGHT,
    before.map((each) => each.book),
  );
  const edited = edit(TEXT);
  expect(edited).not.toBe(TEXT);
  const work = compareRulebooks({ before, after: load(edited), facts, scope: { season: '2026' } });
  let progress = 0;
  for (let next = work.next(); ; next = work.next()) {
    if (next.done) return { ...next.value, progress };
    expect(next.value.done).toBeLessThanOrEqual(next.value.of);
    progress += 1;
  }
}

describe('what if', () => {
  test('other points: standings and points differ, each with its reasons and the clause that was edited', () => {
    const { whatIf: found, reasonsOf, progress } = whatIf((text) => text.replace('give: 52 - 2 * place', 'give: 70 - 10 * place'));
    expect(found.edited).toMatchObject([
      { path: 'points › a-main › rules 2 › give', before: '52 - 2 * place', after: '70 - 10 * place', clauses: ['EX-5.2'] },
    ]);
    const ben = found.differences.findIndex((each) => each.kind === 'standings' && each.who === 'Ben');
    // Heat second 8, A main first 50 or 60.
    expect(found.differences[ben]).toMatchObject({ before: { points: 58 }, after: { points: 68 }, clauses: ['EX-5.2'] });
    expect(JSON.stringify(reasonsOf(ben).before)).toContain('EX-5.2');
    expect(JSON.stringify(reasonsOf(ben).after)).not.toBe(JSON.stringify(reasonsOf(ben).before));
    expect(found.differences.filter((each) => each.kind === 'points').map((each) => each.who)).toEqual(
      expect.arrayContaining(['Ben', 'Fay']),
    );
    expect([found.limits, progress > 1]).toEqual([[], true]);
  });
  test('another purse and fee: money differs, nothing else', () => {
    const { differences } = whatIf((text) =>
      text
        .replace('value: [10000, 6000, 4000]', 'value: [15000, 6000, 4000]')
        .replace('entry_fee: { value: $20.00', 'entry_fee: { value: $30.00'),
    ).whatIf;
    expect(new Set(differences.map((each) => each.kind))).toEqual(new Set(['purse', 'fees']));
    expect(differences.find((each) => each.kind === 'purse')).toMatchObject({
      who: 'Ben',
      before: { cents: 10000 },
      after: { cents: 15000 },
      clauses: ['EX-7.1'],
    });
    expect(differences.filter((each) => each.kind === 'fees').map((each) => each.after?.cents)).toEqual(CARS.map(() => 3000));
  });
  test('the same rules in other words: nothing differs', () => {
    const { whatIf: found } = whatIf((text) => text.replace('says: laps of a heat,', 'says: how long a heat is,'));
    expect([found.differences, found.limits, found.edited.length]).toEqual([[], [], 1]);
  });
  test('a decision that would have been refused is named with the clause', () => {
    const { limits } = whatIf((text) => text.replace("from: '[4, 6, 8]'", "from: '[3, 5]'")).whatIf;
    expect(limits.filter((each) => each.kind === 'refused')).toMatchObject([{ clauses: ['EX-3.2'], meeting: MEETING }]);
  });
  test('a race that would have lined up otherwise is named', () => {
    const { limits } = whatIf((text) =>
      text.replace('invert: { count: draws.invert, clause: EX-3.2 }', "invert: { count: '2', clause: EX-3.2 }"),
    ).whatIf;
    expect(limits.filter((each) => each.kind === 'lined-up')).toMatchObject([{ race: 'mini-stock/a-main' }]);
  });
  test('a race that the rulebook would not have, and one that was never run, are named', () => {
    const { limits } = whatIf((text) => text.replace('heat_max: { value: 8', 'heat_max: { value: 3')).whatIf;
    expect(limits.filter((each) => each.kind === 'race-new').map((each) => each.race)).toEqual(['mini-stock/heat-2']);
  });
});
