import type { PlannedRace } from '../answers.ts';
import { because, type Because } from '../because.ts';
import { type Context, memo, meetingOf } from '../context.ts';
import { ordinal } from '../in-words.ts';
import type { Round, Select, Split, Stage } from '../language.ts';
import { result } from '../points/result.ts';
import { holds, whole } from '../scope.ts';
import { lineUp } from './line-up.ts';
import { fieldEntries, type Place, roundScope } from './field.ts';
import { ladderPlan } from './main-ladder.ts';
import { sortCars } from './order.ts';
import { raceCount, racesOfRound, roundOf } from './plan.ts';

/** Cars that a stage may take, why each is among them, and what is still missing. */
export interface Selected {
  readonly cars: readonly string[];
  readonly reasons: ReadonlyMap<string, Because>;
  readonly waitsFor: readonly string[];
}

/** Takes the cars that a stage selects, before its `where` and order. `race` is the race lined up, in a ladder its letter counts. */
export function selectCars(context: Context, where: Place, round: Round, stage: Stage, race: PlannedRace | undefined): Selected {
  const { select } = stage;
  switch (select.kind) {
    case 'entered':
      return all(fieldEntries(context, where.meeting, where.class, round).map((each) => each.car));
    case 'seeded':
      return seeded(context, where, round, race);
    case 'came-up':
      return cameUp(context, where, round, race);
    case 'from':
      return takenFrom(context, where, select, round);
    case 'rest':
      return rest(context, where, select, round);
    case 'given':
      return given(context, where, select.name);
  }
}

function all(cars: readonly string[], waitsFor: readonly string[] = [], reasons: ReadonlyMap<string, Because> = new Map()): Selected {
  return { cars, waitsFor, reasons };
}

function seeded(context: Context, where: Place, round: Round, race: PlannedRace | undefined): Selected {
  if (!round.ladder || !race) return all([]);
  const plan = ladderPlan(context, where.meeting, where.class, round, round.ladder);
  const main = plan.letters[race.number - 1];
  const reasons = new Map(
    (main?.seeded ?? []).map((car) => [
      car,
      because(`placed straight in ${race.name}`, {
        from: [plan.ranking.reasons.get(car), main?.because].filter((each) => each !== undefined),
      }),
    ]),
  );
  return all(main?.seeded ?? [], [], reasons);
}

function cameUp(context: Context, where: Place, round: Round, race: PlannedRace | undefined): Selected {
  if (!round.ladder || !race) return all([]);
  const plan = ladderPlan(context, where.meeting, where.class, round, round.ladder);
  const lower = racesOfRound(context, where.meeting, where.class, round.id)[race.number];
  const up = plan.letters[race.number - 1]?.up ?? 0;
  if (!lower || up === 0) return all([]);
  return firstOf(context, where, lower, { count: up, after: 0, statuses: [] }, round.clauses);
}

/** The first cars of a race that hold a place. */
function firstOf(
  context: Context,
  where: Place,
  race: PlannedRace,
  take: { readonly count: number | undefined; readonly after: number; readonly statuses: readonly string[] },
  clauses: readonly string[],
): Selected {
  const { count, after, statuses } = take;
  const standing = result(context, where.meeting, race.id);
  if (standing.standing === 'none' || standing.standing === 'running')
    return all([], nobodyIn(context, where.meeting, race) ? [] : [`${race.id} has no result`]);
  const rows = standing.rows.filter((row) => row.place > 0 && (statuses.length === 0 || statuses.includes(row.status)));
  const chosen = rows.slice(after, count === undefined ? undefined : after + count);
  return all(
    chosen.map((row) => row.car),
    [],
    new Map(
      chosen.map((row) => [row.car, because(`from ${race.id}, where it was ${ordinal(row.place)}`, { clauses, from: [row.because] })]),
    ),
  );
}

/** Tells whether a race has nobody to run it, once all that its line-up is made from is known: there is no result to wait for. */
export function nobodyIn(context: Context, meeting: string, race: PlannedRace): boolean {
  const own = lineUp(context, meeting, race.id);
  return own.slots.length === 0 && own.waitsFor.length === 0;
}

