import { existsSync, statSync } from 'node:fs';
import { clubOfLog, type FactLog, isPostgresUrl, LogError, openPool, openSqliteLog, PostgresStore, shownUrl } from '@racetower/log';
import { UsageError } from '../command-line.ts';

/** A log where it is kept: in a file, or in a database where `#CLUB` behind the URL says whose. */
export interface Place {
  /** As people are told: without the secret of a URL. */
  readonly shown: string;
  readonly club: string;
  readonly log: FactLog;
  readonly close: () => Promise<void>;
}

/** A URL, and the club behind its `#`. */
function partsOf(text: string): { readonly url: string; readonly club: string | undefined } {
  const [url = '', club] = text.split('#', 2);
  return { url, club: club === undefined || club === '' ? undefined : decodeURIComponent(club) };
}

/**
 * Opens a log that is there, to read it.
 * @throws UsageError when there is none, or more than one and it is not said which
 */
export async function openPlace(text: string): Promise<Place> {
  if (isPostgresUrl(text)) return inDatabase(text, undefined);
  if (!existsSync(text)) throw new UsageError(`${text}: there is no such log`);
  if (statSync(text).isDirectory()) throw new UsageError(`${text} is a folder; say which log in it`);
  const club = clubOfLog(text);
  const log = openSqliteLog(text, club, { readOnly: true });
  return { shown: text, club, log, close: () => log.close() };
}

/**
 * Opens a place to write the log of a club to: a new file, or a database.
 * @throws UsageError when another club's log is in the way
 */
export async function openTarget(text: string, club: string): Promise<Place> {
  if (isPostgresUrl(text)) return inDatabase(text, club);
  if (existsSync(text) && statSync(text).isDirectory()) throw new UsageError(`${text} is a folder; name a file in it, as ${club}.sqlite`);
  const log = openSqliteLog(text, club);
  return { shown: text, club, log, close: () => log.close() };
}

/**
 * Opens a log that is there, or with `club` makes it, to write to it.
 * @throws UsageError when there is none and it is not said of which club it is to be
 */
export async function openWritable(text: string, club: string | undefined): Promise<Place> {
  if (isPostgresUrl(text)) return inDatabase(text, club);
  const there = (statSync(text, { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (!there && club === undefined) throw new UsageError(`${text}: there is no such log; say --club to make that of a club`);
  return openTarget(text, there ? clubOfLog(text) : (club ?? ''));
}

/** @param wanted the club to write; left out: the one that is there is read */
async function inDatabase(text: string, wanted: string | undefined): Promise<Place> {
  const { url, club: named } = partsOf(text);
  if (wanted !== undefined && named !== undefined && named !== wanted)
    throw new UsageError(`the log is of ${wanted}, and ${shownUrl(url)}#${named} is of another club`);
  const pool = openPool(url, 4);
  try {
    const store = await PostgresStore.open(pool, { patienceMs: 0 });
    const close = async (): Promise<void> => {
      await store.close();
      await pool.end();
    };
    const club = wanted ?? (await whichOf(store, named, shownUrl(url)));
    return { shown: `${shownUrl(url)}#${club}`, club, log: store.log(club), close };
  } catch (error) {
    await pool.end();
    if (error instanceof LogError) throw new UsageError(`${shownUrl(url)}: ${error.message}`);
    throw error;
  }
}

async function whichOf(store: PostgresStore, named: string | undefined, shown: string): Promise<string> {
  const clubs = await store.clubs();
  if (named !== undefined && clubs.includes(named)) return named;
  const there = clubs.length === 0 ? 'it has none' : `it has ${clubs.join(', ')}`;
  if (named !== undefined) throw new UsageError(`${shown} has no log of ${named}; ${there}`);
  const [only, ...more] = clubs;
  if (only === undefined || more.length > 0) throw new UsageError(`say which club of ${shown}, as URL#CLUB; ${there}`);
  return only;
}
