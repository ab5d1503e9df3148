import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, appendFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { DISK, readYaml } from '@racetower/rulebook';

/** What is edited of a rulebook: its editions and its nights. */
export const SHELVES = ['editions', 'nights'] as const;
export type ShelfName = (typeof SHELVES)[number];

/** A file of a club's rulebook as it stands. */
export interface ShelfFile {
  /** What other files know it by, as `your-club/2026.yaml`. */
  readonly path: string;
  /** `part`: a night that others use; `base`: what an edition extends and is not in the club's folder. */
  readonly kind: 'edition' | 'night' | 'part' | 'base';
  readonly name: string;
  readonly text: string;
  /** Changes whenever the text does. */
  readonly etag: string;
}

/** A file that was saved, by whom and why. */
export interface KeptChange {
  readonly at: string;
  readonly by: string;
  readonly shelf: ShelfName;
  readonly name: string;
  readonly why?: string;
  /** The text before, by which it is asked for; left out: the file was new. */
  readonly before?: string;
}

/** Why nothing can be saved here. */
export interface NotHere {
  readonly code: 'many-servers' | 'read-only';
  readonly says: string;
}

export interface Saving {
  readonly shelf: ShelfName;
  readonly name: string;
  /** Left out: the file is taken away. */
  readonly text?: string;
  readonly at: string;
  readonly by: string;
  readonly why?: string;
}

/** Names of files that can be saved: no folders, nothing hidden. */
export const FILE_NAME = /^_?[a-z0-9][a-z0-9._-]{0,58}\.yaml$/;
const OLDER = '.older';
const OLDER_NAME = /^[\w.-]{1,160}\.yaml$/;

export const etagOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 20);

/** The files of a club's rulebook on the disk, and what they were before. */
export class Shelf {
  readonly #folder: string;
  readonly #only: string | undefined;
  readonly #shared: boolean;
  #work: Promise<unknown> = Promise.resolve();

  /**
   * @param place the club's folder of editions, or the one edition that is served
   * @param options `shared` where other servers serve the same club, each from files of its own
   */
  constructor(place: string, { shared = false }: { readonly shared?: boolean } = {}) {
    const one = place.endsWith('.yaml');
    this.#folder = one ? dirname(place) : place;
    this.#only = one ? basename(place) : undefined;
    this.#shared = shared;
  }

