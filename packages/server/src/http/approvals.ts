import { COMMAND_KINDS, type CommandKind, roleOf } from '@racetower/engine';
import type { Context } from 'hono';
import { z } from 'zod';
import type { Post } from '../access/desks.ts';
import { type Accounts, AccountError } from '../accounts/accounts.ts';
import { tabletOf } from '../accounts/identify.ts';
import { readJson } from './body.ts';
import { type ServedClubs, type Visit, visitOf } from './clubs.ts';
import { accountProblem, checkedBy } from './people.ts';
import { problem, stopWith } from './problem.ts';

const text = z.string().min(1).max(200);

/** An approval that somebody gives to a command that another is about to send. */
export const APPROVAL = z.strictObject({
  command: z
    .looseObject({ do: z.enum(COMMAND_KINDS as unknown as [CommandKind, ...CommandKind[]]) })
    .describe('the command, as it will be sent'),
  role: text.optional().describe('role in which it is approved; left out: your first'),
  login: text.optional().describe('at an enrolled tablet: who approves, by PIN'),
  pin: text.optional(),
  request: text.optional().describe('who asked for it is handed what is signed'),
});

/** `POST /api/clubs/:club/approvals`: signs an approval of one command, in a session or by PIN. */
export async function signApproval(c: Context, served: ServedClubs, accounts: Accounts): Promise<Response> {
  const visit = await visitOf(c, served);
  const { command, role, login, pin, request } = checkedBy(APPROVAL, await readJson(c));
  const club = visit.club.name;
  const who =
    login === undefined && pin === undefined
      ? visit.visitor.is === 'member' && { name: visit.visitor.name, posts: visit.visitor.posts }
      : await byPin(c, accounts, club, login ?? '', pin ?? '').catch(accountProblem);
  if (!who) return stopWith(problem(401, 'sign-in', 'approve in your own session, or by PIN at an enrolled tablet'));
  const post = who.posts.find((each) => role === undefined || each.role === roleOf(role));
  if (!post) return stopWith(problem(403, 'not-your-role', `${who.name} is not ${role ?? 'anybody here'}`, { field: 'role' }));
  const by = `${post.role}:${who.name}`;
  const signed = accounts.approvals.sign(club, command, by);
  if (request !== undefined) await accounts.requests.hand(club, request, { by, ...signed }).catch(accountProblem);
  return Response.json({ by, ...signed }, { headers: { 'cache-control': 'no-store' } });
}

async function byPin(
  c: Context,
  accounts: Accounts,
  club: string,
  login: string,
  pin: string,
): Promise<{ readonly name: string; readonly posts: readonly Post[] }> {
  const tablet = await tabletOf(c, accounts);
  if (tablet?.club !== club) throw new AccountError('PINs are taken at enrolled tablets of the club alone', 'not-enrolled');
  const posts = await accounts.postsOf(login, club);
  if (posts.length === 0) throw new AccountError('that is not the PIN', 'wrong-pin');
  await accounts.tablets.checkPin(tablet, login, pin);
  return { name: (await accounts.nameOf(login)) ?? login, posts };
}

/** Approvals that were proved, to be used up with the command. */
export interface Proved {
  /** What goes on record as `approvals`. */
  readonly approvals: readonly string[];
  readonly use: (key: string) => Promise<void>;
  readonly giveBack: (key: string) => Promise<void>;
}

/**
 * Proves the approvals that a command claims: each is signed by the one who gave it, or is of whoever sends the command. @throws the
 * problem to answer
 */
export async function proveApprovals(
  c: Context,
  visit: Visit,
  accounts: Accounts | undefined,
  command: { readonly approvals?: readonly string[] },
): Promise<Proved | undefined> {
  const claimed = command.approvals;
  const { visitor, club } = visit;
  if (claimed === undefined || visitor.is !== 'member' || !accounts) return undefined;
  const tokens = (c.req.header('approvals') ?? '').split(',').flatMap((token) => (token.trim() === '' ? [] : [token.trim()]));
  if (tokens.length > 10) stopWith(problem(400, 'bad-input', 'ten approvals at most', { field: 'Approvals' }));
  try {
    const signed = tokens.map((token) => accounts.approvals.read(token, club.name, command));
    const own = visitor.posts.map((post) => `${post.role}:${visitor.name}`);
    // One signature stands for one claim: two of the board are two people.
    const open = [...signed.map((each) => each.by), ...own];
    const approvals = claimed.map((claim) => open.splice(open.indexOf(provedBy(claim, open)), 1).join(''));
    const used = signed.filter((each) => approvals.includes(each.by));
    return {
      approvals,
      use: async (key) => {
        for (const each of used) await accounts.approvals.use(each, key).catch(accountProblem);
      },
      giveBack: async (key) => {
        for (const each of used) await accounts.approvals.giveBack(each.id, key);
      },
    };
  } catch (error) {
    return accountProblem(error);
  }
}

function provedBy(claim: string, proved: readonly string[]): string {
  const found = proved.find((by) => by === claim || (!claim.includes(':') && roleOf(by) === claim));
  if (found !== undefined) return found;
  throw new AccountError(
    `nobody signed as ${claim.slice(0, 80)}: they approve this command first, and what they sign is sent as Approvals`,
    'approval-not-signed',
  );
}
