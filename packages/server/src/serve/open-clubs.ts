import type { Rulebook } from '@racetower/engine';
import { LogError } from '@racetower/log';
import { findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { Club } from '../club/club.ts';
import { SealedLog } from '../privacy/sealed-log.ts';
import type { ServedClub } from '../http/clubs.ts';
import { Shelf } from '../rulebook/shelf.ts';
import { ServeError, type ServeSettings } from './settings.ts';
import type { Storage } from './storage.ts';

export interface OpenOptions {
  readonly from: string;
  readonly now: () => string;
  readonly onFault: (error: unknown) => void;
  /** Where the logs of clubs are that may be sealed; left out: as the storage has them. */
  readonly sealedIn?: (clubs: readonly string[]) => Promise<Storage>;
}

/**
 * Opens the clubs of the settings, and those that there are logs of.
 * @param options `from` is the folder from which rulebooks are looked for
 * @throws ServeError when a rulebook or a log cannot be used
 */
export async function openClubs(
  { rulebooks, 'public-names': publicNames }: ServeSettings,
  storage: Storage,
  { from, now, onFault, sealedIn = async () => storage }: OpenOptions,
): Promise<ReadonlyMap<string, ServedClub>> {
  const named = rulebooks.map((name) => rulebookNamed(name, from));
  const known = new Set(named.map(({ editions }) => editions[0]?.name));
  const logged = (await storage.clubs()).filter((club) => !known.has(club));
  const all = [...named, ...logged.map((club) => rulebookNamed(club, from))];
  if (all.length === 0)
    throw new ServeError(`there is no club to serve: name a rulebook, or where there are logs of clubs instead of ${storage.where}`);
  const clubs = new Map<string, ServedClub>();
  try {
    const logs = await sealedIn(all.map(({ editions }) => editions[0]?.name ?? ''));
    for (const { editions, place } of all) {
      const name = editions[0]?.name ?? '';
      const log = logs.log(name);
      const club = new Club({ log, editions, now, onFault });
      const shelf = new Shelf(place, { shared: storage.pool !== undefined });
      clubs.set(name, { club, publicNames, shelf, ...(log instanceof SealedLog ? { sealed: log } : {}) });
      // A file that is damaged stops the start; of the many clubs of a database each is read when somebody asks for it.
      if (!storage.pool) await club.latest();
    }
    return clubs;
  } catch (error) {
    for (const { club } of clubs.values()) await club.close();
    if (error instanceof LogError) throw new ServeError(`a log in ${storage.where} cannot be used: ${error.message}`);
    throw error;
  }
}

/** The editions of a club and the place of their files. */
function rulebookNamed(name: string, from: string): { readonly editions: readonly Rulebook[]; readonly place: string } {
  const folder = findRulebook(name, from);
  if (folder === undefined) throw new ServeError(`there is no rulebook "${name}"`);
  const editions = loadEditions(folder);
  if (!editions.ok) throw new ServeError(editions.problems.map(problemText).join('\n'));
  return { editions: editions.value.map((each) => each.book), place: folder };
}
