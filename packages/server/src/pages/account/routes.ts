import type { Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { mayArrange } from '../../access/people.ts';
import { AccountError, type Accounts } from '../../accounts/accounts.ts';
import type { Person } from '../../accounts/auth.ts';
import { fromElsewhere, tabletOf } from '../../accounts/identify.ts';
import { clubPath } from '../paths.ts';
import type { ServedClubs } from '../../http/clubs.ts';
import { visitOf } from '../../http/clubs.ts';
import { accountShown, actOnAccount, OWN_ACT, signInAs } from '../../http/own-account.ts';
import { arrange, ARRANGEMENT, checkedBy, peopleOf } from '../../http/people.ts';
import type { Problem } from '../../http/problem.ts';
import { actAtTablet, TABLET_ACT, tabletShown } from '../../http/tablet.ts';
import { type Form, formSeal, readForm } from './form.ts';
import type { Told } from './frame.ts';
import { ownPage } from './own-page.ts';
import { peoplePage } from './people-page.ts';
import { forgotPage, invitationOverPage, invitationPage, resetPage, signInPage } from './sign-in-page.ts';
import { notEnrolledPage, tabletPage } from './tablet-page.ts';

/** Adds the pages of accounts: signing in and out, one's own account, invitations, the people of a club, shared tablets. */
export function addAccountPages(app: Hono, served: ServedClubs, accounts: Accounts): void {
  addSignIn(app, accounts);
  addOwn(app, accounts);
  app.get('/invitations/:token', (c) => invitation(c, served, accounts));
  app.post('/invitations/:token', (c) => acceptOnPage(c, served, accounts));
  app.get('/clubs/:club/people', (c) => people(c, served, accounts));
  app.post('/clubs/:club/people', (c) => arrangeOnPage(c, served, accounts));
  app.get('/tablet', (c) => tablet(c, accounts));
  app.post('/tablet', (c) => actOnTabletPage(c, accounts));
}

const shown = (c: Context, text: string, status: 200 | 400 | 401 | 403 | 404 | 409 | 410 | 429 = 200): Response =>
  c.html(text, status, { 'cache-control': 'no-store' });

/** After a form the browser asks for the page anew, so that loading it again sends nothing twice. */
const onTo = (c: Context, path: string): Response => c.redirect(path, 303);

/** A path of this server, never an address elsewhere. */
export const localPath = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])[\w\-./~%?=&]*$/.test(path) ? path : '/account';

/** What went wrong, as a page tells it. */
async function toldOf(error: unknown): Promise<Told & { readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 429 }> {
  if (error instanceof AccountError) return { good: false, says: sentence(error.message), status: 400 };
  if (!(error instanceof HTTPException)) throw error;
  const response = error.getResponse();
  const said = (await response.json()) as Problem;
  return { good: false, says: sentence(said.detail), status: response.status as 400 };
}

const sentence = (says: string): string => `${says.charAt(0).toUpperCase()}${says.slice(1)}.`;

