import type { PointsLine } from '../answers.ts';
import { because, type Because } from '../because.ts';
import type { Context } from '../context.ts';
import type { Reach } from '../language.ts';
import { findRace } from '../lineup/plan.ts';
import { amountOf, type FallenConsequence } from './effects.ts';
import { inParts, pointsText } from './point-parts.ts';

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
    if (consequence.kind === 'score-points') after = fixed(context, after, each);
    else if (consequence.kind === 'points' && consequence.of !== 'season') after = [...after, adjustment(context, each, consequence)];
  }
  for (const each of fallen) {
    const { consequence } = each;
    if (consequence.kind !== 'lose' || consequence.what !== 'points') continue;
    const inBlocks = (line: PointsLine): boolean => consequence.blocks?.includes(line.block) ?? true;
    after = after.map((line) =>
      inBlocks(line) && isHit(context, meeting, line, each, consequence.of)
        ? { ...line, points: 0, because: why(each, `points of the ${consequence.of} lost`, line.because) }
        : line,
    );
  }
  return after;
}

function why(each: FallenConsequence, says: string, before: Because): Because {
  return because(says, { clauses: each.clauses, facts: [each.fact], from: [before] });
}

type Adjusting = Extract<FallenConsequence['consequence'], { readonly kind: 'points' }>;

function adjustment(context: Context, each: FallenConsequence, by: Adjusting): PointsLine {
  const points = inParts(context, amountOf(context, each, by.count), 'the points of a call');
  const block = context.book.points.find((known) => known.id === by.block);
  return {
    block: by.block ?? 'call',
    ...(each.race !== undefined ? { race: each.race } : {}),
    points,
    counts: block?.counts ?? true,
    ...(by.droppable ? {} : { kept: true }),
    because: because(`${pointsText(context.book, points)} points by a call`, { clauses: each.clauses, facts: [each.fact] }),
  };
}

/** The race scores exactly so much: its first counting line takes the amount, others of the race nothing. */
function fixed(context: Context, lines: readonly PointsLine[], each: FallenConsequence): readonly PointsLine[] {
  if (each.consequence.kind !== 'score-points') return lines;
  const points = inParts(context, amountOf(context, each, each.consequence.count), 'the points of a call');
  const first = lines.findIndex((line) => line.counts && line.race === each.race);
  return lines.map((line, index) =>
    line.counts && line.race === each.race
      ? {
          ...line,
          points: index === first ? points : 0,
          because: why(each, `scores ${pointsText(context.book, points)} by a call`, line.because),
        }
      : line,
  );
}

/** Tells whether a line of points or purse is lost. A deduction that may not be dropped stays. */
export function isHit(
  context: Context,
  meeting: string,
  line: Pick<PointsLine, 'race' | 'kept'>,
  each: FallenConsequence,
  of: Reach,
): boolean {
  if (line.kept) return false;
  if (of === 'meeting' || of === 'date' || of === 'season') return true;
  if (of === 'race' || each.race === undefined || line.race === undefined) return line.race === each.race;
  return findRace(context, meeting, line.race)?.round === findRace(context, meeting, each.race)?.round;
}
