import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Accounts } from '../accounts/accounts.ts';
import { fromElsewhere } from '../accounts/identify.ts';
import { readJson } from './body.ts';
import { problem, problemResponse } from './problem.ts';

/** `/api/auth/…`: signing in and out, sessions and passwords. */
export async function answerAuth(c: Context, accounts: Accounts): Promise<Response> {
  const { method, url } = c.req;
  if (fromElsewhere(c)) return problemResponse(problem(403, 'from-elsewhere', 'sign in on the pages of this server'));
  const headers = new Headers(c.req.raw.headers);
  headers.delete('content-length');
  const sent = method === 'POST' ? await readJson(c) : undefined;
  // A new password ends every other session: whoever had the old one is out.
  const isChange = url.endsWith('/change-password') && typeof sent === 'object' && sent !== null;
  const body = sent === undefined ? undefined : JSON.stringify(isChange ? { ...sent, revokeOtherSessions: true } : sent);
  const answered = await accounts.answer(new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }));
  if (isChange && answered?.ok === true) await endTablets(accounts, headers);
  if (!answered) return problemResponse(problem(404, 'no-such-page', 'there is nothing at this address'));
  return answered.status < 400 ? answered : asProblem(answered);
}

async function endTablets(accounts: Accounts, headers: Headers): Promise<void> {
  const person = await accounts.signedIn(headers);
  if (person) await accounts.tablets.leaveEverywhere(person.login);
}

async function asProblem(answered: Response): Promise<Response> {
  const said = await answered.json().catch(() => ({}));
  const { code, message } = (typeof said === 'object' && said !== null ? said : {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  const word = typeof code === 'string' ? code.toLowerCase().replaceAll('_', '-') : 'not-signed-in';
  const wait = answered.headers.get('x-retry-after');
  return problemResponse(
    problem(answered.status as ContentfulStatusCode, word, typeof message === 'string' ? message : 'that did not work'),
    wait === null ? {} : { 'retry-after': wait },
  );
}
