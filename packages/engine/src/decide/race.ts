import { because } from '../because.ts';
import { msOf } from '../context.ts';
import type { FactBodies, Passes } from '../fact.ts';
import { lazy } from '../formula-values.ts';
import { lapsOfRace, lineUp } from '../lineup/line-up.ts';
import { plannedRaces, roundOf } from '../lineup/plan.ts';
import { raceRun } from '../control/race-run.ts';
import { entered } from '../entry/entries.ts';
import { didYouMean } from '../nearest.ts';
import { result } from '../points/result.ts';
import { refusal, refuse } from '../refusal.ts';
import {
  carsInRace,
  type Deciding,
  factOf,
  type Handler,
  joinPasses,
  noRepeats,
  notClosed,
  notOfficial,
  overridden,
  passGates,
  raceFor,
} from './deciding.ts';
import { leftOut } from './starters.ts';

type At = ReturnType<typeof raceFor>;

/** A race can be run once every race that fills it has a result. */
function mustBeReady(deciding: Deciding, at: At): void {
  const { waitsFor } = lineUp(deciding.context, at.meeting, at.race);
  if (waitsFor.length > 0) refuse('race-not-ready', `${at.race} waits: ${waitsFor.join(', ')}`, { field: 'race' });
}

export const postLineUp: Handler<'post-line-up'> = (deciding) => {
  const at = raceFor(deciding);
  mustBeReady(deciding, at);
  const order = lineUp(deciding.context, at.meeting, at.race).slots.map((slot) => slot.car);
  lapsOfRace(deciding.context, at.meeting, at.race);
  if (order.length === 0) return refuse('nobody-starts', `nobody is lined up in ${at.race}`, { field: 'race' });
  const ofCars = order.map((car) => passGates(deciding, ['line-up'], { ...at, car }, { number: () => car }));
  const passes = joinPasses([
    notClosed(deciding, at.meeting),
    notOfficial(deciding, at),
    passGates(deciding, ['post-line-up'], at),
    ...ofCars,
  ]);
  return [factOf(deciding, 'line-up-posted', { order }, { ...at, passes })];
};

/** What is decided before the start is not decided again after the end. */
function notEnded(deciding: Deciding, at: At, what: string): void {
  if (raceRun(deciding.context, at.meeting, at.race).phase === 'ended')
    refuse('race-ended', `${at.race} has ended; ${what} cannot change any more`, { field: 'race' });
}

export const changeLineUp: Handler<'change-line-up'> = (deciding) => {
  const { command, context } = deciding;
  const at = raceFor(deciding);
  notEnded(deciding, at, 'a line-up');
  noRepeats(command.order, 'order');
  const now = lineUp(context, at.meeting, at.race).slots.map((slot) => slot.car);
  const missing = now.filter((car) => !command.order.includes(car));
  if (missing.length > 0)
    return refuse('car-missing', `the order leaves out ${missing.join(', ')}; scratch a car that does not start`, { field: 'order' });
  for (const car of command.order.filter((each) => !now.includes(each))) {
    if (!entered(context, at.meeting, at.class).some((entry) => entry.car === car))
      return refuse('unknown-car', `car ${car} is not signed in to ${at.class}`, { field: 'order' });
    const other = plannedRaces(context, at.meeting, at.class).find(
      (race) =>
        race.round === at.round && race.id !== at.race && lineUp(context, at.meeting, race.id).slots.some((slot) => slot.car === car),
    );
    if (other) return refuse('car-in-two-races', `car ${car} is in ${other.id}`, { field: 'order' });
  }
  if (command.clause !== undefined && !context.book.clauses.has(command.clause))
    return refuse('unknown-clause', `there is no clause ${command.clause}${didYouMean(command.clause, [...context.book.clauses.keys()])}`, {
      field: 'clause',
    });
  const gates = passGates(deciding, ['change-line-up'], at, { act: () => lazy({ order: () => command.order }) });
  const passes = joinPasses([notClosed(deciding, at.meeting), notOfficial(deciding, at), gates]);
  return [
    factOf(
      deciding,
      'line-up-changed',
      { order: command.order, why: command.why, ...(command.clause !== undefined ? { clause: command.clause } : {}) },
      { ...at, passes },
    ),
  ];
};

export const scratch: Handler<'scratch'> = (deciding) => {
  const { command, context } = deciding;
  const at = raceFor(deciding);
  if (!lineUp(context, at.meeting, at.race).slots.some((slot) => slot.car === command.car))
    return refuse('unknown-car', `car ${command.car} is not in the line-up of ${at.race}`, { field: 'car' });
  if (raceRun(context, at.meeting, at.race).moments['first_green'] !== undefined)
    return refuse('race-running', `${at.race} has started; a car that drops out now is called off the track or finishes as a DNF`, {
      field: 'race',
    });
  return [
    factOf(
      deciding,
      'car-scratched',
      { car: command.car },
      { ...at, passes: joinPasses([notClosed(deciding, at.meeting), passGates(deciding, ['scratch'], { ...at, car: command.car })]) },
    ),
  ];
};