  /** Why nothing can be saved here; nothing when it can. */
  async whyNot(): Promise<NotHere | undefined> {
    if (this.#shared)
      return {
        code: 'many-servers',
        says: 'several servers may serve this club, each with its own copy of the rulebook: download the file and put it in place on each of them',
      };
    try {
      await access(this.#folder, constants.W_OK);
      return undefined;
    } catch {
      return READ_ONLY;
    }
  }

  /** Every file, editions first. */
  async files(): Promise<readonly ShelfFile[]> {
    const editions = (await yamlIn(this.#folder)).filter((name) => this.#only === undefined || name === this.#only);
    const nights = await yamlIn(join(this.#folder, 'nights'));
    const own = [...editions.map((name) => join(this.#folder, name)), ...nights.map((name) => join(this.#folder, 'nights', name))];
    const bases = basesOf(editions.map((name) => join(this.#folder, name))).filter((file) => !own.includes(file));
    const home = [dirname(this.#folder), ...bases.map((file) => dirname(file))].reduce(shared);
    return Promise.all(
      [...own, ...bases].map(async (file) => {
        const text = await readFile(file, 'utf8');
        return {
          path: relative(home, file).replaceAll(sep, '/'),
          kind: this.#kindOf(file),
          name: basename(file),
          text,
          etag: etagOf(text),
        };
      }),
    );
  }

  #kindOf(file: string): ShelfFile['kind'] {
    const folder = dirname(file);
    if (folder === this.#folder) return 'edition';
    if (folder !== join(this.#folder, 'nights')) return 'base';
    return basename(file).startsWith('_') ? 'part' : 'night';
  }

  /** Does one thing after the other, so that nobody saves between a look and a save of somebody else. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.catch(() => undefined);
    return done;
  }

  /** Puts a file in place at once and whole, and keeps what it was. @throws ShelfError when the folder cannot be written to */
  async save({ shelf, name, text, ...about }: Saving): Promise<void> {
    const folder = shelf === 'editions' ? this.#folder : join(this.#folder, 'nights');
    const file = join(folder, name);
    try {
      await mkdir(join(this.#folder, OLDER), { recursive: true });
      await mkdir(folder, { recursive: true });
      const before = await keptOf(file, join(this.#folder, OLDER), `${about.at.replaceAll(/[^\dTZ-]/g, '-')}-${shelf}-${name}`);
      if (text === undefined) await rm(file, { force: true });
      else await putInPlace(file, text);
      const change: KeptChange = { ...about, shelf, name, ...(before === undefined ? {} : { before }) };
      await appendFile(join(this.#folder, OLDER, 'changes.jsonl'), `${JSON.stringify(change)}\n`);
    } catch (error) {
      const code = (error as { readonly code?: unknown }).code;
      if (['EROFS', 'EACCES', 'EPERM', 'ENOTDIR', 'EEXIST', 'ENOSPC'].includes(String(code)))
        throw new ShelfError(code === 'ENOSPC' ? FULL : READ_ONLY.says);
      throw error;
    }
  }

  /** What was saved, the latest first. */
  async changes(): Promise<readonly KeptChange[]> {
    const text = await readFile(join(this.#folder, OLDER, 'changes.jsonl'), 'utf8').catch(() => '');
    return text
      .split('\n')
      .flatMap((line) => changeIn(line))
      .toReversed();
  }

  /** A text as it was before a change. */
  async older(name: string): Promise<string | undefined> {
    if (!OLDER_NAME.test(name)) return undefined;
    return readFile(join(this.#folder, OLDER, name), 'utf8').catch(() => undefined);
  }
}

/** The folder cannot be written to; nothing was changed. */
export class ShelfError extends Error {}

const READ_ONLY: NotHere = {
  code: 'read-only',
  says: 'the rulebook is in a folder that this server cannot write to: download the file, and let whoever runs the server put it in place',
};
const FULL = 'the disk is full: nothing was saved';

async function yamlIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.yaml') && !name.startsWith('.')).toSorted();
}

/** What editions extend, and what that extends. */
function basesOf(editions: readonly string[], seen: ReadonlySet<string> = new Set()): readonly string[] {
  const parents = editions.flatMap((file) => {
    const { value } = readYaml(file);
    const extended = (value as { readonly extends?: { readonly file?: unknown } } | undefined)?.extends?.file;
    const parent = typeof extended === 'string' ? DISK.beside(file, extended) : undefined;
    return parent === undefined || seen.has(parent) || DISK.read(parent) === undefined ? [] : [parent];
  });
  const once = [...new Set(parents)];
  return once.length === 0 ? [] : [...new Set([...once, ...basesOf(once, new Set([...seen, ...once]))])];
}

/** The folder that both are in. */
function shared(a: string, b: string): string {
  return b === a || b.startsWith(a + sep) || dirname(a) === a ? a : shared(dirname(a), b);
}

/** Keeps a text as it is before it changes. @returns by which name; nothing when there is none yet */
async function keptOf(file: string, folder: string, name: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  await putInPlace(join(folder, name), text);
  return name;
}

/** Written aside, on the disk, then put in place at once: whoever reads it sees the old or the new, also after the power was cut. */
async function putInPlace(file: string, text: string): Promise<void> {
  const aside = `${file}.${process.pid}.new`;
  const handle = await open(aside, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(aside, file);
}

function changeIn(line: string): readonly KeptChange[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as KeptChange];
  } catch {
    // A line that was cut off with the power.
    return [];
  }
}
