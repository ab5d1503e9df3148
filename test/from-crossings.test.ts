import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { type AnyFact, type Expr, fold, type Rulebook, view } from '@racetower/engine';
import { expect, test } from 'vitest';
import { findNights, type ReadRulebooks, testNight } from '../packages/cli/src/commands/test.ts';
import { fromCrossings, runOf } from './from-crossings.ts';

const HOME = resolve(import.meta.dirname, '../rulebooks');
const books: ReadRulebooks = new Map();

const CLUBS = readdirSync(HOME, { withFileTypes: true })
  .filter((each) => each.isDirectory() && existsSync(join(HOME, each.name, 'nights')))
  .map((each) => each.name);

const NOTHING: Expr = { source: '0', names: [], evaluate: () => 0n };

/** These nights tell a lap in a moment, so no car is ever read too soon. */
function withoutMinimum(book: Rulebook): Rulebook {
  return { ...book, timing: [{ rounds: [], minLapMs: NOTHING, firstCrossing: 'starts', clauses: [] }] };
}

interface TimedNight {
  readonly name: string;
  readonly editions: readonly Rulebook[];
  readonly log: readonly AnyFact[];
}

const isGreen = (fact: AnyFact): boolean => fact.kind === 'flag-shown' && fact.body.flag === 'green';

/** Nights on which somebody raced, written down by hand. */
function nightsOnTrack(club: string): readonly TimedNight[] {
  return findNights([join(HOME, club, 'nights')]).flatMap((file) => {
    const { outcome } = testNight(file, books);
    const log = [...(outcome?.state.all ?? [])];
    if (!outcome || !log.some(isGreen) || log.some((fact) => fact.kind === 'passing-read')) return [];
    return [{ name: relative(HOME, file), editions: outcome.editions.map(withoutMinimum), log }];
  });
}

/** The race as people see it: the same whether laps were written down or read. */
function seen(night: TimedNight, facts: readonly AnyFact[], fact: AnyFact, more: number) {
  const run = runOf(night.editions, facts, fact.meeting ?? '', fact.race ?? '');
  const { order, lapped, out, counts, phase, statuses, restarts, cautions, calledBack } = run;
  return {
    order,
    lapped,
    phase,
    counts,
    restarts,
    cautions,
    calledBack,
    lap: run.lap === 0 ? 0 : run.lap - more,
    out: out.map((each) => `${each.car} ${each.status}`),
    statuses: Object.entries(statuses).map(([car, each]) => `${car} ${each.status}`),
  };
}

/** The leader who has done the laps ends the race by crossing the line; on paper it ends when the checkered is put down. */
function asWritten(read: ReturnType<typeof seen>, written: ReturnType<typeof seen>): ReturnType<typeof seen> {
  return read.phase === 'ended' && written.phase === 'green' && read.lap === written.lap ? { ...read, phase: 'green' } : read;
}

/** Laps that were scored under a yellow set an order on paper; read, they only count for windows of laps. */
function underYellow(log: readonly AnyFact[]): boolean {
  const flags = new Map<string, string>();
  return log.some((fact) => {
    if (fact.kind === 'flag-shown' && fact.race !== undefined) flags.set(fact.race, fact.body.flag);
    return fact.kind === 'lap-scored' && fact.race !== undefined && flags.get(fact.race) === 'yellow';
  });
}

/**
 * The cars that a scorer calls lapped on the very lap they lose it: the line knows it when the leader comes by once more. By the
 * number of the scored lap.
 */
function newlyLapped(log: readonly AnyFact[]): ReadonlyMap<number, readonly string[]> {
  const before = new Map<string, { readonly lap: number; readonly lapped: readonly string[] }>();
  return new Map(
    log.flatMap((fact) => {
      if (fact.kind !== 'lap-scored' || fact.race === undefined) return [];
      const { lap, lapped } = fact.body;
      const last = before.get(fact.race);
      before.set(fact.race, { lap, lapped });
      if (last === undefined || lap !== last.lap + 1) return [];
      return [[fact.seq, lapped.filter((car) => !last.lapped.includes(car))] as const];
    }),
  );
}

function without(shown: ReturnType<typeof seen>, cars: readonly string[]): ReturnType<typeof seen> {
  return { ...shown, lapped: shown.lapped.filter((car) => !cars.includes(car)) };
}

/** When each window of laps ends in each race. */
function windowsOf(night: TimedNight, facts: readonly AnyFact[]): readonly unknown[] {
  const state = fold(facts);
  const races = new Map(
    facts.flatMap((fact) => (fact.race !== undefined && fact.meeting !== undefined ? [[fact.race, fact.meeting] as const] : [])),
  );
  const windows = night.editions.flatMap((book) =>
    [...book.clocks.values()].filter((rule) => rule.laps !== undefined && rule.of === 'race'),
  );
  return [...races].flatMap(([race, meeting]) =>
    windows.map((rule) => {
      const answered = view(night.editions, state, { view: 'clock', meeting, race, clock: rule.id, at: '2027-01-01T00:00:00Z' });
      return {
        race,
        clock: rule.id,
        ends: answered.ok ? (answered.answer as { readonly expiresAt?: number }).expiresAt : answered.refusal.code,
      };
    }),
  );
}

const ON_TRACK = CLUBS.flatMap(nightsOnTrack);

/** Worked examples of the clubs on flags, starts, restarts, expiry and alternates. */
const EXAMPLES = [
  'KAM-EX-13 14 16 18 19 20 22 23 24 26 27 43',
  'KQMC-EX-22 25 27 28 30 31 32 55 56',
  'LMMC-EX-30 39 40 42 43 45 47 48 49 51 53 55 56 58 59',
].flatMap((line) => {
  const [club = '', first = '', ...more] = line.split(/(?<=EX)-| /);
  return [first, ...more].map((number) => `${club}-${number}`);
});

test('every worked example on flags, starts, restarts, expiry and alternates is among them', () => {
  const told = new Set(ON_TRACK.map((night) => /^example: (\S+)$/m.exec(readFileSync(join(HOME, night.name), 'utf8'))?.[1]));
  expect(EXAMPLES.filter((each) => !told.has(each))).toEqual([]);
});

test.each(ON_TRACK)('$name: every race is the same from crossings, fact by fact', (night) => {
  const { facts, told, moreLaps } = fromCrossings(night.editions, night.log);
  expect(facts.some((fact) => fact.kind === 'passing-read')).toBe(true);
  expect(windowsOf(night, facts)).toEqual(windowsOf(night, night.log));
  if (underYellow(night.log)) return;
  const unseen = newlyLapped(night.log);
  for (const fact of night.log) {
    if (fact.race === undefined || fact.meeting === undefined) continue;
    const more = moreLaps.get(`${fact.meeting} ${fact.race}`) ?? 0;
    const after = `fact ${fact.seq}, ${fact.kind} in ${basename(night.name)}`;
    const written = seen(night, night.log.slice(0, fact.seq), fact, 0);
    const read = asWritten(seen(night, facts.slice(0, told[fact.seq]), fact, more), written);
    // A race that is driven a lap longer has its distance a lap earlier; what comes after is another race.
    if (more > 0 && read.phase === 'ended' && written.phase !== 'ended') break;
    const hidden = unseen.get(fact.seq) ?? [];
    expect({ after, ...without(read, hidden) }).toEqual({ after, ...without(written, hidden) });
  }
});
