import { citedClauses, citedFacts, explain, EXPLAINED, factAt } from '@racetower/engine';
import { type Given, UsageError } from '../command-line.ts';
import { failureOf, openNight, runTo } from '../night/open-night.ts';
import type { Output } from '../output.ts';
import { reasonLines } from '../reason.ts';

const ALL = { depth: 100, branches: 1000, facts: 100_000 };

/** `racetower explain NIGHT WHAT`: 0 explained, 1 the night fails before its end (explained as it stood), 2 nothing to explain. */
export function explainCommand(names: readonly string[], given: Given, out: Output): number {
  const [, ...what] = names;
  const { night, editions } = openNight(names, 'racetower explain NIGHT WHAT');
  const path = what.join(' ').replaceAll(':', ' ').trim();
  if (path === '') throw new UsageError(`say what: ${pathsSaid().join(', ')}`);
  const outcome = runTo(night, editions, given);
  const meeting = given.text('meeting');
  const season = given.text('season');
  const explained = explain(editions, outcome.state, path, {
    ...(meeting === undefined ? {} : { meeting }),
    ...(season === undefined ? {} : { season }),
  });
  const failure = failureOf(outcome);
  if (failure !== undefined) out.error(`${failure}\nThe explanation is of the night as it stood there.`);
  if (!explained.ok) {
    const clauses = explained.refusal.clauses.length > 0 ? ` [${explained.refusal.clauses.join(', ')}]` : '';
    throw new UsageError(`${path}: ${explained.refusal.says}${clauses}`);
  }
  const { because } = explained;
  const [book] = editions.slice(-1);
  if (!book) throw new UsageError('the rulebook has no edition');
  if (given.has('json')) {
    const facts = citedFacts(because).flatMap((seq) => factAt(outcome.state, seq) ?? []);
    const clauses = citedClauses(because).map((id) => ({ id, says: book.clauses.get(id)?.says ?? '' }));
    out.line(JSON.stringify({ path, because, clauses, facts }, null, 2));
  } else for (const line of reasonLines(because, book, outcome.state, given.has('all') ? ALL : undefined)) out.line(line);
  return failure === undefined ? 0 : 1;
}

/** What can be explained, as it is written on a command line. */
export function pathsSaid(): readonly string[] {
  return Object.values(EXPLAINED).map((each) => each.path.replaceAll(' or ', '|').replaceAll(' | ', '|').replaceAll(' ', ':'));
}
