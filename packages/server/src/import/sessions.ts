import { didYouMean, type ImportRule, type Rulebook } from '@racetower/engine';
import type { FileSession, ResultFile, ResultLine } from '@racetower/timing';
import { ImportRefused } from './request.ts';

/** A session of a file with the round or race that it is here. */
export interface MappedSession {
  readonly session: FileSession;
  /** As `race`, `heat-1`: the second part of a race's id. */
  readonly target: string;
}

/**
 * The sessions of a file that count here, in the order they were run.
 *
 * @param wanted names of sessions; empty: all that the rulebook names
 * @throws ImportRefused `no-session` for one that is not in the file, or when none counts; `two-sessions` when two would be one race
 */
export function mappedSessions(rule: ImportRule, file: ResultFile, wanted: readonly string[]): readonly MappedSession[] {
  const there = file.sessions.map((each) => each.name);
  const missing = wanted.find((name) => !there.some((each) => same(each, name)));
  if (missing !== undefined)
    throw new ImportRefused('no-session', `the file has no session ${missing}${didYouMean(missing, there)}; it has ${there.join(', ')}`, {
      field: 'sessions',
    });
  const asked = file.sessions.filter((each) => wanted.length === 0 || wanted.some((name) => same(each.name, name)));
  const mapped = asked.flatMap((session) => {
    const target = targetOf(rule, session);
    return target === undefined ? [] : [{ session, target }];
  });
  const unmapped = wanted.find((name) => !mapped.some((each) => same(each.session.name, name)));
  if (mapped.length === 0 || unmapped !== undefined)
    throw new ImportRefused(
      'no-session',
      `the rulebook does not say what ${unmapped ?? there.join(', ')} is here; it takes ${[...rule.sessions.keys()].join(', ')}`,
      { clauses: rule.clauses, field: 'sessions' },
    );
  const twice = mapped.find((each, index) => mapped.findIndex((other) => other.target === each.target) < index);
  if (twice)
    throw new ImportRefused(
      'two-sessions',
      `${mapped
        .filter((each) => each.target === twice.target)
        .map((each) => each.session.name)
        .join(' and ')} would both be ${twice.target}; say which`,
      { clauses: rule.clauses, field: 'sessions' },
    );
  return mapped;
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** By its name, else by its kind. */
function targetOf(rule: ImportRule, session: FileSession): string | undefined {
  const entries = [...rule.sessions];
  return (entries.find(([name]) => same(name, session.name)) ?? entries.find(([name]) => same(name, session.kind)))?.[1];
}

/** The class of a car. @throws ImportRefused `unknown-class` */
export function classOfLine(book: Rulebook, rule: ImportRule, line: ResultLine): string {
  const { id, name, shortName } = line.class;
  const named = [...rule.classes].find(([each]) => [id, name, shortName].some((word) => same(word, each)))?.[1];
  const found = named ?? rule.class ?? (book.classes.length === 1 ? book.classes[0]?.id : undefined);
  if (found !== undefined) return found;
  throw new ImportRefused('unknown-class', `the rulebook does not say which class ${name || id} is here`, { clauses: rule.clauses });
}
