import { mkdirSync } from 'node:fs';
import { AccountError, type Accounts, type Desk, deskOf, DESKS, openAccounts, openAccountsAt } from '@racetower/server';
import { type CommandInfo, type Given, UsageError } from '../command-line.ts';
import type { Output } from '../output.ts';

const DATA = {
  data: { takes: 'FOLDER', says: 'the folder of the server; left out: data' },
  database: { takes: 'URL', says: 'the PostgreSQL database of the server, where it keeps clubs there' },
};

/** Opens the accounts of the folder and does something with them. @throws UsageError when that cannot be done as asked */
async function withAccounts(given: Given, work: (accounts: Accounts) => Promise<void>): Promise<number> {
  const url = given.text('database') ?? process.env['RACETOWER_DATABASE'];
  const data = given.text('data') ?? process.env['RACETOWER_DATA'] ?? 'data';
  if (url === undefined) mkdirSync(data, { recursive: true });
  const accounts = await (url === undefined ? openAccounts(data) : openAccountsAt(url));
  try {
    await work(accounts);
    return 0;
  } catch (error) {
    if (error instanceof AccountError) throw new UsageError(error.message);
    throw error;
  } finally {
    await accounts.close();
  }
}

const ROLE_AT = {
  club: { takes: 'CLUB', says: 'the club, by the name of its rulebook' },
  role: { takes: 'ROLE', says: 'a role of its rulebook' },
  desk: { takes: 'DESK', says: `where the role works; left out: at the desk of its name, else official; ${DESKS.join(', ')}` },
  ...DATA,
};

function roleIn(given: Given): { readonly club: string; readonly role: string; readonly desk?: Desk } {
  const [club, role, asked] = [given.text('club'), given.text('role'), given.text('desk')];
  if (club === undefined || role === undefined) throw new UsageError('say --club and --role');
  const desk = DESKS.find((each) => each === asked);
  if (asked !== undefined && !desk) throw new UsageError(`there is no desk "${asked}"; the desks are ${DESKS.join(', ')}`);
  return { club, role, ...(desk === undefined ? {} : { desk }) };
}

function loginIn(names: readonly string[]): string {
  const [login, more] = names;
  if (login === undefined) throw new UsageError('say which login');
  if (more !== undefined) throw new UsageError(`"${more}" is one too many`);
  return login;
}

const add: CommandInfo = {
  name: 'account add',
  purpose: 'makes an account with a password, and gives it a role at a club',
  takes: 'LOGIN',
  options: { name: { takes: 'NAME', says: 'as it goes on record' }, ...ROLE_AT },
  notes: ['An account that is there already gets the role as well. The password is shown once and kept nowhere.'],
  examples: ['account add sue --name "Sue Smith" --club example-speedway --role sign-in'],
  exits: { 0: 'made' },
  run: async (names, given, out) => {
    const login = loginIn(names);
    const name = given.text('name');
    const { club, role, desk } = roleIn(given);
    return withAccounts(given, async (accounts) => {
      const known = (await accounts.list()).some((each) => each.login === login);
      if (!known && name === undefined) throw new UsageError('say --name, as it goes on record');
      if (!known) tellPassword(login, await accounts.add(login, name ?? ''), out);
      await accounts.grant(login, club, role, desk);
      out.line(`${login} is ${role} at ${club}`);
    });
  },
};

const list: CommandInfo = {
  name: 'account list',
  purpose: 'lists the accounts and their roles',
  takes: '',
  options: DATA,
  examples: ['account list'],
  exits: { 0: 'listed' },
  run: (_names, given, out) =>
    withAccounts(given, async (accounts) => {
      for (const { login, name, posts } of await accounts.list())
        out.line(`${login.padEnd(16)} ${name.padEnd(24)} ${posts.map(({ club, role, desk }) => `${club}: ${role} (${desk})`).join(', ')}`);
    }),
};

const password: CommandInfo = {
  name: 'account password',
  purpose: 'gives an account a new password and ends its sessions',
  takes: 'LOGIN',
  options: DATA,
  examples: ['account password sue'],
  exits: { 0: 'given' },
  run: (names, given, out) =>
    withAccounts(given, async (accounts) => tellPassword(loginIn(names), await accounts.resetPassword(loginIn(names)), out)),
};

const give: CommandInfo = {
  name: 'account give',
  purpose: 'gives an account that is there a role at a club, or another desk for it',
  takes: 'LOGIN',
  options: ROLE_AT,
  examples: ['account give sue --club example-speedway --role scorer --desk tower'],
  exits: { 0: 'given' },
  run: (names, given, out) => {
    const login = loginIn(names);
    const { club, role, desk } = roleIn(given);
    return withAccounts(given, async (accounts) => {
      await accounts.grant(login, club, role, desk);
      out.line(`${login} is ${role} at ${club}`);
    });
  },
};

const take: CommandInfo = {
  name: 'account take',
  purpose: 'takes a role at a club away, at once also where somebody is signed in',
  takes: 'LOGIN',
  options: { club: ROLE_AT.club, role: { takes: 'ROLE', says: 'left out: every role there' }, ...DATA },
  examples: ['account take sue --club example-speedway --role scorer'],
  exits: { 0: 'taken' },
  run: (names, given, out) => {
    const login = loginIn(names);
    const [club, role] = [given.text('club'), given.text('role')];
    if (club === undefined) throw new UsageError('say --club');
    return withAccounts(given, async (accounts) => {
      await accounts.revoke(login, club, role);
      out.line(`${login} is no longer ${role ?? 'anybody'} at ${club}`);
    });
  },
};

const invite: CommandInfo = {
  name: 'account invite',
  purpose: 'makes a link that gives whoever opens it first an account with a role at a club',
  takes: '',
  options: { ...ROLE_AT, days: { takes: 'DAYS', says: 'how long it is open; left out: 7' } },
  examples: ['account invite --club example-speedway --role office'],
  exits: { 0: 'made' },
  run: (_names, given, out) => {
    const { club, role, desk = deskOf(role) } = roleIn(given);
    return withAccounts(given, async (accounts) => {
      const { token, until } = await accounts.invitations.make({ club, role, desk }, 'the command line', Number(given.text('days') ?? 7));
      out.line(`/invitations/${token} on the pages of the server makes somebody ${role} at ${club}, until ${until.slice(0, 10)}`);
    });
  },
};

const signOut: CommandInfo = {
  name: 'account sign-out',
  purpose: 'signs an account out everywhere, also at tablets',
  takes: 'LOGIN',
  options: DATA,
  examples: ['account sign-out sue'],
  exits: { 0: 'signed out' },
  run: (names, given, out) =>
    withAccounts(given, async (accounts) => {
      await accounts.signOutEverywhere(loginIn(names));
      out.line(`${loginIn(names)} is signed out everywhere`);
    }),
};

const remove: CommandInfo = {
  name: 'account remove',
  purpose: 'takes an account away; what it put on record stays',
  takes: 'LOGIN',
  options: DATA,
  examples: ['account remove sue'],
  exits: { 0: 'taken away' },
  run: (names, given, out) =>
    withAccounts(given, async (accounts) => {
      await accounts.remove(loginIn(names));
      out.line(`${loginIn(names)} is taken away`);
    }),
};

function tellPassword(login: string, secret: string, out: Output): void {
  out.line(`${login} signs in with the password ${secret}`);
}

export const ACCOUNT_COMMANDS: readonly CommandInfo[] = [add, list, give, take, invite, password, signOut, remove];
