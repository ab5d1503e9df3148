import { because } from '../because.ts';
import { byName } from '../by-name.ts';
import { type Context, msOf } from '../context.ts';
import { carsOf } from '../entry/acts.ts';
import type { Fact } from '../fact.ts';
import type { Act, Clauses, Consequence, Rulebook } from '../language.ts';
import { amountOf } from '../points/effects.ts';
import { holds, whole } from '../scope.ts';
import { consequencesOfCase } from '../stewards/cases.ts';
import { caseById, casesAbout, inForce } from '../stewards/open-cases.ts';
import { asOf, leaveSnapshot, readsOnlyAct } from './as-of.ts';
import { type Applied, consequencesOf, scopeOfCall } from './consequences.ts';
import { callBack, type Draft, end, noteCar, raceRunOf, standing } from './draft.ts';
import { backSpots, behindCars, bySlot, toLastRow, toRear } from './field.ts';
import { countBefore, stepAt } from './ladders.ts';
import type { RunPlace } from './race-run.ts';

interface Call {
  readonly context: Context;
  readonly where: RunPlace;
  readonly draft: Draft;
  readonly fact: Fact<'call-made'>;
  readonly act: Act;
  /** Which one of its kind it is for the cars that it is being applied to. */
  readonly nth: number;
  /** A ruling: what it costs beyond the running order is on record with its case. */
  readonly ruled?: boolean;
}

type Of<K extends Consequence['kind']> = Extract<Consequence, { kind: K }>;

/** Applies a call to the race: its ladder first, then what else follows, to every car it names. */
export function applyCall(context: Context, where: RunPlace, draft: Draft, fact: Fact<'call-made'>): void {
  const act = context.book.acts.get(fact.body.name);
  if (!act) return;
  if (looksBack(context.book, act)) leaveSnapshot(context, fact.seq, raceRunOf(draft, where.race));
  const cars = [...new Set(carsOf(fact))];
  const call: Call = { context, where, draft, fact, act, nth: 1 };
  draft.reasons.push(
    because(`${act.says} (${fact.by}${cars.length > 0 ? `, car ${cars.join(', ')}` : ''})`, { clauses: act.clauses, facts: [fact.seq] }),
  );
  const raceWide = new Set<Consequence>();
  for (const group of alike(call, cars)) {
    const own: Call = { ...call, nth: group.nth };
    for (const { consequence, clauses } of group.applied) {
      if (!isRaceWide(consequence)) apply(own, group.cars, consequence, clauses);
      else if (!raceWide.has(consequence)) {
        raceWide.add(consequence);
        applyToRace(own, consequence, clauses);
      }
    }
  }
}

/**
 * Tells whether what follows from a call can depend on the race as it stood before it: then that is kept. Of a plain
 * disqualification it is not, so that a hundred of them in a big field are a hundred steps and no copies of the race.
 */
function looksBack(book: Rulebook, act: Act): boolean {
  return (
    act.ladder !== undefined ||
    act.then.some(
      (part) =>
        (part.when !== undefined && !readsOnlyAct(book, part.when)) ||
        part.consequences.some((each) => each.kind === 'count' || each.kind === 'spots'),
    )
  );
}

interface Alike {
  readonly nth: number;
  readonly cars: readonly string[];
  readonly applied: readonly Applied[];
}

/** Cars to which the same follows are dealt with together, so that several sent back keep their order. */
function alike(call: Call, cars: readonly string[]): readonly Alike[] {
  const { context, fact } = call;
  if (cars.length === 0) {
    const nth = count(call, '');
    return [{ nth, cars, applied: consequencesOf(context, fact, nth) }];
  }
  const each = cars.map((car): Alike => {
    const nth = count(call, car);
    return { nth, cars: [car], applied: consequencesOf(context, fact, nth, car) };
  });
  const key = (one: Alike): string =>
    `${one.nth} ${one.applied.map(({ consequence }) => call.act.then.findIndex((part) => part.consequences.includes(consequence))).join()}`;
  return [...Map.groupBy(each, key).values()].map((group) => ({ ...(group[0] as Alike), cars: group.flatMap((one) => one.cars) }));
}

