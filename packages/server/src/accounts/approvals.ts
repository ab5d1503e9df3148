import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '@racetower/log';
import { AccountError } from './account-error.ts';
import { type AccountDatabase, freshId } from './store.ts';

const LIVES_MS = 3 * 60_000;
/** A command whose answer was lost is sent again with its approvals, within a week. */
const KEPT_MS = 7 * 86_400_000;

/** What an approver signs: this command and no other, at this club, for a few minutes, once. */
interface Signed {
  readonly id: string;
  readonly club: string;
  readonly command: string;
  /** As `race-director:Rae`. */
  readonly by: string;
  readonly until: string;
}

/** Approvals of commands by a second person, signed in their own session or by their PIN. */
export class Approvals {
  readonly #database: AccountDatabase;
  readonly #secret: string;
  readonly #now: () => number;

  constructor(database: AccountDatabase, secret: string, now: () => number) {
    this.#database = database;
    this.#secret = secret;
    this.#now = now;
  }

  sign(club: string, command: object, by: string): { readonly token: string; readonly until: string } {
    const until = new Date(this.#now() + LIVES_MS).toISOString();
    const said: Signed = { id: freshId(), club, command: commandDigest(command), by, until };
    const text = Buffer.from(JSON.stringify(said)).toString('base64url');
    return { token: `${text}.${this.#seal(text)}`, until };
  }

  /** Who approved a command at a club by a token. @throws AccountError `bad-approval` */
  read(token: string, club: string, command: object): { readonly id: string; readonly by: string; readonly until: string } {
    const [text = '', seal = ''] = token.split('.', 2);
    const [given, right] = [Buffer.from(seal), Buffer.from(this.#seal(text))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) throw refused('an approval is not one that was signed here');
    const said = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Signed;
    if (said.club !== club || said.command !== commandDigest(command)) throw refused(`${said.by} approved another command`);
    return said;
  }

  /** Uses an approval up for one sending; the same sending again, by its key, may use it again. @throws AccountError */
  async use({ id, by, until }: { readonly id: string; readonly by: string; readonly until: string }, key: string): Promise<void> {
    const now = new Date(this.#now()).toISOString();
    await this.#database
      .deleteFrom('approvals')
      .where('until', '<', new Date(this.#now() - KEPT_MS).toISOString())
      .execute();
    const before = await this.#database.selectFrom('approvals').select('key').where('id', '=', id).executeTakeFirst();
    if (!before && until <= now) throw refused(`the approval of ${by} is over: ask again`);
    await this.#database
      .insertInto('approvals')
      .values({ id, until, key })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const row = await this.#database.selectFrom('approvals').select('key').where('id', '=', id).executeTakeFirst();
    if (row?.key !== key) throw refused(`the approval of ${by} was used`);
  }

  /** Gives an approval back that a command which was not done had used. */
  async giveBack(id: string, key: string): Promise<void> {
    await this.#database.deleteFrom('approvals').where('id', '=', id).where('key', '=', key).execute();
  }

  #seal(text: string): string {
    return createHmac('sha256', this.#secret).update(`approval ${text}`).digest('base64url');
  }
}

const refused = (says: string): AccountError => new AccountError(says, 'bad-approval');

/** Tells one command from every other, whoever gives it and whoever approves. */
export function commandDigest(command: object): string {
  const { approvals: _approvals, by: _by, ...said } = command as { readonly approvals?: unknown; readonly by?: unknown };
  return createHash('sha256').update(canonicalJson(said)).digest('hex');
}
