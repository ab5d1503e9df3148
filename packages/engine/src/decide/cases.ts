import type { Fact } from '../fact.ts';
import { didYouMean } from '../nearest.ts';
import { refuse } from '../refusal.ts';
import { scopeFor, whole } from '../scope.ts';
import { caseNames, cases, caseWhere } from '../stewards/cases.ts';
import { meetings } from '../context.ts';
import { filedCases } from '../stewards/open-cases.ts';
import { hasRole, roleOf } from '../entry/roles.ts';
import { checkFields } from './acts.ts';
import { classFor, type Deciding, factOf, type Handler, meetingFor, mustBe, passGates, raceFor } from './deciding.ts';

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
  const place = command.race === undefined ? { meeting: meetingFor(deciding) } : raceFor(deciding);
  if (command.class !== undefined) classFor(context, command.class);
  if (findCase(deciding, command.id)) return refuse('case-known', `there is a case ${command.id} already`, { field: 'id' });
  const fields = checkFields(rule.id, rule.fields, command.fields ?? {}, rule.clauses);
  const body = {
    id: command.id,
    rule: rule.id,
    filer: command.filer,
    fields,
    paidCents: command.paidCents ?? 0,
    ...(command.against !== undefined ? { against: command.against } : {}),
    ...(command.paidBy !== undefined ? { paidBy: command.paidBy } : {}),
    ...(command.class !== undefined ? { class: command.class } : {}),
    ...(command.car !== undefined ? { car: command.car } : {}),
  };
  const season = context.state.meetings.get(place.meeting)?.season;
  const draft = {
    by: command.by,
    body,
    meeting: place.meeting,
    ...('race' in place ? { race: place.race } : {}),
    ...(season !== undefined ? { season } : {}),
  } as Fact<'case-filed'>;
  const passes = passGates(deciding, [`file:${rule.id}`], caseWhere(draft), caseNames(context, draft));
  checkFee(deciding, draft);
  return [factOf(deciding, 'case-filed', body, { meeting: place.meeting, ...('race' in place ? { race: place.race } : {}), passes })];
};

/** The fee is paid in full and in a way that the rulebook takes. */
function checkFee(deciding: Deciding<'file'>, draft: Fact<'case-filed'>): void {
  const { command, context } = deciding;
  const fee = context.book.cases.get(command.case)?.fee;
  if (!fee) return;
  const cents = whole(scopeFor(context, caseWhere(draft), caseNames(context, draft), command.at), fee.cents);
  const paid = command.paidCents ?? 0;
  if (paid !== cents.value)
    refuse('fee-not-paid', `the fee is ${cents.value} cents, ${paid} were paid`, {
      clauses: fee.clauses,
      field: 'paid-cents',
      because: cents.because,
    });
  if (fee.pay.length > 0 && cents.value > 0 && !fee.pay.includes(command.paidBy ?? ''))
    refuse('wrong-payment', `the fee is paid in ${fee.pay.join(' or ')}, not ${command.paidBy ?? 'unsaid'}`, {
      clauses: fee.clauses,
      field: 'paid-by',
    });
}

function findCase(deciding: Deciding, id: string) {
  return meetings(deciding.context)
    .flatMap((meeting) => filedCases(deciding.context, meeting.id))
    .find((each) => each.fact.body.id === id);
}

export const rule: Handler<'rule'> = (deciding) => {
  const { command, context } = deciding;
  const filed = findCase(deciding, command.id) ?? refuse('unknown-case', `there is no case ${command.id}`, { field: 'id' });
  const known = filed.rule.outcomes.map((each) => each.id);
  if (!known.includes(command.outcome))
    return refuse(
      'unknown-outcome',
      `${filed.rule.id} cannot end as "${command.outcome}"${didYouMean(command.outcome, known)}; it ends as ${known.join(', ')}`,
      { clauses: filed.rule.clauses, field: 'outcome' },
    );
  const state = cases(context, filed.fact.meeting).find((each) => each.id === command.id);
  if (state && state.status !== 'open')
    return refuse('case-closed', `${command.id} is closed: ${state.because.says}`, {
      clauses: state.because.clauses,
      facts: state.because.facts,
      field: 'id',
    });
  mustBe(deciding, filed.rule.decidedBy, filed.rule.clauses, `rule on ${filed.rule.id}`);
  const where = caseWhere(filed.fact);
  const passes = passGates(deciding, [`rule:${filed.rule.id}`], where, {
    ...caseNames(context, filed.fact),
    act: () => ({ outcome: command.outcome, ...command.fields }),
  });
  return [
    factOf(
      deciding,
      'case-ruled',
      { id: command.id, outcome: command.outcome, fields: command.fields ?? {} },
      {
        ...(filed.fact.meeting !== undefined ? { meeting: filed.fact.meeting } : {}),
        ...(filed.fact.race !== undefined ? { race: filed.fact.race } : {}),
        passes,
      },
    ),
  ];
};

export const pay: Handler<'pay'> = (deciding) => {
  const { command } = deciding;
  if (!Number.isInteger(command.cents) || command.cents === 0)
    return refuse('bad-amount', 'an amount is whole cents, not 0', { field: 'cents' });
  const meeting = command.meeting === undefined ? undefined : meetingFor(deciding);
  return [
    factOf(
      deciding,
      'payment-made',
      { person: command.person, cents: command.cents, for: command.for },
      {
        ...(meeting !== undefined ? { meeting } : {}),
        passes: passGates(deciding, ['pay', `pay:${command.for}`], meeting === undefined ? {} : { meeting }),
      },
    ),
  ];
};
