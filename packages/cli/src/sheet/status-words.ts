import type { Rulebook } from '@racetower/engine';
import { slug } from './race-names.ts';

/** Words that results use for one ending, the usual name of the status first. */
const ALIKE: readonly (readonly string[])[] = [
  ['finished', 'fin', 'ok', 'classified', 'running', 'run', 'yes', 'checkered'],
  ['dnf', 'ret', 'retired', 'did-not-finish', 'out', 'abandoned', 'crash', 'mechanical', 'no'],
  ['dns', 'did-not-start', 'no-start', 'ns', 'absent'],
  ['no-show', 'dns', 'did-not-come', 'scratched', 'scr', 'wd', 'withdrawn'],
  ['dq', 'dsq', 'disq', 'disqualified', 'excluded', 'ex', 'exc'],
  ['nc', 'not-classified', 'unclassified', 'dnf'],
  ['no-time', 'nt', 'dns'],
];

/** Finds the status that a word of a result means; nothing for a word that no status of the rulebook goes by. */
export function statusOf(book: Rulebook, word: string): string | undefined {
  const written = slug(word);
  if (book.statuses.has(written)) return written;
  const bySays = [...book.statuses.values()].find((status) => slug(status.says) === written);
  if (bySays) return bySays.id;
  for (const group of ALIKE) if (group.includes(written)) for (const name of group) if (book.statuses.has(name)) return name;
  return undefined;
}

const NOT_IN_RACE = new Set([
  'dns',
  'did-not-start',
  'no-start',
  'ns',
  'absent',
  'no-show',
  'scratched',
  'scr',
  'wd',
  'withdrawn',
  'dnq',
  'dnpq',
  'did-not-qualify',
  'dnp',
]);

/** Tells whether a word says that a car was not in the race, for rulebooks that have no status for it. */
export function wasNotInRace(word: string): boolean {
  return NOT_IN_RACE.has(slug(word));
}

/** Tells whether a word stands for a start from behind the grid. */
export function isBehindGrid(word: string): boolean {
  return ['pl', 'pit', 'pits', 'pit-lane', 'rear', 'back', 'tail'].includes(slug(word));
}
