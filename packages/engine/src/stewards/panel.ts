import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { actFacts, type ActFact } from '../entry/acts.ts';
import type { Fact, Fields } from '../fact.ts';
import { lazy, snake } from '../formula-values.ts';
import type { CaseRule, PanelRule } from '../language.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { type Extra, holds, scopeFor, whole } from '../scope.ts';
import { caseNames, caseWhere, type Filing, party, type Ruling } from './case-names.ts';
import { members, teamOfPerson } from './teams.ts';

/** The name in `steward:Kim`; a role alone has none. */
export function nameOf(by: string): string | undefined {
  const [, ...name] = by.split(':');
  return name.length === 0 ? undefined : name.join(':').trim();
}

/** Whose an act about a case is: the person it names, else the official. */
const giverOf = (fact: ActFact): string => fact.body.person ?? nameOf(fact.by) ?? fact.by;

/** The last vote of each member on a case, by member; not of those who stepped aside. */
function votes(context: Context, panel: PanelRule, id: string): ReadonlyMap<string, ActFact> {
  const away = new Set(asideFrom(context, panel, id).map(giverOf));
  return new Map(
    actFacts(context, { case: id })
      .filter((fact) => fact.body.name === panel.record && !away.has(giverOf(fact)))
      .map((fact) => [giverOf(fact), fact]),
  );
}

/** Those who stepped aside of their own, each once. */
function asideFrom(context: Context, { aside }: PanelRule, id: string): readonly ActFact[] {
  const facts = aside === undefined ? [] : actFacts(context, { case: id }).filter((fact) => fact.body.name === aside);
  return [...new Map(facts.map((fact) => [giverOf(fact), fact])).values()];
}

/** Somebody who stepped aside of their own, with what they said of it. */
export interface Aside {
  readonly who: string;
  readonly fields: Fields;
  readonly at: string;
  readonly because: Because;
}

export function steppedAside(context: Context, panel: PanelRule, id: string): readonly Aside[] {
  return asideFrom(context, panel, id).map((fact) => ({
    who: giverOf(fact),
    fields: fact.body.fields,
    at: fact.at,
    because: because(`${giverOf(fact)} stepped aside`, { clauses: panel.clauses, facts: [fact.seq] }),
  }));
}

/** The vote of a member of a panel. */
export interface Vote {
  readonly who: string;
  readonly vote: string;
  readonly at: string;
  readonly because: Because;
}

/** Who voted how on a case, the last vote of each. */
export function votesCast(context: Context, rule: CaseRule, id: string): readonly Vote[] {
  const { panel } = rule;
  if (!panel) return [];
  return [...votes(context, panel, id)].map(([who, fact]) => {
    const vote = String(fact.body.fields[panel.field]);
    return { who, vote, at: fact.at, because: because(`${who}: ${vote}`, { clauses: panel.clauses, facts: [fact.seq] }) };
  });
}

/** What formulas read of the votes on a case: each word with its count, who was present, how many cast a vote. */
export function votesOn(context: Context, rule: CaseRule | undefined, id: string): Extra {
  const panel = rule?.panel;
  if (!panel) return {};
  const choices = context.book.acts.get(panel.record)?.fields.find((field) => field.name === panel.field)?.choices ?? [];
  const given = (): readonly string[] => [...votes(context, panel, id).values()].map((fact) => String(fact.body.fields[panel.field]));
  return {
    ...Object.fromEntries(choices.map((choice) => [snake(choice), () => given().filter((each) => each === choice).length])),
    aside: () => asideFrom(context, panel, id).length,
    present: () => given().length,
    cast: () => given().filter((each) => each !== 'abstain').length,
  };
}

/** Why somebody has to step aside from a case: a party to it, of a team in it, or by the rulebook's own condition. */
export function recusal(
  context: Context,
  rule: CaseRule,
  fact: Filing & { readonly seq?: number },
  by: string,
  at: string,
): Refusal | undefined {
  const { panel } = rule;
  const judge = nameOf(by);
  if (!panel || judge === undefined) return undefined;
  const left = asideFrom(context, panel, fact.body.id).find((each) => giverOf(each) === judge);
  if (left) return refusal('recused', `${judge} stepped aside from this case`, { clauses: panel.clauses, facts: [left.seq], field: 'by' });
  const involved =
    sidesOf(context, panel, fact).includes(judge) ||
    (panel.recuseWhen !== undefined &&
      holds(
        scopeFor(context, caseWhere(fact), { ...caseNames(context, fact), judge: () => lazy(party(context, fact, judge)) }, at),
        panel.recuseWhen,
      ));
  if (!involved) return undefined;
  return refusal('recused', `${judge} is involved in this case and steps aside`, {
    clauses: panel.clauses,
    facts: fact.seq === undefined ? [] : [fact.seq],
    field: 'by',
  });
}

/** The people who step aside whatever they say: the parties, and who belongs to a car of theirs, as the rulebook names them. */
export function sidesOf(context: Context, panel: PanelRule, fact: Filing): readonly string[] {
  const { filer, against } = fact.body;
  return [
    ...(panel.recuse.includes('filer') ? [filer] : []),
    ...(panel.recuse.includes('against') && against !== undefined ? [against] : []),
    ...(panel.recuse.includes('team') ? [filer, against].flatMap((name) => teamMates(context, fact, name)) : []),
  ];
}

function teamMates(context: Context, fact: Filing, name: string | undefined): readonly string[] {
  if (fact.meeting === undefined || name === undefined) return [];
  const team = teamOfPerson(context, fact.meeting, name, name === fact.body.against ? fact.body.car : undefined);
  return team ? members(team) : [];
}

/** How many have voted, and how many must. */
export function quorumOf(
  context: Context,
  panel: PanelRule,
  fact: Fact<'case-filed'>,
  ruling: Ruling,
): { readonly have: number; readonly needs: number } {
  const have = votes(context, panel, fact.body.id).size;
  const scope = scopeFor(context, caseWhere(fact), caseNames(context, fact, ruling), ruling.at);
  return { have, needs: panel.quorum ? whole(scope, panel.quorum).value : 0 };
}

/** Why a ruling is not carried: too few have voted, or they did not vote for it. */
export function notCarried(context: Context, rule: CaseRule, fact: Fact<'case-filed'>, ruling: Ruling): Refusal | undefined {
  const { panel } = rule;
  if (!panel) return undefined;
  const facts = [fact.seq, ...[...votes(context, panel, fact.body.id).values()].map((each) => each.seq)];
  const { have, needs } = quorumOf(context, panel, fact, ruling);
  if (have < needs)
    return refusal('no-quorum', `${have === 1 ? '1 has' : `${have} have`} voted; ${needs} are needed`, { clauses: panel.clauses, facts });
  const scope = scopeFor(context, caseWhere(fact), caseNames(context, fact, ruling), ruling.at);
  const outcome = rule.outcomes.find((each) => each.id === ruling.outcome)?.says ?? ruling.outcome;
  if (panel.carried && !holds(scope, panel.carried))
    return refusal('not-carried', `the votes do not carry "${outcome}"`, { clauses: panel.clauses, facts });
  return undefined;
}
