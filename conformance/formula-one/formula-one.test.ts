import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../run.ts';
import { compareSeason } from './formula-one.ts';
import { SMALL_SEASONS } from './small-season.ts';

/** A data folder with the small seasons, some files of them changed. */
function dataWith(changed: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  for (const [path, text] of Object.entries({ ...SMALL_SEASONS, ...changed })) {
    const file = join(folder, 'formula-one', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

function run(...args: readonly string[]): { readonly code: number; readonly out: string; readonly err: string } {
  const out: string[] = [];
  const err: string[] = [];
  const code = main(args, { print: (line) => out.push(line), complain: (line) => err.push(String(line)) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('shared cars and laps, half points, sprints and kept places add up', () => {
  expect(run('formula-one', '--data', dataWith())).toMatchObject({ code: 0, out: 'formula-one: 3 cases, 3 passed, 0 failed, 0 skipped' });
});

test('a season whose official table is not there is worked out and skipped; a wrong point is explained', () => {
  const official = SMALL_SEASONS['seasons/1952/standings_drivers.csv'] ?? '';
  const { code, out } = run('formula-one', '--data', dataWith({ 'seasons/1952/standings_drivers.csv': official.replace('14.5', '14') }));
  expect(code).toBe(1);
  expect(out).toContain('FAILED 1952 drivers\n    points of a: expected "14", found "14.5"\n      a has 14.5 points [WC-4]');
});

test.each([
  { table: 'drivers', csv: 'position,driver,points\n1,a,36\n2,b,19\n3,c,12.5' },
  { table: 'constructors', csv: 'position,constructor,points,engine\n1,red,36,red\n2,blue,31.5,blue' },
])('--csv prints the table of $table', ({ table, csv }) => {
  expect(run('formula-one', '--season', '2021', '--table', table, '--csv', '--data', dataWith())).toEqual({ code: 0, out: csv, err: '' });
});

test.each([
  { name: 'no such season', args: ['formula-one', '--season', '1949'], says: 'there is no season 1949; there are 1952, 2021' },
  {
    name: 'no such table',
    args: ['formula-one', '--season', '1952', '--table', 'constructors'],
    says: '1952 has no table of constructors; it has drivers',
  },
  { name: 'a table of no season', args: ['formula-one', '--table', 'drivers'], says: '--table goes with --season' },
  { name: 'no set', args: ['--season', '2021'], says: '--season is for formula-one' },
])('what cannot be printed ends with 2: $name', ({ args, says }) => {
  const { code, err } = run(...args, '--data', dataWith());
  expect(err).toContain(says);
  expect(code).toBe(2);
});

test.each([
  {
    name: 'a column is missing',
    path: 'seasons/2021/races.csv',
    text: 'round,date\n1,2021-07-18\n',
    says: 'has no column name, points_multiplier',
  },
  { name: 'an open quote', path: 'seasons/2021/results.csv', text: 'round,session\n1,"race\n', says: 'cannot be read as lines of cells' },
])('data of another shape end with 2: $name', ({ path, text, says }) => {
  const { code, err } = run('formula-one', '--data', dataWith({ [path]: text }));
  expect(err).toContain(says);
  expect(code).toBe(2);
});

const DATA = resolve(process.env['RACETOWER_DATA'] ?? join(import.meta.dirname, '../../../shared/data'), 'formula-one');
const there = existsSync(DATA);

/** A season for each turn of the rule: shared cars, guests, two parts, exclusions, half points, sprints. */
test.skipIf(!there).each([1950, 1956, 1967, 1984, 1997, 2018, 2021])(
  `the official tables of %i come out (skipped without ${DATA})`,
  (season) => {
    const outcomes = compareSeason(DATA, season);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(outcomes.map(() => 'passed'));
    expect(outcomes.length).toBeGreaterThan(0);
  },
);
