import { because } from '../because.ts';
import { type Context, msOf } from '../context.ts';
import { carsOf } from '../entry/acts.ts';
import type { Fact } from '../fact.ts';
import type { Act, Clauses, Consequence } from '../language.ts';
import { holds, scopeFor, whole } from '../scope.ts';
import { actNames, consequencesOf } from './consequences.ts';
import { type Draft, end } from './draft.ts';
import { backSpots, behindCars, toRear } from './field.ts';
import { countBefore, stepAt } from './ladders.ts';
import type { RunPlace } from './race-run.ts';

interface Call {
  readonly context: Context;
  readonly where: RunPlace;
  readonly draft: Draft;
  readonly fact: Fact<'call-made'>;
  readonly act: Act;
}

/** Applies a call to the race: its ladder first, then what else follows, to every car it names. */
export function applyCall(context: Context, where: RunPlace, draft: Draft, fact: Fact<'call-made'>): void {
  const act = context.book.acts.get(fact.body.name);
  if (!act) return;
  const call: Call = { context, where, draft, fact, act };
  const cars = carsOf(fact);
  let nth = 1;
  draft.reasons.push(because(`${act.says} (${fact.by}${cars.length > 0 ? `, car ${cars.join(', ')}` : ''})`, { clauses: act.clauses, facts: [fact.seq] }));
  if (act.ladder !== undefined) for (const car of cars) nth = climb(call, car, act.ladder, 1);
  const applied = consequencesOf(context, fact, nth);
  for (const { consequence, clauses } of applied) apply(call, cars, consequence, clauses);
}

function apply(call: Call, cars: readonly string[], consequence: Consequence, clauses: Clauses): void {
  if (cars.length === 0) applyToRace(call, consequence, clauses);
  else if (consequence.kind === 'rear') sendBack(call, cars, consequence, clauses);
  else for (const car of cars) applyToCar(call, car, consequence, clauses);
}

function sendBack(call: Call, cars: readonly string[], consequence: Extract<Consequence, { kind: 'rear' }>, clauses: Clauses): void {
  const { draft } = call;
  const listed = call.fact.body.fields['cars'];
  const order = consequence.order === 'as-given' && Array.isArray(listed) ? listed.map(String) : cars;
  draft.order = toRear(draft.order, order, consequence, draft.lapped);
  for (const car of cars) note(call, car, `sent to the rear (${consequence.place})`, clauses);
  for (const car of cars) draft.effects.push({ car, fact: call.fact.seq, consequence, clauses });
}

function applyToRace(call: Call, consequence: Consequence, clauses: Clauses): void {
  const { draft, fact } = call;
  draft.effects.push({ car: '', fact: fact.seq, consequence, clauses });
  if (consequence.kind === 'end-race') endRace(call, consequence, clauses);
  else if (consequence.kind === 'called-back') callBack(draft);
  else if (consequence.kind === 'order') setOrder(call, consequence.field, clauses);
}

function applyToCar(call: Call, car: string, consequence: Consequence, clauses: Clauses): void {
  const { context, draft, fact, where } = call;
  draft.effects.push({ car, fact: fact.seq, consequence, clauses });
  switch (consequence.kind) {
    case 'spots': {
      const count = whole(scopeFor(context, { ...where, car }, actNames(fact, 1), fact.at), consequence.count);
      const moved = backSpots(draft.order, car, count.value);
      if (moved) draft.order = moved;
      else for (const instead of consequence.noRoom) apply(call, [car], instead, clauses);
      return note(call, car, moved ? `back ${count.value} spots` : `no ${count.value} spots to lose`, clauses);
    }
    case 'behind':
      draft.order = behindCars(draft.order, car, listed(fact.body.fields[consequence.field]));
      return note(call, car, 'put behind the cars it passed', clauses);
    case 'order':
      return setOrder(call, consequence.field, clauses);
    case 'count':
      climb(call, car, consequence.ladder, consequence.by);
      return;
    case 'off':
      return takeOff(call, car, consequence.status, clauses);
    case 'status':
      draft.statuses[car] = { status: consequence.status, because: because(`${call.act.says}: ${consequence.status}`, { clauses, facts: [fact.seq] }) };
      return takeOff(call, car, consequence.status, clauses);
    case 'called-back':
      return callBack(draft);
    case 'end-race':
      return endRace(call, consequence, clauses);
    case 'alternate-starts':
      return letIn(call, car, consequence.field, clauses);
    default:
      return note(call, car, consequence.kind, clauses);
  }
}

/** Adds to a ladder and takes the step that is reached. Returns the count. */
function climb(call: Call, car: string, ladderId: string, by: number): number {
  const { context, draft, where, fact } = call;
  const ladder = context.book.ladders.get(ladderId);
  if (!ladder || !holds(scopeFor(context, { ...where, car }, actNames(fact, 1), fact.at), ladder.when)) return 1;
  const inRace = (draft.counts[ladderId] ??= {});
  inRace[car] = (inRace[car] ?? 0) + by;
  const count = inRace[car] + countBefore(context, ladder, where, car, fact.seq);
  note(call, car, `${ladderId}: ${count}`, ladder.clauses);
  const step = stepAt(ladder, count);
  for (const consequence of step?.consequences ?? []) apply(call, [car], consequence, step?.clauses ?? ladder.clauses);
  return count;
}

function takeOff(call: Call, car: string, status: string, clauses: Clauses): void {
  const { draft, fact } = call;
  const known = draft.out.findIndex((each) => each.car === car);
  const entry = { car, status, laps: draft.lapsDone[car] ?? 0, fact: fact.seq };
  if (known >= 0) draft.out[known] = entry;
  else draft.out.push(entry);
  draft.order = draft.order.filter((each) => each !== car);
  note(call, car, `off the track: ${status}`, clauses);
}

/** The alternate takes the tail; others have closed up. */
function letIn(call: Call, car: string, field: string | undefined, clauses: Clauses): void {
  const { draft, fact } = call;
  const named = field === undefined ? undefined : fact.body.fields[field];
  const outCar = typeof named === 'string' ? named : draft.out.findLast((each) => !Object.values(draft.replaced).includes(each.car))?.car;
  draft.order = [...draft.order.filter((each) => each !== car), car];
  draft.replaced[car] = outCar ?? '';
  note(call, car, outCar === undefined ? 'starts as alternate' : `starts as alternate for ${outCar}`, clauses);
}

function setOrder(call: Call, field: string, clauses: Clauses): void {
  const given = listed(call.fact.body.fields[field]).filter((car) => call.draft.order.includes(car));
  call.draft.order = [...given, ...call.draft.order.filter((car) => !given.includes(car))];
  for (const car of given) note(call, car, 'placed by an official', clauses);
}

function callBack(draft: Draft): void {
  draft.calledBack += 1;
  draft.phase = 'starting';
}

function endRace(call: Call, consequence: Extract<Consequence, { kind: 'end-race' }>, clauses: Clauses): void {
  if (consequence.at === 'next-flag') call.draft.endsAtNextFlag = true;
  else end(call.draft, msOf(call.fact.at), because('the race was ended', { clauses, facts: [call.fact.seq] }));
}

function note(call: Call, car: string, says: string, clauses: Clauses): void {
  const why = because(`car ${car}: ${says}`, { clauses, facts: [call.fact.seq] });
  (call.draft.carReasons[car] ??= []).push(why);
  call.draft.reasons.push(why);
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)];
}
