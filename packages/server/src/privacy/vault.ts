import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AccountDatabase, freshId } from '../accounts/store.ts';

/** Somebody in the log of a club: facts name them by `id`, and their private words are locked with a key of their own. */
export interface Sealed {
  readonly id: string;
  /** What is shown for them; of somebody who was erased a name that says nothing. */
  readonly name: string;
  /** Nothing once they were erased: what it locked is noise from then on. */
  readonly key: Buffer | undefined;
  /** Private words that results rest on and that therefore stayed, by `fact.field`. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/** What an erasure left behind, to be done again when keys come back with an old copy. */
interface Erasure {
  readonly club: string;
  readonly id: string;
  readonly at: string;
  readonly kept: Readonly<Record<string, unknown>>;
}

const ERASURES = 'erasures.jsonl';

/** The name of somebody who was erased. */
export const nobodyCalled = (id: string): string => `Erased ${id}`;

/** The keys and names of the people of one club, beside its log and never in it. */
export class Vault {
  readonly club: string;
  readonly #database: AccountDatabase;
  /** Where erasures are written down a second time, apart from the keys. */
  readonly #folder: string | undefined;
  readonly #byName = new Map<string, Sealed>();
  readonly #byId = new Map<string, Sealed>();

  private constructor(club: string, database: AccountDatabase, folder: string | undefined) {
    this.club = club;
    this.#database = database;
    this.#folder = folder;
  }

  /** Opens the vault of a club. Keys of people who were erased are thrown away again, should a copy have brought them back. */
  static async open(club: string, database: AccountDatabase, folder?: string): Promise<Vault> {
    const vault = new Vault(club, database, folder);
    await vault.look();
    for (const erasure of erasuresIn(folder))
      if (erasure.club === club && vault.#byId.get(erasure.id)?.key !== undefined) await vault.#shred(erasure);
    return vault;
  }

  /** Reads what other processes put there. */
  async look(): Promise<void> {
    const rows = await this.#database.selectFrom('people').selectAll().where('club', '=', this.club).execute();
    this.#byName.clear();
    this.#byId.clear();
    for (const row of rows)
      this.#remember({
        id: row.id,
        name: row.key === '' ? nobodyCalled(row.id) : row.name,
        key: row.key === '' ? undefined : Buffer.from(row.key, 'base64url'),
        kept: JSON.parse(row.kept) as Readonly<Record<string, unknown>>,
      });
  }

  /** Makes keys for people who are new. */
  async know(names: Iterable<string>): Promise<void> {
    const fresh = [...new Set(names)].filter((name) => !this.#byName.has(name));
    if (fresh.length === 0) return;
    for (const name of fresh)
      await this.#database
        .insertInto('people')
        .values({ club: this.club, id: freshId(), name, key: randomBytes(32).toString('base64url'), kept: '{}' })
        .onConflict((conflict) => conflict.columns(['club', 'name']).doNothing())
        .execute();
    await this.look();
  }

  called(name: string): Sealed | undefined {
    return this.#byName.get(name);
  }

  withId(id: string): Sealed | undefined {
    return this.#byId.get(id);
  }

  /** Everybody, as one view of the people: what `erased` says goes before what is kept here. */
  people(erased?: Sealed): (id: string) => Sealed | undefined {
    return (id) => (erased?.id === id ? erased : this.#byId.get(id));
  }

  names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  /** Throws the name and the key of somebody away, but for what is to stay. */
  async erase(id: string, kept: Readonly<Record<string, unknown>>, at: string): Promise<void> {
    const erasure: Erasure = { club: this.club, id, at, kept };
    if (this.#folder !== undefined) appendFileSync(join(this.#folder, ERASURES), `${JSON.stringify(erasure)}\n`, { mode: 0o600 });
    await this.#shred(erasure);
  }

  async #shred({ id, kept }: Erasure): Promise<void> {
    await this.#database
      .updateTable('people')
      .set({ name: nobodyCalled(id), key: '', kept: JSON.stringify(kept) })
      .where('club', '=', this.club)
      .where('id', '=', id)
      .execute();
    await this.look();
  }

  #remember(person: Sealed): void {
    this.#byId.set(person.id, person);
    if (person.key !== undefined) this.#byName.set(person.name, person);
  }
}

function erasuresIn(folder: string | undefined): readonly Erasure[] {
  const file = folder === undefined ? undefined : join(folder, ERASURES);
  if (file === undefined || !existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Erasure]));
}

/** Locks words with somebody's key; `where` is bound to them, so that they cannot be put elsewhere. */
export function lock(key: Buffer, where: string, words: unknown): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(where));
  const locked = Buffer.concat([cipher.update(JSON.stringify(words), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), locked]).toString('base64url');
}

/** @throws when the words are not those that were locked */
export function unlock(key: Buffer, where: string, locked: string): unknown {
  const bytes = Buffer.from(locked, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(where));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')) as unknown;
}