/** Which one of its kind the call is for a car: on the call's ladder, whose step is taken, else by its name in this race. */
function count(call: Call, car: string): number {
  const { act, draft } = call;
  const key = `${act.id} ${car}`;
  draft.calls[key] = (draft.calls[key] ?? 0) + 1;
  return (car === '' || act.ladder === undefined ? undefined : climb(call, car, { ladder: act.ladder, by: 1 })) ?? draft.calls[key];
}

function isRaceWide(consequence: Consequence): boolean {
  return ['called-back', 'end-race', 'order', 'pause-clock', 'resume-clock', 'set-value'].includes(consequence.kind);
}

function apply(call: Call, cars: readonly string[], consequence: Consequence, clauses: Clauses): void {
  if (isRaceWide(consequence)) applyToRace(call, consequence, clauses);
  else if (cars.length === 0) withoutCar(call, consequence, clauses);
  else if (consequence.kind === 'rear') sendBack(call, cars, consequence, clauses);
  else for (const car of cars) applyToCar(call, car, consequence, clauses);
}

function applyToRace(call: Call, consequence: Consequence, clauses: Clauses): void {
  const { draft, fact } = call;
  draft.effects.push({ car: '', fact: fact.seq, consequence, clauses });
  if (consequence.kind === 'end-race') endRace(call, consequence, clauses);
  else if (consequence.kind === 'called-back') callBack(draft);
  else if (consequence.kind === 'order') setOrder(call, consequence.field, clauses);
}

/** A call that names no car: the next alternate is meant where one may start; all else stands on record. */
function withoutCar(call: Call, consequence: Consequence, clauses: Clauses): void {
  const { draft, fact } = call;
  const next =
    consequence.kind === 'alternate-starts' ? draft.alternates.find((car) => !draft.order.includes(car) && !isOut(draft, car)) : undefined;
  if (next === undefined) draft.effects.push({ car: '', fact: fact.seq, consequence, clauses });
  else applyToCar(call, next, consequence, clauses);
}

/** Leaves what fell on a car for those who read points, money and discipline. */
function leave(call: Call, car: string, consequence: Consequence, clauses: Clauses): void {
  if (!call.ruled) call.draft.effects.push({ car, fact: call.fact.seq, consequence, clauses });
}

/** What a ruling can do to a race that is being run. */
const MOVES: ReadonlySet<Consequence['kind']> = new Set(['spots', 'rear', 'behind', 'off', 'status', 'count']);

/** Applies a ruling to the race that it was made in, as a call of that moment; once the race is over only its result is ruled on. */
export function applyRuling(context: Context, where: RunPlace, draft: Draft, fact: Fact<'case-ruled'>): void {
  const filed = caseById(context, fact.body.id);
  const outcome = filed?.rule.outcomes.find((each) => each.id === fact.body.outcome);
  if (!filed || !outcome || draft.phase === 'ended' || !outcome.then.some((part) => part.consequences.some((each) => MOVES.has(each.kind))))
    return;
  if (casesAbout(context, fact.body.id).length > 0 && !inForce(context, filed)) return;
  const after = { ...fact, seq: fact.seq + 0.5 };
  leaveSnapshot(context, after.seq, raceRunOf(draft, where.race));
  const seen = asOf(context, after);
  const known = caseById(seen, fact.body.id);
  const fell = known ? consequencesOfCase(seen, known, MOVES) : [];
  draft.reasons.push(because(`${filed.rule.says}: ${outcome.says}`, { clauses: outcome.clauses, facts: [fact.seq] }));
  const says = { id: filed.rule.id, says: `${filed.rule.says}: ${outcome.says}`, sort: 'call', of: 'case', by: [], approvals: [] } as const;
  const act: Act = { ...says, fields: [], then: [], clauses: outcome.clauses };
  const body = { name: '', fields: fact.body.fields, approvals: [] };
  const call: Call = { context, where, draft, fact: { ...fact, kind: 'call-made', body }, act, nth: 1, ruled: true };
  for (const each of fell) if (draft.order.includes(each.car)) apply(call, [each.car], each.consequence, each.clauses);
}

