import { Temporal } from 'temporal-polyfill';
import { because, type Because } from '../because.ts';
import { type Context, contextOfMeeting, meetings, msOf } from '../context.ts';
import type { Fact } from '../fact.ts';
import type { DeadlineRule } from '../language.ts';
import { plannedRace } from '../lineup/plan.ts';
import { Refused } from '../refusal.ts';
import { type Extra, type Scope, scopeFor } from '../scope.ts';
import { rulingOf } from '../stewards/case-names.ts';
import { caseNames, caseWhere } from '../stewards/cases.ts';
import { deadline } from '../stewards/deadlines.ts';
import { caseById, clubCases, type FiledCase, filedCases } from '../stewards/open-cases.ts';
import { type Asked, momentAsked, type Query } from './query.ts';

/** A last moment that runs, as an instant. */
export interface DeadlineRow {
  readonly deadline: string;
  /** What must be done by then. */
  readonly says: string;
  readonly at: string;
  readonly passed: boolean;
  /** The case whose it is. */
  readonly case?: string;
  /** It is of a case that may still be filed about this one, as an appeal. */
  readonly next?: boolean;
  readonly because: Because;
}

/** The deadlines that run here: each with its last moment and whether it has passed; of a case, or of all of them. */
export function deadlinesView(context: Context, query: Query): { readonly deadlines: readonly DeadlineRow[]; readonly because: Because } {
  const at = momentAsked(context, query);
  const id = query['case'] === undefined ? undefined : String(query['case']);
  const filed = id === undefined ? undefined : caseById(context, id);
  const rows =
    query['of'] === 'cases'
      ? allCases(context).flatMap((each) => ofCase(contextOf(context, each), each, at))
      : filed
        ? ofCase(contextOf(context, filed), filed, at)
        : rowsIn(scopeFor(context, placeOf(context, query), {}, at), at);
  return { deadlines: rows, because: because('deadlines', { from: rows.map((row) => row.because) }) };
}

const contextOf = (context: Context, { fact }: FiledCase): Context =>
  fact.meeting === undefined ? context : contextOfMeeting(context, fact.meeting);

function allCases(context: Context): readonly FiledCase[] {
  return [...clubCases(context), ...meetings(context).flatMap(({ id }) => filedCases(contextOfMeeting(context, id), id))];
}

function placeOf(context: Context, query: Query) {
  const race = query.race === undefined || query.meeting === undefined ? undefined : plannedRace(context, query.meeting, query.race);
  return {
    ...(query.meeting === undefined ? {} : { meeting: query.meeting }),
    ...(race ? { race: race.id, class: race.class.split('+')[0] ?? race.class, round: race.round } : {}),
    ...(query.class === undefined ? {} : { class: query.class }),
  };
}

/** Those of a case, and once it is ruled those of a case that would be about it: until when it may be appealed. */
function ofCase(context: Context, { fact, ruled }: FiledCase, at: string): readonly DeadlineRow[] {
  const id = fact.body.id;
  const kind = fact.body.rule;
  const subject = fact.body.about === undefined ? undefined : caseById(context, fact.body.about)?.rule.id;
  const isOwn: Wanted = (rule) =>
    (rule.of?.includes(kind) ?? true) && (rule.about === undefined || (subject !== undefined && rule.about.includes(subject)));
  const own = rowsIn(scopeOfCase(context, fact, at, caseNames(context, fact, ruled && rulingOf(ruled))), at, isOwn);
  const about = { ...fact, body: { ...fact.body, id: '', about: id, fields: {} } } as Fact<'case-filed'>;
  const isNext: Wanted = (rule) =>
    !own.some((known) => known.deadline === rule.id) && (rule.about?.includes(kind) ?? rule.of === undefined);
  const next = ruled
    ? rowsIn(scopeOfCase(context, fact, at, { about: caseNames(context, about)['about'] ?? (() => ({})) }), at, isNext)
    : [];
  return [...own.map((each) => ({ ...each, case: id })), ...next.map((each) => ({ ...each, case: id, next: true }))];
}

type Wanted = (rule: DeadlineRule) => boolean;

const scopeOfCase = (context: Context, fact: Fact<'case-filed'>, at: string, names: Extra): Scope =>
  scopeFor(context, caseWhere(fact), names, at);

/** Those that can be worked out here; the others do not run. */
function rowsIn(scope: Scope, at: string, wanted: Wanted = () => true): readonly DeadlineRow[] {
  return [...scope.context.book.deadlines.values()].filter(wanted).flatMap((rule) => {
    try {
      const last = deadline(scope, rule);
      const ends = Temporal.Instant.fromEpochMilliseconds(last.value).toString();
      return [{ deadline: rule.id, says: rule.says, at: ends, passed: msOf(at) > last.value, because: last.because }];
    } catch (error) {
      if (error instanceof Refused) return [];
      throw error;
    }
  });
}

export const DEADLINE_QUERY = {
  deadlines: {
    fields: ['meeting?', 'race?', 'class?', 'case?', 'of?'],
    says: 'the last moments that the rulebook sets here; of a case, or with `of=cases` of every one, until when it may be appealed too',
    answer: deadlinesView,
  },
} as const satisfies Readonly<Record<string, Asked>>;
