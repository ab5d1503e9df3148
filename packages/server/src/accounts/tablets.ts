import { sql } from 'kysely';
import { AccountError } from './account-error.ts';
import type { Hashing } from './hashing.ts';
import { type AccountDatabase, digestOf, freshId, freshSecret } from './store.ts';

/** A sitting without a touch is over after so long, and any sitting after a race day. */
export const IDLE_MS = 15 * 60_000;
const LONGEST_MS = 14 * 3_600_000;
/** So many wrong PINs of one person, or on one tablet, lock it for so long. */
const WRONG_OF_PERSON = 5;
const WRONG_ON_TABLET = 10;
const LOCK_MS = 15 * 60_000;
/** So many locks without a right PIN between them take the PIN away. */
const LOCKS = 3;

export interface Tablet {
  readonly id: string;
  readonly club: string;
  readonly name: string;
}

export interface TabletListed extends Tablet {
  readonly by: string;
  readonly enrolled: string;
  readonly seen: string;
  readonly revoked: boolean;
  readonly works?: string;
}

/** Shared tablets of a club: enrolled once, then officials sign in on them by PIN and take turns by a tap. */
export class Tablets {
  readonly #database: AccountDatabase;
  readonly #hashing: Hashing;
  readonly #now: () => number;

  constructor(database: AccountDatabase, hashing: Hashing, now: () => number) {
    this.#database = database;
    this.#hashing = hashing;
    this.#now = now;
  }

  /** Enrols a tablet. @returns the secret that it keeps, `ID.SECRET`, which is kept nowhere else */
  async enrol(club: string, name: string, by: string): Promise<{ readonly id: string; readonly secret: string }> {
    const called = name.trim();
    if (called === '' || called.length > 60) throw new AccountError('a tablet has a name of 1 to 60 signs, as "pit gate"');
    const [id, secret] = [freshId(), freshSecret()];
    const now = this.#at();
    const row = { id, digest: digestOf(secret), club, name: called, by, enrolled: now, seen: now, revoked: null, wrong: 0, locked: null };
    await this.#database.insertInto('tablets').values(row).execute();
    return { id, secret: `${id}.${secret}` };
  }

  /** The tablet that holds a secret; nothing when it was revoked. */
  async of(secret: string): Promise<Tablet | undefined> {
    const [id = '', own = ''] = secret.split('.', 2);
    const row = await this.#database
      .selectFrom('tablets')
      .select(['id', 'club', 'name'])
      .where('id', '=', id)
      .where('digest', '=', digestOf(own))
      .where('revoked', 'is', null)
      .executeTakeFirst();
    return row && { id: row.id, club: row.club, name: row.name };
  }

  async at(club: string): Promise<readonly TabletListed[]> {
    const rows = await this.#database.selectFrom('tablets').selectAll().where('club', '=', club).orderBy('enrolled').execute();
    const listed: TabletListed[] = [];
    for (const { id, name, by, enrolled, seen, revoked } of rows) {
      const works = revoked === null ? await this.worksAt(id, false) : undefined;
      listed.push({ id, club, name, by, enrolled, seen, revoked: revoked !== null, ...(works === undefined ? {} : { works }) });
    }
    return listed;
  }

