import type { Act, LineUp, PlannedRace, RaceRun } from '@racetower/engine';
import type { Chance } from '../chance.ts';
import type { Desk } from './desk.ts';
import { around, type Starter } from './sign-in.ts';
import { fieldsFor } from './fields.ts';

/** A day as it is made up. */
export interface Play {
  readonly desk: Desk;
  readonly chance: Chance;
  readonly starters: readonly Starter[];
  readonly date: string;
}

/** Runs a race, with what goes wrong at races: scratches, calls, cars that stop, protests. */
export function runRace(play: Play, race: PlannedRace, lined: LineUp): void {
  const { desk, chance } = play;
  const cars = lined.slots.map((slot) => slot.car);
  if (chance.holds(60)) desk.give({ do: 'post-line-up', race: race.id });
  if (chance.holds(15)) desk.give({ do: 'scratch', race: race.id, car: chance.pick(cars) });
  if (chance.holds(15)) makeCalls(play, race, cars);
  const round = desk.book.rounds.find((each) => each.id === race.round);
  if (round?.decidedBy === 'time') takeTimes(play, race, cars);
  else if (chance.holds(25)) runLaps(play, race, lined);
  else finishAtOnce(play, race);
  if (chance.holds(35)) makeCalls(play, race, cars);
  if (chance.holds(20)) fileCase(play, race, cars);
  if (chance.holds(60)) desk.give({ do: 'make-official', race: race.id });
}

const SECOND_US = 1_000_000;

function takeTimes({ desk, chance }: Play, race: PlannedRace, cars: readonly string[]): void {
  for (const car of cars)
    desk.give({
      do: 'time',
      race: race.id,
      car,
      timesUs: Array.from({ length: chance.between(chance.holds(10) ? 0 : 1, 3) }, () => chance.between(8 * SECOND_US, 30 * SECOND_US)),
    });
}

const stillIn = (desk: Desk, race: string): readonly string[] => desk.today<RaceRun>('race', { race })?.order ?? [];

/** Some cross the line, some do not; a finish list is whole. */
function finishAtOnce({ desk, chance }: Play, race: PlannedRace): void {
  const order = chance.shuffle(stillIn(desk, race.id));
  const others = [...desk.book.statuses.keys()].filter((status) => status !== 'finished');
  const stopped = others.length > 0 && chance.holds(60) ? order.filter(() => chance.holds(12)) : [];
  const statuses = Object.fromEntries(stopped.map((car) => [car, chance.pick(others)]));
  desk.give({ do: 'finish', race: race.id, order: order.filter((car) => !stopped.includes(car)), statuses });
}

const MOST_LAPS = 12;

/** From the green to the checkered lap by lap, with a caution or two. */
function runLaps(play: Play, race: PlannedRace, lined: LineUp): void {
  const { desk, chance } = play;
  desk.give({ do: 'flag', flag: 'green', race: race.id });
  const laps = Math.min(lined.laps?.laps ?? MOST_LAPS, MOST_LAPS);
  for (let lap = 1; lap <= laps; lap += 1) {
    const order = stillIn(desk, race.id);
    if (order.length === 0) break;
    desk.give({ do: 'lap', race: race.id, order: lap % 3 === 0 ? chance.shuffle(order) : order });
    if (!chance.holds(8)) continue;
    desk.give({ do: 'flag', flag: 'yellow', race: race.id });
    makeCalls(play, race, order);
    desk.give({ do: 'flag', flag: 'green', race: race.id });
  }
  desk.give({ do: 'flag', flag: 'checkered', race: race.id });
  desk.give({ do: 'finish', race: race.id });
}

/** One to three decisions of officials about a race, as the rulebook knows them. */
function makeCalls(play: Play, race: PlannedRace, cars: readonly string[]): void {
  const { desk, chance } = play;
  const calls = [...desk.book.acts.values()].filter((act) => act.of !== 'case' && act.of !== 'season' && act.of !== 'club');
  if (calls.length === 0) return;
  for (let nth = chance.between(1, 3); nth > 0; nth -= 1) makeCall(play, race, chance.pick(calls), cars);
}

function makeCall(play: Play, race: PlannedRace, act: Act, cars: readonly string[]): void {
  const { desk, chance, starters, date } = play;
  const car = chance.pick(cars);
  const drivers = starters.filter((each) => race.class.split('+').includes(each.class));
  const driver = drivers.find((each) => each.car === car)?.driver ?? 'Driver 1';
  const form = { ...around(desk, drivers, date), cars };
  desk.give({
    do: act.sort,
    name: act.id,
    by: `${act.by.length > 0 ? chance.pick(act.by) : 'official'}${act.confirmedBy ? `:Official ${chance.between(1, 4)}` : ''}`,
    approvals: act.approvals,
    fields: fieldsFor(act.fields, form, chance),
    ...(act.of === 'race' || act.of === 'car' ? { race: race.id } : {}),
    ...(act.of === 'class' || act.of === 'entry' ? { class: race.class.split('+')[0] ?? race.class } : {}),
    ...(act.of === 'car' || act.of === 'entry' ? { car } : {}),
    ...(act.of === 'person' ? { person: driver } : {}),
  });
}

/** Somebody protests; mostly somebody rules on it. */
function fileCase(play: Play, race: PlannedRace, cars: readonly string[]): void {
  const { desk, chance, starters, date } = play;
  const rules = [...desk.book.cases.values()];
  if (rules.length === 0) return;
  const rule = chance.pick(rules);
  const drivers = starters.filter((each) => race.class.split('+').includes(each.class));
  const [filer, against] = chance.shuffle(drivers);
  const id = `case ${desk.accepted.length}`;
  const form = { ...around(desk, drivers, date), cars };
  const by = chance.pick([...rule.by, 'official']);
  const said = {
    do: 'file',
    case: rule.id,
    id,
    race: race.id,
    filer: filer?.driver ?? 'Driver 1',
    ...(against ? { against: against.driver, car: against.car } : {}),
    class: race.class.split('+')[0] ?? race.class,
    fields: fieldsFor(rule.fields, form, chance),
    by,
  } as const;
  const paid = { paidBy: rule.fee?.pay[0] ?? 'cash' };
  if (!desk.give({ ...said, ...paid, paidCents: 0 })) desk.give({ ...said, ...paid, paidCents: feeAsked(desk) });
  if (rule.outcomes.length === 0 || chance.holds(25)) return;
  const outcome = chance.pick(rule.outcomes);
  const fields = fieldsFor(outcome.fields, form, chance);
  desk.give({ do: 'rule', id, outcome: outcome.id, fields, by: rule.decidedBy[0] ?? 'official' });
}

/** The fee that the refusal of a case without one names. */
function feeAsked(desk: Desk): number {
  const says = desk.refusals.get('file')?.says ?? '';
  return Number(/the fee is (\d+) cents/.exec(says)?.[1] ?? 0);
}
