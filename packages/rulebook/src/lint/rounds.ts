import type { Rulebook, Round } from '@racetower/engine';
import type { LoadedRulebook } from '../read-rulebook.ts';
import { type Check, finding, type Finding } from './finding.ts';
import { LARGEST_FIELD, probes, racesIn } from './probe.ts';
import { scalars, withoutTexts } from './source.ts';

/** A round that nobody can get into, because no stage takes anybody. */
export const emptyRounds: Check = (rulebook) =>
  rulebook.book.rounds.flatMap((round) => {
    const stages = [...round.lineup, ...round.lineupLower];
    const odd = round.ladder ? [] : stages.filter((stage) => stage.select.kind === 'seeded' || stage.select.kind === 'came-up');
    const found: Finding[] = odd.map((stage) =>
      finding(rulebook, ['rounds', round.id, 'lineup'], {
        check: 'round-empty',
        says: `"${stage.select.kind}" takes cars from a ladder of mains, and ${round.id} has none`,
        clauses: stage.clauses,
      }),
    );
    if (stages.length > odd.length) return found;
    const says = `nobody gets into ${round.id}: its line-up selects no cars`;
    return [...found, finding(rulebook, ['rounds', round.id], { check: 'round-empty', says, clauses: round.clauses })];
  });

/** A round that is planned for no class, whatever its size and the kind of day. */
export const roundsNeverRun: Check = (rulebook) => {
  const { book } = rulebook;
  const conditional = book.rounds.filter((round) => round.when && knownBeforehand(book, round));
  if (conditional.length === 0) return [];
  const run = new Set<string>();
  for (const probe of probes(book)) {
    for (const race of racesIn(probe)) run.add(race.round);
    if (conditional.every((round) => run.has(round.id))) return [];
  }
  return conditional
    .filter((round) => !run.has(round.id))
    .map((round) =>
      finding(rulebook, ['rounds', round.id, 'when'], {
        check: 'round-never-run',
        says: `${round.id} is never run: ${round.when?.source ?? ''} holds for no class of 1 to ${LARGEST_FIELD} cars on any kind of day`,
        severity: waitsForValue(book, round) ? 'note' : 'error',
        clauses: round.clauses,
      }),
    );
};

/** A condition over values alone is one that officials turn on for a day, as a third heat; one over cars is not. */
function waitsForValue(book: Rulebook, round: Round): boolean {
  const read = namesBehind(book, round);
  return [...read].some((name) => book.values.has(name)) && !read.has('cars') && !read.has('races');
}

/** The names that a round's condition reads, and those that its values read. */
function namesBehind(book: Rulebook, round: Round): ReadonlySet<string> {
  const read = new Set<string>();
  const add = (name: string): void => {
    if (read.has(name)) return;
    read.add(name);
    for (const inner of book.values.get(name)?.value?.names ?? []) add(inner);
  };
  for (const name of round.when?.names ?? []) add(name);
  return read;
}

/** What a condition may read when the day is planned, before anything is drawn, called or run. */
const BEFOREHAND = new Set(['cars', 'class', 'meeting', 'races']);

function knownBeforehand(book: Rulebook, round: Round): boolean {
  return [...namesBehind(book, round)].every((name) => {
    const value = book.values.get(name);
    return BEFOREHAND.has(name) || value?.value !== undefined || value?.external !== undefined;
  });
}

/** A round whose result nobody uses: no cars come from it, no order, no points, no award. It may be raced for its own sake. */
export const unusedRounds: Check = (rulebook) =>
  rulebook.book.rounds.flatMap((round, index) => {
    if (index === rulebook.book.rounds.length - 1 || isUsed(rulebook, round)) return [];
    const says = `nothing is made of ${round.id}: no round takes cars or an order from it, and it scores no points`;
    return [finding(rulebook, ['rounds', round.id], { check: 'round-unused', says, severity: 'note', clauses: round.clauses })];
  });

function isUsed({ book, source }: LoadedRulebook, round: Round): boolean {
  if (book.points.some((block) => block.rounds.includes(round.id)) || book.awards.some((award) => award.rounds.includes(round.id)))
    return true;
  const name = round.id.replaceAll('-', '_');
  return scalars(source).some(({ path, value }) => {
    if (path[0] === 'rounds' && path[1] === round.id) return false;
    if (typeof value !== 'string' || path[0] === 'clauses') return false;
    return (path[0] === 'rounds' && value === round.id) || new RegExp(`\\.${name}\\b`).test(withoutTexts(value));
  });
}
