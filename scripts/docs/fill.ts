import { commandTable, functionTable, nameTable, resultColumnTable, viewTable } from './code-tables.ts';
import { fieldTable } from './schema-tables.ts';

/** Pages that hold tables made from the code. */
export const PAGES: readonly string[] = ['docs/rulebook.md', 'docs/nights.md', 'docs/spreadsheets.md'];

/** A table that is made from the code, with its marks. */
export const MARKED = /(<!-- (fields|command|table): (.*?) -->\n)[\s\S]*?(<!-- end -->)/g;

/**
 * Rewrites the tables of a page between their marks: `fields: PATH` of a block of the rulebook, `command: NAME`,
 * `table: names`, `functions`, `views` or `result-columns`, each closed by `end`.
 */
export function filled(page: string): string {
  return page.replaceAll(
    MARKED,
    (_, open: string, kind: string, what: string, close: string) => `${open}\n${made(kind, what)}\n\n${close}`,
  );
}

function made(kind: string, what: string): string {
  if (kind === 'fields') return fieldTable(what);
  if (kind === 'command') return commandTable(what);
  const table = { names: nameTable, functions: functionTable, views: viewTable, 'result-columns': resultColumnTable }[what];
  if (!table) throw new Error(`there is no table "${what}"`);
  return table();
}

/** What a page has marks for, as `fields rounds.*`. */
export function marksOf(page: string): readonly { readonly kind: string; readonly what: string }[] {
  return [...page.matchAll(MARKED)].map((match) => ({ kind: match[2] ?? '', what: match[3] ?? '' }));
}
