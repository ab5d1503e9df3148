import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { actFacts, type ActFact } from '../entry/acts.ts';
import type { Fact } from '../fact.ts';
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

/** The last vote of each member on a case, by member. */
function votes(context: Context, panel: PanelRule, id: string): ReadonlyMap<string, ActFact> {
  return new Map(
    actFacts(context, { case: id })
      .filter((fact) => fact.body.name === panel.record)
      .map((fact) => [fact.body.person ?? nameOf(fact.by) ?? fact.by, fact]),
  );
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
  const { filer, against } = fact.body;
  const sides = [
    ...(panel.recuse.includes('filer') ? [filer] : []),
    ...(panel.recuse.includes('against') && against !== undefined ? [against] : []),
    ...(panel.recuse.includes('team') ? [filer, against].flatMap((name) => teamMates(context, fact, name)) : []),
  ];
  const involved =
    sides.includes(judge) ||
    (panel.recuseWhen !== undefined &&
      holds(
        scopeFor(context, caseWhere(fact), { ...caseNames(context, fact), judge: () => lazy(party(context, fact, judge)) }, at),
        panel.recuseWhen,
      ));
  if (!involved) return undefined;
  return refusal('recused', `${judge} is involved in ${fact.body.id} and steps aside`, {
    clauses: panel.clauses,
    facts: fact.seq === undefined ? [] : [fact.seq],
    field: 'by',
  });
}

function teamMates(context: Context, fact: Filing, name: string | undefined): readonly string[] {
  if (fact.meeting === undefined || name === undefined) return [];
  const team = teamOfPerson(context, fact.meeting, name, name === fact.body.against ? fact.body.car : undefined);
  return team ? members(team) : [];
}

/** Why a ruling is not carried: too few have voted, or they did not vote for it. */
export function notCarried(context: Context, rule: CaseRule, fact: Fact<'case-filed'>, ruling: Ruling): Refusal | undefined {
  const { panel } = rule;
  if (!panel) return undefined;
  const scope = scopeFor(context, caseWhere(fact), caseNames(context, fact, ruling), ruling.at);
  const voted = [...votes(context, panel, fact.body.id).values()];
  const facts = [fact.seq, ...voted.map((each) => each.seq)];
  const quorum = panel.quorum ? whole(scope, panel.quorum).value : 0;
  if (voted.length < quorum)
    return refusal('no-quorum', `${voted.length} have voted on ${fact.body.id}; ${quorum} are needed`, { clauses: panel.clauses, facts });
  if (panel.carried && !holds(scope, panel.carried))
    return refusal('not-carried', `the votes on ${fact.body.id} do not carry "${ruling.outcome}"`, { clauses: panel.clauses, facts });
  return undefined;
}
