import { because, type Because } from '../because.ts';
import { type Context, meetings, memo, msOf } from '../context.ts';
import { pointsBy, pointsText } from './point-parts.ts';
import { contextOfSanction, type Sanction, sanctions, scopeOfSanction } from '../stewards/sanctions.ts';
import { startMs } from '../stewards/terms.ts';
import type { SeasonRecord } from './season-records.ts';

/** Points taken from the total of a season, or given to it, by one decision. */
export interface Deduction {
  readonly id: string;
  /** What was ordered, and what was taken of it, in parts of a point: with a floor nobody loses more than they had at the decision. */
  readonly ordered: number;
  readonly points: number;
  readonly because: Because;
}

/** Lists what decisions of a season took from the total of a driver, in the order they were made; one made away from meetings is of the season. */
export function seasonDeductions(context: Context, season: string | undefined, record: SeasonRecord): readonly Deduction[] {
  const own = (deductionsByDriver(context).get(record.driver) ?? []).filter(
    (each) => each.season === season && (each.class === '' || each.class === record.class),
  );
  let taken = 0;
  return own.flatMap((each) => {
    const deduction = deductionOf(context, record, each, taken);
    taken += deduction.points;
    return [deduction];
  });
}

function deductionsByDriver(context: Context): ReadonlyMap<string, readonly Sanction[]> {
  return memo(context, 'deductions by driver', () =>
    Map.groupBy(
      sanctions(context).filter(
        ({ consequence, meeting }) => consequence.kind === 'points' && (consequence.of === 'season' || meeting === undefined),
      ),
      (each) => each.driver,
    ),
  );
}

function deductionOf(context: Context, record: SeasonRecord, each: Sanction, before: number): Deduction {
  const rule = each.consequence;
  if (rule.kind !== 'points') throw new Error('a deduction of points is asked of something else');
  const scope = scopeOfSanction(contextOfSanction(context, each), each);
  const ordered = pointsBy(scope, rule.count).value;
  const held = heldAt(context, record, each.at) + before;
  const points = rule.floor ? Math.min(0, Math.max(ordered, pointsBy(scope, rule.floor).value - held)) : ordered;
  const shown = (parts: number): string => pointsText(context.book, parts);
  const says =
    points === ordered
      ? `${shown(points)} points by a ruling`
      : `${shown(ordered)} points were ordered, ${shown(points)} taken: ${shown(held)} were held`;
  return {
    id: each.case ?? `fact-${each.fact}`,
    ordered,
    points,
    because: because(says, { clauses: each.clauses, facts: [each.fact], from: [each.because] }),
  };
}

/** What the driver had at an instant: carried in, and earned at meetings that had started. */
function heldAt(context: Context, record: SeasonRecord, at: string): number {
  const started = new Set(
    meetings(context)
      .filter((each) => startMs(context, each) <= msOf(at))
      .map((each) => each.id),
  );
  return record.scores.filter((score) => started.has(score.meeting)).reduce((sum, score) => sum + score.points, record.carried);
}
