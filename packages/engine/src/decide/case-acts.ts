import type { Context } from '../context.ts';
import { roleOf } from '../entry/roles.ts';
import type { ActBody, Passes } from '../fact.ts';
import { lazy } from '../formula-values.ts';
import type { Act } from '../language.ts';
import { didYouMean } from '../nearest.ts';
import { type Refusal, refusal, refuse } from '../refusal.ts';
import type { Extra } from '../scope.ts';
import { caseNames, rulingOf } from '../stewards/case-names.ts';
import { cases } from '../stewards/cases.ts';
import { notEvidence } from '../stewards/evidence.ts';
import { caseById, inForce } from '../stewards/open-cases.ts';
import { recusal } from '../stewards/panel.ts';
import { type Deciding, overridden } from './deciding.ts';

/** What formulas of an act about a case read: its papers and whether it is still open. */
export function caseFields(context: Context, id: string): Extra {
  const filed = caseById(context, id) ?? refuse('unknown-case', `there is no case ${id}`, { field: 'case' });
  const { case: ofForm, act: _, by: __, ...names } = caseNames(context, filed.fact, filed.ruled && rulingOf(filed.ruled));
  const status = (): string => cases(context, filed.fact.meeting).find((each) => each.id === id)?.status ?? 'open';
  return { ...names, case: () => withStatus(ofForm?.() as object, status) };
}

/** The papers of a case with how it stands. */
function withStatus(form: object, status: () => string): object {
  const fields = Object.keys(form).map((name) => [name, () => (form as Record<string, unknown>)[name]] as const);
  return lazy({ ...Object.fromEntries(fields), status });
}

/** A piece of evidence is handed in by who may, in time, while the case is open. */
function mayHandIn({ context, command }: Deciding, body: ActBody): Refusal | undefined {
  const filed = body.case === undefined ? undefined : caseById(context, body.case);
  if (!filed?.rule.evidence?.some((each) => each.record === body.name)) return undefined;
  if (filed.ruled && inForce(context, filed))
    return refusal('case-closed', `${filed.fact.body.id} is ruled: no ${body.name} is taken any more`, {
      clauses: filed.rule.clauses,
      facts: [filed.ruled.seq],
      field: 'case',
    });
  return notEvidence(context, filed, body, command);
}

/** A vote on a case is given by those who are not involved in it, each once; evidence by those who may give it. */
export function mayActOn(deciding: Deciding, rule: Act, body: ActBody): Passes {
  const { context, command } = deciding;
  const filed = body.case === undefined ? undefined : caseById(context, body.case);
  const refused = mayHandIn(deciding, body);
  if (refused) return { override: overridden(deciding, refused) };
  if (!filed || filed.rule.panel?.record !== rule.id) return {};
  const by = body.person === undefined ? command.by : `${roleOf(command.by)}:${body.person}`;
  const no = recusal(context, filed.rule, filed.fact, by, command.at);
  return no ? { override: overridden(deciding, no) } : {};
}

/** A letter is put down as sent by its name, and by a way that its rule allows. */
export function checkSending(deciding: Deciding, rule: Act, body: ActBody): void {
  const { notices } = deciding.context.book;
  const own = [...notices.values()].filter((each) => each.record === rule.id);
  if (own.length === 0) return;
  const { notice, channel } = body.fields;
  const known = own.find((each) => each.id === notice);
  if (!known) {
    const names = own.map((each) => each.id);
    return refuse(
      'unknown-notice',
      `there is no notice "${String(notice)}"${didYouMean(String(notice), names)}; ${names.join(', ')} can be sent`,
      {
        clauses: rule.clauses,
        field: 'notice',
      },
    );
  }
  if (known.channels.length > 0 && !known.channels.includes(String(channel)))
    refuse('wrong-channel', `${known.says}: by ${known.channels.join(' or ')}, not by ${String(channel)}`, {
      clauses: known.clauses,
      field: 'channel',
    });
}