function sendBack(call: Call, cars: readonly string[], consequence: Of<'rear'>, clauses: Clauses): void {
  const { draft } = call;
  const named = call.fact.body.fields['cars'];
  const order = consequence.order === 'as-given' && Array.isArray(named) ? named.map(String).filter((car) => cars.includes(car)) : cars;
  const sent = [...new Set([...order, ...cars])];
  if (consequence.from === 'next-restart' && draft.phase === 'green') return owe(call, cars, consequence, clauses);
  if (consequence.place === 'last-row' && draft.lap === 0) {
    draft.slots = sent.reduce(toLastRow, standing(draft));
    draft.order = bySlot(draft.slots);
  } else draft.order = toRear(draft.order, sent, consequence, draft.lapped);
  for (const car of cars) {
    note(call, car, `sent to the rear (${consequence.place})`, clauses);
    leave(call, car, consequence, clauses);
  }
}

/** Remembers a start at the rear for when the race is next stopped. */
function owe(call: Call, cars: readonly string[], consequence: Of<'rear'>, clauses: Clauses): void {
  const { draft, fact } = call;
  const why = (car: string) =>
    because(`car ${car}: goes to the rear at the next restart (${consequence.place})`, { clauses, facts: [fact.seq] });
  draft.owing = [...draft.owing, ...cars.map((car) => ({ car, how: consequence, because: why(car) }))];
  for (const car of cars) {
    noteCar(draft, car, why(car));
    leave(call, car, consequence, clauses);
  }
}

function applyToCar(call: Call, car: string, consequence: Consequence, clauses: Clauses): void {
  const { draft, fact } = call;
  if (consequence.kind === 'count') {
    climb(call, car, consequence);
    return;
  }
  leave(call, car, consequence, clauses);
  switch (consequence.kind) {
    case 'spots':
      return backBySpots(call, car, consequence, clauses);
    case 'behind':
      draft.order = behindCars(draft.order, car, listed(fact.body.fields[consequence.field]));
      return note(call, car, 'put behind the cars it passed', clauses);
    case 'off':
      return takeOff(call, car, consequence.status, clauses);
    case 'status':
      draft.statuses[car] = {
        status: consequence.status,
        ...(consequence.movesUp ? { movesUp: consequence.movesUp } : {}),
        because: because(`${call.act.says}: ${consequence.status}`, { clauses, facts: [fact.seq] }),
      };
      return takeOff(call, car, consequence.status, clauses);
    case 'alternate-starts':
      return letIn(call, car, consequence.field, clauses);
    default:
      return note(call, car, consequence.kind, clauses);
  }
}

/** Back by whole spots; what stands for `noRoom` when fewer cars are behind. A car off the track loses none. */
function backBySpots(call: Call, car: string, consequence: Of<'spots'>, clauses: Clauses): void {
  const { context, draft, fact, nth } = call;
  if (!draft.order.includes(car)) return note(call, car, 'off the track, so no spots to lose', clauses);
  const spots = call.ruled
    ? amountOf(context, { fact: fact.seq, class: call.where.class, car }, consequence.count)
    : whole(scopeOfCall(context, fact, consequence.count, { nth, car }), consequence.count).value;
  const moved = backSpots(draft.order, car, spots);
  if (moved) draft.order = moved;
  else for (const instead of consequence.noRoom) apply(call, [car], instead, clauses);
  return note(call, car, moved ? `back ${spots} spots` : `no ${spots} spots to lose`, clauses);
}

