import { randomUUID } from 'node:crypto';
import { COMMAND_KINDS, type CommandKind, didYouMean } from '@racetower/engine';
import type { Context } from 'hono';
import type { Outcome, Previewed, Sent } from '../club/club.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { proveApprovals } from './approvals.ts';
import { nameOfWriter } from '../publish/writer.ts';
import { readJson } from './body.ts';
import { actingAs, type ServedClubs, type Visit, visitOf } from './clubs.ts';
import { type Problem, problem, problemResponse, refusalProblem, stopWith } from './problem.ts';
import { COMMAND_SCHEMAS, issuesOf } from './schemas.ts';

/** `POST /api/clubs/:club/commands`: gives a command, or with `?preview=yes` says what it would change. */
export async function giveCommand(c: Context, served: ServedClubs, accounts?: Accounts): Promise<Response> {
  const visit = await visitOf(c, served);
  const { preview } = queryOf(c);
  const expectedSeq = expectedOf(c);
  const key = keyOf(c);
  const sent = commandIn(await readJson(c));
  const by = actingAs(visit, sent.do, sent.by);
  const proved = preview ? undefined : await proveApprovals(c, visit, accounts, sent as { readonly approvals?: readonly string[] });
  const command = { ...sent, by, ...(proved ? { approvals: proved.approvals } : {}) } as Sent;
  if (preview) return answered(await visit.club.preview(command, expectedSeq === undefined ? {} : { expectedSeq }));
  const sending = key ?? randomUUID();
  await proved?.use(sending);
  const outcome = await visit.club.give(command, {
    ...(key === undefined ? {} : { key: `${whoseKey(visit)} ${key}` }),
    ...(expectedSeq === undefined ? {} : { expectedSeq }),
    heldMs: heldOf(c),
  });
  if (outcome.is !== 'done') await proved?.giveBack(sending);
  return answered(outcome);
}

/** Keys of one person are no keys of another. */
export function whoseKey({ visitor }: Visit): string {
  return visitor.is === 'member' ? `member:${visitor.login ?? visitor.name}` : visitor.is;
}

function queryOf(c: Context): { readonly preview: boolean } {
  const query = c.req.queries();
  const strange = Object.keys(query).find((name) => name !== 'preview');
  if (strange !== undefined) stopWith(problem(400, 'unknown-field', `"${strange.slice(0, 60)}" is no field here`, { field: 'query' }));
  const [preview, ...more] = query['preview'] ?? [];
  if (more.length > 0 || (preview !== undefined && preview !== 'yes' && preview !== 'no'))
    stopWith(problem(400, 'wrong-type', 'preview is yes or no', { field: 'preview' }));
  return { preview: preview === 'yes' };
}

function expectedOf(c: Context): number | undefined {
  const given = c.req.header('expected-seq');
  if (given === undefined) return undefined;
  return /^\d{1,15}$/.test(given)
    ? Number(given)
    : stopWith(problem(400, 'wrong-type', 'Expected-Seq is the number of a fact', { field: 'Expected-Seq' }));
}

/** A command may have waited so long with its sender. */
const LONGEST_HELD_MS = 24 * 3_600_000;

function heldOf(c: Context): number {
  const given = c.req.header('held-for') ?? '0';
  return /^\d{1,9}$/.test(given) && Number(given) <= LONGEST_HELD_MS
    ? Number(given)
    : stopWith(problem(400, 'wrong-type', 'Held-For is in milliseconds, a day at most', { field: 'Held-For' }));
}

export function keyOf(c: Context): string | undefined {
  const given = c.req.header('idempotency-key');
  if (given === undefined || /^[\x21-\x7E]{1,200}$/.test(given)) return given;
  return stopWith(
    problem(400, 'wrong-type', 'Idempotency-Key is 1 to 200 letters, digits and signs without spaces', { field: 'Idempotency-Key' }),
  );
}

/** Reads a command. @throws the problem to answer, naming every field that is at fault */
function commandIn(value: unknown): Omit<Sent, 'by'> & { readonly do: CommandKind; readonly by?: string } {
  const kind = typeof value === 'object' && value !== null && 'do' in value ? value.do : undefined;
  const schema = typeof kind === 'string' ? COMMAND_SCHEMAS.get(kind) : undefined;
  if (!schema) {
    const named = typeof kind === 'string' ? kind.slice(0, 60) : '';
    const says =
      kind === undefined
        ? 'a command is a map that says what to `do`'
        : `there is no command "${named}"${didYouMean(named, COMMAND_KINDS)}`;
    return stopWith(problem(400, 'unknown-command', says, { field: 'do' }));
  }
  const checked = schema.safeParse(value);
  if (checked.success) return value as ReturnType<typeof commandIn>;
  const errors = issuesOf(checked.error);
  const [first] = errors;
  return stopWith(
    problem(
      400,
      'bad-input',
      `${String(kind)}: ${errors.map((each) => `${each.field || 'body'}: ${each.says}`).join('; ')}`.slice(0, 1000),
      {
        ...(first ? { field: first.field } : {}),
        errors,
      },
    ),
  );
}

function answered(outcome: Outcome | Previewed): Response {
  const seq = { 'x-seq': String(outcome.seq) };
  const said = noFrom(outcome);
  if (said) return problemResponse(said, said.status === 503 ? { ...seq, 'retry-after': '1' } : seq);
  if (outcome.is === 'would-do') {
    const { facts, changes } = outcome;
    return Response.json({ facts, changes, seq: outcome.seq }, { headers: seq });
  }
  if (outcome.is !== 'done') throw new Error(`an outcome without an answer: ${outcome.is}`);
  const { facts, repeated } = outcome;
  return Response.json({ facts, repeated, seq: outcome.seq }, { headers: seq });
}

function noFrom(outcome: Outcome | Previewed): Problem | undefined {
  switch (outcome.is) {
    case 'refused':
      return refusalProblem(outcome.refusal, outcome.seq);
    case 'stale':
      return problem(409, 'stale', `the log is at ${outcome.seq} by now: look again, then decide`, { seq: outcome.seq });
    case 'key-reused':
      return problem(422, 'key-reused', 'another command was given under this key: take a new key for each command', {
        field: 'Idempotency-Key',
      });
    case 'crowded':
      return problem(503, 'crowded', 'others were first too often: send it again');
    case 'elsewhere':
      return problem(
        409,
        'written-elsewhere',
        `the facts of this club are made by ${nameOfWriter(outcome.writer)}: give it there, or hand the club over with racetower hand-over`,
      );
    case 'done':
    case 'would-do':
      return undefined;
  }
}
