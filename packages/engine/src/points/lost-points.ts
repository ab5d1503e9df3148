import type { PointsLine } from '../answers.ts';
import { because } from '../because.ts';
import type { Context } from '../context.ts';
import type { Fact } from '../fact.ts';
import { findRace } from '../lineup/plan.ts';
import { scopeFor, whole } from '../scope.ts';
import { actNames, whereOf } from '../control/consequences.ts';
import { factAt } from '../state.ts';
import type { FallenConsequence } from './effects.ts';

/** Points after what calls and rulings took, gave or fixed. */
export function afterConsequences(context: Context, meeting: string, lines: readonly PointsLine[], fallen: readonly FallenConsequence[]): readonly PointsLine[] {
  let after = lines;
  for (const each of fallen) {
    const { consequence } = each;
    if (consequence.kind === 'lose' && consequence.what === 'points') after = after.map((line) => (isHit(context, meeting, line, each, consequence.of) ? { ...line, points: 0, because: why(each, `points of the ${consequence.of} lost`, line) } : line));
    else if (consequence.kind === 'score-points') after = fixed(context, after, each);
    else if (consequence.kind === 'points') {
      const count = amount(context, each, consequence.count);
      after = [...after, { block: 'call', ...(each.race !== undefined ? { race: each.race } : {}), points: count, counts: true, because: because(`${count} points by a call`, { clauses: each.clauses, facts: [each.fact] }) }];
    }
  }
  return after;
}

function why(each: FallenConsequence, says: string, line: PointsLine) {
  return because(says, { clauses: each.clauses, facts: [each.fact], from: [line.because] });
}

function amount(context: Context, each: FallenConsequence, expr: Parameters<typeof whole>[1]): number {
  const fact = factAt(context.state, each.fact);
  if (!fact || fact.kind !== 'call-made') return whole(scopeFor(context, { class: each.class }), expr).value;
  const call = fact as Fact<'call-made'>;
  return whole(scopeFor(context, { ...whereOf(call), class: each.class, car: each.car }, actNames(call, 1), call.at), expr).value;
}

/** The race scores exactly so much: its first counting line takes the amount, others of the race nothing. */
function fixed(context: Context, lines: readonly PointsLine[], each: FallenConsequence): readonly PointsLine[] {
  if (each.consequence.kind !== 'score-points') return lines;
  const points = amount(context, each, each.consequence.count);
  const first = lines.findIndex((line) => line.counts && line.race === each.race);
  return lines.map((line, index) => (line.counts && line.race === each.race ? { ...line, points: index === first ? points : 0, because: why(each, `scores ${points} by a call`, line) } : line));
}

function isHit(context: Context, meeting: string, line: PointsLine, each: FallenConsequence, of: 'race' | 'round' | 'meeting' | 'season'): boolean {
  if (of === 'meeting' || of === 'season') return true;
  if (of === 'race' || each.race === undefined || line.race === undefined) return line.race === each.race;
  return findRace(context, meeting, line.race)?.round === findRace(context, meeting, each.race)?.round;
}
