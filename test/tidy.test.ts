import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { FACT_KINDS } from '../packages/engine/src/index.ts';
import { CODECS } from '../packages/log/src/index.ts';

const ROOT = resolve(import.meta.dirname, '..');
const SKIPPED = new Set(['node_modules', '.git', 'coverage', 'dist']);

/** What each room may import, itself apart; a room that is not here fails until somebody decides where it stands. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  rulebook: ['engine'],
  log: ['engine'],
  timing: ['engine'],
  server: ['engine', 'rulebook', 'log', 'timing'],
  // The rulebook and draws from seeds: in the worker of the desk that edits it, which is a workshop and no place where calls are made.
  console: ['engine', 'log', 'rulebook', 'server'],
  cli: ['engine', 'rulebook', 'log', 'timing', 'server', 'console'],
};
/** Rooms of which others may use only the types. */
const TYPES_ONLY = new Set(['timing>engine', 'console>engine']);

function filesUnder(folder: string, wanted: (name: string) => boolean): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory()) return SKIPPED.has(each.name) ? [] : filesUnder(path, wanted);
    return wanted(each.name) ? [path] : [];
  });
}

interface Import {
  readonly file: string;
  readonly from: string;
  readonly typesOnly: boolean;
}

const isCode = (name: string): boolean => /\.(ts|tsx|mts|mjs)$/.test(name);
const isTest = (path: string): boolean => /\.test\.tsx?$|\/testing\//.test(path);
const code = ['packages', 'conformance', 'bench', 'test', 'scripts'].flatMap((folder) => filesUnder(join(ROOT, folder), isCode));

/** The imports and re-exports of a file, dynamic ones too. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8');
  const still = [...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?[^'"`;]*?\bfrom\s+'([^']+)'/gm)];
  const bare = [...text.matchAll(/^\s*import\s+'([^']+)'/gm)].map((match) => ({ file, from: match[1] ?? '', typesOnly: false }));
  const late = [...text.matchAll(/\b(?:import|new URL)\(\s*'([^']+)'/g)].map((match) => ({ file, from: match[1] ?? '', typesOnly: false }));
  return [...still.map((match) => ({ file, from: match[2] ?? '', typesOnly: match[1] !== undefined })), ...bare, ...late];
}

const roomOf = (path: string): string | undefined => /^packages[/\\]([^/\\]+)/.exec(relative(ROOT, path))?.[1];
const importedRoom = ({ file, from }: Import): string | undefined =>
  from.startsWith('@racetower/') ? from.split('/')[1] : from.startsWith('.') ? roomOf(resolve(dirname(file), from)) : undefined;
const shown = (path: string): string => relative(ROOT, path);

test('every room stands somewhere, and imports only what is below it', () => {
  const rooms = readdirSync(join(ROOT, 'packages'));
  expect(rooms.filter((room) => BELOW[room] === undefined)).toEqual([]);
  const upward = code.flatMap((file) => {
    const room = roomOf(file);
    if (room === undefined || isTest(file)) return [];
    return importsOf(file).flatMap((each) => {
      const other = importedRoom(each);
      if (other === undefined || other === room) return [];
      if (!(BELOW[room] ?? []).includes(other)) return [`${shown(file)} imports ${other}`];
      return TYPES_ONLY.has(`${room}>${other}`) && !each.typesOnly ? [`${shown(file)} imports more than types of ${other}`] : [];
    });
  });
  expect(upward).toEqual([]);
});

test('what works on a rulebook in a browser reaches nothing of Node', () => {
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { from, typesOnly } of importsOf(file)) if (from.startsWith('.') && !typesOnly) follow(resolve(dirname(file), from));
  };
  for (const entry of ['rulebook/src/bench/index.ts', 'log/src/seed-draw.ts']) follow(join(ROOT, 'packages', entry));
  const nodes = [...seen].flatMap((file) =>
    importsOf(file)
      .filter(({ from }) => from.startsWith('node:'))
      .map(({ from }) => `${shown(file)}: ${from}`),
  );
  expect([seen.size > 20, nodes]).toEqual([true, []]);
});

test('the engine reads no clock, no disk, no network and depends on nothing but Temporal', () => {
  const outside = code
    .filter((file) => roomOf(file) === 'engine' && !isTest(file))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => !from.startsWith('.') && from !== 'temporal-polyfill')
        .map(({ from }) => `${shown(file)}: ${from}`),
    );
  expect(outside).toEqual([]);
});

test('no file is dead: each is imported, run by a script, or a test', () => {
  const scripts =
    readFileSync(join(ROOT, 'package.json'), 'utf8') +
    filesUnder(join(ROOT, 'packages'), (name) => name === 'package.json')
      .map((path) => readFileSync(path, 'utf8'))
      .join('');
  const config =
    readFileSync(join(ROOT, 'vitest.config.ts'), 'utf8') +
    readFileSync(join(ROOT, '.ci/run'), 'utf8') +
    readFileSync(join(ROOT, 'packages/console/index.html'), 'utf8');
  const used = new Set(code.flatMap((file) => importsOf(file).map(({ from }) => resolve(dirname(file), from))));
  const text = code.map((file) => readFileSync(file, 'utf8')).join('\n');
  const dead = code.filter((file) => {
    const name = file.split(/[/\\]/).at(-1) ?? '';
    const folder = dirname(file).split(/[/\\]/).at(-1) ?? '';
    if (isTest(file) && /\.test\.tsx?$/.test(name)) return false;
    return (
      !used.has(file) &&
      ![scripts, config].some((each) => each.includes(name)) &&
      !text.includes(`/${name}'`) &&
      !text.includes(`'${name}'`) &&
      !conventional(folder, name)
    );
  });
  expect(dead.map(shown)).toEqual([]);
});

/** Conformance sets are found by their folder: `conformance/SET/set.ts`; the parts that desks are built with are there to be taken. */
const conventional = (folder: string, name: string): boolean => name === 'set.ts' || folder === 'design';

