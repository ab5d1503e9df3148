import { hasRole, roleOf } from '../entry/roles.ts';
import type { Fact, Fields, Passes, Plain } from '../fact.ts';
import type { AmountRule, CaseOutcome } from '../language.ts';
import { moneyText } from '../money/amounts.ts';
import { didYouMean } from '../nearest.ts';
import { type Refusal, refusal, refuse } from '../refusal.ts';
import { evaluate, type Scope, scopeFor, whole } from '../scope.ts';
import { caseNames, cases, caseWhere } from '../stewards/cases.ts';
import type { Ruling } from '../stewards/case-names.ts';
import { caseById, type FiledCase } from '../stewards/open-cases.ts';
import { filingFee } from '../stewards/filing-fee.ts';
import { notCarried, recusal } from '../stewards/panel.ts';
import {
  classFor,
  type Deciding,
  factOf,
  type Handler,
  joinPasses,
  meetingFor,
  mustBe,
  overridden,
  passGates,
  raceFor,
} from './deciding.ts';
import { checkFields } from './fields.ts';

export const file: Handler<'file'> = (deciding) => {
  const { command, context } = deciding;
  const rule =
    context.book.cases.get(command.case) ??
    refuse('unknown-case', `the rulebook has no case "${command.case}"${didYouMean(command.case, context.book.cases.keys())}`, {
      field: 'case',
    });
  const role = roleOf(command.by);
  if (!rule.by.includes('anyone') && !rule.by.some((each) => hasRole(context.book, role, each)))
    return refuse('not-authorised', `${role} may not file ${rule.id}; ${rule.by.join(', ')} may`, { clauses: rule.clauses, field: 'by' });
  const place = placeOf(deciding);
  if (command.class !== undefined) classFor(context, command.class);
  if (caseById(context, command.id)) return refuse('case-known', `there is a case ${command.id} already`, { field: 'id' });
  if (command.about !== undefined && !caseById(context, command.about))
    return refuse('unknown-case', `there is no case ${command.about}`, { clauses: rule.clauses, field: 'about' });
  const fields = checkFields(rule.id, rule.fields, command.fields ?? {}, rule.clauses);
  const { id, filer, against, about, paidBy, class: classId, car } = command;
  const body = {
    id,
    rule: rule.id,
    filer,
    fields,
    paidCents: command.paidCents ?? 0,
    ...(against !== undefined ? { against } : {}),
    ...(about !== undefined ? { about } : {}),
    ...(paidBy !== undefined ? { paidBy } : {}),
    ...(classId !== undefined ? { class: classId } : {}),
    ...(car !== undefined ? { car } : {}),
  };
  const draft = { by: command.by, at: command.at, body, ...place } as Fact<'case-filed'>;
  const passes = passGates(deciding, [`file:${rule.id}`], caseWhere(draft), caseNames(context, draft));
  checkFee(deciding, draft);
  return [factOf(deciding, 'case-filed', body, { ...place, passes })];
};

/** Where a case is filed: at its race, at its meeting, or away from meetings. */
function placeOf(deciding: Deciding<'file'>): { readonly meeting?: string; readonly race?: string; readonly season?: string } {
  const { command, context } = deciding;
  if (command.meeting === undefined) return command.season === undefined ? {} : { season: command.season };
  const meeting = meetingFor(deciding);
  const season = context.state.meetings.get(meeting)?.season;
  return {
    meeting,
    ...(command.race === undefined ? {} : { race: raceFor(deciding).race }),
    ...(season === undefined ? {} : { season }),
  };
}

/** The fee is paid in full and in a way that the rulebook takes. */
function checkFee(deciding: Deciding<'file'>, draft: Fact<'case-filed'>): void {
  const { command, context } = deciding;
  const fee = context.book.cases.get(command.case)?.fee;
  if (!fee) return;
  const cents = filingFee(context, fee.cents, draft);
  const paid = command.paidCents ?? 0;
  if (paid !== cents.value)
    refuse(
      'fee-not-paid',
      `the fee is ${moneyText(context.book, cents.value)}, ${paid === 0 ? 'nothing was' : `${moneyText(context.book, paid)} ${paid === 100 ? 'was' : 'were'}`} paid`,
      {
        clauses: fee.clauses,
        field: 'paid-cents',
        because: cents.because,
      },
    );
  if (fee.pay.length > 0 && cents.value > 0 && !fee.pay.includes(command.paidBy ?? ''))
    refuse('wrong-payment', `the fee is paid in ${fee.pay.join(' or ')}, not ${command.paidBy ?? 'unsaid'}`, {
      clauses: fee.clauses,
      field: 'paid-by',
    });
}

