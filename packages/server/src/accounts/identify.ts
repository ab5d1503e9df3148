import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Identify, Visitor } from '../access/visitor.ts';
import type { Accounts } from './accounts.ts';
import type { Tablet } from './tablets.ts';

/** The cookie by which an enrolled tablet is known. */
export const TABLET_COOKIE = 'racetower.tablet';

/**
 * Finds out who a visitor is by the session, or by who works at the tablet now. At a club where nobody has a role yet, `otherwise` says
 * who is there.
 *
 * A request that a page of somebody else made the browser send is the public's, whatever cookies came with it.
 */
export function identifyBy(accounts: Accounts, otherwise: (c: Context) => Visitor): Identify {
  return async (c, club, how) => {
    if (fromElsewhere(c)) return { is: 'public' };
    const person = await personAt(c, accounts, club, how === undefined);
    const posts = person ? await accounts.postsOf(person.login, club) : [];
    if (person && posts.length > 0) return { is: 'member', login: person.login, name: person.name, posts };
    return (await accounts.anyAt(club)) ? { is: 'public' } : otherwise(c);
  };
}

/** Who is signed in, or works at this tablet now; a tablet knows people at its own club alone. */
export async function personAt(
  c: Context,
  accounts: Accounts,
  club?: string,
  touched = true,
): Promise<{ readonly login: string; readonly name: string } | undefined> {
  const person = await accounts.signedIn(c.req.raw.headers);
  if (person) return person;
  const tablet = await tabletOf(c, accounts);
  if (!tablet || (club !== undefined && tablet.club !== club)) return undefined;
  const login = await accounts.tablets.worksAt(tablet.id, touched);
  const name = login === undefined ? undefined : await accounts.nameOf(login);
  return login === undefined || name === undefined ? undefined : { login, name };
}

/** The enrolled tablet that sends a request. */
export async function tabletOf(c: Context, accounts: Accounts): Promise<Tablet | undefined> {
  const secret = getCookie(c, TABLET_COOKIE);
  return secret === undefined ? undefined : accounts.tablets.of(secret);
}

/** Tells whether a page of somebody else made the browser send a request. */
export function fromElsewhere(c: Context): boolean {
  const origin = c.req.header('origin');
  const host = c.req.header('host') ?? '';
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
}
