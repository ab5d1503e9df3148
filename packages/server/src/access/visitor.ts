import { type CommandKind, type Rulebook, roleOf } from '@racetower/engine';
import type { Context } from 'hono';
import { mayAsk, mayGive, maySet, type Post, type SettingName, type TimingRight, timingRights } from './desks.ts';

/**
 * Who is at the other end of a request, at one club. `operator` is whoever sits at the machine itself while the club has no
 * accounts: it may act in any role, as with pencil and paper.
 */
export type Visitor =
  | { readonly is: 'operator' }
  | { readonly is: 'member'; readonly login?: string; readonly name: string; readonly posts: readonly Post[] }
  | { readonly is: 'public' };

/** Finds out who sends a request to a club; `quietly` when nobody did anything, which keeps no sitting at a tablet going. */
export type Identify = (c: Context, club: string, how?: 'quietly') => Visitor | Promise<Visitor>;

export type By =
  | { readonly ok: true; readonly by: string }
  | { readonly ok: false; readonly code: 'sign-in' | 'whose-role' | 'not-your-role' | 'not-your-desk'; readonly says: string };

/**
 * In which role and name a command goes on record: those of who is signed in, whatever the sender says. `asked` chooses among
 * several roles; left out, the first that may give the command.
 */
export function byOf(visitor: Visitor, book: Rulebook, command: CommandKind, asked: string | undefined): By {
  if (visitor.is === 'public') return { ok: false, code: 'sign-in', says: `sign in to give ${command}` };
  if (visitor.is === 'operator')
    return asked === undefined
      ? { ok: false, code: 'whose-role', says: `say in which role: by, as race-director or race-director:Name` }
      : { ok: true, by: asked };
  const posts = asked === undefined ? visitor.posts : visitor.posts.filter((post) => post.role === roleOf(asked));
  if (posts.length === 0 || (asked !== undefined && asked.includes(':') && asked !== `${roleOf(asked)}:${visitor.name}`))
    return { ok: false, code: 'not-your-role', says: `you are not signed in as ${asked ?? 'anybody here'}` };
  const post = posts.find((each) => mayGive(book, each, command));
  if (post) return { ok: true, by: `${post.role}:${visitor.name}` };
  return { ok: false, code: 'not-your-desk', says: `${posts.map((each) => each.role).join(', ')} may not give ${command}` };
}

/** Tells whether a visitor may ask a view. */
export function visitorMayAsk(visitor: Visitor, view: string): boolean {
  if (visitor.is === 'operator') return true;
  const posts: readonly Post[] = visitor.is === 'member' ? [...visitor.posts, NOBODY] : [NOBODY];
  return posts.some((post) => mayAsk(post, view));
}

/** Tells whether a visitor may do something with the timing gear. */
export function visitorMayTime(visitor: Visitor, right: TimingRight): boolean {
  if (visitor.is !== 'member') return visitor.is === 'operator';
  return visitor.posts.some((post) => timingRights(post).includes(right));
}

/** Tells whether a visitor may set something up for the club. */
export function visitorMaySet(visitor: Visitor, setting: SettingName): boolean {
  return visitor.is === 'operator' || (visitor.is === 'member' && visitor.posts.some((post) => maySet(post, setting)));
}

/** Who did something that is no fact, as it is noted beside it. */
export const nameOf = (visitor: Visitor): string => (visitor.is === 'member' ? visitor.name : visitor.is);

const NOBODY: Post = { role: 'public', desk: 'public' };

/** Tells whether a visitor sees answers as the public does: short names, and no values of single people. */
export function seesAsPublic(visitor: Visitor): boolean {
  if (visitor.is === 'operator') return false;
  return visitor.is === 'public' || visitor.posts.every((post) => ['public', 'driver', 'handler'].includes(post.desk));
}
