import { type Result, type ResultRow, type Rulebook, type State, view } from '@racetower/engine';
import type { ImportChange, ImportedSession } from './request.ts';

/** What an import changed of results that were on record: per driver and race, each thing that is otherwise. */
export function changesOf(
  editions: readonly Rulebook[],
  states: { readonly before: State; readonly after: State },
  meeting: string,
  sessions: readonly ImportedSession[],
): readonly ImportChange[] {
  return sessions
    .filter((each) => each.was === 'changed')
    .flatMap(({ race }) => {
      const before = rowsOf(editions, states.before, meeting, race);
      const after = rowsOf(editions, states.after, meeting, race);
      return [...new Set([...before.keys(), ...after.keys()])].flatMap((driver) =>
        differences(before.get(driver), after.get(driver)).map((each) => ({ race, driver, ...each })),
      );
    });
}

function rowsOf(editions: readonly Rulebook[], state: State, meeting: string, race: string): ReadonlyMap<string, ResultRow> {
  const answered = view(editions, state, { view: 'result', meeting, race });
  return new Map(answered.ok ? (answered.answer as Result).rows.map((row) => [row.driver, row]) : []);
}

function differences(before: ResultRow | undefined, after: ResultRow | undefined): readonly Omit<ImportChange, 'race' | 'driver'>[] {
  const one = valuesOf(before);
  const other = valuesOf(after);
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((what) =>
    JSON.stringify(one[what]) === JSON.stringify(other[what]) ? [] : [{ what, was: one[what], is: other[what] }],
  );
}

function valuesOf(row: ResultRow | undefined): Readonly<Record<string, unknown>> {
  if (!row) return {};
  const { place, status, laps, bestLapUs, details } = row;
  return { place, status, laps, 'best-lap-us': bestLapUs, ...details };
}
