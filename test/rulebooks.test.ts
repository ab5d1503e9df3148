import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { FACT_KINDS, type Rulebook } from '@racetower/engine';
import { fuzzRulebook, lintRulebook, loadEditions, type LoadedRulebook, problemText } from '@racetower/rulebook';
import { describe, expect, test } from 'vitest';
import { coverageOf } from '../packages/rulebook/src/index.ts';
import { findNights, type ReadRulebooks, type TestedNight, testNight } from '../packages/cli/src/commands/test.ts';

const HOME = resolve(import.meta.dirname, '../rulebooks');

/** The rulebooks that claim a night for each of their clauses; a new one stands here once it does. */
const COVERED = ['example-speedway', 'kam-kartway', 'kmsa-mini-stock', 'kokomo-quarter-midget', 'sim-league'];

const CLUBS = readdirSync(HOME, { withFileTypes: true })
  .filter((each) => each.isDirectory() && existsSync(join(HOME, each.name, 'nights')))
  .map((each) => each.name);

const books: ReadRulebooks = new Map();
const run = new Map<string, readonly TestedNight[]>();

/** The nights of a club, run once for all tests here. */
function nightsOf(club: string): readonly TestedNight[] {
  const known = run.get(club) ?? findNights([join(HOME, club, 'nights')]).map((file) => testNight(file, books));
  run.set(club, known);
  return known;
}

function editionsOf(club: string): readonly LoadedRulebook[] {
  const loaded = loadEditions(join(HOME, club));
  if (!loaded.ok) throw new Error(loaded.problems.map(problemText).join('\n'));
  return loaded.value;
}

const latest = (club: string): Rulebook => editionsOf(club).at(-1)?.book as Rulebook;

/** Made-up days of each rulebook; `racetower lint` makes up more. */
const FUZZ = { seed: 20_260_502, days: 4 };

test('there are rulebooks with nights', () => expect(CLUBS).toEqual(expect.arrayContaining(COVERED)));

describe.each(CLUBS)('%s', (club) => {
  test('every night holds', () => {
    const failed = nightsOf(club).filter((night) => !night.ok);
    expect(failed.map((night) => `${relative(HOME, night.file)}: ${night.says ?? ''}`)).toEqual([]);
    expect(nightsOf(club).length).toBeGreaterThan(0);
  });

  test.runIf(COVERED.includes(club))('every clause is shown by a night', () => {
    const nights = nightsOf(club).flatMap((night) =>
      night.ok && night.outcome ? [{ file: relative(HOME, night.file), exercised: night.outcome.exercised }] : [],
    );
    const holes = coverageOf(latest(club), nights).filter((clause) => !clause.covered);
    expect(holes.map((clause) => `${clause.clause}: ${clause.says}`)).toEqual([]);
  });

  test.runIf(COVERED.includes(club))('lint finds nothing to mend', () => {
    const found = editionsOf(club).flatMap((edition) => lintRulebook(edition));
    expect(found.filter((each) => each.severity !== 'note').map(problemText)).toEqual([]);
  });

  test.runIf(COVERED.includes(club))('made-up days leave no car without a start and nothing without a reason', () => {
    const { faults, closed, tried } = fuzzRulebook(
      editionsOf(club).map((edition) => edition.book),
      FUZZ,
    );
    expect(faults.map((fault) => `${fault.says}\n${fault.night}`)).toEqual([]);
    expect(closed).toEqual([]);
    expect(tried.results).toBeGreaterThan(0);
  });
});

test('every kind of fact happens in a night of the rulebook to copy', () => {
  const kinds = new Set(nightsOf('example-speedway').flatMap((night) => [...(night.outcome?.state.all ?? [])].map((fact) => fact.kind)));
  expect(FACT_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
});
