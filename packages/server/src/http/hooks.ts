import type { Context } from 'hono';
import { z } from 'zod';
import { nameOf, visitorMaySet } from '../access/visitor.ts';
import { HOOK_FORMATS } from '../hooks/message.ts';
import { type Hook, type Hooks, MOST_HOOKS } from '../hooks/hooks.ts';
import { NEWS_KINDS } from '../hooks/news.ts';
import { readJson } from './body.ts';
import { type ServedClubs, type Visit, visitOf } from './clubs.ts';
import { problem, stopWith } from './problem.ts';
import { issuesOf } from './schemas.ts';

export interface ServedHooks {
  readonly hooks: Hooks;
  /** Sends what is due, soon. */
  readonly wake: () => void;
}

const LONGEST_URL = 2000;

/** A hook as it is asked for. */
export const HOOK_SCHEMA = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'is an address that begins with https:// or http://' })
    .max(LONGEST_URL)
    .refine((text) => !URL.canParse(text) || new URL(text).username === '', {
      error: 'has a name and password in it: put a secret into the path',
    }),
  format: z.enum(HOOK_FORMATS).default('racetower'),
  news: z
    .array(z.enum(NEWS_KINDS))
    .min(1)
    .default([...NEWS_KINDS]),
});

/** `GET /api/clubs/:club/hooks`: the hooks of a club, without their secrets. */
export async function listHooks(c: Context, served: ServedClubs, { hooks }: ServedHooks): Promise<Response> {
  const visit = await settingVisit(c, served);
  const found = await hooks.of(visit.club.name);
  return Response.json({ hooks: found.map(shownOf) }, { headers: PRIVATE });
}

/** `POST /api/clubs/:club/hooks`: adds a hook; its secret is told this once. */
export async function addHook(c: Context, served: ServedClubs, { hooks }: ServedHooks): Promise<Response> {
  const visit = await settingVisit(c, served);
  const checked = HOOK_SCHEMA.safeParse(await readJson(c));
  if (!checked.success) {
    const errors = issuesOf(checked.error);
    const says = errors.map((each) => `${each.field || 'body'}: ${each.says}`).join('; ');
    return stopWith(problem(400, 'bad-input', says.slice(0, 1000), { ...(errors[0] ? { field: errors[0].field } : {}), errors }));
  }
  if ((await hooks.of(visit.club.name)).length >= MOST_HOOKS)
    return stopWith(problem(422, 'too-many', `a club has ${MOST_HOOKS} hooks at most: remove one first`));
  const { seq } = await visit.club.latest();
  const made = await hooks.add(visit.club.name, checked.data, { at: visit.club.now(), by: nameOf(visit.visitor), seq });
  return Response.json({ ...shownOf(made), secret: made.secret }, { status: 201, headers: PRIVATE });
}

/** `DELETE /api/clubs/:club/hooks/:hook`. */
export async function removeHook(c: Context, served: ServedClubs, kept: ServedHooks): Promise<Response> {
  const { visit, hook } = await hookOf(c, served, kept);
  await kept.hooks.remove(visit.club.name, hook.id);
  return new Response(null, { status: 204 });
}

/** `GET /api/clubs/:club/hooks/:hook/deliveries`: the last messages to a hook, and how they went. */
export async function listDeliveries(c: Context, served: ServedClubs, kept: ServedHooks): Promise<Response> {
  const { hook } = await hookOf(c, served, kept);
  return Response.json({ deliveries: await kept.hooks.deliveries(hook.id) }, { headers: PRIVATE });
}

/** `POST /api/clubs/:club/hooks/:hook/test`: sends a message that says that it is a test. */
export async function testHook(c: Context, served: ServedClubs, kept: ServedHooks): Promise<Response> {
  const { visit, hook } = await hookOf(c, served, kept);
  const at = visit.club.now();
  const says = `${visit.club.book.club.name} sends news here`;
  await kept.hooks.tell(hook, { kind: hook.news[0] ?? 'flag', seq: 0, at, says, answer: { test: true } }, at);
  kept.wake();
  return new Response(null, { status: 202 });
}

/** `POST /api/clubs/:club/hooks/:hook/deliveries/:delivery/again`: sends a message once more. */
export async function sendAgain(c: Context, served: ServedClubs, kept: ServedHooks): Promise<Response> {
  const { visit, hook } = await hookOf(c, served, kept);
  const found = await kept.hooks.again(hook.id, c.req.param('delivery') ?? '', visit.club.now());
  if (!found) return stopWith(problem(404, 'unknown-delivery', 'there is no such message to this hook'));
  kept.wake();
  return new Response(null, { status: 202 });
}

const PRIVATE = { 'cache-control': 'no-store' };

function shownOf({ secret: _secret, seq: _seq, ...hook }: Hook): object {
  return hook;
}

async function settingVisit(c: Context, served: ServedClubs): Promise<Visit> {
  const visit = await visitOf(c, served);
  if (visitorMaySet(visit.visitor, 'hooks')) return visit;
  if (visit.visitor.is === 'public') return stopWith(problem(401, 'sign-in', 'sign in to set up hooks'));
  return stopWith(problem(403, 'not-your-desk', 'hooks are set up by the office, the race director or the board'));
}

async function hookOf(c: Context, served: ServedClubs, { hooks }: ServedHooks): Promise<{ readonly visit: Visit; readonly hook: Hook }> {
  const visit = await settingVisit(c, served);
  const hook = (await hooks.of(visit.club.name)).find((each) => each.id === c.req.param('hook'));
  return hook ? { visit, hook } : stopWith(problem(404, 'unknown-hook', 'the club has no such hook'));
}
