import type { Command } from '../command.ts';
import { msOf } from '../context.ts';
import { raceAt } from '../control/crossings.ts';
import { raceRun } from '../control/race-run.ts';
import { classesIn, entered, entryOf } from '../entry/entries.ts';
import { registeredCars } from '../entry/registered.ts';
import type { FactBodies, Passes } from '../fact.ts';
import { plannedRace } from '../lineup/plan.ts';
import { refuse } from '../refusal.ts';
import {
  carsInRace,
  classFor,
  factOf,
  type Handler,
  joinPasses,
  knownCars,
  meetingFor,
  noRepeats,
  notClosed,
  passGates,
} from './deciding.ts';

/** How far ahead of the club's clock a passing may be, for clocks that are set by hand. */
const AHEAD_MS = 5000;

/** Cars that are typed in together come by a thousandth of a second apart. */
const BEHIND_US = 1000;

/**
 * Takes a passing down. One of a decoder that is on record already makes no fact, so that a decoder may send again what it
 * likes. An unknown transponder is taken down too: whose it is may be said later. Refuses a passing in the future.
 */
export const pass: Handler<'pass'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  const { transponder, car, decoder, number } = command;
  const epoch = command.epoch ?? 0;
  const cars = command.cars ?? (car === undefined ? [] : [car]);
  if (transponder === undefined && command.carHeard === undefined && cars.length === 0)
    return refuse('field-missing', 'say which transponder or which car passed', { field: 'transponder' });
  if (number !== undefined && decoder === undefined)
    return refuse('field-missing', 'say which decoder numbers its passings', { field: 'decoder' });
  const nowMs = msOf(command.at);
  const timeUs = command.timeUs ?? nowMs * 1000;
  if (timeUs <= 0) return refuse('bad-time', 'timeUs is microseconds since 1970, above 0', { field: 'timeUs' });
  if (timeUs > (nowMs + AHEAD_MS) * 1000)
    return refuse(
      'passing-in-future',
      `the passing is ${Math.round(timeUs / 1_000_000 - nowMs / 1000)} s ahead of the club's clock: check the clock of the decoder`,
      {
        field: 'timeUs',
      },
    );
  const known = context.state.meetings.get(meeting)?.passings;
  if (number !== undefined && known?.numbered(`${decoder ?? ''} ${epoch} ${number}`)) return [];
  const race = command.race === undefined ? undefined : plannedRace(context, meeting, command.race).id;
  for (const each of cars) mustRace(deciding, meeting, { car: each, race: race ?? raceAt(context, meeting, timeUs) });
  const passes = joinPasses([
    notClosed(deciding, meeting),
    passGates(deciding, ['pass'], { meeting, ...(race === undefined ? {} : { race }) }),
  ]);
  const at = { meeting, ...(race === undefined ? {} : { race }), passes };
  if (command.cars === undefined) return [factOf(deciding, 'passing-read', { ...ownFields(command), timeUs }, at)];
  return command.cars.map((each, index) =>
    factOf(deciding, 'passing-read', { ...ownFields(command), car: each, timeUs: timeUs + index * BEHIND_US }, at),
  );
};

const FIELDS = ['transponder', 'car', 'carHeard', 'class', 'decoder', 'epoch', 'number', 'loop', 'strength', 'hits'] as const;

function ownFields(command: Command<'pass'>): Omit<FactBodies['passing-read'], 'timeUs' | keyof Passes> {
  return Object.fromEntries(FIELDS.flatMap((name) => (command[name] === undefined ? [] : [[name, command[name]]])));
}

/** A car entered by hand is in the race that is on, or signed in to some class. */
function mustRace(
  deciding: Parameters<Handler<'pass'>>[0],
  meeting: string,
  asked: { readonly car: string; readonly race: string | undefined },
): void {
  const { context } = deciding;
  if (asked.race !== undefined) return carsInRace(deciding, { meeting, race: asked.race }, [asked.car], 'car');
  const cars = context.book.classes.flatMap(({ id }) => entered(context, meeting, id).map((entry) => entry.car));
  if (!cars.includes(asked.car)) refuse('unknown-car', `car ${asked.car} is not signed in${knownCars(cars)}`, { field: 'car' });
}

/** Gives a car a transponder; refuses one that the car has already. */
export const assignTransponder: Handler<'assign-transponder'> = (deciding) => {
  const { command, context } = deciding;
  const raceClass = classFor(context, command.class);
  const { car, transponder, from, off } = command;
  if (command.meeting !== undefined) {
    meetingFor(deciding);
    const isKnown = (id: string): boolean =>
      entryOf(context, command.meeting as string, id, car) !== undefined || registeredCars(context).has(`${id} ${car}`);
    if (!classesIn(raceClass).some(isKnown)) return refuse('unknown-car', `car ${car} is not signed in to ${raceClass}`, { field: 'car' });
  }
  const body = { class: raceClass, car, transponder, ...(from === undefined ? {} : { from }), ...(off === true ? { off: true } : {}) };
  const passes = passGates(deciding, ['assign-transponder'], {
    class: raceClass,
    car,
    ...(command.meeting === undefined ? {} : { meeting: command.meeting }),
  });
  return [
    factOf(deciding, 'transponder-assigned', body, { passes, ...(command.meeting === undefined ? {} : { meeting: command.meeting }) }),
  ];
};

/** Keeps a scorer's sheet beside what the transponders say. Written on paper first, it may come at any time. */
export const keepSheet: Handler<'keep-sheet'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  if (command.race === undefined) return refuse('field-missing', 'say in which race', { field: 'race' });
  const race = plannedRace(context, meeting, command.race).id;
  const laps = command.laps ?? {};
  noRepeats(command.order, 'order');
  carsInRace(deciding, { meeting, race }, command.order, 'order');
  carsInRace(deciding, { meeting, race }, Object.keys(laps), 'laps');
  if (Object.values(laps).some((each) => !Number.isInteger(each) || each < 0))
    return refuse('wrong-type', 'laps are whole numbers from 0', { field: 'laps' });
  if (command.lap !== undefined && command.lap < 1) return refuse('wrong-type', 'laps are counted from 1', { field: 'lap' });
  if (raceRun(context, meeting, race).moments['first_green'] === undefined)
    return refuse('race-not-run', `${race} has not been started`, { field: 'race' });
  return [
    factOf(
      deciding,
      'sheet-kept',
      { scorer: command.scorer, order: command.order, laps, ...(command.lap === undefined ? {} : { lap: command.lap }) },
      { meeting, race, passes: notClosed(deciding, meeting) },
    ),
  ];
};
