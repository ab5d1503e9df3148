import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { clubOfLog, type FactLog, LogError, openPool, openSqliteLog, PostgresStore, shownUrl } from '@racetower/log';
import { ServeError, type ServeSettings } from './settings.ts';

/** Where the clubs of a server are kept. */
export interface Storage {
  /** As people are told. */
  readonly where: string;
  /** Connections to the database, for whatever else is kept there; none with files. */
  readonly pool?: ReturnType<typeof openPool>;
  /** The clubs that have facts here. */
  readonly clubs: () => Promise<readonly string[]>;
  readonly log: (club: string) => FactLog;
  readonly close: () => Promise<void>;
}

/** The file of a club's log. */
export const logFile = (data: string, club: string): string => join(data, `${club}.sqlite`);

/** Opens what the settings say. @throws ServeError when it cannot be used */
export async function openStorage({ data, database }: ServeSettings, onFault: (error: unknown) => void): Promise<Storage> {
  mkdirSync(data, { recursive: true });
  return database === undefined ? inFiles(data) : inDatabase(database, onFault);
}

function inFiles(data: string): Storage {
  return {
    where: data,
    clubs: async () => clubsWithLogs(data),
    log: (club) => openSqliteLog(logFile(data, club), club),
    close: async () => undefined,
  };
}

async function inDatabase(url: string, onFault: (error: unknown) => void): Promise<Storage> {
  const pool = openPool(url);
  try {
    const store = await PostgresStore.open(pool, { onFault });
    const close = async (): Promise<void> => {
      await store.close();
      // Whoever else keeps something there may have ended the connections already.
      if (!pool.ending) await pool.end();
    };
    return { where: shownUrl(url), pool, clubs: () => store.clubs(), log: (club) => store.log(club), close };
  } catch (error) {
    await pool.end();
    if (error instanceof LogError) throw new ServeError(`${shownUrl(url)}: ${error.message}`);
    throw error;
  }
}

function clubsWithLogs(data: string): readonly string[] {
  return readdirSync(data)
    .filter((name) => name.endsWith('.sqlite'))
    .flatMap((name) => {
      try {
        return [clubOfLog(join(data, name))];
      } catch (error) {
        // Another program's database may lie in the folder; a log that is damaged must not be passed over.
        if (error instanceof LogError && error.code === 'not-a-log') return [];
        if (error instanceof LogError) throw new ServeError(`${join(data, name)}: ${error.message}`);
        throw error;
      }
    });
}