/** Adds to a ladder and takes the step that is reached. Returns the count; nothing where the ladder does not count. */
function climb(call: Call, car: string, rung: { readonly ladder: string; readonly by: number }): number | undefined {
  const { context, draft, where, fact } = call;
  const ladder = context.book.ladders.get(rung.ladder);
  if (!ladder) return undefined;
  if (ladder.when && !holds(scopeOfCall(context, fact, ladder.when, { nth: call.nth, car }), ladder.when)) {
    note(call, car, `${ladder.id} does not count here`, ladder.whenClauses);
    return undefined;
  }
  const inRace = (draft.counts[ladder.id] ??= byName());
  inRace[car] = (inRace[car] ?? 0) + rung.by;
  draft.effects.push({ car, fact: fact.seq, consequence: { kind: 'count', ladder: ladder.id, by: rung.by }, clauses: ladder.clauses });
  const total = inRace[car] + (ladder.over === 'race' ? 0 : countBefore(asOf(context, fact), ladder, where, car, fact.seq));
  const counted = [...ladder.clauses, ...(ladder.forgets?.clauses ?? []), ...call.act.clauses];
  note(call, car, `${ladder.id}: ${total}`, [...new Set(counted)]);
  const step = stepAt(ladder, total, rung.by);
  const own = { ...call, ruled: false };
  for (const consequence of step?.consequences ?? []) apply(own, [car], consequence, step?.clauses ?? ladder.clauses);
  return total;
}

function isOut(draft: Draft, car: string): boolean {
  return draft.out.some((each) => each.car === car);
}

function takeOff(call: Call, car: string, status: string, clauses: Clauses): void {
  const { draft, fact } = call;
  const known = draft.out.findIndex((each) => each.car === car);
  const entry = { car, status, laps: draft.lapsDone[car] ?? 0, fact: fact.seq };
  if (known >= 0) draft.out[known] = entry;
  else draft.out.push(entry);
  if (draft.order.includes(car)) draft.order = draft.order.filter((each) => each !== car);
  note(call, car, `off the track: ${status}`, clauses);
}

/** The alternate takes the tail; others have closed up. The car whose start it took stays classified if it was on the track. */
function letIn(call: Call, car: string, field: string | undefined, clauses: Clauses): void {
  const { context, draft, fact } = call;
  if (isOut(draft, car) || draft.order.includes(car)) return note(call, car, 'is in the race or out of it already', clauses);
  const named = field === undefined ? undefined : fact.body.fields[field];
  const taken = new Set(Object.values(draft.replaced));
  const free = [...draft.out.map((each) => each.car), ...draft.scratched.keys()].filter((each) => !taken.has(each));
  const outCar = typeof named === 'string' ? named : free.at(-1);
  draft.order = [...draft.order, car];
  draft.replaced[car] = outCar ?? '';
  const scratched = outCar === undefined ? undefined : draft.scratched.get(outCar);
  if (outCar !== undefined && scratched?.onTrack && !isOut(draft, outCar))
    draft.out.push({ car: outCar, status: context.book.statuses.has('dns') ? 'dns' : 'dnf', laps: 0, fact: scratched.fact });
  note(call, car, outCar === undefined ? 'starts as alternate' : `starts as alternate for ${outCar}`, clauses);
}

function setOrder(call: Call, field: string, clauses: Clauses): void {
  const { draft } = call;
  const given = [...new Set(listed(call.fact.body.fields[field]))].filter((car) => draft.order.includes(car));
  draft.order = [...given, ...draft.order.filter((car) => !given.includes(car))];
  for (const car of given) note(call, car, 'placed by an official', clauses);
}

function endRace(call: Call, consequence: Of<'end-race'>, clauses: Clauses): void {
  if (consequence.at === 'next-flag') call.draft.endsAtNextFlag = true;
  else end(call.draft, msOf(call.fact.at), because('the race was ended', { clauses, facts: [call.fact.seq] }));
}

function note(call: Call, car: string, says: string, clauses: Clauses): void {
  noteCar(call.draft, car, because(`car ${car}: ${says}`, { clauses, facts: [call.fact.seq] }));
}

function listed(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)];
}
