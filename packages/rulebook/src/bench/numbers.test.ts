import { describe, expect, test } from 'vitest';
import { exampleText } from '../testing/example.ts';
import { readRulebook } from '../read-rulebook.ts';
import { textSources } from '../sources.ts';
import { changeNumber, commonNumbers } from './numbers.ts';

const FILE = 'example-speedway/2026.yaml';
const load = (text: string) => {
  const read = readRulebook(FILE, textSources(new Map([[FILE, text]])));
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.value;
};
const named = (text: string, name: string) => commonNumbers(load(text)).find((each) => each.name === name)!;
const edited = (text: string, name: string, typed: string): string => {
  const change = changeNumber(text, named(text, name), typed);
  if (!change.ok) throw new Error(change.says);
  return text.slice(0, change.from) + change.insert + text.slice(change.to);
};
/** The lines by which two texts differ. */
const difference = (a: string, b: string): readonly string[] => {
  const before = new Set(a.split('\n'));
  return b.split('\n').filter((line) => !before.has(line));
};

describe('the common numbers', () => {
  test('of values have what they are, unit and clause', () =>
    expect(named(exampleText(), 'min_weight')).toMatchObject({
      block: 'values',
      kind: 'number',
      written: '2300',
      unit: 'pounds',
      clauses: ['EX-8.1'],
      says: 'least weight with the driver',
    }));
  test.each([
    ['heat › rules 2 › table', 'list', '10, 8, 6, 4, 2', 'EX-5.1'],
    ['a-main › rules 2 › give', 'formula', '52 - 2 * place', 'EX-5.2'],
    ['drop › count', 'number', '2', 'EX-5.5'],
    ['point-fund › receives › entries › cents', 'money', '$2.00', 'EX-7.4'],
  ])('of tables are there too: %s is a %s', (name, kind, written, clause) =>
    expect(named(exampleText(), name)).toMatchObject({ kind, written, clauses: [clause] }),
  );
});

describe('a number that is changed', () => {
  test.each([
    { name: 'heat_laps', typed: '12', line: '  heat_laps: { value: 12, says: laps of a heat, clause: EX-2.2 }' },
    { name: 'entry_fee', typed: '$25.00', line: '  entry_fee: { value: $25.00, says: price of signing in one car, clause: EX-1.1 }' },
    {
      name: 'small_shares',
      typed: '60, 40',
      line: '  small_shares: { value: [60, 40], says: parts of the pot of a small A main by place, clause: EX-7.1 }',
    },
    {
      name: 'by_passing',
      typed: 'true',
      line: '  by_passing: { value: true, says: whether passing points line up the B main, clause: EX-3.6 }',
    },
    { name: 'heat › rules 2 › table', typed: '12 9 7', line: "      - { table: '[12, 9, 7]', beyond: 1, clause: EX-5.1 }" },
    { name: 'a-main › rules 2 › give', typed: '60 - 3 * place', line: '      - { give: 60 - 3 * place, clause: EX-5.2 }' },
  ])('$name: one line is another, comments and all else stay', ({ name, typed, line }) => {
    const text = `# a note\n${exampleText()}`;
    const after = edited(text, name, typed);
    expect(difference(text, after)).toEqual([line]);
    expect(load(after).book.edition).toBe('2026');
  });
  test('keeps the comment behind it', () => {
    const text = exampleText().replace('heat_laps: { value: 10, says', 'heat_laps: # ten since 2019\n    { value: 10, says');
    expect(edited(text, 'heat_laps', '11')).toContain('heat_laps: # ten since 2019\n    { value: 11, says');
  });
  test('that was unset is set in its place', () => {
    const text = exampleText().replace('heat_laps: { value: 10, says', 'heat_laps: { says');
    expect(edited(text, 'heat_laps', '11')).toContain('heat_laps: { value: 11, says');
    const block = exampleText().replace(
      'heat_laps: { value: 10, says: laps of a heat, clause: EX-2.2 }',
      'heat_laps:\n    says: laps of a heat\n    clause: EX-2.2',
    );
    expect(edited(block, 'heat_laps', '11')).toContain('heat_laps:\n    value: 11\n    says: laps of a heat');
  });
  test('of an older edition is said anew in this one', () => {
    const own = 'extends: { file: 2025.yaml }\n# what the board decided\nedition: 2026\nin-force: 2026-01-01\n';
    const change = changeNumber(own, { path: ['values', 'heat_laps', 'value'], kind: 'number' }, '11');
    expect(change.ok && change.insert).toContain('values:\n  heat_laps:\n    value: 11');
    expect(change.ok && change.insert).toContain('# what the board decided');
  });
  test.each([
    ['heat_laps', 'ten!', 'is a number, as 12, or a formula'],
    ['heat_laps', '', 'is missing'],
    ['entry_fee', '25', 'is an amount, as $25.00'],
    ['by_passing', 'maybe', 'is true or false'],
    ['small_shares', '50, half', 'is a list of numbers, as 10, 8, 6: "half" is none'],
  ])('%s cannot be "%s"', (name, typed, says) =>
    expect(changeNumber(exampleText(), named(exampleText(), name), typed)).toEqual({ ok: false, says }),
  );
  test('in a text with mistakes is not changed', () =>
    expect(changeNumber(`${exampleText()}\n a: [`, named(exampleText(), 'heat_laps'), '3')).toMatchObject({ ok: false }));
});
