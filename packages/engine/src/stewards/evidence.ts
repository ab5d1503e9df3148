import { because, type Because } from '../because.ts';
import { type Context, msOf } from '../context.ts';
import { actFacts } from '../entry/acts.ts';
import { hasRole, roleOf } from '../entry/roles.ts';
import type { ActBody, Fields } from '../fact.ts';
import type { EvidenceRule } from '../language.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { scopeFor } from '../scope.ts';
import { caseNames, caseWhere } from './case-names.ts';
import { deadline } from './deadlines.ts';
import type { FiledCase } from './open-cases.ts';
import { nameOf } from './panel.ts';
import { members, teamOfPerson } from './teams.ts';

/** A piece that was handed in on a case. */
export interface Evidence {
  readonly record: string;
  /** Who handed it in: the person it names, else the official. */
  readonly from: string;
  readonly at: string;
  readonly private: boolean;
  readonly fields: Fields;
  readonly because: Because;
}

/** What was handed in on a case, oldest first. */
export function evidenceOn(context: Context, filed: FiledCase): readonly Evidence[] {
  const rules = filed.rule.evidence ?? [];
  return actFacts(context, { case: filed.fact.body.id }).flatMap((fact) => {
    const own = rules.filter((each) => each.record === fact.body.name);
    const rule = own.find((each) => mayGive(context, filed, each, giverOf(fact.body, fact.by))) ?? own[0];
    if (!rule) return [];
    const { private: kept, ...fields } = fact.body.fields;
    const from = fact.body.person ?? nameOf(fact.by) ?? fact.by;
    return [
      {
        record: rule.record,
        from,
        at: fact.at,
        private: typeof kept === 'boolean' ? kept : rule.private,
        fields,
        because: because(`${context.book.acts.get(rule.record)?.says ?? rule.record}, from ${from}`, {
          clauses: rule.clauses,
          facts: [fact.seq],
        }),
      },
    ];
  });
}

/** What officials put on record about a case besides evidence, votes and letters: what they found, oldest first. */
export function findingsOn(context: Context, { fact, rule }: FiledCase): readonly Omit<Evidence, 'private'>[] {
  const others = new Set([
    ...(rule.evidence ?? []).map((each) => each.record),
    ...[rule.panel?.record, rule.panel?.aside].filter((each) => each !== undefined),
    ...[...context.book.notices.values()].map((each) => each.record),
  ]);
  return actFacts(context, { case: fact.body.id }).flatMap((found) => {
    if (others.has(found.body.name)) return [];
    const act = context.book.acts.get(found.body.name);
    const from = found.body.person ?? nameOf(found.by) ?? found.by;
    const says = act?.says ?? found.body.name;
    return [
      {
        record: found.body.name,
        from,
        at: found.at,
        fields: found.body.fields,
        because: because(says, { clauses: act?.clauses ?? [], facts: [found.seq] }),
      },
    ];
  });
}

/** Why a piece may not be handed in: by an outsider, or too late. Nothing, where the record is not evidence on the case. */
export function notEvidence(context: Context, filed: FiledCase, body: ActBody, given: Given): Refusal | undefined {
  const rules = (filed.rule.evidence ?? []).filter((each) => each.record === body.name);
  const [first] = rules;
  if (!first) return undefined;
  const giver = giverOf(body, given.by);
  const own = rules.filter((each) => mayGive(context, filed, each, giver));
  if (own.length === 0)
    return refusal(
      'not-authorised',
      `${giver.person ?? giver.role} may not give ${body.name} on ${filed.fact.body.id}; ${[...new Set(rules.flatMap((each) => each.by))].join(', ')} may`,
      { clauses: first.clauses, facts: [filed.fact.seq], field: body.person === undefined ? 'by' : 'person' },
    );
  const late = own.map((each) => tooLate(context, filed, each, given.at));
  return late.every((each) => each !== undefined) ? late[0] : undefined;
}

interface Given {
  readonly by: string;
  readonly at: string;
}

function tooLate(context: Context, filed: FiledCase, rule: EvidenceRule, at: string): Refusal | undefined {
  const last = rule.deadline === undefined ? undefined : context.book.deadlines.get(rule.deadline);
  if (!last) return undefined;
  const { fact } = filed;
  const ends = deadline(scopeFor(context, caseWhere(fact), caseNames(context, fact), at), last);
  if (msOf(at) <= ends.value) return undefined;
  return refusal('too-late', `${rule.record} on ${fact.body.id} is late: ${ends.because.says}`, {
    clauses: [...new Set([...rule.clauses, ...last.clauses])],
    facts: [fact.seq],
    field: 'at',
    because: ends.because,
  });
}

interface Giver {
  readonly role: string;
  readonly person?: string;
}

/** Who hands it in: the person named, or the official alone. */
function giverOf(body: ActBody, by: string): Giver {
  const person = body.person ?? nameOf(by);
  return { role: roleOf(by), ...(person === undefined ? {} : { person }) };
}

function mayGive(context: Context, filed: FiledCase, rule: EvidenceRule, { role, person }: Giver): boolean {
  const { filer, against, car } = filed.fact.body;
  return rule.by.some((word) => {
    if (word === 'anyone') return true;
    if (word === 'filer') return person !== undefined && sideOf(context, filed, filer).includes(person);
    if (word === 'against') return person !== undefined && sideOf(context, filed, against ?? '', car).includes(person);
    return hasRole(context.book, role, word);
  });
}

function sideOf(context: Context, { fact }: FiledCase, name: string, car?: string): readonly string[] {
  const team = fact.meeting === undefined ? undefined : teamOfPerson(context, fact.meeting, name, car);
  return [...(name === '' ? [] : [name]), ...(team ? members(team) : [])];
}
