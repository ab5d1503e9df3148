import { NodeSqliteDialect } from '@better-auth/kysely-adapter/node-sqlite-dialect';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, Migrator, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { migrations } from './migrations.ts';
import type { ServiceTables } from './tables.ts';

/** What the service keeps beside the logs of the clubs; the same tables on either store. */
export type ServiceDatabase = Kysely<ServiceTables>;

/** Where the tables are: in a file of a folder, or in PostgreSQL. */
export type ServicePlace = { readonly folder: string } | { readonly pool: Pool };

/** Opens the tables of the service, makes those that are missing and changes those of an earlier version. */
export async function openServiceDatabase(place: ServicePlace): Promise<ServiceDatabase> {
  const db = new Kysely<ServiceTables>({
    dialect: 'pool' in place ? new PostgresDialect({ pool: place.pool }) : new NodeSqliteDialect({ database: fileIn(place.folder) }),
  });
  const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
  if (error === undefined) return db;
  await db.destroy();
  throw error;
}

function fileIn(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(join(folder, 'service.db'));
  database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma foreign_keys = on;');
  return database;
}
