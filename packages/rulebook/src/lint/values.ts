import type { Value } from '@racetower/engine';
import type { LoadedRulebook } from '../read-rulebook.ts';
import { type Check, finding } from './finding.ts';
import { exprsIn, scalars } from './source.ts';

/** Names that the rulebook's formulas read, and those that its texts show in braces. */
function namesRead(rulebook: LoadedRulebook): ReadonlySet<string> {
  const formulas = exprsIn(rulebook.book).flatMap((expr) => expr.names);
  const shown = scalars(rulebook.source).flatMap(({ path, value }) =>
    path.at(-1) === 'says' && typeof value === 'string' ? [...value.matchAll(/\{([a-z_0-9]+)[.}]/g)].map((match) => match[1] ?? '') : [],
  );
  return new Set([...formulas, ...shown]);
}

/** Values that a call changes. */
function valuesSet(rulebook: LoadedRulebook): ReadonlySet<string> {
  return new Set(scalars(rulebook.source).flatMap(({ path, value }) => (path.at(-1) === 'set-value' ? [String(value)] : [])));
}

/** A value that nothing reads changes nothing; one that another rulebook holds may be named for the reader alone. */
export const unreadValues: Check = (rulebook) => {
  const read = namesRead(rulebook);
  return [...rulebook.book.values.values()].flatMap((value) =>
    read.has(value.name)
      ? []
      : [
          finding(rulebook, ['values', value.name], {
            check: 'value-unread',
            says: `nothing reads the value ${value.name}: changing it changes nothing`,
            severity: value.value === undefined && value.external !== undefined ? 'note' : 'warning',
            clauses: value.clauses,
          }),
        ],
  );
};

/** A value without a number waits for somebody to give it; what depends on it is refused until then. */
export const unsetValues: Check = (rulebook) => {
  const read = namesRead(rulebook);
  const set = valuesSet(rulebook);
  return [...rulebook.book.values.values()].flatMap((value) =>
    !read.has(value.name) || value.external !== undefined || set.has(value.name) || givenEverywhere(rulebook, value)
      ? []
      : [
          finding(rulebook, ['values', value.name], {
            check: 'value-unset',
            says: `the value ${value.name} is read but has no number: officials give it with set-value`,
            severity: 'note',
            clauses: value.clauses,
          }),
        ],
  );
};

function givenEverywhere({ book }: LoadedRulebook, value: Value): boolean {
  if (value.value !== undefined) return true;
  return book.classes.every((each) => each.values.has(value.name) || book.groups.get(each.group ?? '')?.values.has(value.name));
}
