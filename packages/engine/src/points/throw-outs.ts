import { because, type Because } from '../because.ts';
import type { DropRule, SeasonRule } from '../language.ts';
import { holds, type Scope, whole } from '../scope.ts';
import { pointsText } from './point-parts.ts';
import type { Score, SeasonRecord } from './season-records.ts';

/**
 * The scores thrown out: the worst of those that may be, so many as the rulebook drops or as are over its best N. A
 * score that may not be thrown out still is one of the N. Of equal scores the earliest goes.
 *
 * @param at scope of a score, and of one car in it, for the formulas that say what stays and which part it is of
 */
export function thrownOut(
  rule: SeasonRule,
  record: SeasonRecord,
  scope: Scope,
  at: ScopeOf,
): { readonly scores: readonly Score[]; readonly reasons: readonly Because[] } {
  const parts = rule.parts ?? [];
  if (parts.length === 0) return thrownOutOf(rule, record.scores, scope, at);
  const partOf = (score: Score): number => parts.findIndex((part) => holds(at(score), part.when));
  const byPart = Map.groupBy(record.scores, partOf);
  const thrown = parts.map(({ drop, best, clauses }, index) => {
    const { drop: _, best: __, ...rest } = rule;
    const own = { ...rest, dropClauses: clauses, ...(drop ? { drop } : {}), ...(best ? { best } : {}) };
    return thrownOutOf(own, byPart.get(index) ?? [], scope, at);
  });
  return { scores: thrown.flatMap((each) => each.scores), reasons: thrown.flatMap((each) => each.reasons) };
}

type Thrown = ReturnType<typeof thrownOut>;

type ScopeOf = (score: Score, car?: string) => Scope;

/** A formula about the car is asked of each car that made the score, and of none where the meeting was missed. */
function stays({ undroppable }: DropRule, score: Score, at: ScopeOf): boolean {
  if (!undroppable) return false;
  return undroppable.names.includes('car') ? score.cars.some((car) => holds(at(score, car), undroppable)) : holds(at(score), undroppable);
}

function thrownOutOf(rule: DropRule & Pick<SeasonRule, 'first'>, all: readonly Score[], scope: Scope, at: ScopeOf): Thrown {
  if (!rule.drop && !rule.best) return { scores: [], reasons: [] };
  const listed = rule.missed === 'zero' ? all : all.filter((score) => score.entered);
  const drop = rule.drop ? whole(scope, rule.drop) : undefined;
  const best = rule.best ? whole(scope, rule.best) : undefined;
  const count = drop?.value ?? listed.length - (best?.value ?? listed.length);
  const may = listed.filter((score) => score.droppable && !stays(rule, score, at));
  const sign = rule.first === 'high' ? 1 : -1;
  const scores = may.toSorted((a, b) => sign * (a.points - b.points) || a.index - b.index).slice(0, Math.max(0, count));
  const from = [drop?.because, best?.because].filter((each) => each !== undefined);
  return {
    scores,
    reasons: scores.map((score) =>
      because(
        `${score.meeting}${score.unit === 'meeting' ? '' : ` ${score.unit}`}: ${pointsText(scope.context.book, score.points - score.kept)} points thrown out`,
        {
          clauses: rule.dropClauses,
          from,
        },
      ),
    ),
  };
}
