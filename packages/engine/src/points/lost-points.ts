import type { PointsLine } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import { findRace } from '../lineup/plan.ts';
import { amountOf, type FallenConsequence } from './effects.ts';

/**
 * Points after what calls and rulings took, gave or fixed. A loss wins over what was given, whatever was called first.
 *
 * @param fallen what fell on the entry
 */
export function afterConsequences(
  context: Context,
  meeting: string,
  lines: readonly PointsLine[],
  fallen: readonly FallenConsequence[],
): readonly PointsLine[] {
  let after = lines;
  for (const each of fallen) {
    const { consequence } = each;
    if (consequence.kind === 'score-points') after = fixed(after, each, amountOf(context, each, consequence.count));
    else if (consequence.kind === 'points')
      after = [...after, adjustment(each, amountOf(context, each, consequence.count), consequence.droppable)];
  }
  for (const each of fallen) {
    const { consequence } = each;
    if (consequence.kind !== 'lose' || consequence.what !== 'points') continue;
    after = after.map((line) =>
      isHit(context, meeting, line, each, consequence.of)
        ? { ...line, points: 0, because: why(each, `points of the ${consequence.of} lost`, line.because) }
        : line,
    );
  }
  return after;
}

function why(each: FallenConsequence, says: string, before: Because): Because {
  return because(says, { clauses: each.clauses, facts: [each.fact], from: [before] });
}

function adjustment(each: FallenConsequence, points: number, droppable: boolean): PointsLine {
  return {
    block: 'call',
    ...(each.race !== undefined ? { race: each.race } : {}),
    points,
    counts: true,
    ...(droppable ? {} : { kept: true }),
    because: because(`${points} points by a call`, { clauses: each.clauses, facts: [each.fact] }),
  };
}

/** The race scores exactly so much: its first counting line takes the amount, others of the race nothing. */
function fixed(lines: readonly PointsLine[], each: FallenConsequence, points: number): readonly PointsLine[] {
  const first = lines.findIndex((line) => line.counts && line.race === each.race);
  return lines.map((line, index) =>
    line.counts && line.race === each.race
      ? { ...line, points: index === first ? points : 0, because: why(each, `scores ${points} by a call`, line.because) }
      : line,
  );
}

/** Tells whether a line is lost. A deduction that may not be dropped stays. */
function isHit(
  context: Context,
  meeting: string,
  line: PointsLine,
  each: FallenConsequence,
  of: 'race' | 'round' | 'meeting' | 'season',
): boolean {
  if (line.kept) return false;
  if (of === 'meeting' || of === 'season') return true;
  if (of === 'race' || each.race === undefined || line.race === undefined) return line.race === each.race;
  return findRace(context, meeting, line.race)?.round === findRace(context, meeting, each.race)?.round;
}
