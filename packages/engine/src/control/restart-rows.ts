import { type Context, meetingOf } from '../context.ts';
import { carsOf } from '../entry/acts.ts';
import type { RaceRun } from '../answers.ts';
import type { RestartRule } from '../language.ts';
import { holds, scopeFor } from '../scope.ts';
import type { RunPlace } from './race-run.ts';

/** Where a car stands for a restart; the side is empty where it has its row to itself. */
export interface RestartPlace {
  readonly car: string;
  readonly row: number;
  readonly side: string;
}

/** Two by two, as for the first start. */
export const TWO_BY_TWO: RestartRule = { rounds: [], abreast: 2, leader: 'in-row', clauses: [] };

/**
 * How the field stands for its next start: by the first rule that fits, two by two without one. A start that was called back
 * before a lap was scored is a start, not a restart.
 */
export function restartRuleOf(context: Context, where: RunPlace, run: Pick<RaceRun, 'phase' | 'lap' | 'moments'>): RestartRule {
  const isStart = run.moments['first_green'] === undefined || (run.phase === 'starting' && run.lap === 0);
  if (isStart) return TWO_BY_TWO;
  const fits = (rule: RestartRule): boolean =>
    (rule.rounds.length === 0 || rule.rounds.includes(where.round)) && (!rule.when || holds(scopeFor(context, where), rule.when));
  return (context.book.restarts ?? []).find(fits) ?? TWO_BY_TWO;
}

/** Cars that have chosen the outside since the race was last stopped, by the call that their rule names. */
export function outsideChosen(context: Context, where: RunPlace, rule: RestartRule): ReadonlySet<string> {
  const chosen = new Set<string>();
  if (rule.outside === undefined) return chosen;
  for (const fact of meetingOf(context, where.meeting).facts.races.get(where.race)?.facts ?? []) {
    if (fact.kind === 'flag-shown' && ['green', 'yellow', 'red'].includes(fact.body.flag)) chosen.clear();
    if (fact.kind === 'call-made' && fact.body.name === rule.outside) for (const car of carsOf(fact)) chosen.add(car);
  }
  return chosen;
}

/**
 * Puts the order for a restart into rows, front first. Where cars choose, each takes the next free place of the file that it has
 * chosen: nobody is moved across, so a file may be longer than the other.
 */
export function restartRows(order: readonly string[], rule: RestartRule, outside: ReadonlySet<string>): readonly RestartPlace[] {
  const alone = rule.leader === 'alone' && rule.abreast > 1 ? order.slice(0, 1) : [];
  const others = order.slice(alone.length);
  const front = alone.map((car) => ({ car, row: 1, side: '' }));
  if (rule.outside === undefined || rule.abreast !== 2)
    return [
      ...front,
      ...others.map((car, index) => ({
        car,
        row: alone.length + Math.floor(index / rule.abreast) + 1,
        side: sideOf(index % rule.abreast, rule.abreast),
      })),
    ];
  const rows = { inside: alone.length, outside: alone.length };
  return [
    ...front,
    ...others.map((car) => {
      const side = outside.has(car) ? 'outside' : 'inside';
      rows[side] += 1;
      return { car, row: rows[side], side };
    }),
  ];
}

function sideOf(lane: number, abreast: number): string {
  if (abreast === 1) return '';
  if (lane === 0) return 'inside';
  if (lane === abreast - 1) return 'outside';
  return abreast === 3 ? 'middle' : `lane ${lane + 1}`;
}
