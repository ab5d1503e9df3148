import { dirname, relative } from 'node:path';
import { findRulebook, loadEditions, type LoadedRulebook, problemText, resolvedValues, resolvedYaml } from '@racetower/rulebook';
import { UsageError } from '../command-line.ts';
import type { Output } from '../output.ts';

/** `racetower resolve RULEBOOK…`: what holds after `extends`, value by value with its source: 0 printed, 2 could not be read. */
export function resolveCommand(names: readonly string[], options: { readonly json?: boolean }, out: Output): number {
  if (names.length === 0) throw new UsageError('say which rulebook, by name or path');
  return Math.max(...names.map((name) => one(name, options, out)));
}

function one(name: string, options: { readonly json?: boolean }, out: Output): number {
  const folder = findRulebook(name, process.cwd());
  if (folder === undefined) throw new UsageError(`there is no rulebook "${name}"`);
  const loaded = loadEditions(folder);
  if (!loaded.ok) {
    for (const problem of loaded.problems) out.error(problemText(problem));
    return 2;
  }
  for (const edition of loaded.value) print(edition, folder, options, out);
  return 0;
}

function print(edition: LoadedRulebook, folder: string, options: { readonly json?: boolean }, out: Output): void {
  const home = folder.endsWith('.yaml') ? dirname(folder) : folder;
  const shown = (file: string): string => relative(home, file);
  const { name, edition: id, inForce } = edition.book;
  if (options.json) {
    const values = resolvedValues(edition).map((each) => ({ ...each, path: each.path.join('.'), file: shown(each.file) }));
    out.line(JSON.stringify({ rulebook: name, edition: id, inForce, values }, null, 2));
  } else out.line(`---\n${resolvedYaml(edition, shown)}`.trimEnd());
}
