import { type Context, meetings, msOf } from '../context.ts';
import { raceRun } from '../control/race-run.ts';
import { FACT_KINDS } from '../fact.ts';
import type { AnyFact } from '../fact.ts';
import { findRace } from '../lineup/plan.ts';
import type { Finding } from '../state.ts';

/** Lists what makes no sense in the log: facts out of sequence, of unknown kinds and races, cars that were not in a race. */
export function findings(context: Context): readonly Finding[] {
  const kinds = new Set<string>(FACT_KINDS);
  const unknown = [...context.state.all].filter((fact) => !kinds.has(fact.kind)).map((fact) => ({ seq: fact.seq, says: `a fact of the unknown kind ${fact.kind}` }));
  const inRaces = meetings(context).flatMap((meeting) => [...meeting.facts.races].flatMap(([id, race]) => raceFindings(context, meeting.id, id, [...race.facts])));
  return [...context.state.findings, ...unknown, ...inRaces].toSorted((a, b) => a.seq - b.seq);
}

function raceFindings(context: Context, meeting: string, race: string, facts: readonly AnyFact[]): readonly Finding[] {
  const first = facts[0];
  if (!first) return [];
  if (!findRace(context, meeting, race)) return [{ seq: first.seq, says: `${race} is not a race of ${meeting}` }];
  const back = facts.flatMap((fact, index) => (index > 0 && msOf(fact.at) < msOf(facts[index - 1]?.at ?? fact.at) ? [{ seq: fact.seq, says: `the time goes back in ${race}` }] : []));
  const run = raceRun(context, meeting, race);
  const known = new Set([...run.order, ...run.out.map((each) => each.car)]);
  const strangers = facts.flatMap((fact) => {
    const named = fact.kind === 'race-finished' || fact.kind === 'lap-scored' ? (fact.body as { readonly order: readonly string[] }).order : [];
    return named.filter((car) => !known.has(car)).map((car) => ({ seq: fact.seq, says: `car ${car} was not in ${race}` }));
  });
  return [...back, ...strangers];
}
