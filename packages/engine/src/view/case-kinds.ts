import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting } from '../context.ts';
import { hasRole } from '../entry/roles.ts';
import type { ActField, CaseOutcome, CaseRule } from '../language.ts';
import { Refused } from '../refusal.ts';
import { scopeFor, whole } from '../scope.ts';
import { type Asked, given } from './query.ts';
import { PANEL_QUERY } from './panel.ts';
import { verdictsView } from './verdicts.ts';

/** A record about a case: a piece of evidence, or a vote. */
interface CaseRecord {
  readonly record: string;
  readonly use: 'evidence' | 'vote' | 'aside' | 'finding';
  readonly says: string;
  readonly fields: readonly ActField[];
  readonly because: Because;
}

/** The kinds of case of the rulebook: what the form asks, the fee, who files and who rules, and how a case can end. */
export function caseKindsView(outer: Context, of: Readonly<Record<string, string>>, role: string | undefined) {
  const { meeting } = of;
  const context = meeting === undefined ? outer : contextOfMeeting(outer, meeting);
  const may = (roles: readonly string[]): boolean =>
    role === undefined || roles.includes('anyone') || roles.some((each) => hasRole(context.book, role, each));
  const kinds = [...context.book.cases.values()].map((rule) => ({
    case: rule.id,
    says: rule.says,
    by: rule.by,
    mayFile: may(rule.by),
    fields: rule.fields,
    ...feeOf(context, rule, of),
    decidedBy: rule.decidedBy,
    mayRule: may(rule.decidedBy),
    outcomes: rule.outcomes.map((outcome) => ({
      outcome: outcome.id,
      says: outcome.says,
      fields: fieldsOf(outcome),
      because: because(outcome.says, { clauses: outcome.clauses }),
    })),
    records: recordsOf(context, rule),
    because: because(rule.says, { clauses: rule.clauses }),
  }));
  return { kinds, because: because('the kinds of case', { from: kinds.map((each) => each.because) }) };
}

/** What a ruling with this outcome fills in; an amount need not be declared as a field too. */
function fieldsOf(outcome: CaseOutcome): readonly ActField[] {
  const loose = outcome.amounts.filter((amount) => !outcome.fields.some((field) => field.name === amount.field));
  return [
    ...outcome.fields,
    ...loose.map((amount): ActField => ({
      name: amount.field,
      type: 'number',
      optional: !amount.required || amount.default !== undefined,
    })),
  ];
}

/** The fee as it stands here; one that rests on what is filed is not known before. */
function feeOf(context: Context, rule: CaseRule, where: Readonly<Record<string, string>>) {
  if (!rule.fee) return {};
  try {
    const fee = whole(scopeFor(context, where), rule.fee.cents);
    return { feeCents: fee.value, pay: rule.fee.pay, fee: because('the fee', { clauses: rule.fee.clauses, from: [fee.because] }) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { pay: rule.fee.pay, fee: because('the fee', { clauses: rule.fee.clauses }) };
  }
}

function recordsOf(context: Context, rule: CaseRule): readonly CaseRecord[] {
  const record = (id: string, use: CaseRecord['use'], clauses: readonly string[]): CaseRecord => {
    const act = context.book.acts.get(id);
    const says = act?.says ?? id;
    return { record: id, use, says, fields: act?.fields ?? [], because: because(says, { clauses }) };
  };
  const known = new Set([
    ...(rule.evidence ?? []).map((each) => each.record),
    ...(rule.panel ? [rule.panel.record, rule.panel.aside ?? ''] : []),
    ...[...context.book.cases.values()].flatMap((each) => [each.panel?.record ?? '', each.panel?.aside ?? '']),
    ...[...context.book.notices.values()].map((each) => each.record),
  ]);
  const findings = [...context.book.acts.values()].filter((act) => act.sort === 'record' && act.of === 'case' && !known.has(act.id));
  const pieces = Map.groupBy(rule.evidence ?? [], (each) => each.record);
  return [
    ...[...pieces].map(([id, rules]) => record(id, 'evidence', [...new Set(rules.flatMap((each) => each.clauses))])),
    ...(rule.panel ? [record(rule.panel.record, 'vote', rule.panel.clauses)] : []),
    ...(rule.panel?.aside === undefined ? [] : [record(rule.panel.aside, 'aside', rule.panel.clauses)]),
    ...findings.map((act) => record(act.id, 'finding', act.clauses)),
  ];
}

/** Questions about the kinds of case, and what is published of those that were decided. */
export const CASE_QUERIES = {
  ...PANEL_QUERY,
  'case-kinds': {
    fields: ['meeting?', 'race?', 'class?', 'role?'],
    says: 'the kinds of case: what the form asks, the fee, who files and who rules, how it can end, what is handed in',
    answer: (c, q) => caseKindsView(c, given(q, ['meeting', 'race', 'class']), q.role),
  },
  verdicts: {
    fields: ['season?', 'meeting?', 'case?'],
    says: 'what the rulebook publishes of decided cases, names of minors shortened, without what is private',
    answer: verdictsView,
  },
} as const satisfies Readonly<Record<string, Asked>>;
