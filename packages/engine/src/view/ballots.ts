import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { standingRecords } from '../entry/acts.ts';
import { hasRole } from '../entry/roles.ts';
import type { Fact } from '../fact.ts';
import type { AwardRule } from '../language.ts';
import { awards, ballotsOf, isOfSeason } from '../points/awards.ts';
import { mayNotHave } from '../points/award-may.ts';
import { namedOf } from '../stewards/proposals.ts';

/** The awards of a season: how each is given, who is named for it, the votes as they are, and who has it. */
export function ballotsView(context: Context, season: string, role: string | undefined) {
  const rows = context.book.awards.map((rule) => ballotRow(context, rule, season, role));
  return { ballots: rows, because: because('the awards', { from: rows.map((row): Because => row.because) }) };
}

function ballotRow(context: Context, rule: AwardRule, season: string, role: string | undefined) {
  const cast = ballotsOf(context, rule, season);
  const nominated = nominationsOf(context, rule, season);
  const votes = Map.groupBy(cast, (fact) => String(fact.body.fields['nominee']));
  const people = [...new Set([...nominated.map((fact) => nominee(fact)), ...votes.keys()])];
  return {
    award: rule.id,
    name: rule.name,
    how: rule.how,
    places: rule.places,
    ...(rule.says === undefined ? {} : { says: rule.says }),
    ...(rule.how === 'vote' || rule.how === 'pick' ? { record: recordOf(context, rule.how, role) } : {}),
    ...(rule.how === 'vote' ? { nomination: recordOf(context, 'nomination', role) } : {}),
    nominees: people
      .map((person) => {
        const no = mayNotHave(context, rule, { driver: person, season });
        return {
          person,
          nominated: nominated.some((fact) => nominee(fact) === person),
          votes: votes.get(person)?.length ?? 0,
          may: no === undefined,
          because:
            no ??
            because(`${person} is named for ${rule.name}`, {
              clauses: rule.clauses,
              facts: (votes.get(person) ?? []).map((fact) => fact.seq),
            }),
        };
      })
      .toSorted((a, b) => b.votes - a.votes || (a.person < b.person ? -1 : 1)),
    /** Who voted, not how. */
    voted: [...new Set(cast.flatMap((fact) => namedOf(fact.by) ?? []))],
    cast: cast.length,
    given: awards(context, { season }).awards.filter((each) => each.award === rule.id),
    because: because(rule.name, { clauses: rule.clauses }),
  };
}

/** The record by which it is put on record, and whether a role may give it; nothing when the rulebook has no such record. */
function recordOf(context: Context, name: string, role: string | undefined) {
  const act = context.book.acts.get(name);
  if (!act) return undefined;
  const mayGive = role === undefined || act.by.length === 0 || act.by.some((each) => hasRole(context.book, role, each));
  return { name, says: act.says, by: act.by, mayGive, clauses: act.clauses };
}

const nominee = (fact: Fact<'record-made'>): string => fact.body.person ?? String(fact.body.fields['nominee'] ?? '');

function nominationsOf(context: Context, rule: AwardRule, season: string): readonly Fact<'record-made'>[] {
  return standingRecords(context).filter(
    (fact) => fact.body.name === 'nomination' && fact.body.fields['award'] === rule.id && isOfSeason(context, fact, season),
  );
}
