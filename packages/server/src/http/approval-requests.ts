import { COMMAND_KINDS, type CommandKind, hasRole, roleOf } from '@racetower/engine';
import type { Context } from 'hono';
import { z } from 'zod';
import type { Post } from '../access/desks.ts';
import type { Visitor } from '../access/visitor.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { readJson } from './body.ts';
import { type ServedClubs, visitOf } from './clubs.ts';
import { checkedBy } from './people.ts';
import { problem, stopWith } from './problem.ts';

/** What is arranged about approvals that are asked for. */
export const APPROVAL_REQUEST = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('ask'),
    command: z
      .looseObject({ do: z.enum(COMMAND_KINDS as unknown as [CommandKind, ...CommandKind[]]) })
      .describe('the command, as it will be sent'),
    roles: z.array(z.string().min(1).max(80)).min(1).max(10).describe('who has to approve it, a role each'),
  }),
  z.strictObject({ do: z.literal('end'), request: z.string().min(1).max(60) }),
]);

interface Member {
  readonly login: string;
  readonly name: string;
  readonly posts: readonly Post[];
}

const memberOf = (visitor: Visitor): Member =>
  visitor.is === 'member' && visitor.login !== undefined
    ? { login: visitor.login, name: visitor.name, posts: visitor.posts }
    : stopWith(problem(401, 'sign-in', 'sign in to ask for an approval, or to give one'));

/** `GET /api/clubs/:club/approvals/requests`: what waits for the approval of whoever asks, and what they wait for themselves. */
export async function listApprovalRequests(c: Context, served: ServedClubs, accounts: Accounts): Promise<Response> {
  // Looking whether something waits is no work at a tablet: it locks all the same.
  const quietly: ServedClubs = { ...served, identify: (context, club) => served.identify(context, club, 'quietly') };
  const visit = await visitOf(c, quietly);
  const member = memberOf(visit.visitor);
  const { book, name } = visit.club;
  const mayApprove = (roles: readonly string[]): boolean =>
    roles.some((role) => member.posts.some((post) => hasRole(book, post.role, roleOf(role))));
  const open = await accounts.requests.open(name);
  const requests = open
    .filter((each) => each.login === member.login || mayApprove(each.roles))
    .map(({ request, by, roles, command, until, login, signed }) => ({
      request,
      by,
      roles,
      command,
      until,
      mine: login === member.login,
      // What was signed is handed to who asked, and to nobody else.
      signed: signed.map((each) => (login === member.login ? each : { by: each.by })),
    }));
  return Response.json({ requests }, { headers: { 'cache-control': 'no-store' } });
}

/** `POST /api/clubs/:club/approvals/requests`: asks others to approve a command, or asks no more. */
export async function askApproval(c: Context, served: ServedClubs, accounts: Accounts): Promise<Response> {
  const visit = await visitOf(c, served);
  const member = memberOf(visit.visitor);
  const asked = checkedBy(APPROVAL_REQUEST, await readJson(c));
  const club = visit.club.name;
  if (asked.do === 'end') {
    await accounts.requests.end(club, asked.request, member.login);
    return Response.json({ request: asked.request }, { headers: { 'cache-control': 'no-store' } });
  }
  const { command, roles } = asked;
  const strange = roles.find((role) => !visit.club.book.roles.has(roleOf(role)));
  if (strange !== undefined)
    return stopWith(problem(400, 'unknown-role', `the rulebook has no role "${roleOf(strange)}"`, { field: 'roles' }));
  const by = `${member.posts[0]?.role ?? 'official'}:${member.name}`;
  const { request, until } = await accounts.requests.ask({ club, by, login: member.login, roles, command });
  return Response.json({ request, until }, { headers: { 'cache-control': 'no-store' } });
}
