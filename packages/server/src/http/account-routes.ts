import type { Context, Hono, Next } from 'hono';
import type { Accounts } from '../accounts/accounts.ts';
import { ADDRESS_HEADER } from '../accounts/auth.ts';
import { SECURE_HEADER } from '../serve/arrival.ts';
import { addAccountPages } from '../pages/account/routes.ts';
import { askApproval, listApprovalRequests } from './approval-requests.ts';
import { signApproval } from './approvals.ts';
import { answerAuth } from './auth.ts';
import type { ServedClubs } from './clubs.ts';
import { acceptInvitation, changeAccount, showAccount, showInvitation, signInByPasskey } from './own-account.ts';
import { arrangePeople, listPeople } from './people.ts';
import { problem, problemResponse } from './problem.ts';
import { showTablet, workAtTablet } from './tablet.ts';

/** Adds what people do about accounts: signing in, tablets, roles, approvals, and the pages of it. */
export function addAccountRoutes(app: Hono, served: ServedClubs, accounts: Accounts): void {
  const slowly = limitTries(accounts.now);
  for (const path of [
    '/api/invitations/*',
    '/api/passkeys',
    '/api/tablet',
    '/api/account',
    '/api/clubs/:club/approvals',
    '/invitations/*',
    '/account/*',
    '/tablet',
  ])
    app.use(path, slowly);
  app.on(['GET', 'POST'], '/api/auth/*', (c) => answerAuth(c, accounts));
  app.get('/api/account', (c) => showAccount(c, accounts));
  app.post('/api/account', (c) => changeAccount(c, accounts));
  app.post('/api/passkeys', (c) => signInByPasskey(c, accounts));
  app.get('/api/invitations/:token', (c) => showInvitation(c, accounts));
  app.post('/api/invitations/:token', (c) => acceptInvitation(c, accounts));
  app.get('/api/tablet', (c) => showTablet(c, accounts));
  app.post('/api/tablet', (c) => workAtTablet(c, accounts));
  app.get('/api/clubs/:club/people', (c) => listPeople(c, served, accounts));
  app.post('/api/clubs/:club/people', (c) => arrangePeople(c, served, accounts));
  app.post('/api/clubs/:club/approvals', (c) => signApproval(c, served, accounts));
  app.get('/api/clubs/:club/approvals/requests', (c) => listApprovalRequests(c, served, accounts));
  app.post('/api/clubs/:club/approvals/requests', (c) => askApproval(c, served, accounts));
  addAccountPages(app, served, accounts);
}

/** Cookies of an encrypted line are never sent over another. */
export async function markCookies(c: Context, next: Next): Promise<void> {
  await next();
  const cookies = c.res.headers.getSetCookie();
  if (cookies.length === 0 || c.req.header(SECURE_HEADER) !== 'yes') return;
  c.res.headers.delete('set-cookie');
  for (const cookie of cookies) c.res.headers.append('set-cookie', /;\s*secure/i.test(cookie) ? cookie : `${cookie}; Secure`);
}

const WINDOW_MS = 60_000;
/** What one address may send in a minute to where secrets are tried. */
const TRIES = 60;

/** Makes an address wait that sends too much to where secrets are tried. */
function limitTries(now: () => number): (c: Context, next: Next) => Promise<Response | void> {
  const counts = new Map<string, number>();
  let since = 0;
  return async (c, next) => {
    if (c.req.method !== 'POST') return next();
    if (now() - since >= WINDOW_MS) {
      counts.clear();
      since = now();
    }
    const address = c.req.header(ADDRESS_HEADER) ?? '';
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    if (count <= TRIES) return next();
    return problemResponse(problem(429, 'too-often', 'too often from this address: wait a minute'), { 'retry-after': '60' });
  };
}
