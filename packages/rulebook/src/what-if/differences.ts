import { type Because, citedClauses } from '@racetower/engine';
import { COMPARED, type ShownAnswer } from './shown.ts';

/** Something that would be otherwise under the other rulebook, with why it is and why it would be. */
export interface Difference extends Omit<ShownAnswer, 'has' | 'because'> {
  /** Left out: it is not there. */
  readonly before?: ShownAnswer['has'];
  readonly after?: ShownAnswer['has'];
  /** Clauses whose text was changed and that one of the reasons rests on. */
  readonly clauses: readonly string[];
}

/** A difference with the reasons of both sides, which are read when somebody wants them. */
export interface Reasoned {
  readonly difference: Difference;
  readonly before: Because | undefined;
  readonly after: Because | undefined;
}

const keyOf = ({ kind, meeting, race, class: classId, of, who, car }: ShownAnswer): string =>
  JSON.stringify([kind, meeting, race, classId, of, who, car]);

/** Lines of one person that are about the same add up: two fees, two parts of a purse. */
function byKey(answers: readonly ShownAnswer[]): ReadonlyMap<string, ShownAnswer> {
  const found = new Map<string, ShownAnswer>();
  for (const each of answers) {
    const key = keyOf(each);
    const known = found.get(key);
    const cents = (known?.has.cents ?? 0) + (each.has.cents ?? 0);
    found.set(key, known && each.has.cents !== undefined ? { ...known, has: { ...known.has, cents } } : each);
  }
  return found;
}

/** Compares what two rulebooks show. @param changed clauses that were edited */
export function differencesBetween(
  before: readonly ShownAnswer[],
  after: readonly ShownAnswer[],
  changed: ReadonlySet<string>,
): readonly Reasoned[] {
  const [was, is] = [byKey(before), byKey(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [a, b] = [was.get(key), is.get(key)];
    if (JSON.stringify(a?.has) === JSON.stringify(b?.has)) return [];
    const { has: _has, because: _because, ...about } = (a ?? b) as ShownAnswer;
    const cited = [a, b].flatMap((each) => (each ? citedClauses(each.because) : []));
    const difference: Difference = {
      ...about,
      ...(a ? { before: a.has } : {}),
      ...(b ? { after: b.has } : {}),
      clauses: [...new Set(cited)].filter((clause) => changed.has(clause)),
    };
    return [{ difference, before: a?.because, after: b?.because }];
  });
}

/** The gravest first: standings, then what makes them; within each by day, as a table is read. */
export function inOrder(found: readonly Reasoned[], meetings: readonly string[]): readonly Reasoned[] {
  const place = ({ difference: { after, before } }: Reasoned): number => after?.place ?? before?.place ?? 0;
  return found.toSorted(
    (a, b) =>
      COMPARED.indexOf(a.difference.kind) - COMPARED.indexOf(b.difference.kind) ||
      meetings.indexOf(a.difference.meeting ?? '') - meetings.indexOf(b.difference.meeting ?? '') ||
      (a.difference.class ?? a.difference.race ?? '').localeCompare(b.difference.class ?? b.difference.race ?? '') ||
      place(a) - place(b),
  );
}

/** A reason in so many levels and branches, as it can be sent and shown. */
export function shortReason(reason: Because, depth = 5, branches = 14): Because {
  const below = depth === 0 ? [] : reason.from.slice(0, branches);
  return { ...reason, from: below.map((each) => shortReason(each, depth - 1, branches)) };
}