function addSignIn(app: Hono, accounts: Accounts): void {
  const { mails } = accounts;
  app.get('/sign-in', async (c) => shown(c, await signInPage({ seal: formSeal(c, accounts), to: localPath(c.req.query('to')), mails })));
  app.post('/sign-in', async (c) => {
    const { login = '', password = '', to } = await readForm(c, accounts);
    const answered = await asked(c, accounts, 'sign-in/username', { username: login, password });
    if (answered.ok) {
      for (const cookie of answered.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
      return onTo(c, localPath(to));
    }
    const told = {
      good: false,
      says: answered.status === 429 ? 'Too often: wait a little.' : 'That login and password do not belong together.',
    };
    return shown(
      c,
      await signInPage({ seal: formSeal(c, accounts), to: localPath(to), login, told, mails }),
      answered.status === 429 ? 429 : 401,
    );
  });
  app.post('/sign-out', async (c) => {
    await readForm(c, accounts);
    const answered = await asked(c, accounts, 'sign-out', {});
    for (const cookie of answered.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
    return onTo(c, '/sign-in');
  });
  addReset(app, accounts);
  if (!mails) return;
  app.get('/forgot-password', async (c) => shown(c, await forgotPage(formSeal(c, accounts))));
  app.post('/forgot-password', async (c) => {
    const { email = '' } = await readForm(c, accounts);
    const answered = await asked(c, accounts, 'request-password-reset', { email });
    const told =
      answered.status === 429
        ? { good: false, says: 'Too often: wait a little.' }
        : { good: true, says: 'If that is the address of an account, a letter is on its way.' };
    return shown(c, await forgotPage(formSeal(c, accounts), told), answered.status === 429 ? 429 : 200);
  });
}

/** A new password for whoever holds a link, from a letter or from the office. */
function addReset(app: Hono, accounts: Accounts): void {
  app.get('/reset-password/:token', async (c) => shown(c, await resetPage(formSeal(c, accounts), c.req.param('token'))));
  app.post('/reset-password/:token', async (c) => {
    const { password = '' } = await readForm(c, accounts);
    const token = c.req.param('token');
    const answered = await asked(c, accounts, 'reset-password', { token, newPassword: password });
    if (answered.ok) return onTo(c, '/sign-in');
    const told = { good: false, says: 'That was not taken: the link is too old or was used, or the password has fewer than 10 signs.' };
    return shown(c, await resetPage(formSeal(c, accounts), token, told), 400);
  });
}

/** Asks the library what a form asks. */
async function asked(c: Context, accounts: Accounts, path: string, body: object): Promise<Response> {
  const headers = new Headers(c.req.raw.headers);
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  const address = new URL(`/api/auth/${path}`, c.req.url);
  const answered = await accounts.answer(new Request(address, { method: 'POST', headers, body: JSON.stringify(body) }));
  return answered ?? new Response(null, { status: 404 });
}

function addOwn(app: Hono, accounts: Accounts): void {
  const own = async (c: Context, person: Person, told?: Told, status: 200 | 400 = 200): Promise<Response> =>
    shown(
      c,
      await ownPage({ seal: formSeal(c, accounts), account: await accountShown(accounts, person), ...(told ? { told } : {}) }),
      status,
    );
  app.get('/account', async (c) => {
    const person = await accounts.signedIn(c.req.raw.headers);
    return person ? own(c, person) : onTo(c, '/sign-in?to=/account');
  });
  app.post('/account/password', async (c) => {
    const { current = '', fresh = '' } = await readForm(c, accounts);
    const person = await accounts.signedIn(c.req.raw.headers);
    if (!person) return onTo(c, '/sign-in?to=/account');
    const answered = await asked(c, accounts, 'change-password', {
      currentPassword: current,
      newPassword: fresh,
      revokeOtherSessions: true,
    });
    if (!answered.ok)
      return own(
        c,
        person,
        { good: false, says: 'That was not taken: the password now is another, or the new one has fewer than 10 signs.' },
        400,
      );
    await accounts.tablets.leaveEverywhere(person.login);
    for (const cookie of answered.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
    return onTo(c, '/account');
  });
  const acts: Readonly<Record<string, (form: Form) => object>> = {
    pin: ({ forget, pin = '', password = '' }) => (forget === 'yes' ? { do: 'forget-pin' } : { do: 'set-pin', pin, password }),
    devices: ({ all, id = '' }) => (all === 'yes' ? { do: 'sign-out-everywhere' } : { do: 'end-session', id }),
    passkeys: ({ id = '' }) => ({ do: 'forget-passkey', id }),
  };
  for (const [path, actOf] of Object.entries(acts))
    app.post(`/account/${path}`, async (c) => {
      const form = await readForm(c, accounts);
      const person = await accounts.signedIn(c.req.raw.headers);
      if (!person) return onTo(c, '/sign-in?to=/account');
      try {
        await actOnAccount(c, accounts, person, checkedBy(OWN_ACT, actOf(form)));
        return onTo(c, '/account');
      } catch (error) {
        return own(c, person, await toldOf(error), 400);
      }
    });
}

async function invitation(c: Context, { clubs }: ServedClubs, accounts: Accounts, told?: Told, given?: Form): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const invited = await accounts.invitations.of(token);
  if (!invited) return shown(c, await invitationOverPage(), 410);
  const person = await accounts.signedIn(c.req.raw.headers);
  const text = await invitationPage({
    seal: formSeal(c, accounts),
    token,
    club: clubs.get(invited.club)?.club.book.club.name ?? invited.club,
    role: invited.role,
    mails: accounts.mails,
    ...(person ? { name: person.name } : {}),
    ...(told ? { told } : {}),
    ...(given ? { given } : {}),
  });
  return shown(c, text, told ? 400 : 200);
}

async function acceptOnPage(c: Context, served: ServedClubs, accounts: Accounts): Promise<Response> {
  const form = await readForm(c, accounts);
  const token = c.req.param('token') ?? '';
  const person = form['own'] === 'yes' ? await accounts.signedIn(c.req.raw.headers) : undefined;
  const { login = '', name = '', password = '', email = '' } = form;
  try {
    const invited = person
      ? await accounts.acceptAs(token, person.login)
      : await accounts.accept(token, { login, name, password, ...(accounts.mails && email !== '' ? { email } : {}) });
    if (!person) await signInAs(c, accounts, login);
    return onTo(c, clubPath(invited.club));
  } catch (error) {
    return invitation(c, served, accounts, await toldOf(error), form);
  }
}

interface PeopleTold {
  readonly told?: Told;
  readonly link?: string;
  readonly status?: 400;
}

async function people(c: Context, served: ServedClubs, accounts: Accounts, { told, link, status }: PeopleTold = {}): Promise<Response> {
  const visit = await visitOf(c, served);
  if (!mayArrange(visit.visitor, 'tablets')) {
    if (visit.visitor.is === 'member') return shown(c, await notYours(), 403);
    return onTo(c, `/sign-in?to=${encodeURIComponent(`${clubPath(visit.club.name)}/people`)}`);
  }
  const text = await peoplePage({
    seal: formSeal(c, accounts),
    club: { name: visit.club.name, called: visit.club.book.club.name },
    listed: await peopleOf(visit, accounts),
    mayGive: mayArrange(visit.visitor, 'roles'),
    ...(told ? { told } : {}),
    ...(link === undefined ? {} : { link: new URL(link, originOf(c)).href }),
  });
  return shown(c, text, status ?? 200);
}

const originOf = (c: Context): string => {
  const { protocol, host } = new URL(c.req.url);
  return `${c.req.header('x-racetower-secure') === 'yes' ? 'https:' : protocol}//${c.req.header('host') ?? host}`;
};

async function arrangeOnPage(c: Context, served: ServedClubs, accounts: Accounts): Promise<Response> {
  const { form: _seal, ...form } = await readForm(c, accounts);
  const visit = await visitOf(c, served);
  try {
    const { desk, days, ...plain } = form;
    const said = {
      ...plain,
      ...(desk === undefined || desk === '' ? {} : { desk }),
      ...(days === undefined ? {} : { days: Number(days) }),
    };
    const { says, link } = await arrange(c, visit, accounts, checkedBy(ARRANGEMENT, said));
    return await people(c, served, accounts, { told: { good: true, says: sentence(says) }, ...(link === undefined ? {} : { link }) });
  } catch (error) {
    return people(c, served, accounts, { told: await toldOf(error), status: 400 });
  }
}

async function notYours(): Promise<string> {
  const { framed } = await import('./frame.ts');
  return framed({
    title: 'Not yours to arrange',
    content: [],
    told: { good: false, says: 'The people of a club are for its office and its board.' },
  });
}

async function tablet(c: Context, accounts: Accounts, told?: Told, status: 200 | 401 | 429 = 200): Promise<Response> {
  const found = fromElsewhere(c) ? undefined : await tabletOf(c, accounts);
  if (!found) return shown(c, await notEnrolledPage(), 401);
  const as = c.req.query('as');
  const text = await tabletPage({
    seal: formSeal(c, accounts),
    tablet: await tabletShown(accounts, found),
    ...(as === undefined ? {} : { asked: as }),
    ...(told ? { told } : {}),
  });
  return shown(c, text, status);
}

async function actOnTabletPage(c: Context, accounts: Accounts): Promise<Response> {
  const { form: _seal, ...form } = await readForm(c, accounts);
  const found = await tabletOf(c, accounts);
  if (!found) return shown(c, await notEnrolledPage(), 401);
  try {
    await actAtTablet(accounts, found, checkedBy(TABLET_ACT, form));
    return onTo(c, '/tablet');
  } catch (error) {
    const told = await toldOf(error);
    return tablet(c, accounts, told, told.status === 429 ? 429 : 401);
  }
}
