import { randomUUID } from 'node:crypto';
import type { CaseRule } from '@racetower/engine';
import type { Context } from 'hono';
import { byOf, type Visitor } from '../access/visitor.ts';
import { mayGive } from '../access/desks.ts';
import type { Sent } from '../club/club.ts';
import { BODY_LIMIT } from '../http/body.ts';
import type { Visit } from '../http/clubs.ts';
import { problem, stopWith } from '../http/problem.ts';
import { COMMAND_SCHEMAS, issuesOf } from '../http/schemas.ts';
import { protestPath } from './paths.ts';
import { FIELD, formFields, type Written } from './protest-fields.ts';
import { type Fault, feeOf, filingOf, protestPage, type ProtestShown } from './protest-page.ts';
import { filedPage } from './protest-page.ts';
import type { PageParts } from './layout.ts';
import { Reading } from './reading.ts';

/** Roles in which a visitor may file, the usual one first. */
function rolesOf(visitor: Visitor, visit: Visit): readonly string[] {
  const { book } = visit.club;
  if (visitor.is === 'operator') return [...new Set(['race-director', ...book.roles.keys()])];
  return visitor.is === 'member' ? visitor.posts.filter((post) => mayGive(book, post, 'file')).map((post) => post.role) : [];
}

/** The empty form, with what the address says of it; or that it is filed. */
export function askProtest(reading: Reading, visit: Visit, asked: Written): PageParts | undefined {
  const { filed, ...written } = asked;
  if (filed !== undefined) return filedPage(reading, filed.slice(0, 80));
  return protestPage(reading, { written, faults: [], key: randomUUID(), roles: rolesOf(visit.visitor, visit) });
}

export type Filing = { readonly filed: string } | { readonly page: PageParts | undefined; readonly reading: Reading };

/** Files what was sent; what is wrong with it comes back with all that was written. What is sent again is filed once. */
export async function fileProtest(c: Context, visit: Visit): Promise<Filing> {
  const written = await writtenIn(c);
  const reading = new Reading(visit, await visit.club.latest());
  const filing = filingOf(reading, written);
  const key = /^[\w-]{8,60}$/.test(written['key'] ?? '') ? (written['key'] ?? '') : randomUUID();
  const shown: ProtestShown = { written, faults: [], key, roles: rolesOf(visit.visitor, visit) };
  const back = (...faults: readonly Fault[]): Filing => ({ page: protestPage(reading, { ...shown, faults }), reading });
  if (!filing.rule) return { page: undefined, reading };
  const { rule } = filing;
  const [first] = shown.roles;
  const asked = written['by'] ?? (visit.visitor.is === 'operator' ? first : undefined);
  const by = byOf(visit.visitor, visit.club.book, 'file', asked);
  if (!by.ok) return back({ says: by.code === 'sign-in' ? 'sign in to file' : by.says });
  const missing = missingIn(rule, written);
  if (missing.length > 0) return back(...missing);
  const command = commandOf(reading, { ...filing, rule, written, key, by: by.by });
  const checked = COMMAND_SCHEMAS.get('file')?.safeParse(command);
  if (checked && !checked.success)
    return back(...issuesOf(checked.error).map((issue) => ({ field: formField(issue.field, rule), says: issue.says })));
  const outcome = await visit.club.give(command as unknown as Sent, { key: `form ${by.by} ${key}` });
  if (outcome.is === 'done') return { filed: protestPath(reading.club, { filed: String(command['id']) }) };
  if (outcome.is !== 'refused') return back({ says: 'somebody else was writing at the same time: send it again' });
  const { says, clauses, field } = outcome.refusal;
  return back({ says, clauses, ...(field === undefined ? {} : { field: formField(field, rule) }) });
}

/** Reads a form as browsers send it, and no more of it than may be sent. */
async function writtenIn(c: Context): Promise<Written> {
  const length = Number(c.req.header('content-length') ?? 0);
  if (length > BODY_LIMIT)
    return stopWith(problem(413, 'body-too-large', `a form has ${BODY_LIMIT} bytes at most`), { connection: 'close' });
  const type = c.req.header('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    return stopWith(problem(415, 'not-a-form', 'send the form of this page'));
  const text = await c.req.parseBody().catch(() => stopWith(problem(400, 'bad-input', 'the form cannot be read')));
  return Object.fromEntries(
    Object.entries(text).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name.slice(0, 80), value.slice(0, 10_000).toWellFormed().replaceAll('\u0000', '')] as const] : [],
    ),
  );
}

/** What has to be there before anything is decided, each said at its field. */
function missingIn(rule: CaseRule, written: Written): readonly Fault[] {
  const empty = (name: string): boolean => (written[name] ?? '').trim() === '';
  return [
    ...(empty('filer') ? [{ field: 'filer', says: 'say who files' }] : []),
    ...rule.fields
      .filter((field) => !field.optional && field.type !== 'boolean' && empty(FIELD + field.name))
      .map((field) => ({ field: FIELD + field.name, says: `fill in: ${field.name.replaceAll('-', ' ')}` })),
  ];
}

interface Commanding {
  readonly rule: CaseRule;
  readonly written: Written;
  readonly key: string;
  readonly by: string;
  readonly meeting?: string;
  readonly race?: string;
}

/** The same form makes the same command, so that its key finds it again. */
function commandOf(reading: Reading, { rule, written, key, by, meeting, race }: Commanding): Readonly<Record<string, unknown>> {
  const text = (name: string): Readonly<Record<string, string>> => {
    const value = (written[name] ?? '').trim();
    return value === '' ? {} : { [name]: value };
  };
  const fields = formFields(rule, written);
  const fee =
    written['paid'] === 'yes'
      ? feeOf(reading, rule, { written, ...(meeting === undefined ? {} : { meeting }), ...(race === undefined ? {} : { race }) })
      : undefined;
  const pay = written['paid-by'] ?? rule.fee?.pay[0];
  return {
    do: 'file',
    by,
    case: rule.id,
    id: `${rule.id}-${key.replaceAll('-', '').slice(0, 6)}`,
    ...text('filer'),
    ...text('against'),
    ...text('car'),
    ...(meeting === undefined ? {} : { meeting }),
    ...(race === undefined ? {} : { race, class: race.split('/')[0]?.split('+')[0] }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    ...(fee === undefined ? {} : { paidCents: fee, ...(pay === undefined ? {} : { paidBy: pay }) }),
  };
}

const OWN = new Set(['filer', 'against', 'car', 'about', 'race', 'by']);

/** Where in the form a field of the command is written. */
function formField(field: string, rule: CaseRule): string {
  const name = field.replace(/^fields\./, '');
  if (name === 'paid-cents' || name === 'paid-by' || name === 'paidCents') return 'paid';
  if (rule.fields.some((each) => each.name === name)) return FIELD + name;
  return OWN.has(name) ? name : `command-${name}`;
}
