import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyFact, becauseText, fold, type MeetingPoints, type Result, type Rulebook, type State, view } from '@racetower/engine';
import { loadRulebook, problemText } from '@racetower/rulebook';
import { readResultFile } from '@racetower/timing';
import { importFile, type Imported, ImportRefused } from '@racetower/server/import';
import { type CaseOutcome, type ConformanceSet, DataProblem, type Difference, differs, outcomeOf } from '../conformance-set.ts';
import { eventIn, type RawSession, rawSessions, turnedRound } from './raw-file.ts';

/** Result files of a sim-racing service: each imports, scores as its rulebook says, and comes out the same however it is saved. */
export const iracing: ConformanceSet = {
  name: 'iracing',
  run(folder, progress) {
    if (!existsSync(folder)) throw new DataProblem(`${folder} is not there`);
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
    const book = rulebook();
    return files.flatMap((name) => {
      progress(name);
      return casesOf(book, join(folder, name), name);
    });
  },
};

function rulebook(): Rulebook {
  const loaded = loadRulebook(join(import.meta.dirname, 'rulebook.yaml'));
  if (!loaded.ok) throw new Error(loaded.problems.map(problemText).join('\n'));
  return loaded.value.book;
}

const ENCODER = new TextEncoder();

function casesOf(book: Rulebook, path: string, name: string): readonly CaseOutcome[] {
  const bytes = readFileSync(path);
  const event = eventIn(path);
  const raw = rawSessions(event);
  const before = eventState(book, raw);
  try {
    const imported = importBytes(book, before, bytes, name);
    const sessions = imported.sessions.map((each) => ({ ...each, raw: raw.find((one) => one.name === each.session) }));
    const races = sessions.flatMap((each) =>
      each.raw === undefined || each.race.endsWith('/qualifying') ? [] : [{ race: each.race, raw: each.raw }],
    );
    return [
      ...races.map((each) => outcomeOf(`${name} ${each.raw.name}`, sessionDifference(book, imported, each))),
      outcomeOf(`${name} points`, pointsDifference(book, imported, races)),
      outcomeOf(`${name} again`, differs('facts of a second import', 0, importBytes(book, imported.state, bytes, name).facts.length)),
      ...[true, false].map((covered) => {
        const turned = ENCODER.encode(JSON.stringify(turnedRound(event, covered)));
        const facts = importBytes(book, before, turned, name).facts;
        return outcomeOf(
          `${name} turned round, ${covered ? 'as exported' : 'as the interface gives it'}`,
          differs('facts', imported.facts, facts),
        );
      }),
    ];
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error;
    return [outcomeOf(name, { says: `refused (${error.code}): ${error.message}`, expected: 'an import', found: 'a refusal' })];
  }
}

function importBytes(book: Rulebook, state: State, bytes: Uint8Array, fileName: string): Imported {
  const decisions = { as: new Map<string, string>(), leaveOut: new Set<string>(), register: 'everybody' as const };
  return importFile([book], state, {
    file: readResultFile(bytes),
    fileName,
    sessions: [],
    decisions,
    values: new Map(),
    by: 'official',
    replace: false,
  });
}

/** A season that runs the rounds that the file has sessions of. */
function eventState(book: Rulebook, raw: readonly RawSession[]): State {
  const named = book.imports?.get('iracing')?.sessions ?? new Map<string, string>();
  const rounds = raw.flatMap((session) => named.get(session.name) ?? []);
  const place = { club: book.name, at: '2000-01-01T00:00:00Z', by: 'official', season: 'files' } as const;
  const facts: readonly AnyFact[] = [
    { ...place, seq: 1, kind: 'season-opened', body: { starts: '2000-01-01' } },
    { ...place, seq: 2, kind: 'value-set', body: { value: 'sessions_run', to: rounds, of: 'season' } },
  ];
  return fold(facts);
}

interface Compared {
  readonly race: string;
  readonly raw: RawSession;
}

/** Order, status, laps, incidents and best lap of each car in a race. */
function sessionDifference(book: Rulebook, imported: Imported, { race, raw }: Compared): Difference | undefined {
  const answer = view([book], imported.state, { view: 'result', meeting: imported.meeting, race });
  if (!answer.ok) return { says: answer.refusal.says, expected: 'a result', found: 'a refusal' };
  const result = answer.answer as Result;
  const present = new Set(raw.lines.map((line) => line.driver));
  const rows = result.rows.filter((row) => present.has(row.driver));
  const out = (line: RawSession['lines'][number]): boolean => line.out === 'Disqualified';
  const expected = [...raw.lines.filter((line) => !out(line)), ...raw.lines.filter(out)];
  const shown = expected.map((line) => [line.driver, line.laps, line.incidents, line.best > 0 ? line.best * 100 : undefined]);
  const found = rows.map((row) => [row.driver, row.laps, row.details?.['incidents'], row.bestLapUs]);
  return differs('driver, laps, incidents and best lap', shown, found, becauseText(result.because));
}

/** Points by place and for clean races, worked out apart from the engine. */
function pointsDifference(book: Rulebook, imported: Imported, races: readonly Compared[]): Difference | undefined {
  const answer = view([book], imported.state, { view: 'points', meeting: imported.meeting, class: 'cars' });
  if (!answer.ok) return { says: answer.refusal.says, expected: 'points', found: 'a refusal' };
  const rows = (answer.answer as { readonly rows: readonly MeetingPoints[] }).rows;
  const numbers = (name: string): unknown => {
    const value = view([book], imported.state, { view: 'value', value: name, meeting: imported.meeting });
    return value.ok ? (value.answer as { readonly value: unknown }).value : undefined;
  };
  const table = numbers('race_points') as readonly number[];
  const clean = Number(numbers('clean_incidents'));
  const expected = new Map<string, number>();
  for (const { raw } of races)
    for (const [index, line] of raw.lines.filter((each) => each.out !== 'Disqualified').entries())
      expected.set(line.driver, (expected.get(line.driver) ?? 0) + (table[index] ?? 0) + (line.incidents <= clean ? 1 : 0));
  for (const row of rows) {
    const difference = differs(`points of ${row.driver}`, expected.get(row.driver) ?? 0, row.total, becauseText(row.because));
    if (difference) return difference;
  }
  return undefined;
}
