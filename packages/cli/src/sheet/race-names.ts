import type { Round, Rulebook } from '@racetower/engine';
import { didYouMean } from '@racetower/rulebook';

/** A race as a spreadsheet names it, found in the rulebook. */
export interface NamedRace {
  readonly round: string;
  /** `a-main`, `heat-2`: the part of the race's id behind the class. */
  readonly race: string;
}

/** Writes a name as ids are written: `A Main` is `a-main`. */
export function slug(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/**
 * Finds a race: `Feature`, `heat 2`, `Heat B`, `A Main`, `main a`; or a round with the number or letter of its race
 * beside it. Without a name it is the only round of the rulebook.
 *
 * @returns what is wrong, as a text, where there is no such race
 */
export function raceNamed(book: Rulebook, name: string, which: string): NamedRace | string {
  if (which === '' && /^(\d{1,3}|[A-Za-z])$/.test(name.trim())) return raceNamed(book, '', name);
  const rounds = book.rounds;
  if (name.trim() === '' && which.trim() === '') {
    const [only] = rounds;
    return only && rounds.length === 1 ? named(only, undefined) : `which race? The rulebook has ${listOf(book)}`;
  }
  const candidates = [[name, which].filter((part) => part.trim() !== '').join(' '), ...(name.trim() === '' ? [`heat ${which}`] : [])];
  for (const candidate of candidates) {
    const found = search(rounds, slug(candidate));
    if (found) return found;
  }
  const shown = candidates[0] ?? name;
  return `the rulebook has no race "${shown}"${didYouMean(
    slug(shown),
    rounds.map((each) => each.id),
  )}; it has ${listOf(book)}`;
}

function listOf(book: Rulebook): string {
  return book.rounds.map((each) => each.id).join(', ');
}

function search(rounds: readonly Round[], written: string): NamedRace | undefined {
  for (const round of rounds) {
    for (const own of new Set([round.id, slug(round.name), `${round.id}s`])) {
      if (written === own) return named(round, undefined);
      const behind = written.startsWith(`${own}-`) ? written.slice(own.length + 1) : '';
      const before = written.endsWith(`-${own}`) ? written.slice(0, -own.length - 1) : '';
      const which = [behind, before].find((each) => /^(\d{1,3}|[a-z])$/.test(each));
      if (which !== undefined && (round.split || round.ladder)) return named(round, which);
    }
  }
  return undefined;
}

/** A race of a round by its number or letter; the first, or the A main, where none is said. */
function named(round: Round, which: string | undefined): NamedRace {
  if (round.ladder) return { round: round.id, race: `${letterOf(which ?? 'a')}-${round.id}` };
  if (!round.split) return { round: round.id, race: round.id };
  if (round.split.names === 'numbers') return { round: round.id, race: `${round.id}-${numberOf(which ?? '1')}` };
  return { round: round.id, race: which === undefined ? round.id : `${round.id}-${letterOf(which)}` };
}

function letterOf(which: string): string {
  return /^\d+$/.test(which) ? String.fromCharCode(96 + Number(which)) : which;
}

function numberOf(which: string): number {
  return /^\d+$/.test(which) ? Number(which) : which.charCodeAt(0) - 96;
}
