import { expect, test } from 'vitest';
import { extended } from './extends.ts';
import { textSources } from './sources.ts';

const within = (texts: Readonly<Record<string, string>>) => textSources(new Map(Object.entries(texts)));

/** The newer file over the older one. */
function over(older: string, newer: string): unknown {
  const read = extended('newer.yaml', within({ 'older.yaml': older, 'newer.yaml': `extends: { file: older.yaml }\n${newer}` }));
  return read.ok ? read.value.value : read.problems.map((each) => each.says);
}

const rounds = (source: unknown): readonly string[] => Object.keys((source as { readonly rounds: object }).rounds);

test.each([
  ['before the next known one', 'rounds: { qualifying: 1, heat: 2 }', ['qualifying', 'heat', 'main']],
  ['last, when none follows', 'rounds: { dash: 1 }', ['heat', 'main', 'dash']],
  ['in their own order', 'rounds: { dash: 1, consi: 2, main: 3 }', ['heat', 'dash', 'consi', 'main']],
  ['in the place of a line taken away', 'rounds: { dash: 1, heat: null }', ['dash', 'main']],
])('a new name stands %s', (_, newer, expected) => {
  expect(rounds(over('rounds: { heat: 1, main: 1 }', newer))).toEqual(expected);
});

test('maps are merged, lists and single values replace', () => {
  expect(over('a: { b: [1, 2], c: 1, d: 1 }', 'a: { b: [3], c: null }')).toEqual({
    extends: { file: 'older.yaml' },
    a: { b: [3], d: 1 },
  });
});

test('a circle is named', () => {
  const read = extended('a.yaml', within({ 'a.yaml': 'extends: { file: a.yaml }' }));
  expect(read.ok ? [] : read.problems.map((each) => each.says)).toEqual([expect.stringContaining('extends goes in a circle')]);
});
