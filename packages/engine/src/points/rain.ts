import { because, type Because } from '../because.ts';
import { type Context, memo, meetingOf } from '../context.ts';
import { actsAt } from '../entry/acts.ts';
import { entered } from '../entry/entries.ts';
import { plannedRaces } from '../lineup/plan.ts';
import { holds, scopeFor } from '../scope.ts';
import { isBeingLinedUp } from './laid-statuses.ts';
import { result } from './result.ts';

/** Whether a meeting counts as run, and what a rained-out class keeps. */
export interface RainState {
  readonly declared: boolean;
  /** Run to its end, or far enough to count. */
  readonly complete: boolean;
  /** Classes that do not count, where each stands for itself. */
  readonly without: readonly string[];
  /** Races that still had no result. */
  readonly missing: readonly string[];
  readonly because: Because;
}

/** Tells whether a meeting that was called off counts. Without a call it is complete. */
export function rainState(context: Context, meeting: string): RainState {
  return memo(context, `rain ${meeting}`, () => {
    const rule = context.book.rain;
    const call = rule && actsAt(context, meeting).findLast((fact) => fact.kind === 'call-made' && fact.body.name === rule.call);
    if (!rule || !call)
      return { declared: false, complete: true, without: [], missing: [], because: because('the meeting was not called off') };
    const classes = context.book.classes.filter((each) => entered(context, meeting, each.id).length > 0);
    const open = classes.filter((each) => !holds(scopeFor(context, { meeting, class: each.id }), rule.completeWhen));
    const complete = rule.by === 'class' ? open.length < classes.length || classes.length === 0 : open.length === 0;
    const missing = classes.flatMap((each) =>
      plannedRaces(context, meeting, each.id)
        .map((race) => race.id)
        .filter((race) => ['none', 'running'].includes(result(context, meeting, race).standing)),
    );
    const says =
      open.length === 0
        ? 'called off, but far enough to be complete'
        : `called off and not complete: ${open.map((each) => each.name).join(', ')}`;
    return {
      declared: true,
      complete,
      without: open.map((each) => each.id),
      missing,
      because: because(says, { clauses: complete ? rule.completeClauses : rule.incompleteClauses, facts: [call.seq] }),
    };
  });
}

/** The blocks of points that a class keeps after a call; all of them when the meeting was not called off. */
export function keptBlocks(
  context: Context,
  meeting: string,
  classId: string,
): { readonly blocks: readonly string[] | 'all'; readonly because: Because } {
  const state = rainState(context, meeting);
  const rule = context.book.rain;
  if (!state.declared || !rule) return { blocks: 'all', because: state.because };
  if (!classCounts(context, meeting, classId)) return { blocks: [], because: state.because };
  const scope = scopeFor(context, { meeting, class: classId });
  const kept = rule.keeps.find((each) => holds(scope, each.when));
  return {
    blocks: kept?.blocks ?? [],
    because: because(`after the rain the class keeps ${kept?.blocks.join(', ') ?? 'nothing'}`, {
      clauses: kept?.clauses ?? rule.incompleteClauses,
      from: [state.because],
    }),
  };
}

/** Tells whether a class counts at a meeting that counts as run: rain may have stopped it too early for this class alone. */
export function classCounts(context: Context, meeting: string, classId: string): boolean {
  const state = rainState(context, meeting);
  return state.complete && !state.without.includes(classId);
}

/** Tells whether the meeting has been run: some race has a result, and rain did not undo it. */
export function wasRun(context: Context, meeting: string): boolean {
  return memo(context, `was run ${meeting}`, () => rainState(context, meeting).complete && hasRaced(context, meeting));
}

/**
 * Tells what formulas read as `run` of a meeting. While one of its own line-ups is made it is whether a race was run, whatever became
 * of the meeting since: calling it off changes no line-up, and whether it counts rests on results, and those on line-ups.
 */
export function runAsRead(context: Context, meeting: string): boolean {
  return isBeingLinedUp(context, meeting) ? hasRaced(context, meeting) : wasRun(context, meeting);
}

/** Tells whether a class counts at a meeting as formulas read it; as with `runAsRead`, every class does while line-ups are made. */
export function classCountsAsRead(context: Context, meeting: string, classId: string): boolean {
  return isBeingLinedUp(context, meeting) || classCounts(context, meeting, classId);
}

/** Tells whether anything was raced at a meeting: a flag was shown, a finish or times are on record. */
export function hasRaced(context: Context, meeting: string): boolean {
  return [...meetingOf(context, meeting).facts.races.values()].some(
    (race) =>
      race.facts.of('race-finished').length > 0 ||
      race.facts.of('times-recorded').length > 0 ||
      [...race.facts].some((fact) => fact.kind === 'flag-shown'),
  );
}
