import type { Context } from 'hono';
import { z } from 'zod';
import { AccountError, type Accounts } from '../accounts/accounts.ts';
import { fromElsewhere, tabletOf } from '../accounts/identify.ts';
import type { Tablet } from '../accounts/tablets.ts';
import { readJson } from './body.ts';
import { accountProblem, checkedBy } from './people.ts';
import { problem, stopWith } from './problem.ts';

const login = z.string().min(1).max(60);

/** What is done at an enrolled tablet. */
export const TABLET_ACT = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('sign-in'), login, pin: z.string().max(20) }),
  z.strictObject({ do: z.literal('switch'), login }),
  z.strictObject({ do: z.literal('leave'), login: login.optional().describe('left out: everybody') }),
]);
export type TabletAct = z.infer<typeof TABLET_ACT>;

/** An enrolled tablet as it is shown to whoever holds it. */
export interface TabletShown extends Tablet {
  /** The login of who works here now. */
  readonly works?: string;
  /** Officials of the club who have a PIN; `here` may take over by a tap. */
  readonly people: readonly { readonly login: string; readonly name: string; readonly here: boolean }[];
}

/** `GET /api/tablet`: 204 where the device is no enrolled tablet, which is no fault: every browser asks. */
export async function showTablet(c: Context, accounts: Accounts): Promise<Response> {
  const tablet = await enrolled(c, accounts);
  const headers = { 'cache-control': 'no-store' };
  return tablet ? Response.json(await tabletShown(accounts, tablet), { headers }) : new Response(null, { status: 204, headers });
}

/** `POST /api/tablet`: signs somebody in by PIN, lets another take over, or ends it. */
export async function workAtTablet(c: Context, accounts: Accounts): Promise<Response> {
  const act = checkedBy(TABLET_ACT, await readJson(c));
  const tablet = await mustBeTablet(c, accounts);
  await actAtTablet(accounts, tablet, act).catch(accountProblem);
  return Response.json(await tabletShown(accounts, tablet), { headers: { 'cache-control': 'no-store' } });
}

/** @throws AccountError when it cannot be done as asked */
export async function actAtTablet(accounts: Accounts, tablet: Tablet, act: TabletAct): Promise<void> {
  if (act.do === 'leave') await accounts.tablets.leave(tablet, act.login);
  else {
    if ((await accounts.postsOf(act.login, tablet.club)).length === 0) throw new AccountError('that is not the PIN', 'wrong-pin');
    await (act.do === 'sign-in' ? accounts.tablets.signIn(tablet, act.login, act.pin) : accounts.tablets.switchTo(tablet, act.login));
  }
  accounts.changed();
}

export async function tabletShown(accounts: Accounts, tablet: Tablet): Promise<TabletShown> {
  const here = await accounts.tablets.sitting(tablet.id);
  const works = await accounts.tablets.worksAt(tablet.id, false);
  const people: { login: string; name: string; here: boolean }[] = [];
  for (const account of await accounts.list(tablet.club))
    if (await accounts.tablets.hasPin(account.login))
      people.push({ login: account.login, name: account.name, here: here.includes(account.login) });
  return { ...tablet, ...(works === undefined ? {} : { works }), people };
}

const enrolled = async (c: Context, accounts: Accounts): Promise<Tablet | undefined> =>
  fromElsewhere(c) ? undefined : tabletOf(c, accounts);

export async function mustBeTablet(c: Context, accounts: Accounts): Promise<Tablet> {
  return (
    (await enrolled(c, accounts)) ??
    stopWith(problem(401, 'not-enrolled', 'this device is not enrolled: somebody of the office enrols it on the people page'))
  );
}
