import type { Clause, ClauseKind, Rulebook } from '@racetower/engine';
import type { Exercised } from './run-night.ts';

/** What counts as showing that a clause works, by its kind. */
const COUNTS: Readonly<Record<ClauseKind, readonly Exercised['how'][]>> = {
  compute: ['because', 'refused', 'flagged'],
  enforce: ['because', 'refused', 'flagged'],
  guide: ['prompted', 'because'],
  call: ['called', 'because', 'refused'],
  publish: [],
};

export interface ClauseCoverage {
  readonly clause: string;
  readonly kind: ClauseKind;
  readonly says: string;
  /** Nights that exercise it in the way its kind asks for. */
  readonly nights: readonly string[];
  readonly covered: boolean;
}

/** Tells for every clause of a rulebook which nights exercise it. Failing nights exercise nothing. */
export function coverageOf(
  book: Rulebook,
  nights: readonly { readonly file: string; readonly exercised: readonly Exercised[] }[],
): readonly ClauseCoverage[] {
  return [...book.clauses.values()].map((clause) => oneClause(clause, nights));
}

function oneClause(clause: Clause, nights: readonly { readonly file: string; readonly exercised: readonly Exercised[] }[]): ClauseCoverage {
  const by = nights
    .filter((night) => night.exercised.some((each) => each.clause === clause.id && COUNTS[clause.kind].includes(each.how)))
    .map((night) => night.file);
  return { clause: clause.id, kind: clause.kind, says: clause.says, nights: by, covered: clause.kind === 'publish' || by.length > 0 };
}