/** Flags that an official can show. */
export const FLAGS: readonly string[] = [
  'green',
  'yellow',
  'red',
  'white',
  'checkered',
  'black',
  'rolled-black',
  'blue',
  'warm-up',
  'warm-up-over',
  'black-and-checkered',
];

const AFTER_THE_END: readonly string[] = ['checkered', 'black', 'black-and-checkered'];

export const flag: Handler<'flag'> = (deciding) => {
  const { command, context } = deciding;
  const at = raceFor(deciding);
  if (!FLAGS.includes(command.flag))
    return refuse('unknown-flag', `there is no ${command.flag} flag${didYouMean(command.flag, FLAGS)}`, { field: 'flag' });
  mustBeReady(deciding, at);
  if (command.moment !== undefined && msOf(command.moment) > msOf(command.at))
    return refuse('bad-time', `the flag cannot have been shown at ${command.moment}, after now`, { field: 'moment' });
  const { phase, comingHome } = raceRun(context, at.meeting, at.race);
  const after = comingHome ? ['yellow', 'red', ...AFTER_THE_END] : AFTER_THE_END;
  if (phase === 'ended' && !after.includes(command.flag)) return refuse('race-ended', `${at.race} has ended`, { field: 'race' });
  if (command.cars) carsInRace(deciding, at, command.cars, 'cars');
  const passes = joinPasses([
    notClosed(deciding, at.meeting),
    notOfficial(deciding, at),
    passGates(deciding, ['flag', `flag:${command.flag}`], at),
  ]);
  return [
    factOf(
      deciding,
      'flag-shown',
      {
        flag: command.flag,
        cars: command.cars ?? [],
        ...(command.why !== undefined ? { why: command.why } : {}),
        ...(command.moment !== undefined ? { moment: command.moment } : {}),
      },
      { ...at, passes },
    ),
  ];
};

export const lap: Handler<'lap'> = (deciding) => {
  const { command, context } = deciding;
  const at = raceFor(deciding);
  mustBeReady(deciding, at);
  const run = raceRun(context, at.meeting, at.race);
  const number = command.lap ?? (run.comingHome ? run.lap : run.lap + 1);
  const lapped = command.lapped ?? [];
  const home = [...command.order, ...lapped].some((car) => (run.lapsDone[car] ?? 0) < number);
  if (run.phase === 'ended' && !(run.comingHome && number === run.lap && home))
    return refuse('race-ended', `${at.race} has ended`, { field: 'race' });
  if (run.passings !== undefined)
    return refuse('laps-are-read', `${at.race} is scored from passings: enter a car's passing with pass, or keep a sheet to compare`, {
      field: 'race',
    });
  if (command.order.length === 0) return refuse('field-missing', 'say in which order the cars completed the lap', { field: 'order' });
  if (number < run.lap || (number === run.lap && !run.comingHome))
    return refuse('lap-goes-back', `lap ${run.lap} is scored already; correct that fact instead`, { field: 'lap' });
  noRepeats([...command.order, ...lapped], 'order');
  carsInRace(deciding, at, [...command.order, ...lapped], 'order');
  const out = [...command.order, ...lapped].find((car) => run.out.some((each) => each.car === car));
  if (out !== undefined)
    return refuse('car-is-out', `car ${out} is out of the race`, {
      facts: run.out.filter((each) => each.car === out).map((each) => each.fact),
      field: 'order',
    });
  const passes = joinPasses([notClosed(deciding, at.meeting), passGates(deciding, ['lap'], at), lapsLeftOut(run.lap, number)]);
  return [factOf(deciding, 'lap-scored', { lap: number, order: command.order, lapped }, { ...at, passes })];
};

/** A scorer may have missed laps. It stands, and it stands on record. */
function lapsLeftOut(last: number, number: number): Passes {
  if (number <= last + 1) return {};
  const which = number === last + 2 ? `lap ${last + 1} was` : `laps ${last + 1} to ${number - 1} were`;
  return { flagged: [{ says: `${which} not scored`, clauses: [] }] };
}

export const seeOrder: Handler<'see-order'> = (deciding) => {
  const at = raceFor(deciding);
  noRepeats(deciding.command.order, 'order');
  carsInRace(deciding, at, deciding.command.order, 'order');
  return [factOf(deciding, 'order-seen', { order: deciding.command.order }, at)];
};

