import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Rulebook } from '@racetower/engine';
import { openSqliteLog } from '@racetower/log';
import { loadEditions } from '@racetower/rulebook';
import { onTestFinished } from 'vitest';
import { Club, type Outcome, type Sent } from '../club/club.ts';

export const EXAMPLE = resolve(import.meta.dirname, '../../../../rulebooks/example-speedway');
export const CLUB = 'example-speedway';

let loaded: readonly Rulebook[] | undefined;

/** The editions of the example rulebook. */
export function exampleEditions(): readonly Rulebook[] {
  const read = loaded ? undefined : loadEditions(EXAMPLE);
  if (read && !read.ok) throw new Error(read.problems.map((problem) => problem.says).join('\n'));
  loaded ??= read?.ok === true ? read.value.map((each) => each.book) : [];
  return loaded;
}

/** The same without a word on whose names are shortened: those of all who are not known to be of age. */
export function shyEditions(): readonly Rulebook[] {
  return exampleEditions().map(({ publicNames: _said, ...book }) => book);
}

/** A clock that goes on by a second whenever it is read. */
export function tickingClock(from = '2026-05-02T17:00:00Z'): () => string {
  let ms = Date.parse(from);
  return () => new Date((ms += 1000)).toISOString();
}

/** A file of its own for a test, gone afterwards. */
export function temporaryFile(name = 'club.sqlite'): string {
  const folder = mkdtempSync(join(tmpdir(), 'racetower-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}

/** The example club on a file, or in memory; closed when the test is over. */
export function exampleClub(file = ':memory:', now = tickingClock(), editions = exampleEditions()): Club {
  const club = new Club({ log: openSqliteLog(file, CLUB), editions, now });
  onTestFinished(() => club.close());
  return club;
}

/** Gives commands that must be taken. */
export async function giveAll(club: Club, commands: readonly Sent[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const command of commands) {
    const outcome = await club.give(command);
    if (outcome.is !== 'done') throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(outcome)}`);
    outcomes.push(outcome);
  }
  return outcomes;
}

const MEETING = '2026-05-02';
const RD = 'race-director:Rae';
const CARS = ['11', '22', '33', '44'];
const DRIVERS = ['Ava Archer', 'Ben Boyd', 'Cal Cole', 'Dee Dunn'];
const PILLS = [4, 2, 9, 1];

const sent = (command: { readonly do: Sent['do']; readonly [field: string]: unknown }): Sent => ({
  by: RD,
  meeting: MEETING,
  ...command,
});

/** A meeting with four cars of one class signed in. */
export const SIGNED_IN: readonly Sent[] = [
  { do: 'open-season', season: '2026', starts: '2026-01-01', by: RD } as Sent,
  sent({ do: 'open-meeting', kind: 'points', season: '2026' }),
  ...CARS.map((car) => ({ do: 'record', by: 'pit-steward:Pat', name: 'inspection', car, fields: { passed: true } }) as unknown as Sent),
  ...CARS.map((car, index) =>
    sent({ do: 'sign-in', by: 'sign-in:Sue', class: 'mini-stock', car, driver: DRIVERS[index], pill: PILLS[index] }),
  ),
];

/** Their heat, run to a finish. */
export const HEAT_RUN: readonly Sent[] = [
  sent({ do: 'finish', race: 'mini-stock/heat-1', order: ['44', '11', '22', '33'], by: 'scorer:Sam' }),
];
