import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Rulebook } from '@racetower/engine';
import { clubOfLog, LogError, openSqliteLog } from '@racetower/log';
import { findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { Club } from '../club/club.ts';
import type { ServedClub } from '../http/clubs.ts';
import { ServeError, type ServeSettings } from './settings.ts';

/** The file of a club's log. */
export const logFile = (data: string, club: string): string => join(data, `${club}.sqlite`);

/**
 * Opens the clubs of the settings, and those that there are logs of.
 * @param from the folder from which rulebooks are looked for
 * @throws ServeError when a rulebook or a log cannot be used
 */
export async function openClubs(
  { data, rulebooks, 'public-names': publicNames }: ServeSettings,
  from: string,
  { now, onFault }: { readonly now: () => string; readonly onFault: (error: unknown) => void },
): Promise<ReadonlyMap<string, ServedClub>> {
  mkdirSync(data, { recursive: true });
  const named = rulebooks.map((name) => editionsOf(name, from));
  const known = new Set(named.map((editions) => editions[0]?.name));
  const logged = clubsWithLogs(data).filter((club) => !known.has(club));
  const all = [...named, ...logged.map((club) => editionsOf(club, from))];
  if (all.length === 0) throw new ServeError(`there is no club to serve: name a rulebook, or a folder with logs instead of ${data}`);
  const clubs = new Map<string, ServedClub>();
  try {
    for (const editions of all) {
      const name = editions[0]?.name ?? '';
      const club = new Club({ log: openSqliteLog(logFile(data, name), name), editions, now, onFault });
      clubs.set(name, { club, publicNames });
      await club.latest();
    }
    return clubs;
  } catch (error) {
    for (const { club } of clubs.values()) await club.close();
    if (error instanceof LogError) throw new ServeError(`a log in ${data} cannot be used: ${error.message}`);
    throw error;
  }
}

function editionsOf(name: string, from: string): readonly Rulebook[] {
  const folder = findRulebook(name, from);
  if (folder === undefined) throw new ServeError(`there is no rulebook "${name}"`);
  const editions = loadEditions(folder);
  if (!editions.ok) throw new ServeError(editions.problems.map(problemText).join('\n'));
  return editions.value.map((each) => each.book);
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
