import { type Context, contextOfMeeting, type Meeting, meetings, msOf } from '../context.ts';
import { lazy, snake, toFormula } from '../formula-values.ts';
import type { Suspension as Rule } from '../language.ts';
import type { Extra } from '../scope.ts';
import { papersOf } from './case-names.ts';
import { consequencesOfCase } from './cases.ts';
import { caseById, casesAbout, type FiledCase, hasLapsed, inForce } from './open-cases.ts';
import { sanctionOf } from './sanctions.ts';
import { concerns, covers, endOf, type Term, termOf } from './terms.ts';

/** The case that another is about, and what came of it. */
export function aboutFields(context: Context, id: string): Extra {
  const filed = caseById(context, id);
  if (!filed) return { id: () => id };
  const { fact, ruled } = filed;
  const ended = inForce(context, filed);
  return {
    ...Object.fromEntries(Object.entries(fact.body.fields).map(([name, value]) => [snake(name), () => toFormula(value)])),
    ...papersOf(context, fact),
    id: () => id,
    kind: () => fact.body.rule,
    filer: () => fact.body.filer,
    against: () => fact.body.against ?? '',
    ...(ruled
      ? {
          outcome: () => ruled.body.outcome,
          ruled_at: () => msOf(ruled.at),
          ruling: () =>
            lazy(Object.fromEntries(Object.entries(ruled.body.fields).map(([name, value]) => [snake(name), () => toFormula(value)]))),
        }
      : {}),
    ...(ended ? { suspension: () => lazy(suspensionFields(context, filed)) } : {}),
  };
}

/** The cases about a case, as formulas read them. */
export function appealsOf(context: Context, id: string): readonly object[] {
  return casesAbout(context, id).map((filed) =>
    lazy({
      id: () => filed.fact.body.id,
      kind: () => filed.rule.id,
      filed_at: () => msOf(filed.fact.at),
      status: () => (filed.ruled ? 'ruled' : hasLapsed(context, filed) ? 'lapsed' : 'open'),
      outcome: () => filed.ruled?.body.outcome ?? '',
    }),
  );
}

/**
 * How long the longest suspension of a ruling is, by each measure; 0 where it has none. `shows` are the meetings that it keeps
 * somebody out of: so many as it names, and those of the calendar that fall in its time.
 */
function suspensionFields(outer: Context, filed: FiledCase): Extra {
  const { meeting } = filed.fact;
  const context = meeting === undefined ? outer : contextOfMeeting(outer, meeting);
  const found = consequencesOfCase(context, filed, new Set(['suspend'])).flatMap((each) => {
    const rule = each.consequence;
    if (rule.kind !== 'suspend') return [];
    const sanction = sanctionOf(context, each, meeting);
    const term = termOf(context, sanction, rule);
    const kept = meetings(context).filter((here) => concerns(context, sanction, rule, term, here) && falls(context, rule, term, here));
    return [{ rule, term, shows: (term.meetings ?? 0) + kept.length }];
  });
  const longest = (of: (each: (typeof found)[number]) => number): number => Math.max(0, ...found.map(of));
  return {
    races: () => longest((each) => each.term.meetings ?? 0),
    shows: () => longest((each) => each.shows),
    days: () => longest((each) => each.term.length?.days ?? 0),
    months: () => longest((each) => each.term.length?.months ?? 0),
    years: () => longest((each) => each.term.length?.years ?? 0),
    ever: () => found.some((each) => each.rule.ever),
    until: () =>
      found
        .map((each) => (each.term.days || each.term.ms ? endOf(each.term) : ''))
        .toSorted()
        .at(-1) ?? '',
  };
}

function falls(context: Context, rule: Rule, term: Term, meeting: Meeting): boolean {
  return covers(context, term, meeting) || (rule.ever && term.meetings === undefined);
}
