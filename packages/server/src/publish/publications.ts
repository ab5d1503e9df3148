import type { ServiceDatabase } from '../service/database.ts';

/** What a service knows of the writer of a club that is published to it. */
export interface Publication {
  /** The writer, by the name that people gave it. */
  readonly writer: string;
  /** When it was last heard, an instant. */
  readonly heardAt: string;
  /** The number of its last fact then. */
  readonly seq: number;
}

/** When each writer was last heard, the same for all processes of a service. */
export class Publications {
  readonly #database: ServiceDatabase;

  constructor(database: ServiceDatabase) {
    this.#database = database;
  }

  async heard(club: string, { writer, heardAt, seq }: Publication): Promise<void> {
    const values = { writer, heard_at: heardAt, seq };
    await this.#database
      .insertInto('publications')
      .values({ club, ...values })
      .onConflict((conflict) => conflict.column('club').doUpdateSet(values))
      .execute();
  }

  async of(club: string): Promise<Publication | undefined> {
    const row = await this.#database.selectFrom('publications').selectAll().where('club', '=', club).executeTakeFirst();
    return row && { writer: row.writer, heardAt: row.heard_at, seq: row.seq };
  }

  /** Forgets the writer: the facts of the club are made here. */
  async over(club: string): Promise<void> {
    await this.#database.deleteFrom('publications').where('club', '=', club).execute();
  }
}

/** Says to viewers how far what they see may be behind. */
export function heardText({ writer, heardAt, seq }: Publication, shown: number, now: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(heardAt)) / 1000));
  const missing = seq > shown ? ` ${seq - shown} more ${seq - shown === 1 ? 'entry is' : 'entries are'} on the way.` : '';
  return `Sent from the track by ${writer}, heard ${ageOf(seconds)}.${missing}`;
}

function ageOf(seconds: number): string {
  if (seconds < 60) return 'within the last minute';
  const [count, unit] =
    seconds < 3600
      ? [Math.floor(seconds / 60), 'minute']
      : seconds < 172_800
        ? [Math.floor(seconds / 3600), 'hour']
        : [Math.floor(seconds / 86_400), 'day'];
  return `last ${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
