import type { ClauseKind } from '@racetower/engine';
import type { LoadedRulebook } from '../read-rulebook.ts';
import { type Check, finding } from './finding.ts';
import { scalars } from './source.ts';

/** Blocks that carry out a clause of each kind; `undefined`: any block does. */
const CARRIED_BY: Readonly<Record<ClauseKind, readonly string[] | undefined>> = {
  compute: undefined,
  enforce: undefined,
  guide: ['procedures', 'clocks', 'requirements', 'marks', 'records', 'cautions', 'restarts'],
  call: [
    'calls',
    'marks',
    'records',
    'requirements',
    'draws',
    'cases',
    'combining',
    'ladders',
    'clocks',
    'awards',
    'authority',
    'restarts',
  ],
  publish: [],
};

const EXPECTED: Readonly<Record<ClauseKind, string>> = {
  compute: 'a block that computes it',
  enforce: 'a block that enforces it',
  guide: 'a procedure, clock, requirement, mark or record',
  call: 'a call or another act, requirement, draw, case or clock',
  publish: '',
};

/** The blocks that cite each clause, by the first word of their path. */
export function citedBy(rulebook: LoadedRulebook): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { path, value } of scalars(rulebook.source)) {
    const word = path.findLast((step) => typeof step === 'string') ?? '';
    if (word !== 'clause' && !word.endsWith('-clause')) continue;
    const blocks = found.get(String(value)) ?? new Set();
    found.set(String(value), blocks.add(String(path[0])));
  }
  return found;
}

/** Every clause that Racetower is to carry out is cited by a block that can. */
export const uncitedClauses: Check = (rulebook) => {
  const cited = citedBy(rulebook);
  return [...rulebook.book.clauses.values()].flatMap((clause) => {
    if (clause.kind === 'publish') return [];
    const blocks = [...(cited.get(clause.id) ?? [])];
    const carrying = CARRIED_BY[clause.kind];
    if (blocks.some((block) => carrying === undefined || carrying.includes(block))) return [];
    const where = blocks.length === 0 ? 'no block cites it' : `only ${blocks.join(', ')} cite it`;
    const says = `the ${clause.kind} clause ${clause.id} is not carried out: ${where}, it takes ${EXPECTED[clause.kind]}`;
    return [finding(rulebook, ['clauses', clause.id], { check: 'clause-uncited', says, clauses: [clause.id] })];
  });
};

/** A reading that is announced is written down. */
export const emptyReadings: Check = (rulebook) =>
  scalars(rulebook.source).flatMap(({ path, value }) =>
    path.at(-1) === 'reading' && typeof value === 'string' && value.trim() === ''
      ? [finding(rulebook, path, { check: 'reading-empty', says: 'the reading has no text: say how the clause is read' })]
      : [],
  );