  /** Ends a tablet and everybody's sitting at it. @throws AccountError when the club has none of this id */
  async revoke(club: string, id: string): Promise<void> {
    const done = await this.#database
      .updateTable('tablets')
      .set({ revoked: this.#at() })
      .where('club', '=', club)
      .where('id', '=', id)
      .where('revoked', 'is', null)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) throw new AccountError('there is no such tablet', 'no-such-tablet');
    await this.#database.deleteFrom('sittings').where('tablet', '=', id).execute();
  }

  /** Sets somebody's PIN. @throws AccountError when it is too easy */
  async setPin(login: string, pin: string): Promise<void> {
    if (!/^\d{4,8}$/.test(pin)) throw new AccountError('a PIN has 4 to 8 digits');
    const steps = new Set(
      Array.from(pin)
        .slice(1)
        .map((digit, index) => Number(digit) - Number(pin[index])),
    );
    if (steps.size === 1) throw new AccountError('that PIN is tried first: take one that is no row of digits');
    const row = { hash: await this.#hashing.hash(pin), wrong: 0, locked: null, locks: 0 };
    await this.#database
      .insertInto('pins')
      .values({ login, ...row })
      .onConflict((conflict) => conflict.column('login').doUpdateSet(row))
      .execute();
  }

  async hasPin(login: string): Promise<boolean> {
    return (await this.#database.selectFrom('pins').select('login').where('login', '=', login).executeTakeFirst()) !== undefined;
  }

  /** Takes somebody's PIN and sittings away. */
  async forget(login: string): Promise<void> {
    await this.#database.deleteFrom('pins').where('login', '=', login).execute();
    await this.leaveEverywhere(login);
  }

  /** Ends somebody's sittings at every tablet. */
  async leaveEverywhere(login: string): Promise<void> {
    await this.#database.deleteFrom('sittings').where('login', '=', login).execute();
  }

  /**
   * Checks a PIN on a tablet. The try is counted before it is looked at, so that many at once are no more tries than allowed.
   * @throws AccountError `wrong-pin`, or `locked` for some time
   */
  async checkPin(tablet: Tablet, login: string, pin: string): Promise<void> {
    await this.#unlock();
    const locked = this.#at(LOCK_MS);
    const counted = await this.#database
      .updateTable('tablets')
      .set({ wrong: sql<number>`wrong + 1`, locked: sql`case when wrong + 1 >= ${WRONG_ON_TABLET} then ${locked} end`, seen: this.#at() })
      .where('id', '=', tablet.id)
      .where('locked', 'is', null)
      .executeTakeFirst();
    if (counted.numUpdatedRows === 0n) throw new AccountError('too many wrong PINs on this tablet: wait a quarter of an hour', 'locked');
    const own = await this.#database
      .updateTable('pins')
      .set({ wrong: sql<number>`wrong + 1`, locked: sql`case when wrong + 1 >= ${WRONG_OF_PERSON} then ${locked} end` })
      .where('login', '=', login)
      .where('locked', 'is', null)
      .returning(['hash', 'wrong', 'locks'])
      .executeTakeFirst();
    if (own && (await this.#hashing.verify({ hash: own.hash, password: pin }))) {
      await this.#database.updateTable('pins').set({ wrong: 0, locked: null, locks: 0 }).where('login', '=', login).execute();
      await this.#database.updateTable('tablets').set({ wrong: 0, locked: null }).where('id', '=', tablet.id).execute();
      return;
    }
    if (own && own.wrong >= WRONG_OF_PERSON) await this.#countLock(login, own.locks + 1);
    if (!own && (await this.hasPin(login)))
      throw new AccountError('too many wrong PINs: wait a quarter of an hour, or sign in by password', 'locked');
    throw new AccountError('that is not the PIN', 'wrong-pin');
  }

  /** Opens what was locked long enough. */
  async #unlock(): Promise<void> {
    const now = this.#at();
    await this.#database.updateTable('pins').set({ wrong: 0, locked: null }).where('locked', '<=', now).execute();
    await this.#database.updateTable('tablets').set({ wrong: 0, locked: null }).where('locked', '<=', now).execute();
  }

  async #countLock(login: string, locks: number): Promise<void> {
    if (locks >= LOCKS) await this.#database.deleteFrom('pins').where('login', '=', login).execute();
    else await this.#database.updateTable('pins').set({ locks }).where('login', '=', login).execute();
  }

  /** Lets somebody work at a tablet, by PIN. @throws AccountError */
  async signIn(tablet: Tablet, login: string, pin: string): Promise<void> {
    await this.checkPin(tablet, login, pin);
    const now = this.#at();
    const row = { since: now, seen: now, works: 1 };
    await this.#database.updateTable('sittings').set({ works: 0 }).where('tablet', '=', tablet.id).execute();
    await this.#database
      .insertInto('sittings')
      .values({ tablet: tablet.id, login, ...row })
      .onConflict((conflict) => conflict.columns(['tablet', 'login']).doUpdateSet(row))
      .execute();
  }

  /** Lets somebody who gave the PIN here not long ago take over by a tap. @throws AccountError `pin-needed` */
  async switchTo(tablet: Tablet, login: string): Promise<void> {
    if (!(await this.sitting(tablet.id)).includes(login)) throw new AccountError('give the PIN', 'pin-needed');
    await this.#database.updateTable('sittings').set({ works: 0 }).where('tablet', '=', tablet.id).execute();
    await this.#database
      .updateTable('sittings')
      .set({ works: 1, seen: this.#at() })
      .where('tablet', '=', tablet.id)
      .where('login', '=', login)
      .execute();
  }

  /** Ends a sitting, or all at a tablet. */
  async leave(tablet: Tablet, login?: string): Promise<void> {
    const gone = this.#database.deleteFrom('sittings').where('tablet', '=', tablet.id);
    await (login === undefined ? gone : gone.where('login', '=', login)).execute();
  }

  /** Who gave a PIN at a tablet and was not idle since. */
  async sitting(tablet: string): Promise<readonly string[]> {
    const rows = await this.#database
      .selectFrom('sittings')
      .select('login')
      .where('tablet', '=', tablet)
      .where('seen', '>', this.#at(-IDLE_MS))
      .where('since', '>', this.#at(-LONGEST_MS))
      .orderBy('login')
      .execute();
    return rows.map((row) => row.login);
  }

  /** Who works at a tablet now; nobody when it lay idle. @param touched a request of theirs, which keeps the sitting going */
  async worksAt(tablet: string, touched: boolean): Promise<string | undefined> {
    const row = await this.#database
      .selectFrom('sittings')
      .select(['login', 'seen'])
      .where('tablet', '=', tablet)
      .where('works', '=', 1)
      .where('seen', '>', this.#at(-IDLE_MS))
      .where('since', '>', this.#at(-LONGEST_MS))
      .executeTakeFirst();
    // Written once a minute at most: reading a view is no reason to sync a disk.
    if (row && touched && Date.parse(row.seen) < this.#now() - 60_000)
      await this.#database.updateTable('sittings').set({ seen: this.#at() }).where('tablet', '=', tablet).where('works', '=', 1).execute();
    return row?.login;
  }

  #at(later = 0): string {
    return new Date(this.#now() + later).toISOString();
  }
}
