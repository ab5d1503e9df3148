import type { Entry } from '../answers.ts';
import type { Passes } from '../fact.ts';
import { refusal } from '../refusal.ts';
import { type Bar, barsAt } from '../stewards/suspensions.ts';
import { members, teamAtSignIn } from '../stewards/teams.ts';
import { type Deciding, joinPasses, overridden } from './deciding.ts';

/** Refuses an entry whose driver, owner, crew or car is suspended, each by its own clause. */
export function notBarred(
  deciding: Deciding,
  meeting: string,
  entry: Pick<Entry, 'class' | 'car' | 'driver' | 'handler' | 'details'>,
): Passes {
  const { context, command } = deciding;
  const team = teamAtSignIn(context, entry);
  const people = members({ ...team, meeting, facts: [], clauses: [] });
  const bars: readonly Bar[] = [
    ...people.flatMap((person) => barsAt(context, { person }, meeting, command.at)),
    ...barsAt(context, { car: team }, meeting, command.at),
  ];
  const [first] = bars;
  if (!first) return {};
  const no = refusal('suspended', first.says, {
    clauses: [...new Set(bars.flatMap((bar) => bar.because.clauses))],
    facts: [...new Set(bars.flatMap((bar) => bar.because.facts))],
    because: first.because,
    field: 'driver',
  });
  return joinPasses([{ override: overridden(deciding, no) }]);
}
