import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, msOf } from '../context.ts';
import { actFacts } from '../entry/acts.ts';
import { said } from '../entry/gates.ts';
import type { NoticeRule } from '../language.ts';
import { Refused, refuse } from '../refusal.ts';
import { holds, type Scope, scopeFor } from '../scope.ts';
import { accusedTeam, caseNames, caseWhere, rulingOf } from './case-names.ts';
import { deadline } from './deadlines.ts';
import { caseById, type FiledCase } from './open-cases.ts';
import { members } from './teams.ts';

/** A letter that is due on a case, and when it was sent. */
export interface Notice {
  readonly notice: string;
  readonly case: string;
  readonly to: readonly string[];
  readonly text: string;
  readonly channels: readonly string[];
  /** The record by which sending is put down. */
  readonly record: string;
  /** The record has a field `text`: the letter may be worded otherwise, and what was sent is on record. */
  readonly editable: boolean;
  /** Last moment to send it, in milliseconds. */
  readonly byMs?: number;
  readonly sent: readonly {
    readonly fact: number;
    readonly at: string;
    readonly channel: string;
    readonly inTime: boolean;
    readonly text?: string;
  }[];
  readonly because: Because;
}

/** The letters that a case asks for as it stands, with their text. */
export function noticesOf(outer: Context, id: string): readonly Notice[] {
  const filed = caseById(outer, id) ?? refuse('unknown-case', `there is no case ${id}`, { field: 'case' });
  const context = filed.fact.meeting === undefined ? outer : contextOfMeeting(outer, filed.fact.meeting);
  const scope = scopeOfCase(context, filed);
  return [...context.book.notices.values()].filter((rule) => holds(scope, rule.when)).map((rule) => noticeOf(scope, filed, rule));
}

function scopeOfCase(context: Context, filed: FiledCase): Scope {
  const names = caseNames(context, filed.fact, filed.ruled && rulingOf(filed.ruled));
  return scopeFor(context, caseWhere(filed.fact), names, filed.ruled?.at ?? filed.fact.at);
}

function noticeOf(scope: Scope, filed: FiledCase, rule: NoticeRule): Notice {
  const by = lastMoment(scope, rule);
  const sent = actFacts(scope.context, { case: filed.fact.body.id })
    .filter((fact) => fact.body.name === rule.record && fact.body.fields['notice'] === rule.id)
    .map((fact) => ({
      fact: fact.seq,
      at: fact.at,
      channel: String(fact.body.fields['channel'] ?? ''),
      inTime: by === undefined || msOf(fact.at) <= by.value,
      ...(typeof fact.body.fields['text'] === 'string' ? { text: fact.body.fields['text'] } : {}),
    }));
  return {
    notice: rule.id,
    case: filed.fact.body.id,
    to: addressees(scope.context, filed, rule),
    text: said(scope, rule.text),
    channels: rule.channels,
    record: rule.record,
    editable: scope.context.book.acts.get(rule.record)?.fields.some((field) => field.name === 'text') ?? false,
    ...(by === undefined ? {} : { byMs: by.value }),
    sent,
    because: because(rule.says, {
      clauses: rule.clauses,
      facts: [filed.fact.seq, ...(filed.ruled ? [filed.ruled.seq] : []), ...sent.map((each) => each.fact)],
      from: by === undefined ? [] : [by.because],
    }),
  };
}

/** No deadline where it does not run yet. */
function lastMoment(scope: Scope, rule: NoticeRule): ReturnType<typeof deadline> | undefined {
  const found = rule.deadline === undefined ? undefined : scope.context.book.deadlines.get(rule.deadline);
  if (!found) return undefined;
  try {
    return deadline(scope, found);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function addressees(context: Context, filed: FiledCase, rule: NoticeRule): readonly string[] {
  const { body } = filed.fact;
  const team = accusedTeam(context, filed.fact);
  if (rule.to === 'filer') return [body.filer];
  if (rule.to === 'team') return team ? members(team) : [body.against ?? ''];
  if (rule.to === 'driver') return [team?.driver ?? body.against ?? ''];
  return [body.against ?? team?.driver ?? ''];
}
