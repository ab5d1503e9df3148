import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Accounts, ADDRESS_HEADER } from '../accounts/accounts.ts';
import { fromElsewhere } from '../accounts/identify.ts';
import { readJson } from './body.ts';
import { problem, problemResponse } from './problem.ts';

/** The accounts as they are served, and how a visitor's address is told: tries to sign in are counted by it. */
export interface ServedAccounts {
  readonly accounts: Accounts;
  readonly addressOf: (c: Context) => string | undefined;
}

/** `/api/auth/…`: signing in and out, sessions and passwords. */
export async function answerAuth(c: Context, { accounts, addressOf }: ServedAccounts): Promise<Response> {
  const { method, url } = c.req;
  if (fromElsewhere(c)) return problemResponse(problem(403, 'from-elsewhere', 'sign in on the pages of this server'));
  const headers = new Headers(c.req.raw.headers);
  headers.delete(ADDRESS_HEADER);
  headers.delete('content-length');
  const address = addressOf(c);
  if (address !== undefined) headers.set(ADDRESS_HEADER, address);
  const body = method === 'POST' ? JSON.stringify(await readJson(c)) : undefined;
  const answered = await accounts.answer(new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }));
  if (!answered) return problemResponse(problem(404, 'no-such-page', 'there is nothing at this address'));
  return answered.status < 400 ? answered : asProblem(answered);
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
