import { type AnyFact, type Because, fold, type Rulebook, type State } from '@racetower/engine';
import { clausesAround, pathInWords } from '../bench/around.ts';
import type { LoadedRulebook } from '../read-rulebook.ts';
import { type ResolvedValue, resolvedValues } from '../resolve.ts';
import { type Difference, differencesBetween, inOrder, type Reasoned, shortReason } from './differences.ts';
import { type Limit, newNonsense, raceLimits, refusedDecisions } from './limits.ts';
import { meetingAnswers, seasonAnswers, type ShownAnswer } from './shown.ts';

/** A season, or one meeting of it. */
export interface Scope {
  readonly season: string;
  readonly meeting?: string;
}

/** A piece of the rulebook that was edited. */
export interface Edited {
  /** As `points › heat › rules 2 › give`. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
  readonly clauses: readonly string[];
}

/** How a season, or a meeting, would have come out under the other rulebook. */
export interface WhatIf {
  readonly scope: Scope;
  readonly edited: readonly Edited[];
  readonly meetings: readonly string[];
  readonly differences: readonly Difference[];
  readonly limits: readonly Limit[];
}

/** How far the work is: the meeting that is looked at, or the decisions that are made again. */
export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly at: string;
}

export interface Question {
  /** Every edition as it is. */
  readonly before: readonly LoadedRulebook[];
  /** Every edition, with the edited one in its place. */
  readonly after: readonly LoadedRulebook[];
  readonly facts: readonly AnyFact[];
  readonly scope: Scope;
}

/** An answer, and the reasons of both sides for each difference by its place in the list. */
export interface Answered {
  readonly whatIf: WhatIf;
  readonly reasonsOf: (index: number) => { readonly before?: Because; readonly after?: Because };
}

/** The share of the work that making decisions again takes. */
const DECISIONS = 2;

/**
 * Works out a season, or a meeting, by two rulebooks from the same facts, and compares what people see of it.
 *
 * @yields how far it is, often enough to be stopped
 */
export function* compareRulebooks({ before, after, facts, scope }: Question): Generator<Progress, Answered> {
  const books = { before: before.map((each) => each.book), after: after.map((each) => each.book) };
  const state = { before: fold(facts), after: fold(facts) };
  const meetings = meetingsIn(state.before, scope);
  const edited = editedPieces(before, after);
  const changed = new Set(edited.flatMap((each) => each.clauses));
  const found: Reasoned[] = [];
  const limits: Limit[] = [];
  const of = meetings.length * (1 + DECISIONS) + 1;
  for (const [index, meeting] of meetings.entries()) {
    yield { done: index, of, at: meeting };
    const shown = both(books, state, (asked, book) => meetingAnswers(asked, book, meeting));
    found.push(...differencesBetween(shown.before, shown.after, changed));
    limits.push(...raceLimits(state, books, meeting));
  }
  yield { done: meetings.length, of, at: scope.season };
  const season = both(books, state, (asked, book) => seasonAnswers(asked, book, scope.season));
  found.push(...differencesBetween(season.before, season.after, changed));
  const within = new Set(meetings);
  const decisions = refusedDecisions(facts, books, (fact) => fact.meeting !== undefined && within.has(fact.meeting));
  for (let next = decisions.next(); ; next = decisions.next()) {
    if (next.done) {
      limits.push(...next.value);
      break;
    }
    yield { done: meetings.length + 1 + Math.floor((next.value / facts.length) * meetings.length * DECISIONS), of, at: '' };
  }
  limits.push(...newNonsense(state, books));
  const ordered = inOrder(found, meetings);
  const whatIf = { scope, edited, meetings, differences: ordered.map((each) => each.difference), limits };
  return { whatIf, reasonsOf: (index) => reasonsAt(ordered[index]) };
}

function reasonsAt(found: Reasoned | undefined): { readonly before?: Because; readonly after?: Because } {
  return { ...(found?.before ? { before: shortReason(found.before) } : {}), ...(found?.after ? { after: shortReason(found.after) } : {}) };
}

interface Sides<T> {
  readonly before: T;
  readonly after: T;
}
type Ask = (asked: { readonly editions: readonly Rulebook[]; readonly state: State }, book: Rulebook) => readonly ShownAnswer[];

function both(books: Sides<readonly Rulebook[]>, state: Sides<State>, ask: Ask): Sides<readonly ShownAnswer[]> {
  const side = (which: 'before' | 'after'): readonly ShownAnswer[] => {
    const book = books[which].at(-1);
    return book ? ask({ editions: books[which], state: state[which] }, book) : [];
  };
  return { before: side('before'), after: side('after') };
}

/** The meetings of a scope that were opened, in their order. */
function meetingsIn(state: State, { season, meeting }: Scope): readonly string[] {
  return [...state.meetings.values()]
    .filter((each) => (meeting === undefined ? each.season === season : each.id === meeting) && each.facts.of('meeting-opened').length > 0)
    .map((each) => each.id);
}

/** The pieces of the rulebook that differ, each with its clauses on either side. */
export function editedPieces(before: readonly LoadedRulebook[], after: readonly LoadedRulebook[]): readonly Edited[] {
  return after.flatMap((edition) => {
    const old =
      before.find((each) => each.book.edition === edition.book.edition) ??
      before.findLast((each) => each.book.inForce <= edition.book.inForce);
    return old && old.source !== edition.source ? piecesBetween(old, edition) : [];
  });
}

function piecesBetween(old: LoadedRulebook, edition: LoadedRulebook): readonly Edited[] {
  const written = (list: readonly ResolvedValue[]): ReadonlyMap<string, ResolvedValue> =>
    new Map(list.map((each) => [pathInWords(each.path), each]));
  const [was, is] = [written(resolvedValues(old)), written(resolvedValues(edition))];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path) => {
    const [a, b] = [was.get(path), is.get(path)];
    if (JSON.stringify(a?.value) === JSON.stringify(b?.value)) return [];
    const clauses = [...(a ? clausesAround(old.source, a.path) : []), ...(b ? clausesAround(edition.source, b.path) : [])];
    return [
      { path, ...(a ? { before: shownValue(a.value) } : {}), ...(b ? { after: shownValue(b.value) } : {}), clauses: [...new Set(clauses)] },
    ];
  });
}

const shownValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
