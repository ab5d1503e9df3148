import { AccountError } from './account-error.ts';
import { type AccountDatabase, freshId } from './store.ts';

/** So long somebody who is asked may take; what they sign is good for three minutes from then. */
const LIVES_MS = 10 * 60_000;

/** Somebody is about to give a command, and asks others to approve it. */
export interface ApprovalRequest {
  readonly request: string;
  readonly club: string;
  /** Who asks, as `flagger:Flo`. */
  readonly by: string;
  /** The login of who asks: they alone are handed what is signed. */
  readonly login: string;
  /** Roles that are asked, each for one signature. */
  readonly roles: readonly string[];
  readonly command: object;
  readonly until: string;
  readonly signed: readonly { readonly by: string; readonly token: string }[];
}

type Asked = Pick<ApprovalRequest, 'club' | 'by' | 'login' | 'roles' | 'command'>;

/** What waits for the approval of others, on the store of the accounts: whichever process is asked knows it. */
export class ApprovalRequests {
  readonly #database: AccountDatabase;
  readonly #now: () => number;

  constructor(database: AccountDatabase, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  async ask({ club, by, login, roles, command }: Asked): Promise<ApprovalRequest> {
    const until = new Date(this.#now() + LIVES_MS).toISOString();
    const id = freshId();
    await this.#database.deleteFrom('requests').where('until', '<', this.#instant()).execute();
    const row = { id, club, by, login, until, roles: JSON.stringify(roles), command: JSON.stringify(command), signed: '[]' };
    await this.#database.insertInto('requests').values(row).execute();
    return { request: id, club, by, login, roles, command, until, signed: [] };
  }

  /** What waits at a club, the oldest first. */
  async open(club: string): Promise<readonly ApprovalRequest[]> {
    const rows = await this.#database
      .selectFrom('requests')
      .selectAll()
      .where('club', '=', club)
      .where('until', '>=', this.#instant())
      .orderBy('until')
      .execute();
    return rows.map((row) => ({
      request: row.id,
      club: row.club,
      by: row.by,
      login: row.login,
      until: row.until,
      roles: JSON.parse(row.roles) as readonly string[],
      command: JSON.parse(row.command) as object,
      signed: JSON.parse(row.signed) as ApprovalRequest['signed'],
    }));
  }

  /** Hands what somebody signed to who asked. @throws AccountError when nobody asks any more */
  async hand(club: string, request: string, signed: { readonly by: string; readonly token: string }): Promise<void> {
    const found = (await this.open(club)).find((each) => each.request === request);
    if (!found) throw new AccountError('nobody asks for this any more', 'not-asked');
    const all = [...found.signed.filter((each) => each.by !== signed.by), signed];
    await this.#database
      .updateTable('requests')
      .set({ signed: JSON.stringify(all) })
      .where('id', '=', request)
      .execute();
  }

  /** Ends a request: it was given, or is not wanted any more. */
  async end(club: string, request: string, login: string): Promise<void> {
    await this.#database.deleteFrom('requests').where('id', '=', request).where('club', '=', club).where('login', '=', login).execute();
  }

  #instant(): string {
    return new Date(this.#now()).toISOString();
  }
}