test('every kind of fact has a codec and a line in the glossary', () => {
  const glossary = readFileSync(join(ROOT, 'docs/glossary.md'), 'utf8');
  expect(FACT_KINDS.filter((kind) => !CODECS.has(kind))).toEqual([]);
  expect(FACT_KINDS.filter((kind) => !glossary.includes(`\`${kind}\``))).toEqual([]);
});

test('no club, class or clause is named in the code', () => {
  const folders = readdirSync(join(ROOT, 'rulebooks'), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name);
  const prefixes = new Set(folders.flatMap((folder) => editionsIn(folder).flatMap(clausePrefixes)));
  const clubs = folders.filter((folder) => folder !== 'example-speedway');
  const words = [...clubs, ...clubs.flatMap((club) => club.split('-').slice(0, 1)), ...prefixes].filter(
    (word) => word.length > 2 && !COMMON.has(word),
  );
  const pattern = new RegExp(`\\b(${words.join('|')})\\b`);
  const named = code
    .filter((file) => roomOf(file) !== undefined && !isTest(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${shown(file)}:${index + 1}: ${pattern.exec(line)?.[1] ?? ''}`] : [])),
    );
  expect(named).toEqual([]);
});

/** First words of folders that every club uses. */
const COMMON = new Set(['sim', 'league', 'example']);
const editionsIn = (folder: string): readonly string[] =>
  filesUnder(join(ROOT, 'rulebooks', folder), (name) => name.endsWith('.yaml')).filter((path) => !path.includes('nights'));
const clausePrefixes = (edition: string): readonly string[] =>
  [...readFileSync(edition, 'utf8').matchAll(/^ {2}([A-Z]{3,})-[\w.]+:/gm)].map((match) => match[1] ?? '');

test('links in the documents lead somewhere', () => {
  const pages = [
    ...filesUnder(join(ROOT, 'docs'), (name) => name.endsWith('.md')),
    ...readdirSync(ROOT)
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(ROOT, name)),
  ];
  const broken = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].flatMap((match) => {
      const [path = '', anchor] = (match[1] ?? '').split('#');
      if (/^[a-z]+:/.test(path)) return [];
      const target = path === '' ? page : resolve(dirname(page), path);
      if (!existsSync(target)) return [`${shown(page)}: ${match[1] ?? ''}`];
      return anchor !== undefined && statSync(target).isFile() && !anchors(target).has(anchor)
        ? [`${shown(page)}: no heading for #${anchor}`]
        : [];
    }),
  );
  expect(broken).toEqual([]);
});

/** Headings as they are linked: lower case, spaces as hyphens, other signs left out. */
function anchors(page: string): ReadonlySet<string> {
  const headings = [...readFileSync(page, 'utf8').matchAll(/^#+\s+(.+)$/gm)].map((match) => match[1] ?? '');
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  );
}

test('the project is dated by its changelog and says what it is', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  expect(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')).toContain(version);
  const versions = filesUnder(join(ROOT, 'packages'), (name) => name === 'package.json').map(
    (path) => (JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string }).version,
  );
  expect(new Set([version, ...versions]).size).toBe(1);
});