function takenFrom(context: Context, where: Place, select: Extract<Select, { kind: 'from' }>, own: Round): Selected {
  const scope = roundScope(context, where, own);
  const count = select.first ? whole(scope, select.first).value : undefined;
  const after = select.after ? whole(scope, select.after).value : 0;
  const round = roundOf(context, select.round);
  const races = racesOfRound(context, where.meeting, where.class, select.round);
  const perRace = select.each === 'race';
  const each = races.map((race) =>
    firstOf(
      context,
      where,
      race,
      { count: perRace ? count : undefined, after: perRace ? after : 0, statuses: select.statuses },
      round.clauses,
    ),
  );
  const waitsFor = each.flatMap((one) => one.waitsFor);
  const reasons = new Map(each.flatMap((one) => [...one.reasons]));
  if (perRace || round.ladder)
    return all(
      each.flatMap((one) => one.cars).slice(perRace ? 0 : after, perRace || count === undefined ? undefined : after + count),
      waitsFor,
      reasons,
    );
  return all(
    waitsFor.length > 0 ? [] : inTurn(each.map((one) => one.cars)).slice(after, count === undefined ? undefined : after + count),
    waitsFor,
    reasons,
  );
}

/** All first cars, then all seconds and so on; of equal ranks the car of the earlier race first. */
function inTurn(lists: readonly (readonly string[])[]): readonly string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, rank) => lists.flatMap((list) => list.slice(rank, rank + 1))).flat();
}

function rest(context: Context, where: Place, select: Extract<Select, { kind: 'rest' }>, own: Round): Selected {
  const others = select.notIn.filter((id) => id !== own.id).map((id) => directCars(context, where, roundOf(context, id)));
  const taken = new Set(others.flatMap((each) => each.cars));
  const field =
    select.of === undefined
      ? fieldEntries(context, where.meeting, where.class, own).map((each) => each.car)
      : fieldOf(context, where.meeting, where.class, roundOf(context, select.of));
  return all(
    field.filter((car) => !taken.has(car)),
    others.flatMap((each) => each.waitsFor),
  );
}

/** Cars that a round takes by itself, without those that come to it from rounds that wait for it. */
function directCars(context: Context, where: Place, round: Round): Selected {
  const taken = new Set<string>();
  const waitsFor: string[] = [];
  const races = racesOfRound(context, where.meeting, where.class, round.id);
  for (const stage of round.lineup) {
    if (stage.select.kind === 'came-up' || (stage.select.kind === 'from' && waitsOn(context, stage.select.round, round.id))) continue;
    const stageWhere = { ...where, round: round.id };
    if (!holds(roundScope(context, stageWhere, round), stage.when)) continue;
    const selected = selectCars(context, stageWhere, round, stage, races[0]);
    const fresh = limited(
      context,
      stageWhere,
      round,
      stage,
      selected.cars.filter((car) => !taken.has(car)),
    );
    for (const car of fresh) taken.add(car);
    waitsFor.push(...selected.waitsFor);
  }
  return all([...taken], waitsFor);
}

function limited(context: Context, where: Place, round: Round, stage: Stage, cars: readonly string[]): readonly string[] {
  const filtered = stage.where ? cars.filter((car) => holds(roundScope(context, { ...where, car }, round), stage.where)) : cars;
  if (!stage.first) return filtered;
  return sortCars(context, where, filtered, stage.order).cars.slice(0, whole(roundScope(context, where, round), stage.first).value);
}

/** Tells whether round `a` leaves out the cars of round `b`, so that `b` comes first. */
function waitsOn(context: Context, a: string, b: string): boolean {
  return roundOf(context, a).lineup.some(
    (stage) =>
      (stage.select.kind === 'rest' && stage.select.notIn.includes(b) && a !== b) ||
      (stage.select.kind === 'from' && stage.select.round !== b && waitsOn(context, stage.select.round, b)),
  );
}

function given(context: Context, where: Place, name: string): Selected {
  const fact = meetingOf(context, where.meeting)
    .facts.facts.of('order-posted')
    .findLast((each) => each.body.class === where.class && each.body.name === name);
  if (!fact) return all([]);
  return all(
    fact.body.order,
    [],
    new Map(fact.body.order.map((car) => [car, because(`named for "${name}" by ${fact.by}`, { facts: [fact.seq] })])),
  );
}

