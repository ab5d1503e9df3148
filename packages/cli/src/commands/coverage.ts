import { dirname, join, relative } from 'node:path';
import { existsSync } from 'node:fs';
import type { Rulebook } from '@racetower/engine';
import { type ClauseCoverage, coverageOf, findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { type Output, paint } from '../output.ts';
import { findNights, testNights } from './test.ts';

/** `racetower coverage RULEBOOK…`: 0 full, 1 a hole or a failing night, 2 could not run. */
export function coverageCommand(names: readonly string[], options: { readonly json?: boolean }, out: Output): number {
  if (names.length === 0) {
    out.error('say which rulebook, by name or path');
    return 2;
  }
  const codes = names.map((name) => one(name, options, out));
  return Math.max(...codes);
}

function one(name: string, options: { readonly json?: boolean }, out: Output): number {
  const folder = findRulebook(name, process.cwd());
  if (folder === undefined) {
    out.error(`there is no rulebook "${name}"`);
    return 2;
  }
  const loaded = loadEditions(folder);
  if (!loaded.ok) {
    for (const problem of loaded.problems) out.error(problemText(problem));
    return 2;
  }
  const book = loaded.value.at(-1)?.book as Rulebook;
  const home = folder.endsWith('.yaml') ? dirname(folder) : folder;
  const files = existsSync(join(home, 'nights')) ? findNights([join(home, 'nights')]) : [];
  const tested = testNights(files, out);
  const failed = tested.filter((each) => !each.ok);
  const rows = coverageOf(
    book,
    tested.flatMap((each) => (each.ok && each.outcome ? [{ file: relative(home, each.file), exercised: each.outcome.exercised }] : [])),
  );
  const holes = rows.filter((row) => !row.covered);
  if (options.json)
    out.line(
      JSON.stringify(
        {
          rulebook: book.name,
          edition: book.edition,
          clauses: rows,
          holes: holes.map((row) => row.clause),
          failedNights: failed.map((each) => each.file),
        },
        null,
        2,
      ),
    );
  else
    tell(
      book,
      rows,
      failed.map((each) => relative(home, each.file)),
      out,
    );
  return holes.length > 0 || failed.length > 0 ? 1 : 0;
}

function tell(book: Rulebook, rows: readonly ClauseCoverage[], failed: readonly string[], out: Output): void {
  out.line(paint('bold', `${book.club.name}, edition ${book.edition}`));
  for (const row of rows) {
    const mark = row.covered ? paint('green', '✓') : paint('red', '✗');
    const shown =
      row.kind === 'publish'
        ? 'published'
        : row.nights.length === 0
          ? 'no night'
          : row.nights.slice(0, 2).join(', ') + (row.nights.length > 2 ? ` and ${row.nights.length - 2} more` : '');
    out.line(`${mark} ${row.clause.padEnd(18)} ${row.kind.padEnd(8)} ${shown}`);
  }
  for (const file of failed) out.line(`${paint('red', '✗')} ${file} fails`);
  const holes = rows.filter((row) => !row.covered).length;
  out.line(`${rows.length - holes} of ${rows.length} clauses covered, ${failed.length} failing nights`);
}
