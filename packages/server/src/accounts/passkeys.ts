import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { AccountError } from './account-error.ts';
import { type AccountDatabase, freshId } from './store.ts';

const LIVES_MS = 5 * 60_000;

/** Where passkeys are made and used: the name of the host and the address of its pages. */
export interface PasskeyPlace {
  readonly host: string;
  readonly origin: string;
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly made: string;
  readonly used?: string;
}

/** Passkeys: keys that a device holds, used instead of a password. */
export class Passkeys {
  readonly #database: AccountDatabase;
  readonly #now: () => number;

  constructor(database: AccountDatabase, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** What a device needs to make a key for somebody. */
  async startMaking({ login, name }: { readonly login: string; readonly name: string }, { host }: PasskeyPlace) {
    const own = await this.#database.selectFrom('passkeys').select('id').where('login', '=', login).execute();
    const options = await generateRegistrationOptions({
      rpName: 'Racetower',
      rpID: host,
      userName: login,
      userDisplayName: name,
      userID: new TextEncoder().encode(login),
      attestationType: 'none',
      excludeCredentials: own.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return { attempt: await this.#keep(options.challenge), options };
  }

  /** Keeps the key that a device made. @throws AccountError when it did not make it for this */
  async finishMaking(login: string, attempt: string, response: RegistrationResponseJSON, place: PasskeyPlace, name: string): Promise<void> {
    const expectedChallenge = await this.#take(attempt);
    const { registrationInfo, verified } = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: place.origin,
      expectedRPID: place.host,
    }).catch(() => ({ verified: false, registrationInfo: undefined }));
    if (!verified || !registrationInfo) throw notThat();
    const { credential } = registrationInfo;
    const row = {
      id: credential.id,
      login,
      name: name.trim().slice(0, 60) || 'a device',
      key: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: (credential.transports ?? []).join(' '),
      made: this.#at(),
      used: null,
    };
    await this.#database.insertInto('passkeys').values(row).execute();
  }

  /** What a device needs to sign somebody in. */
  async startSigningIn({ host }: PasskeyPlace) {
    const options = await generateAuthenticationOptions({ rpID: host, userVerification: 'required' });
    return { attempt: await this.#keep(options.challenge), options };
  }

  /** Who signed in. @throws AccountError when the key is not known, or did not sign this */
  async finishSigningIn(attempt: string, response: AuthenticationResponseJSON, place: PasskeyPlace): Promise<string> {
    const expectedChallenge = await this.#take(attempt);
    const row = await this.#database.selectFrom('passkeys').selectAll().where('id', '=', response.id).executeTakeFirst();
    if (!row) throw notThat();
    const { authenticationInfo, verified } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: place.origin,
      expectedRPID: place.host,
      credential: { id: row.id, publicKey: new Uint8Array(Buffer.from(row.key, 'base64url')), counter: row.counter },
    }).catch(() => ({ verified: false, authenticationInfo: undefined }));
    if (!verified || !authenticationInfo) throw notThat();
    await this.#database
      .updateTable('passkeys')
      .set({ counter: authenticationInfo.newCounter, used: this.#at() })
      .where('id', '=', row.id)
      .execute();
    return row.login;
  }

  async of(login: string): Promise<readonly Passkey[]> {
    const rows = await this.#database.selectFrom('passkeys').selectAll().where('login', '=', login).orderBy('made').execute();
    return rows.map(({ id, name, made, used }) => ({ id, name, made, ...(used === null ? {} : { used }) }));
  }

  /** Takes a passkey of somebody away, or all of them. */
  async forget(login: string, id?: string): Promise<void> {
    const own = this.#database.deleteFrom('passkeys').where('login', '=', login);
    await (id === undefined ? own : own.where('id', '=', id)).execute();
  }

  async #keep(challenge: string): Promise<string> {
    await this.#database.deleteFrom('challenges').where('until', '<', this.#at()).execute();
    const id = freshId();
    await this.#database
      .insertInto('challenges')
      .values({ id, challenge, until: this.#at(LIVES_MS) })
      .execute();
    return id;
  }

  /** A challenge is answered once. */
  async #take(id: string): Promise<string> {
    const row = await this.#database
      .deleteFrom('challenges')
      .where('id', '=', id)
      .where('until', '>', this.#at())
      .returning('challenge')
      .executeTakeFirst();
    if (!row) throw new AccountError('that took too long: try again', 'passkey-over');
    return row.challenge;
  }

  #at(later = 0): string {
    return new Date(this.#now() + later).toISOString();
  }
}

const notThat = (): AccountError => new AccountError('that passkey was not taken', 'bad-passkey');