/** Every car that runs in a round of a class, whatever its races. */
export function fieldOf(context: Context, meeting: string, classId: string, round: Round): readonly string[] {
  return memo(context, `field ${meeting} ${classId} ${round.id}`, () => {
    const where = { meeting, class: classId, round: round.id };
    if (round.ladder) return fieldEntries(context, meeting, classId, round).map((each) => each.car);
    const found = new Set<string>();
    for (const stage of round.lineup) {
      if (!holds(roundScope(context, where, round), stage.when)) continue;
      const { cars } = selectCars(context, where, round, stage, undefined);
      for (const car of limited(
        context,
        where,
        round,
        stage,
        cars.filter((each) => !found.has(each)),
      ))
        found.add(car);
    }
    return [...found];
  });
}

/** The cars of one race of a split round, with the reason why they are in it. */
export function carsOfRace(
  context: Context,
  where: Place,
  round: Round,
  split: Split,
  race: PlannedRace,
): { readonly cars: ReadonlySet<string>; readonly because: Because } {
  const groups = memo(context, `groups ${where.meeting} ${where.class} ${round.id}`, () => dealt(context, where, round, split));
  const cars = new Set(groups[race.number - 1] ?? []);
  return { cars, because: because(`dealt to ${race.name}`, { clauses: split.clauses }) };
}

function dealt(context: Context, where: Place, round: Round, split: Split): readonly (readonly string[])[] {
  const count = raceCount(context, where.meeting, where.class, round);
  if (split.deal === 'same' && split.of !== undefined) {
    const source = roundOf(context, split.of);
    return racesOfRound(context, where.meeting, where.class, split.of).map((race) =>
      source.split
        ? [...carsOfRace(context, where, source, source.split, race).cars]
        : fieldOf(context, where.meeting, where.class, source),
    );
  }
  const ranked = sortCars(context, { ...where, round: round.id }, fieldOf(context, where.meeting, where.class, round), split.order).cars;
  if (split.deal === 'given') return givenGroups(context, where, round, ranked, count);
  if (split.deal === 'plan') return split.plan.map((ranks) => ranks.flatMap((rank) => ranked[rank - 1] ?? []));
  if (split.deal === 'blocks') return blocks(ranked, count);
  if (split.deal === 'fill')
    return fill(ranked, count, split.max ? whole(roundScope(context, where, round), split.max).value : Math.ceil(ranked.length / count));
  const groups: string[][] = Array.from({ length: count }, () => []);
  for (const [index, car] of ranked.entries()) groups[seat(split.deal, index, count)]?.push(car);
  return groups;
}

function seat(deal: Split['deal'], index: number, count: number): number {
  const round = Math.floor(index / count);
  const place = index % count;
  return deal === 'snake' && round % 2 === 1 ? count - 1 - place : place;
}

/** Cuts a list into parts as even as possible, the larger first. */
function blocks(ranked: readonly string[], count: number): readonly (readonly string[])[] {
  const small = Math.floor(ranked.length / count);
  const larger = ranked.length % count;
  let from = 0;
  return Array.from({ length: count }, (_, index) => {
    const size = small + (index < larger ? 1 : 0);
    from += size;
    return ranked.slice(from - size, from);
  });
}

function fill(ranked: readonly string[], count: number, max: number): readonly (readonly string[])[] {
  return Array.from({ length: count }, (_, index) => ranked.slice(index * max, index === count - 1 ? undefined : (index + 1) * max));
}

/** Groups that officials posted as orders named `round-1`, `round-2` …; who is in none runs in the first. */
function givenGroups(
  context: Context,
  where: Place,
  round: Round,
  ranked: readonly string[],
  count: number,
): readonly (readonly string[])[] {
  const posted = Array.from({ length: count }, (_, index) => given(context, where, `${round.id}-${index + 1}`).cars);
  const placed = new Set(posted.flat());
  return posted.map((cars, index) => (index === 0 ? [...cars, ...ranked.filter((car) => !placed.has(car))] : cars));
}
