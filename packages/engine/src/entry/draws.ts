import { type Context, meetingOf } from '../context.ts';
import type { Fact, Plain } from '../fact.ts';
import { entries } from './entries.ts';
import { snake } from '../formula-values.ts';
import type { DrawRule } from '../language.ts';
import { list, scopeFor, whole } from '../scope.ts';
import type { Where } from '../values.ts';

/** Results of draws that concern a place, by name: for the race, else its class, else the meeting. A car has its own. */
export function drawResults(context: Context, where: Where): Record<string, () => unknown> {
  const results: Record<string, () => unknown> = {};
  for (const fact of drawsFor(context, where)) results[snake(fact.body.draw)] = () => fact.body.result;
  return results;
}

/** The draws that concern a place, the most particular last. */
export function drawsFor(context: Context, where: Where): readonly Fact<'draw-made'>[] {
  if (where.meeting === undefined) return [];
  const { facts, races } = meetingOf(context, where.meeting).facts;
  const classes = where.class === undefined ? [] : where.class.split('+');
  const ofMeeting = facts
    .of('draw-made')
    .filter((fact) => fact.body.car === undefined && (fact.body.class === undefined || classes.includes(fact.body.class)));
  const ofRace =
    where.race === undefined ? [] : (races.get(where.race)?.facts.of('draw-made') ?? []).filter((fact) => fact.body.car === undefined);
  const ofCar =
    where.car === undefined
      ? []
      : facts.of('draw-made').filter((fact) => fact.body.car === where.car && classes.includes(fact.body.class ?? ''));
  return [
    ...ofMeeting.filter((fact) => fact.body.class === undefined),
    ...ofMeeting.filter((fact) => fact.body.class !== undefined),
    ...ofRace,
    ...ofCar,
  ];
}

/** The draw that gave a result, with its fact. */
export function drawMade(context: Context, draw: string, where: Where): Fact<'draw-made'> | undefined {
  return drawsFor(context, where).findLast((fact) => fact.body.draw === draw);
}

/**
 * What is in the bucket of a draw now: what the rulebook puts in, less the pills that entries of the class have drawn.
 * `undefined`: any whole number from the rule's low end.
 */
export function bucket(context: Context, rule: DrawRule, where: Where): readonly Plain[] | undefined {
  const scope = scopeFor(context, where);
  const all = rule.from
    ? (list(scope, rule.from).value as readonly Plain[])
    : rule.high
      ? numbers(rule.low ? whole(scope, rule.low).value : 1, whole(scope, rule.high).value)
      : undefined;
  if (!all || rule.of !== 'entry' || where.meeting === undefined) return all;
  const drawn = new Set(pillsDrawn(context, rule.id, where).map((fact) => fact.body.result));
  return all.filter((pill) => !drawn.has(pill));
}

/** Entry draws of the class made so far. */
export function pillsDrawn(context: Context, draw: string, where: Where): readonly Fact<'draw-made'>[] {
  if (where.meeting === undefined) return [];
  return meetingOf(context, where.meeting)
    .facts.facts.of('draw-made')
    .filter((fact) => fact.body.draw === draw && fact.body.class === where.class && fact.body.car !== undefined);
}

/** What each car has drawn, the latest draw of each; a car that withdrew and signed in again draws anew. */
export function drawnByCar(context: Context, draw: string, where: Where): ReadonlyMap<string, Fact<'draw-made'>> {
  const { meeting, class: classId } = where;
  if (meeting === undefined || classId === undefined) return new Map();
  const again = new Map<string, number>();
  const seen = new Set<string>();
  for (const entry of entries(context, meeting, classId)) {
    if (seen.has(entry.car)) again.set(entry.car, entry.facts[0] ?? 0);
    seen.add(entry.car);
  }
  const drawn = pillsDrawn(context, draw, where).filter((fact) => fact.seq > (again.get(fact.body.car ?? '') ?? 0));
  return new Map(drawn.map((fact) => [fact.body.car ?? '', fact]));
}

function numbers(low: number, high: number): readonly number[] {
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => low + index);
}
