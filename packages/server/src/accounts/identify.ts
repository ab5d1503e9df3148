import type { Context } from 'hono';
import type { Identify, Visitor } from '../access/visitor.ts';
import type { Accounts } from './accounts.ts';

/**
 * Finds out who a visitor is by the session. At a club where nobody has a role yet, `otherwise` says who is there.
 *
 * A request that a page of somebody else made the browser send is the public's, whatever cookies came with it.
 */
export function identifyBy(accounts: Accounts, otherwise: (c: Context) => Visitor): Identify {
  return async (c, club) => {
    if (fromElsewhere(c)) return { is: 'public' };
    const person = await accounts.signedIn(c.req.raw.headers);
    const posts = person ? accounts.postsOf(person.login, club) : [];
    if (person && posts.length > 0) return { is: 'member', name: person.name, posts };
    return accounts.anyAt(club) ? { is: 'public' } : otherwise(c);
  };
}

/** Tells whether a page of somebody else made the browser send a request. */
export function fromElsewhere(c: Context): boolean {
  const origin = c.req.header('origin');
  const host = c.req.header('host') ?? '';
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
}
