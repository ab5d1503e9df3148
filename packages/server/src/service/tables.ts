/**
 * The tables of the service itself: what is not a fact of a club. Times are instants in UTC, as `2026-05-02T17:00:00.000Z`, which
 * sort as they follow each other.
 */
export interface ServiceTables {
  readonly hooks: HookTable;
  readonly deliveries: DeliveryTable;
  readonly publications: PublicationTable;
  readonly backups: BackupTable;
}

/** The writer of a club that is published to this service, and when it was heard. */
export interface PublicationTable {
  readonly club: string;
  readonly writer: string;
  readonly heard_at: string;
  /** The number of its last fact then. */
  readonly seq: number;
}

/** A copy of a log that was taken away and proved. */
export interface BackupTable {
  readonly id: string;
  readonly club: string;
  readonly made_at: string;
  readonly made_by: string;
  readonly seq: number;
  readonly digest: string;
}

/** A program of somebody else that is told what happens at a club. */
export interface HookTable {
  readonly id: string;
  readonly club: string;
  readonly url: string;
  readonly format: string;
  /** The kinds of news it wants, with commas between. */
  readonly news: string;
  readonly secret: string;
  /** The last fact that was looked at for it. */
  readonly seq: number;
  readonly made_at: string;
  readonly made_by: string;
}

/** One message to a hook, and how it went. */
export interface DeliveryTable {
  readonly id: string;
  readonly hook: string;
  readonly seq: number;
  readonly news: string;
  readonly body: string;
  readonly made_at: string;
  /** When it is to be sent next; null when it arrived or was given up. */
  readonly due_at: string | null;
  readonly tries: number;
  readonly state: string;
  /** What came back last. */
  readonly said: string;
}
