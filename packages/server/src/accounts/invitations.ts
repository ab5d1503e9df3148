import type { Desk } from '../access/desks.ts';
import { AccountError } from './account-error.ts';
import { type AccountDatabase, digestOf, freshId, freshSecret } from './store.ts';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 60;

export interface Invited {
  readonly club: string;
  readonly role: string;
  readonly desk: Desk;
}

export interface Invitation extends Invited {
  readonly id: string;
  readonly by: string;
  readonly made: string;
  readonly until: string;
  readonly state: 'open' | 'used' | 'revoked' | 'over';
  readonly usedBy?: string;
}

/** Invitations to a role at a club: a link that works once, until a day, and can be taken back. */
export class Invitations {
  readonly #database: AccountDatabase;
  readonly #now: () => number;

  constructor(database: AccountDatabase, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** @returns the token of the link, which is kept nowhere */
  async make(to: Invited, by: string, days = 7): Promise<{ readonly id: string; readonly token: string; readonly until: string }> {
    if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS)
      throw new AccountError(`an invitation is open for 1 to ${LONGEST_DAYS} days`);
    const [id, token] = [freshId(), freshSecret()];
    const until = this.#at(days * DAY_MS);
    const row = { ...to, id, digest: digestOf(token), by, made: this.#at(), until, used: null, usedBy: null, revoked: null };
    await this.#database.insertInto('invitations').values(row).execute();
    return { id, token, until };
  }

  /** What a link invites to, while it is open. */
  async of(token: string): Promise<Invited | undefined> {
    const row = await this.#database.selectFrom('invitations').selectAll().where('digest', '=', digestOf(token)).executeTakeFirst();
    if (!row || stateOf(row, this.#at()) !== 'open') return undefined;
    return { club: row.club, role: row.role, desk: row.desk as Desk };
  }

  /** Uses a link up; of two who use it at once one is too late. @throws AccountError when it is not open any more */
  async use(token: string, login: string): Promise<Invited> {
    const now = this.#at();
    const used = await this.#database
      .updateTable('invitations')
      .set({ used: now, usedBy: login })
      .where('digest', '=', digestOf(token))
      .where('used', 'is', null)
      .where('revoked', 'is', null)
      .where('until', '>', now)
      .returning(['club', 'role', 'desk'])
      .executeTakeFirst();
    if (!used) throw new AccountError('this invitation was used, taken back, or is over: ask for a new one', 'invitation-over');
    return { club: used.club, role: used.role, desk: used.desk as Desk };
  }

  /** @throws AccountError when the club has no such invitation */
  async revoke(club: string, id: string): Promise<void> {
    const done = await this.#database
      .updateTable('invitations')
      .set({ revoked: this.#at() })
      .where('club', '=', club)
      .where('id', '=', id)
      .where('used', 'is', null)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) throw new AccountError('there is no such invitation, or it was used', 'no-such-invitation');
  }

  async at(club: string): Promise<readonly Invitation[]> {
    const rows = await this.#database.selectFrom('invitations').selectAll().where('club', '=', club).orderBy('made', 'desc').execute();
    return rows.map((row) => ({
      id: row.id,
      club,
      role: row.role,
      desk: row.desk as Desk,
      by: row.by,
      made: row.made,
      until: row.until,
      state: stateOf(row, this.#at()),
      ...(row.usedBy === null ? {} : { usedBy: row.usedBy }),
    }));
  }

  #at(later = 0): string {
    return new Date(this.#now() + later).toISOString();
  }
}

function stateOf(
  row: { readonly used: string | null; readonly revoked: string | null; readonly until: string },
  now: string,
): Invitation['state'] {
  if (row.used !== null) return 'used';
  if (row.revoked !== null) return 'revoked';
  return row.until > now ? 'open' : 'over';
}
