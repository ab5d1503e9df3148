import type { Kysely, Migration, MigrationProvider } from 'kysely';
import type { ServiceTables } from './tables.ts';

type Database = Kysely<ServiceTables>;

async function makeHooks(db: Database): Promise<void> {
  await db.schema
    .createTable('hooks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('club', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('news', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('made_at', 'text', (column) => column.notNull())
    .addColumn('made_by', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('deliveries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('hook', 'text', (column) => column.notNull().references('hooks.id').onDelete('cascade'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('news', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('made_at', 'text', (column) => column.notNull())
    .addColumn('due_at', 'text')
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('said', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('deliveries_due').on('deliveries').column('due_at').execute();
}

async function makePublications(db: Database): Promise<void> {
  await db.schema
    .createTable('publications')
    .addColumn('club', 'text', (column) => column.primaryKey())
    .addColumn('writer', 'text', (column) => column.notNull())
    .addColumn('heard_at', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .execute();
}

async function makeBackups(db: Database): Promise<void> {
  await db.schema
    .createTable('backups')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('club', 'text', (column) => column.notNull())
    .addColumn('made_at', 'text', (column) => column.notNull())
    .addColumn('made_by', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .execute();
}

/** Every change of the tables, oldest first. One that was released is never edited: a later one follows it. */
const MIGRATIONS: readonly (readonly [name: string, up: (db: Database) => Promise<void>])[] = [
  ['001-hooks', makeHooks],
  ['002-publications', makePublications],
  ['003-backups', makeBackups],
];

/** Gives the changes to Kysely, which keeps a list of those that were made. */
export const migrations: MigrationProvider = {
  getMigrations: async () =>
    Object.fromEntries(MIGRATIONS.map(([name, up]): [string, Migration] => [name, { up: async (db) => up(db as Database) }])),
};
