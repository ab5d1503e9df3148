import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Visitor } from '../access/visitor.ts';
import { type AccountOptions, type Accounts, accountsOn, openAccounts } from '../accounts/accounts.ts';
import { ADDRESS_HEADER } from '../accounts/auth.ts';
import { identifyBy } from '../accounts/identify.ts';
import type { AccountStore } from '../accounts/store.ts';
import type { SealedLog } from '../privacy/sealed-log.ts';
import type { Club } from '../club/club.ts';
import { makeApp } from '../http/app.ts';
import type { ServedMachine } from '../http/machine.ts';
import { CLUB, exampleClub, temporaryFile } from './example-club.ts';

export const HOST = 'http://tower.local';
let addresses = 0;

/** The service with accounts, a clock that is set by hand, and browsers that keep their cookies. */
export async function exampleAccounts({
  otherwise = { is: 'operator' },
  clubs,
  store,
  sealed,
  machine,
  ...options
}: {
  readonly otherwise?: Visitor;
  readonly clubs?: readonly Club[];
  readonly store?: AccountStore;
  readonly sealed?: SealedLog;
  readonly machine?: ServedMachine;
} & AccountOptions = {}) {
  const folder = dirname(temporaryFile());
  const clock = { ms: Date.now() };
  const given = { now: () => clock.ms, rounds: 16, ...options };
  const accounts: Accounts = store ? await accountsOn(store, given) : await openAccounts(folder, given);
  onTestFinished(async () => accounts.close());
  const all = clubs ?? [exampleClub()];
  const faults: unknown[] = [];
  const { app, lives } = makeApp({
    clubs: new Map(all.map((club) => [club.name, { club, publicNames: 'adults', ...(sealed ? { sealed } : {}) }])),
    identify: identifyBy(accounts, () => otherwise),
    accounts,
    ...(machine ? { machine } : {}),
    onFault: (error) => faults.push(error),
  });
  return { accounts, app, clock, club: all[0]!, clubs: all, faults, folder, lives, browser: () => new Browser(app) };
}

/** A browser: keeps cookies, and sends forms as pages do. */
export class Browser {
  readonly #app: { readonly request: (path: string, init: RequestInit) => Response | Promise<Response> };
  readonly #cookies = new Map<string, string>();
  readonly address = `10.1.${Math.floor((addresses += 1) / 250)}.${addresses % 250}`;

  constructor(app: { readonly request: (path: string, init: RequestInit) => Response | Promise<Response> }) {
    this.#app = app;
  }

  async ask(
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<Response> {
    const response = await this.#app.request(path.startsWith('http') ? path : `${HOST}${path}`, {
      method,
      headers: {
        host: 'tower.local',
        ...(body === undefined ? {} : { origin: HOST, 'content-type': 'application/json' }),
        [ADDRESS_HEADER]: this.address,
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : body instanceof Uint8Array ? Uint8Array.from(body) : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = '', rest = ''] = /^([^=]+)=([^;]*)(.*)$/.exec(cookie) ?? [];
      if (/max-age=0/i.test(rest)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Loads a page and sends a form of it. */
  async send(page: string, to: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const text = await (await this.ask(page)).text();
    const form = /name="form" value="([^"]+)"/.exec(text)?.[1] ?? '';
    return this.ask(to, new URLSearchParams({ form, ...fields }).toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  }

  signIn(login: string, password: string): Promise<Response> {
    return this.send('/sign-in', '/sign-in', { login, password, to: '/account' });
  }

  give(command: object, headers: Readonly<Record<string, string>> = {}, club = CLUB): Promise<Response> {
    return this.ask(`/api/clubs/${club}/commands`, command, headers);
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }
}
