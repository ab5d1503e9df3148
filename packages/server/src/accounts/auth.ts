import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { username } from 'better-auth/plugins';
import type { AccountStore } from './store.ts';
import { type Hashing, hashingBy } from './hashing.ts';

/** Whoever is signed in, and the session in which they are. */
export interface Person {
  readonly login: string;
  readonly name: string;
  readonly session: string;
  readonly email: string;
}

/** Sends a letter; only where the club has a server for it. */
export type Mail = (letter: { readonly to: string; readonly subject: string; readonly text: string }) => Promise<void>;

/** The address of a visitor, put there by the server and taken away when it comes from outside. */
export const ADDRESS_HEADER = 'x-racetower-address';

export const SHORTEST_PASSWORD = 10;
export const LOGIN = /^[a-z0-9_.]{2,30}$/;

const hostOf = (request: Request | undefined): string => request?.headers.get('host') ?? '';

function optionsFor(
  { database, type, secret }: AccountStore,
  { mail, address = '' }: Pick<AuthOptions, 'mail' | 'address'>,
  password: Hashing,
) {
  return {
    database: { db: database, type, transaction: true },
    secret,
    appName: 'Racetower',
    trustedOrigins: (request?: Request) => [`http://${hostOf(request)}`, `https://${hostOf(request)}`],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      password,
      revokeSessionsOnPasswordReset: true,
      ...(mail
        ? {
            sendResetPassword: async ({
              user,
              token,
            }: {
              readonly user: { readonly email: string; readonly name: string };
              readonly token: string;
            }) =>
              mail({
                to: user.email,
                subject: 'A new password',
                text: `Somebody asked for a new password for ${user.name}. If that was you, open ${address}/reset-password/${token}${address === '' ? ' on the pages of your club' : ''} within the hour.`,
              }),
          }
        : {}),
    },
    plugins: [username({ minUsernameLength: 2 })],
    // Tries to sign in are counted by WrongTries, which lets those through who know their password.
    rateLimit: { enabled: true, customRules: { '/sign-in/username': false as const } },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Cookies are marked for encrypted lines where there is one, request by request: the tower has none.
    advanced: { useSecureCookies: false, cookiePrefix: 'racetower', ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] } },
  };
}

export type Auth = ReturnType<typeof betterAuth<ReturnType<typeof optionsFor>>>;

export interface AuthOptions {
  readonly mail?: Mail | undefined;
  /** Where visitors find the pages; no request is believed in this, it may be of whoever wants somebody's letter. */
  readonly address?: string | undefined;
  readonly rounds?: number | undefined;
}

/** Sets up the library on a store, with its tables as this version wants them. @param rounds of hashing; left out: as many as are safe */
export async function authOn(
  store: AccountStore,
  { mail, address, rounds }: AuthOptions,
): Promise<{ readonly auth: Auth; readonly hashing: Hashing; readonly mails: boolean }> {
  const hashing = hashingBy(rounds);
  const options = optionsFor(store, { mail, address }, hashing);
  await store.alone(async () => (await getMigrations(options)).runMigrations());
  return { auth: betterAuth(options), hashing, mails: mail !== undefined };
}
