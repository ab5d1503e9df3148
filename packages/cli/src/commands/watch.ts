import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { findRulebook } from '@racetower/rulebook';
import { UsageError } from '../command-line.ts';
import { readNight } from '../night/night.ts';
import type { Output } from '../output.ts';
import { codeOf, nightsUnder, tellTested, type TestedNight, testNights } from './test.ts';

/** Editors save in several steps: changes within this time are one. */
const SETTLE_MS = 100;

/** A night, what it is made of, and the rulebook folder it is run by. */
interface Watched {
  readonly night: string;
  readonly files: ReadonlySet<string>;
  readonly rulebook: string | undefined;
}

/**
 * Runs nights, and again those that a change concerns: their own file, one that they use, or their rulebook; a change of any
 * other YAML file beside a watched rulebook (one that it extends) concerns them all.
 *
 * @param stop ends the watching
 * @returns the exit code of all nights as they last ran
 */
export async function watchNights(paths: readonly string[], out: Output, stop: AbortSignal): Promise<number> {
  const results = new Map(testNights(nightsUnder(paths), out).map((each) => [each.file, each]));
  tellTested([...results.values()], out);
  const changed = new Set<string>();
  const watching = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((done, fail) => {
    const again = (): void => {
      try {
        runAgain(paths, changed, results, out);
        watchFolders(foldersOf(paths, [...results.keys()]), watching, seen);
      } catch (error) {
        // A folder that is gone for a moment, or for good, ends no watch.
        if (error instanceof UsageError) out.error(error.message);
        else fail(error instanceof Error ? error : new Error(String(error)));
      }
      changed.clear();
    };
    const seen = (file: string): void => {
      if (!/\.ya?ml$/.test(file)) return;
      changed.add(file);
      clearTimeout(timer);
      timer = setTimeout(again, SETTLE_MS);
    };
    watchFolders(foldersOf(paths, [...results.keys()]), watching, seen);
    out.error(`Watching ${results.size} nights and their rulebooks; Ctrl+C ends it.`);
    if (stop.aborted) done();
    else stop.addEventListener('abort', () => done(), { once: true });
  }).finally(() => {
    clearTimeout(timer);
    for (const watcher of watching.values()) watcher.close();
  });
  return codeOf([...results.values()]);
}

/** Runs the nights that changes concern, and tells them; nights that are gone leave the results. */
function runAgain(paths: readonly string[], changed: ReadonlySet<string>, results: Map<string, TestedNight>, out: Output): void {
  const nights = nightsUnder(paths);
  for (const file of results.keys()) if (!nights.includes(file)) results.delete(file);
  const concerned = concernedBy(changed, nights, results);
  if (concerned.length === 0) return;
  const again = testNights(concerned, out);
  for (const each of again) results.set(each.file, each);
  out.line('');
  tellTested(again, out);
}

/** Watches the folders that are not yet within a watched one. */
function watchFolders(folders: readonly string[], watching: Map<string, FSWatcher>, seen: (file: string) => void): void {
  for (const folder of folders)
    if (![...watching.keys()].some((known) => isUnder(folder, known)))
      watching.set(
        folder,
        watch(folder, { recursive: true }, (_, name) => seen(resolve(folder, name ?? ''))),
      );
}

/** The nights to run again: those that a change concerns, those that are new, and those that could not be run. */
function concernedBy(changed: ReadonlySet<string>, nights: readonly string[], before: ReadonlyMap<string, TestedNight>): readonly string[] {
  const known = nights.map(watchedNight);
  const own = (each: Watched): boolean =>
    (before.get(each.night)?.kind ?? 'could-not') === 'could-not' ||
    [...changed].some((file) => each.files.has(file) || (each.rulebook !== undefined && !isNight(file) && isUnder(file, each.rulebook)));
  const unknown = [...changed].some(
    (file) => !isNight(file) && !known.some((each) => each.rulebook !== undefined && isUnder(file, each.rulebook)),
  );
  return known.filter((each) => unknown || own(each)).map((each) => each.night);
}

function watchedNight(file: string): Watched {
  const read = readNight(file);
  const rulebook = read.ok ? findRulebook(read.night.rulebook, dirname(file)) : undefined;
  return { night: file, files: new Set([file, ...(read.ok ? read.night.steps.map((step) => step.file) : [])]), rulebook };
}

/** The folders to watch, outermost first: of what was asked for, and of the rulebooks. */
function foldersOf(paths: readonly string[], nights: readonly string[]): readonly string[] {
  const asked = (paths.length > 0 ? paths : ['.']).map((path) => (statSync(path).isDirectory() ? resolve(path) : dirname(resolve(path))));
  const books = nights.flatMap((file) => {
    const { rulebook } = watchedNight(file);
    return rulebook === undefined ? [] : [statSync(rulebook).isDirectory() ? rulebook : dirname(rulebook)];
  });
  return [...new Set([...asked, ...books])].toSorted((a, b) => a.length - b.length);
}

const isNight = (file: string): boolean => file.split(sep).includes('nights') || basename(file).startsWith('_');
const isUnder = (file: string, folder: string): boolean => file === folder || file.startsWith(join(folder, sep));
