import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { rulebookJsonSchema } from '../json-schema.ts';
import { exampleText } from '../testing/example.ts';
import { describeAt, suggestionsAt } from './complete.ts';
import { outlineOf } from './outline.ts';
import type { Schema } from './schema-walk.ts';

const SCHEMA = rulebookJsonSchema() as Schema;
const TEXT = exampleText();
const SOURCE: unknown = parse(TEXT);

/** What is suggested at the | of a piece that is written behind a line of the example. */
const suggested = (behind: string, piece: string): readonly string[] => {
  const at = TEXT.indexOf(behind) + behind.length;
  const text = `${TEXT.slice(0, at)}\n${piece}${TEXT.slice(at)}`;
  const offset = text.indexOf('|', at);
  const { words } = suggestionsAt(SCHEMA, text.slice(0, offset) + text.slice(offset + 1), offset, SOURCE);
  return words.map((each) => each.word);
};

describe('suggestions', () => {
  test.each([
    {
      name: 'fields of a block',
      behind: 'rounds:',
      piece: '  dash:\n    |',
      has: ['name', 'laps', 'lineup', 'clause'],
      not: ['rounds', 'says'],
    },
    {
      name: 'without those that are there',
      behind: 'rounds:',
      piece: '  dash:\n    name: Dash\n    l|',
      has: ['laps', 'lineup'],
      not: ['name'],
    },
    {
      name: 'fields in braces',
      behind: 'values:',
      piece: '  dash_laps: { value: 3, | }',
      has: ['says', 'unit', 'clause', 'reading'],
      not: ['value'],
    },
    {
      name: 'clauses of the club',
      behind: 'values:',
      piece: '  dash_laps: { value: 3, says: laps, clause: EX-2| }',
      has: ['EX-2.2', 'EX-8.1'],
      not: ['laps'],
    },
    {
      name: 'words that a field takes',
      behind: 'clauses:',
      piece: '  EX-9: { kind: | }',
      has: ['compute', 'enforce', 'guide', 'call', 'publish'],
      not: ['true'],
    },
    { name: 'rounds of the club', behind: 'points:', piece: '  dash:\n    rounds: [h|]', has: ['heat', 'a-main'], not: ['mini-stock'] },
    {
      name: 'names that a formula reads',
      behind: 'rounds:',
      piece: '  dash:\n    laps: { count: main|',
      has: ['main_laps', 'heat_laps', 'cars', 'min'],
      not: ['EX-2.2'],
    },
    {
      name: 'values that differ in a group',
      behind: 'groups:',
      piece: '  seniors: { values: { | } }',
      has: ['heat_laps', 'main_laps'],
      not: ['says'],
    },
  ])('are $name', ({ behind, piece, has, not }) => {
    const words = suggested(`\n${behind}`, piece);
    expect(words).toEqual(expect.arrayContaining(has));
    expect(words.filter((each) => not.includes(each))).toEqual([]);
  });
  test('of the whole are its blocks, but for those that are there', () => {
    const words = suggestionsAt(SCHEMA, `${TEXT}\nnot`, TEXT.length + 4, SOURCE).words.map((each) => each.word);
    expect(words).toContain('notices');
    expect(words).not.toContain('clauses');
  });
});

describe('what a word means', () => {
  const means = (around: string, word: string): readonly string[] =>
    describeAt(SCHEMA, TEXT, TEXT.indexOf(around) + around.indexOf(word) + 1, SOURCE)?.says ?? [];
  test.each([
    { name: 'a field', around: 'lineup:\n      - { select', word: 'lineup', says: 'who starts where: stages that queue behind each other' },
    {
      name: 'a clause that is cited',
      around: 'clause: EX-5.5 }\n  ties',
      word: 'EX-5.5',
      says: 'The two lowest nights of the season are thrown out.',
    },
    { name: 'a value that a formula reads', around: 'laps: { count: main_laps', word: 'main_laps', says: 'laps of the A main: 25' },
    {
      name: 'a block',
      around: 'restarts:',
      word: 'restarts',
      says: 'how the field stands for a restart: single file, rows, the leader alone, files that drivers choose',
    },
  ])('is said of $name', ({ around, word, says }) => expect(means(around, word)).toContain(says));
});

test('the outline has blocks and the names in them, each with its line', () => {
  const outline = outlineOf(TEXT);
  const line = (text: string): number => TEXT.slice(0, TEXT.indexOf(text)).split('\n').length;
  expect(outline.find((each) => each.name === 'points')).toMatchObject({
    line: line('\npoints:') + 1,
    parts: [{ name: 'heat' }, { name: 'b-main' }, { name: 'a-main' }],
  });
  expect(outlineOf(`${TEXT}\n  broken: [`).length).toBeGreaterThan(20);
});