export const rule: Handler<'rule'> = (deciding) => {
  const { command, context } = deciding;
  const filed = caseById(context, command.id) ?? refuse('unknown-case', `there is no case ${command.id}`, { field: 'id' });
  const outcome = outcomeOf(deciding, filed);
  const state = cases(context, filed.fact.meeting).find((each) => each.id === command.id);
  if (state && state.status !== 'open' && state.status !== 'set-aside')
    return refuse('case-closed', `${command.id} is closed: ${state.because.says}`, {
      clauses: state.because.clauses,
      facts: state.because.facts,
      field: 'id',
    });
  mustBe(deciding, filed.rule.decidedBy, filed.rule.clauses, `rule on ${filed.rule.id}`);
  const stepsAside = recusal(context, filed.rule, filed.fact, command.by, command.at);
  const aside = stepsAside ? [{ override: overridden(deciding, stepsAside) }] : [];
  const fields = amountsOf(deciding, filed, outcome);
  const ruling: Ruling = { outcome: outcome.id, fields, at: command.at, by: roleOf(command.by) };
  const uncarried = notCarried(context, filed.rule, filed.fact, ruling);
  const votes = uncarried ? [{ override: overridden(deciding, uncarried) }] : [];
  const gates = passGates(deciding, [`rule:${filed.rule.id}`], caseWhere(filed.fact), {
    ...caseNames(context, filed.fact, ruling),
    act: () => ({ outcome: command.outcome, ...fields }),
    by: () => roleOf(command.by),
  });
  const { meeting, race, season } = filed.fact;
  const passes: Passes = joinPasses([...aside, ...votes, gates]);
  return [
    factOf(
      deciding,
      'case-ruled',
      { id: command.id, outcome: outcome.id, fields },
      {
        ...(meeting !== undefined ? { meeting } : {}),
        ...(race !== undefined ? { race } : {}),
        ...(season !== undefined ? { season } : {}),
        passes,
      },
    ),
  ];
};

function outcomeOf(deciding: Deciding<'rule'>, filed: FiledCase): CaseOutcome {
  const { command } = deciding;
  const known = filed.rule.outcomes.map((each) => each.id);
  return (
    filed.rule.outcomes.find((each) => each.id === command.outcome) ??
    refuse(
      'unknown-outcome',
      `${filed.rule.id} cannot end as "${command.outcome}"${didYouMean(command.outcome, known)}; it ends as ${known.join(', ')}`,
      { clauses: filed.rule.clauses, field: 'outcome' },
    )
  );
}

/**
 * The fields of a ruling with the defaults of its amounts filled in. Refuses an amount that is required and missing, one outside
 * its limits, and one that only others may change.
 */
function amountsOf(deciding: Deciding<'rule'>, filed: FiledCase, outcome: CaseOutcome): Fields {
  const { command, context } = deciding;
  const given = command.fields ?? {};
  const typed = outcome.fields.length > 0 || outcome.amounts.length > 0;
  const ruling: Ruling = { outcome: outcome.id, fields: given, at: command.at, by: roleOf(command.by) };
  const scope = scopeFor(context, caseWhere(filed.fact), caseNames(context, filed.fact, ruling), command.at);
  const amounts = outcome.amounts.map((amount) => [amount.field, amountOf(deciding, scope, amount)] as const);
  const fields = { ...given, ...Object.fromEntries(amounts.filter(([, value]) => value !== undefined)) } as Fields;
  return typed ? checkFields(`${filed.rule.id} ${outcome.id}`, declared(outcome), fields, outcome.clauses) : fields;
}

/** An amount need not be declared as a field too. */
function declared(outcome: CaseOutcome): CaseOutcome['fields'] {
  const loose = outcome.amounts.filter((amount) => !outcome.fields.some((field) => field.name === amount.field));
  return [...outcome.fields, ...loose.map((amount) => ({ name: amount.field, type: 'number' as const, optional: true }))];
}

function amountOf(deciding: Deciding<'rule'>, scope: Scope, amount: AmountRule): Plain | undefined {
  const { command, context } = deciding;
  const usual = amount.default ? (evaluate(scope, amount.default).value as Plain) : undefined;
  const value = command.fields?.[amount.field] ?? usual;
  const no = (code: string, says: string, override: readonly string[] = []): Refusal =>
    refusal(code, says, { clauses: amount.clauses, field: amount.field, override });
  if (value === undefined || value === null) {
    if (amount.required) overridden(deciding, no('amount-missing', `${amount.field} must be given`));
    return undefined;
  }
  const changed = usual !== undefined && value !== usual;
  if (changed && amount.by.length > 0 && !amount.by.some((role) => hasRole(context.book, roleOf(command.by), role)))
    overridden(
      deciding,
      no('not-authorised', `${amount.field} is ${String(usual)}; only ${amount.by.join(', ')} may give another`, amount.by),
    );
  if (typeof value !== 'number') return value;
  if (amount.required && value <= 0) overridden(deciding, no('amount-missing', `${amount.field} must be more than 0`));
  const least = amount.least ? whole(scope, amount.least).value : value;
  const most = amount.most ? whole(scope, amount.most).value : value;
  if (value < least) overridden(deciding, no('amount-too-low', `${amount.field} is at least ${least}, not ${value}`));
  if (value > most) overridden(deciding, no('amount-too-high', `${amount.field} is at most ${most}, not ${value}`));
  return value;
}
