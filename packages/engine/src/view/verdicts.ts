import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, dayOf, meetingOf } from '../context.ts';
import type { Plain } from '../fact.ts';
import type { PublishRule } from '../language.ts';
import { holds } from '../scope.ts';
import { type CaseState, caseState, consequencesOfCase } from '../stewards/cases.ts';
import { allCases, casesAbout, type FiledCase, hasLapsed, scopeOfCase } from '../stewards/open-cases.ts';
import { sanctionOf } from '../stewards/sanctions.ts';
import { sanctionText } from '../stewards/wording.ts';
import { inPublic, publicNames } from './public-names.ts';
import type { Query } from './query.ts';

/** A decided case as everybody may read it. */
interface Verdict {
  readonly case: string;
  readonly kind: string;
  readonly says: string;
  readonly meeting?: string;
  readonly race?: string;
  readonly decidedAt: string;
  readonly filer: string;
  readonly against?: string;
  readonly car?: string;
  readonly status: CaseState['status'];
  readonly outcome: string;
  readonly outcomeSays: string;
  readonly fields: Readonly<Record<string, Plain>>;
  readonly penalties: readonly { readonly person: string; readonly says: string; readonly clauses: readonly string[] }[];
  readonly feeCents: number;
  readonly fee: CaseState['fee'];
  readonly appeals: readonly { readonly case: string; readonly kind: string; readonly status: string; readonly outcome?: string }[];
  readonly evidence: readonly { readonly from: string; readonly fields: Readonly<Record<string, Plain>> }[];
  readonly clauses: readonly string[];
  readonly because: Because;
}

/** What the rulebook publishes of decided cases, oldest first; names of minors are shortened. */
export function verdictsView(outer: Context, query: Query) {
  const rows = allCases(outer).flatMap((filed) => {
    const { meeting, season, body } = filed.fact;
    const asked =
      (query.meeting === undefined || query.meeting === meeting) &&
      (query.season === undefined || query.season === (season ?? (meeting && outer.state.meetings.get(meeting)?.season))) &&
      (query['case'] === undefined || query['case'] === body.id);
    const context = meeting === undefined ? outer : contextOfMeeting(outer, meeting);
    return asked ? verdictsOn(context, filed) : [];
  });
  return { verdicts: rows, because: because('published verdicts', { from: rows.map((row) => row.because) }) };
}

function verdictsOn(context: Context, filed: FiledCase): readonly Verdict[] {
  const { rule, fact, ruled } = filed;
  const outcome = ruled && rule.outcomes.find((each) => each.id === ruled.body.outcome);
  const { published } = rule;
  if (!published || !outcome || !ruled) return [];
  if (published.outcomes.length > 0 && !published.outcomes.includes(outcome.id)) return [];
  if (!holds(scopeOfCase(context, filed), published.when)) return [];
  const day = fact.meeting === undefined ? dayOf(context.book, fact.at) : meetingOf(context, fact.meeting).date;
  const names = publicNames(context, day);
  const state = caseState(context, filed);
  const penalties = penaltiesOf(context, filed);
  const clauses = [...new Set([...state.because.clauses, ...penalties.flatMap((each) => each.clauses)])];
  const shown: Verdict = {
    case: fact.body.id,
    kind: rule.id,
    says: rule.says,
    ...(fact.meeting === undefined ? {} : { meeting: fact.meeting }),
    ...(fact.race === undefined ? {} : { race: fact.race }),
    decidedAt: ruled.at,
    filer: names.of(fact.body.filer),
    ...(fact.body.against === undefined ? {} : { against: names.of(fact.body.against) }),
    ...(state.answerable ? { car: state.answerable.car } : {}),
    status: state.status,
    outcome: outcome.id,
    outcomeSays: outcome.says,
    fields: without(published, state.fields as Readonly<Record<string, Plain>>),
    penalties: penalties.map((each) => ({ ...each, person: names.of(each.person) })),
    feeCents: state.feeCents,
    fee: state.fee.map((each) => (each.person ? { ...each, to: names.of(each.to) } : each)),
    appeals: appealsOf(context, filed),
    evidence: state.evidence
      .filter((each) => !each.private)
      .map((each) => ({ from: names.of(each.from), fields: without(published, each.fields) })),
    clauses,
    because: because(`${rule.says}: ${outcome.says}`, {
      clauses: [...new Set([...clauses, ...published.clauses])],
      facts: state.because.facts,
      from: [names.because],
    }),
  };
  return [inPublic(shown, names)];
}

function without(published: PublishRule, fields: Readonly<Record<string, Plain>>): Readonly<Record<string, Plain>> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !published.hides.includes(name)));
}

/** What fell on somebody by the case, each once whatever cars they drive. */
function penaltiesOf(context: Context, filed: FiledCase): Verdict['penalties'] {
  const found = consequencesOfCase(context, filed).map((each) => ({
    person: each.driver,
    says: sanctionText(context, sanctionOf(context, each, filed.fact.meeting)),
    clauses: each.clauses,
  }));
  return [...new Map(found.map((each) => [`${each.person} ${each.says}`, each])).values()];
}

/** Appeals are told of even where their own ruling is not published: whether one is open, and how it ended where it is. */
function appealsOf(context: Context, filed: FiledCase): Verdict['appeals'] {
  return casesAbout(context, filed.fact.body.id).map((each) => ({
    case: each.fact.body.id,
    kind: each.rule.id,
    status: each.ruled ? 'ruled' : hasLapsed(context, each) ? 'lapsed' : 'open',
    ...(each.ruled && each.rule.published ? { outcome: each.ruled.body.outcome } : {}),
  }));
}
