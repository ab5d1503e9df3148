import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AnyFact, NewFact, Rulebook } from '../../packages/engine/src/index.ts';
import { openSqliteLog } from '../../packages/log/src/index.ts';
import { findRulebook, loadEditions } from '../../packages/rulebook/src/index.ts';
import { readDay } from '../../packages/cli/src/day/day-file.ts';
import { playDay } from '../../packages/cli/src/day/play-day.ts';
import { runNight } from '../../packages/cli/src/night/run-night.ts';
import { readNight } from '../../packages/cli/src/night/night.ts';
import { playSeason } from '../../packages/cli/src/season/play-season.ts';
import { readSeason } from '../../packages/cli/src/season/season-file.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Clubs with something behind them, as the stories of the house tell it: what a log would hold. */
export interface World {
  readonly club: string;
  readonly facts: readonly NewFact[];
  readonly rulebook: string;
}

function editionsOf(name: string): { readonly folder: string; readonly books: readonly Rulebook[] } {
  const folder = findRulebook(name, join(ROOT, 'demo')) ?? '';
  const read = loadEditions(folder);
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.says).join('\n'));
  return { folder, books: read.value.map((each) => each.book) };
}

function needed<T>(read: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!read.ok) throw new Error('a story of the house cannot be read');
  return read.value;
}

const quiet = (): undefined => undefined;

/** A club day from sign-in to points. */
export function clubDay(): World {
  const day = needed(readDay(join(ROOT, 'demo/club-day.yaml')));
  const { folder, books } = editionsOf(day.rulebook);
  const { tower } = playDay(day, books, { heading: quiet, line: quiet, moment: quiet });
  return { club: books[0]?.name ?? '', facts: [...tower.state.all].map(asNew), rulebook: folder };
}

/** A season of shows with its standings, fund and register. */
export function clubSeason(): World {
  const season = needed(readSeason(join(ROOT, 'demo/club-season.yaml')));
  const { folder, books } = editionsOf(season.rulebook);
  const { tower } = playSeason(season, books, { show: quiet, moment: quiet, line: quiet });
  return { club: books[0]?.name ?? '', facts: [...tower.state.all].map(asNew), rulebook: folder };
}

/** A night of the example club, as `verdict` or `transponders`. */
export const exampleNight = (name: string): World => nightOf('example-speedway', name);

/** A night of a club, as it stands at its end. */
export function nightOf(club: string, name: string): World {
  const { folder } = editionsOf(club);
  const read = readNight(join(folder, 'nights', `${name}.yaml`));
  if (!read.ok) throw new Error(`the night ${name} cannot be read`);
  const { state, editions } = runNight(read.night);
  return { club: editions[0]?.name ?? '', facts: [...state.all].map(asNew), rulebook: folder };
}

/** A world as it was in the middle: just after the last green flag in its first so many parts of a hundred, with some laps run. */
export function midway(world: World, percent: number): World {
  const upTo = Math.floor((world.facts.length * percent) / 100);
  const green = world.facts.findLastIndex((fact, index) => index < upTo && fact.kind === 'lap-scored');
  return { ...world, facts: world.facts.slice(0, green + 1) };
}

/** Writes worlds to logs in a folder of their own. */
export async function logsOf(worlds: readonly World[]): Promise<{ readonly data: string; readonly remove: () => void }> {
  const data = mkdtempSync(join(tmpdir(), 'racetower-worlds-'));
  for (const { club, facts } of worlds) {
    const log = openSqliteLog(join(data, `${club}.sqlite`), club);
    await log.append(facts, 0);
    await log.close();
  }
  return { data, remove: () => rmSync(data, { recursive: true, force: true }) };
}

function asNew(fact: AnyFact): NewFact {
  const { club: _club, seq: _seq, ...made } = fact;
  return made;
}