export const finish: Handler<'finish'> = (deciding) => {
  const { command, context } = deciding;
  const at = raceFor(deciding);
  mustBeReady(deciding, at);
  const order = command.order ?? [];
  const statuses = command.statuses ?? {};
  const laps = command.laps ?? {};
  if (order.length === 0 && Object.keys(statuses).length === 0) mustHaveRun(deciding, at);
  noRepeats(order, 'order');
  const both = order.find(
    (car) =>
      car in statuses &&
      statuses[car] !== 'finished' &&
      (context.book.statuses.get(statuses[car] ?? '')?.rank ?? 0) !== (context.book.statuses.get('finished')?.rank ?? 0),
  );
  carsInRace(deciding, at, order, 'order');
  carsInRace(deciding, at, Object.keys(statuses), 'statuses');
  carsInRace(deciding, at, Object.keys(laps), 'laps');
  const more = moreOfCars(deciding, at);
  const wrong = Object.entries(laps).find(([, done]) => done < 0);
  if (wrong) return refuse('bad-laps', `car ${wrong[0]} cannot have done ${wrong[1]} laps`, { field: 'laps' });
  for (const [car, status] of Object.entries(statuses))
    if (!context.book.statuses.has(status))
      return refuse('unknown-status', `car ${car}: there is no status "${status}"${didYouMean(status, context.book.statuses.keys())}`, {
        field: 'statuses',
      });
  if (both !== undefined)
    return refuse('car-twice', `car ${both} is in the finish order and has the status ${statuses[both] ?? ''}`, { field: 'statuses' });
  const missing = leftOut(context, at, order, statuses);
  if (missing.length > 0)
    return refuse('car-missing', `the finish leaves out ${missing.join(', ')}: give a place or a status`, { field: 'order' });
  const passes = joinPasses([notOfficial(deciding, at), passGates(deciding, ['finish'], at)]);
  return [factOf(deciding, 'race-finished', { order, statuses, laps, ...more }, { ...at, passes })];
};

/** Best laps and whatever else a finish says of cars of the race. */
function moreOfCars(
  deciding: Deciding<'finish'>,
  at: At,
): Pick<FactBodies['race-finished'], 'bestLapsUs' | 'timesUs' | 'details' | 'source'> {
  const { bestLapsUs, timesUs, details, source } = deciding.command;
  carsInRace(deciding, at, Object.keys(bestLapsUs ?? {}), 'bestLapsUs');
  carsInRace(deciding, at, Object.keys(timesUs ?? {}), 'timesUs');
  carsInRace(deciding, at, Object.keys(details ?? {}), 'details');
  const wrong = Object.entries(bestLapsUs ?? {}).find(([, timeUs]) => timeUs <= 0);
  if (wrong) return refuse('bad-time', `car ${wrong[0]} cannot have a lap of ${wrong[1]} microseconds`, { field: 'bestLapsUs' });
  const short = Object.entries(timesUs ?? {}).find(([, timeUs]) => timeUs <= 0);
  if (short) return refuse('bad-time', `car ${short[0]} cannot have a time of ${short[1]} microseconds`, { field: 'timesUs' });
  const loose = Object.entries(details ?? {}).find(([, said]) => typeof said !== 'object' || said === null || Array.isArray(said));
  if (loose) return refuse('wrong-type', `the details of car ${loose[0]} are a map, as { incidents: 4 }`, { field: 'details' });
  return {
    ...(bestLapsUs === undefined ? {} : { bestLapsUs }),
    ...(timesUs === undefined ? {} : { timesUs }),
    ...(details === undefined ? {} : { details }),
    ...(source === undefined ? {} : { source }),
  };
}

/** A finish without an order takes the order of the race: it must have been green, or a lap scored, unless nobody is left to run it. */
function mustHaveRun(deciding: Deciding, at: At): void {
  const run = raceRun(deciding.context, at.meeting, at.race);
  if (run.order.length === 0) return;
  if (run.moments['first_green'] === undefined && run.lap === 0)
    refuse('race-not-run', `${at.race} was not green and has no lap: give the order of the finish`, { field: 'order' });
}

export const time: Handler<'time'> = (deciding) => {
  const { command, context } = deciding;
  const at = raceFor(deciding);
  if (roundOf(context, at.round).decidedBy !== 'time')
    return refuse('not-timed', `${at.race} is not decided by lap times`, { field: 'race' });
  mustBeReady(deciding, at);
  carsInRace(deciding, at, [command.car], 'car');
  if (command.timesUs.some((each) => !Number.isInteger(each) || each <= 0))
    return refuse('bad-time', 'a lap time is a whole number of microseconds above 0', { field: 'timesUs' });
  const passes = joinPasses([
    notOfficial(deciding, at),
    passGates(deciding, ['time'], { ...at, car: command.car }, { number: () => command.car }),
  ]);
  return [factOf(deciding, 'times-recorded', { car: command.car, timesUs: command.timesUs }, { ...at, passes })];
};

export const makeOfficial: Handler<'make-official'> = (deciding) => {
  const { context } = deciding;
  const at = raceFor(deciding);
  const standing = result(context, at.meeting, at.race);
  if (standing.standing === 'none' || standing.standing === 'running')
    return refuse('no-result', `${at.race} has no result yet`, { field: 'race' });
  if (standing.standing === 'official') return refuse('result-official', `the result of ${at.race} is official already`, { field: 'race' });
  const held = standing.holds[0];
  const override = held
    ? {
        override: overridden(
          deciding,
          refusal('result-held', `held: ${standing.holds.map((each) => each.says).join('; ')}`, {
            clauses: [...new Set(standing.holds.flatMap((each) => each.clauses))],
            facts: standing.holds.flatMap((each) => each.facts),
            because: because(`${at.race} is held`, { from: standing.holds }),
          }),
        ),
      }
    : {};
  return [
    factOf(deciding, 'result-made-official', {}, { ...at, passes: joinPasses([passGates(deciding, ['make-official'], at), override]) }),
  ];
};
