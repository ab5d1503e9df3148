import { COMMAND_SHAPES, VIEWS } from '@racetower/engine';
import { expect, test } from 'vitest';
import { FORMULA_FUNCTIONS, FORMULA_NAMES } from '../packages/rulebook/src/formula-names.ts';
import { contextOn } from '../packages/engine/src/context.ts';
import { scopeFor } from '../packages/engine/src/scope.ts';
import { scopeNames } from '../packages/engine/src/scope-names.ts';
import { filled, MARKED, marksOf, PAGES } from '../scripts/docs/fill.ts';
import { everyBlock, everyChoice, keyOf } from '../scripts/docs/schema-tables.ts';
import { failureOf, nightOf, pageText, rulebookOf, type Snippet, snippetsOf } from '../scripts/docs/snippets.ts';

const rulebookPage = pageText('docs/rulebook.md');
const nightsPage = pageText('docs/nights.md');
const snippets = PAGES.flatMap((page) => snippetsOf(page, pageText(page)));
const only = (kind: Snippet['kind']): Snippet => {
  const found = snippets.find((each) => each.kind === kind);
  if (!found) throw new Error(`the documents hold no ${kind}`);
  return found;
};
const tour = only('rulebook');
const evening = only('evening');
const named = (kinds: readonly Snippet['kind'][]) =>
  snippets.filter((each) => kinds.includes(each.kind)).map((each) => [`${each.page}:${each.line}`, each] as const);

test.each(named(['rulebook', 'part']))('%s loads', (_, snippet) => {
  expect(rulebookOf(tour, snippet)).toBeTypeOf('object');
});

test.each(named(['night', 'evening', 'steps']))('%s holds', (_, snippet) => {
  expect(failureOf(nightOf(tour, evening, snippet))).toBe('');
});

test('a wrong word in a snippet is found at its line', () => {
  const broken = snippets.find((each) => each.kind === 'part') as Snippet;
  const found = rulebookOf(tour, { ...broken, text: 'roundz: {}' });
  expect(found).toContain(`:${broken.line}:`);
  expect(found).toContain('roundz');
  const steps = snippets.find((each) => each.kind === 'steps') as Snippet;
  expect(failureOf(nightOf(tour, evening, { ...steps, text: '- expect: line-up\n  race: stock/heat-1\n  order: []' }))).toContain(
    `line ${steps.line}: line-up order`,
  );
});

test('the tables are as the code has them (npm run docs writes them)', () => {
  for (const page of PAGES) expect(filled(pageText(page))).toBe(pageText(page));
});

test('every field of a rulebook stands in a table', () => {
  const marked = new Set(marksOf(rulebookPage).flatMap((mark) => (mark.kind === 'fields' ? [mark.what] : [])));
  const blocks = everyBlock();
  const told = new Set(blocks.filter((each) => marked.has(each.path)).map(keyOf));
  expect(blocks.filter((each) => !told.has(keyOf(each))).map((each) => each.path)).toEqual([]);
});

/** The page without the tables that the program writes. */
const prose = rulebookPage.replaceAll(MARKED, '');

test('every word that a field may be set to is told in words or shown at work', () => {
  expect([...everyChoice()].filter((word) => !new RegExp(`(^|[^\\w-])${word}($|[^\\w-])`, 'm').test(prose))).toEqual([]);
});

test('every block of a rulebook is shown at work', () => {
  const [book] = everyBlock();
  const shown = snippets.map((each) => each.text).join('\n');
  expect(Object.keys(book?.node.properties ?? {}).filter((name) => !new RegExp(`^${name}:`, 'm').test(shown))).toEqual(['extends']);
});

test('every name and function of formulas is listed', () => {
  expect(FORMULA_NAMES.filter((each) => !rulebookPage.includes(`| \`${each.name}\` |`))).toEqual([]);
  expect(FORMULA_FUNCTIONS.filter((each) => !rulebookPage.includes(`| \`${each.signature}\` |`))).toEqual([]);
});

test('every command has its fields and an example', () => {
  const marked = marksOf(nightsPage).flatMap((mark) => (mark.kind === 'command' ? [mark.what] : []));
  expect(marked.toSorted()).toEqual(Object.keys(COMMAND_SHAPES).toSorted());
  const text = snippets.map((each) => each.text).join('\n');
  expect(marked.filter((name) => !new RegExp(`\\bdo: ${name}\\b(?!-)`).test(text))).toEqual([]);
});

test('every view is listed and expected somewhere', () => {
  const text = snippets.map((each) => each.text).join('\n');
  expect(VIEWS.map((each) => each.name).filter((name) => !new RegExp(`\\bexpect: ${name}\\b(?!-)`).test(text))).toEqual([]);
});

test('the glossary has every command', () => {
  const glossary = pageText('docs/glossary.md');
  expect(Object.keys(COMMAND_SHAPES).filter((name) => !glossary.includes(`\`${name}\``))).toEqual([]);
});

/** What formulas can read of a car in a race of the evening, the values of the rulebook apart. */
function inRace() {
  const run = nightOf(tour, evening, evening);
  if (typeof run === 'string') throw new Error(run);
  const context = contextOn(run.editions, run.state, '2026-05-02');
  const where = { meeting: run.meeting ?? '', class: 'stock', round: 'heat', race: 'stock/heat-1', car: '1' };
  const at = '2026-05-03T00:00:00Z';
  return { names: scopeNames(context, where, at), scope: scopeFor(context, where, {}, at) };
}

test('the names that can be read anywhere are those that the engine has', () => {
  const { names, scope } = inRace();
  const listed = new Map(FORMULA_NAMES.map((each) => [each.name, each]));
  expect(Object.keys(names).filter((name) => !listed.has(name))).toEqual([]);
  const anywhere = FORMULA_NAMES.filter((each) => ['always', 'meeting', 'class', 'race', 'car'].includes(each.where));
  for (const { name } of anywhere) expect(() => scope.lookup(name), name).not.toThrow();
  expect(() => scope.lookup('place')).toThrow('nothing here is called place');
});

test('every field of a meeting, class, race, car and driver is listed', () => {
  const { names } = inRace();
  const says = (name: string): string => FORMULA_NAMES.find((each) => each.name === name)?.says ?? '';
  const untold = ['season', 'meeting', 'class', 'race', 'car', 'driver'].flatMap((name) =>
    Object.keys(names[name]?.() ?? {})
      .filter((field) => !says(name).includes(`\`${field}\``))
      .map((field) => `${name}.${field}`),
  );
  expect(untold).toEqual([]);
});

test.each(['demo/club-day.yaml', 'demo/club-season.yaml'])('the page of stories tells every field that %s uses', (file) => {
  const page = pageText('docs/stories.md');
  const fields = [...pageText(file).matchAll(/^([a-z][a-z-]*):/gm)].map((match) => match[1] ?? '');
  expect(fields.length).toBeGreaterThan(10);
  expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
});
