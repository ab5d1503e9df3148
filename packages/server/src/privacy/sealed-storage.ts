import type { AccountStore } from '../accounts/store.ts';
import type { Storage } from '../serve/storage.ts';
import { SealedLog } from './sealed-log.ts';
import { Vault } from './vault.ts';

/**
 * Storage whose logs are sealed: those of the clubs that are, and with `all` every club's from now on.
 * @param folder where erasures are written down a second time
 */
export async function sealedStorage(
  storage: Storage,
  { database }: AccountStore,
  { clubs, all, folder }: { readonly clubs: readonly string[]; readonly all: boolean; readonly folder: string },
): Promise<Storage> {
  const rows = await database.selectFrom('people').select('club').distinct().execute();
  const names = new Set([...rows.map((row) => row.club), ...(all ? clubs : [])]);
  const vaults = new Map<string, Vault>();
  for (const name of names) vaults.set(name, await Vault.open(name, database, folder));
  return {
    ...storage,
    log: (club) => {
      const vault = vaults.get(club);
      return vault ? new SealedLog(storage.log(club), vault) : storage.log(club);
    },
  };
}
