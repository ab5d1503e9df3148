import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DISK } from './disk.ts';
import { type Loaded, type LoadedRulebook, readEditions, readRulebook } from './read-rulebook.ts';
import { withText } from './sources.ts';

/** Reads one edition of a rulebook from the disk. @param text left out: as it is there */
export function loadRulebook(file: string, text?: string): Loaded<LoadedRulebook> {
  const path = resolve(file);
  return readRulebook(path, text === undefined ? DISK : withText(DISK, path, text));
}

/** Lists the editions of every club under a folder, as `rulebooks/`. */
export function findEditions(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .flatMap((club) => readdirSync(join(folder, club.name)).map((name) => join(folder, club.name, name)))
    .filter((file) => file.endsWith('.yaml'))
    .toSorted();
}

/** Reads all editions in a club's folder (its `*.yaml` files, nights apart), oldest first. */
export function loadEditions(folder: string): Loaded<readonly LoadedRulebook[]> {
  if (!existsSync(folder))
    return {
      ok: false,
      problems: [{ file: folder, line: 0, column: 0, says: 'there is no such rulebook folder', path: '', severity: 'error' }],
    };
  const files = statSync(folder).isDirectory()
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .toSorted()
        .map((name) => join(folder, name))
    : [folder];
  if (files.length === 0)
    return {
      ok: false,
      problems: [{ file: folder, line: 0, column: 0, says: 'the folder holds no edition (a .yaml file)', path: '', severity: 'error' }],
    };
  return readEditions(files, DISK);
}

/** Finds a rulebook by the name of its folder under `rulebooks/`, looked for from a folder upwards, or by a path. */
export function findRulebook(name: string, from: string): string | undefined {
  const direct = resolve(from, name);
  if (existsSync(direct)) return direct;
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const found = join(folder, 'rulebooks', name);
    if (existsSync(found)) return found;
    if (dirname(folder) === folder) return undefined;
  }
}
