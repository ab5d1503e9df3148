import { randomUUID } from 'node:crypto';
import type { ServiceDatabase } from '../service/database.ts';

/** A copy of a log that somebody took away. */
export interface Backup {
  readonly at: string;
  readonly by: string;
  /** The number of its last fact, and the digest that it was proved by. */
  readonly seq: number;
  readonly digest: string;
}

/** Copies that are remembered of a club. */
const SHOWN = 10;

/** When each club was last backed up through this service, and by whom. */
export class Backups {
  readonly #database: ServiceDatabase;

  constructor(database: ServiceDatabase) {
    this.#database = database;
  }

  async made(club: string, { at, by, seq, digest }: Backup): Promise<void> {
    await this.#database.insertInto('backups').values({ id: randomUUID(), club, made_at: at, made_by: by, seq, digest }).execute();
  }

  /** The latest first. */
  async of(club: string): Promise<readonly Backup[]> {
    const rows = await this.#database
      .selectFrom('backups')
      .selectAll()
      .where('club', '=', club)
      .orderBy('made_at', 'desc')
      .orderBy('seq', 'desc')
      .limit(SHOWN)
      .execute();
    return rows.map((row) => ({ at: row.made_at, by: row.made_by, seq: row.seq, digest: row.digest }));
  }
}
