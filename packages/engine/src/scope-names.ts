import type { PlannedRace } from './answers.ts';
import { callCounts, latestMarks, recordsByName, recordsOf } from './entry/acts.ts';
import { clockFields } from './control/clocks.ts';
import { raceRun } from './control/race-run.ts';
import { silentCars } from './control/silent.ts';
import { runTimes } from './control/times.ts';
import { type Context, contextOfMeeting, type Meeting, memo, meetingOf, meetings, msOf } from './context.ts';
import { drawResults } from './entry/draws.ts';
import { classesIn, classOfRace, entered, entryOf, joinedWith, knownPeople, personDetails } from './entry/entries.ts';
import { lazy, snake } from './formula-values.ts';
import { lineUp } from './lineup/line-up.ts';
import { attemptedAt } from './money/car-count.ts';
import { plannedRace, plannedRaces, racesOfRound, schedule } from './lineup/plan.ts';
import { meetingPoints } from './points/meeting-points.ts';
import { classCountsAsRead, runAsRead } from './points/rain.ts';
import { result } from './points/result.ts';
import { placesGained, resultNames } from './points/result-details.ts';
import { meetingsAttended, seasonPointsBefore } from './points/season-so-far.ts';
import type { Extra } from './scope.ts';
import { filedCases, openCases } from './stewards/open-cases.ts';
import { standingFields } from './stewards/standing.ts';
import { suspensionOf } from './stewards/suspensions.ts';
import type { Where } from './values.ts';

/** The names a formula can read about the place it is asked at. Each is computed when it is read. */
export function scopeNames(context: Context, where: Where, at?: string): Extra {
  return {
    ...(where.meeting === undefined ? seasonNames(context, where) : meetingNames(context, where, at)),
    ...(where.meeting !== undefined && where.class !== undefined ? classNames(context, where.meeting, where.class) : {}),
    ...(where.meeting !== undefined && where.race !== undefined ? raceNames(context, where.meeting, where.race) : {}),
    ...(where.meeting !== undefined && where.class !== undefined && where.car !== undefined ? carNames(context, where) : {}),
  };
}

function seasonNames(context: Context, where: Where): Extra {
  return {
    season: () =>
      lazy({
        id: () => where.season ?? '',
        meetings: () =>
          meetings(context)
            .filter((each) => each.season === where.season)
            .map(meetingFields(context)),
      }),
    meetings: () => meetings(context).map(meetingFields(context)),
    on_record: () => lazy(recordsByName(context)),
    people: () =>
      memo(context, 'people as formulas read them', () =>
        lazy(Object.fromEntries(knownPeople(context).map((name) => [name, () => lazy(personFields(context, name))]))),
      ),
  };
}

function withoutCar(where: Where): Omit<Where, 'car'> {
  const { car: _, ...rest } = where;
  return rest;
}

function meetingFields(context: Context): (meeting: Meeting) => object {
  return (meeting) =>
    lazy({
      id: () => meeting.id,
      date: () => meeting.date,
      season: () => meeting.season ?? '',
      kind: () => meeting.kind,
      name: () => meeting.name,
      points: () => context.book.meetingKinds.get(meeting.kind)?.points ?? false,
      ...(meeting.startsAt === undefined ? {} : { starts_at: () => msOf(meeting.startsAt ?? '') }),
      opened: () => meeting.opened,
      closed: () => meeting.closed,
      number: () => numberInSeason(context, meeting),
      index: () => meetings(context).findIndex((each) => each.id === meeting.id) + 1,
      calls: () => lazy(callCounts(context, { meeting: meeting.id })),
      run: () => runAsRead(contextOfMeeting(context, meeting.id), meeting.id),
      attempted: () =>
        lazy(Object.fromEntries(context.book.classes.map((each) => [each.id, () => attemptedAt(context, meeting.id, each.id)]))),
      classes_run: () =>
        context.book.classes
          .filter((each) => entered(context, meeting.id, each.id).length > 0 && classCountsAsRead(context, meeting.id, each.id))
          .map((each) => each.id),
    });
}

/** 1 for the first points meeting of the season, counting by date; for others the number of the points meetings before. */
function numberInSeason(context: Context, meeting: Meeting): number {
  const counted = meetings(context).filter(
    (each) => !each.cancelled && each.season === meeting.season && (context.book.meetingKinds.get(each.kind)?.points ?? false),
  );
  return counted.filter(
    (each) => each.id === meeting.id || each.date < meeting.date || (each.date === meeting.date && each.seq < meeting.seq),
  ).length;
}

function meetingNames(context: Context, where: Where, at?: string): Extra {
  const id = where.meeting as string;
  const meeting = meetingOf(context, id);
  return {
    ...seasonNames(context, { ...where, ...(meeting.season !== undefined ? { season: meeting.season } : {}) }),
    meeting: () => meetingFields(context)(meeting),
    draws: () => lazy(drawResults(context, where)),
    marks: () => lazy(latestMarks(context, withoutCar(where))),
    calls: () => lazy(callCounts(context, { meeting: id })),
    records: () =>
      lazy(
        recordsOf(context, {
          meeting: id,
          ...(where.class !== undefined ? { class: where.class } : {}),
          ...(where.race !== undefined ? { race: where.race } : {}),
        }),
      ),
    ...(at === undefined ? {} : { clocks: () => lazy(clockFields(context, where, at)) }),
  };
}

function classNames(context: Context, meeting: string, id: string): Extra {
  const raceClass = context.book.classes.find((each) => each.id === id);
  return {
    class: () =>
      lazy({
        id: () => id,
        name: () => raceClass?.name ?? id,
        group: () => raceClass?.group ?? '',
        ended_at: () => endOfRacing(context, meeting, id),
      }),
    cars: () => classesIn(id).reduce((sum, each) => sum + entered(context, meeting, each).length, 0),
    combined: () => joinedWith(context, meeting, id) !== undefined,
    /** Number of races in each round that has been planned. */
    races: () =>
      lazy(
        Object.fromEntries(
          context.book.rounds.map((round) => [snake(round.id), () => racesOfRound(context, meeting, id, round.id).length]),
        ),
      ),
    finished_all: () =>
      lazy(Object.fromEntries(context.book.rounds.map((round) => [snake(round.id), () => allFinished(context, meeting, id, round.id)]))),
    finished: () =>
      lazy(
        Object.fromEntries(
          plannedRaces(context, meeting, id).map((race) => [
            snake(race.id.split('/')[1] ?? ''),
            () => ['provisional', 'official'].includes(result(context, meeting, race.id).standing),
          ]),
        ),
      ),
  };
}

/** When the last race of a class ended, in milliseconds; 0 while it is still to come. */
function endOfRacing(context: Context, meeting: string, classId: string): number {
  const joined = joinedWith(context, meeting, classId)?.id ?? classId;
  const ends = plannedRaces(context, meeting, joined).map((race) => raceRun(context, meeting, race.id).moments['ended'] ?? 0);
  return (ends.at(-1) ?? 0) === 0 ? 0 : Math.max(...ends);
}

function allFinished(context: Context, meeting: string, classId: string, round: string): boolean {
  const races = racesOfRound(context, meeting, classId, round);
  return races.length > 0 && races.every((race) => ['provisional', 'official'].includes(result(context, meeting, race.id).standing));
}

/** Laps of a race: as many as lined up for, or as time has said where those are fewer or none were given. */
function lapsOfAll(linedUp: number, said: number | undefined): number {
  if (said === undefined) return linedUp;
  return linedUp > 0 ? Math.min(linedUp, said) : said;
}

function raceNames(context: Context, meeting: string, id: string): Extra {
  return {
    race: () => {
      const planned = plannedRace(context, meeting, id);
      const run = (): ReturnType<typeof raceRun> => raceRun(context, meeting, id);
      const laps = (): number => lineUp(context, meeting, id).laps?.laps ?? 0;
      return lazy({
        id: () => id,
        round: () => planned.round,
        number: () => planned.number,
        letter: () => planned.letter,
        laps,
        cars: () => run().order.length,
        starters: () => lineUp(context, meeting, id).slots.length,
        phase: () => run().phase,
        flag: () => run().flag,
        lap: () => run().lap,
        to_go: () => lapsOfAll(laps(), run().distance) - run().lap,
        restarts: () => run().restarts,
        cautions: () => run().cautions,
        called_back: () => run().calledBack,
        order: () => run().order,
        lapped: () => run().lapped,
        out: () => run().out.map((each) => each.car),
        silent: () => silentCars(context, meeting, id).map((each) => each.car),
        alternates: () => lineUp(context, meeting, id).alternates.map((each) => each.car),
        handlers: () =>
          lineUp(context, meeting, id).slots.flatMap((slot) =>
            classesIn(planned.class)
              .map((each) => entryOf(context, meeting, each, slot.car)?.handler)
              .filter((each) => each !== undefined),
          ),
        ended_at: () => run().moments['ended'] ?? 0,
        best_time: () => bestTime(context, meeting, id),
        first_green_at: () => run().moments['first_green'] ?? 0,
        first_lap_at: () => run().moments['first_lap'] ?? 0,
        open_cases: () => openCases(context, meeting, id).length,
        cases: () => casesOfRace(context, meeting, id),
        barred: () =>
          barredFrom(
            context,
            meeting,
            lineUp(context, meeting, id).slots.map((slot) => slot.driver),
          ),
        scratched: () => meetingOf(context, meeting).facts.races.get(id)?.facts.of('car-scratched').length ?? 0,
        result: () => result(context, meeting, id).standing,
        places: () => Object.fromEntries(result(context, meeting, id).rows.map((row) => [row.driver, row.place])),
      });
    },
    /** Calls made in the race so far, by name. */
    calls: () => lazy(callCounts(context, { meeting, race: id })),
  };
}

/** The cases about a race as formulas read them: what was filed and what came of it, without whether it followed. */
function casesOfRace(context: Context, meeting: string, race: string): readonly object[] {
  return filedCases(context, meeting)
    .filter((each) => each.fact.race === race)
    .map(({ fact, ruled }) =>
      lazy({
        ...details(fact.body.fields),
        id: () => fact.body.id,
        kind: () => fact.body.rule,
        filer: () => fact.body.filer,
        against: () => fact.body.against ?? '',
        status: () => (ruled ? 'ruled' : 'open'),
        outcome: () => ruled?.body.outcome ?? '',
      }),
    );
}

/** Drivers who are suspended as things stand. */
function barredFrom(context: Context, meeting: string, drivers: readonly string[]): readonly string[] {
  return drivers.filter((driver) => suspensionOf(context, driver, meeting) !== undefined);
}

function carNames(context: Context, where: Where): Extra {
  const { meeting, class: classId, car, race } = where as Required<Where>;
  const entry = entryOf(context, meeting, classId, car);
  if (!entry) return {};
  const fields: Record<string, () => unknown> = {
    ...details(entry.details),
    number: () => car,
    driver: () => entry.driver,
    arrival: () => entry.arrival,
    signed_in_at: () => msOf(entry.signedInAt),
    withdrawn: () => entry.withdrawn,
    ...(entry.pill === undefined ? {} : { pill: () => entry.pill }),
    ...(entry.handler === undefined ? {} : { handler: () => entry.handler }),
    ...recordsOf(context, { meeting, class: classId, car, ...(race !== undefined ? { race } : {}) }),
    results: () => lazy(carResults(context, where)),
    times: () => lazy(carTimes(context, meeting, classId, car)),
    calls: () => lazy(callCounts(context, { meeting, car, ...(race !== undefined ? { race } : {}) })),
    races: () => racesOfCar(context, meeting, classId, car),
    points: () => meetingPoints(context, meeting, classId).find((each) => each.car === car)?.total ?? 0,
    ...(race === undefined ? {} : inRace(context, meeting, race, car)),
  };
  return { car: () => lazy(fields), driver: () => lazy(driverFields(context, meeting, classId, entry.driver)) };
}

/** The races of the class in whose line-up the car stands, in the order they are run. */
function racesOfCar(context: Context, meeting: string, classId: string, car: string): readonly object[] {
  return plannedRaces(context, meeting, classId)
    .filter((race) => lineUp(context, meeting, race.id).slots.some((slot) => slot.car === car))
    .map((race) => lazy({ id: () => race.id, round: () => race.round, phase: () => raceRun(context, meeting, race.id).phase }));
}

function inRace(context: Context, meeting: string, race: string, car: string): Extra {
  const run = (): ReturnType<typeof raceRun> => raceRun(context, meeting, race);
  return {
    laps: () => run().lapsDone[car] ?? 0,
    laps_down: () => run().lapsDown[car] ?? 0,
    lapped: () => run().lapped.includes(car),
    replaced: () => Object.values(run().replaced).includes(car),
    running: () => run().order.includes(car),
    out: () => run().out.some((each) => each.car === car),
    counts: () => Object.fromEntries(Object.entries(run().counts).map(([ladder, byCar]) => [ladder, byCar[car] ?? 0])),
    marks: () => lazy(latestMarks(context, { meeting, race, car })),
    slot: () => lineUp(context, meeting, race).slots.find((slot) => slot.car === car)?.slot ?? 0,
    starts: () => lineUp(context, meeting, race).slots.some((slot) => slot.car === car),
    alternate: () => lineUp(context, meeting, race).alternates.some((each) => each.car === car),
    in_race_before: () => inRaceBefore(context, meeting, race, car),
  };
}

/** Tells whether the driver of a car is in the line-up of the race before, in the running order of the day. */
function inRaceBefore(context: Context, meeting: string, race: string, car: string): boolean {
  const order = schedule(context, meeting);
  const before = order[order.findIndex((each) => each.id === race) - 1];
  const driver = classesIn(classOfRace(race))
    .map((each) => entryOf(context, meeting, each, car)?.driver)
    .find((each) => each !== undefined);
  return before !== undefined && lineUp(context, meeting, before.id).slots.some((slot) => slot.driver === driver);
}

/**
 * The car's results by round, each worked out when it is read: place, status, race, laps. Ladder rounds give the highest main it ran. Asked within a
 * round, only earlier rounds are there: a round's line-up cannot depend on its own result.
 */
function carResults(context: Context, where: Where): Extra {
  const { meeting, class: classId, car } = where as { readonly meeting: string; readonly class: string; readonly car: string };
  const byRound: Record<string, () => unknown> = {};
  const order = context.book.rounds.map((round) => round.id);
  const within = where.round ?? (where.race === undefined ? undefined : plannedRace(context, meeting, where.race).round);
  const earlier = within === undefined ? order : order.slice(0, order.indexOf(within));
  const planned = plannedRaces(context, meeting, classId).filter((race) => earlier.includes(race.round));
  for (const [round, races] of Map.groupBy(planned, (race) => race.round))
    byRound[snake(round)] = () => races.map((race) => carResult(context, meeting, race, car)).find((found) => found !== undefined);
  return byRound;
}

/** What the result of a race says of a car; nothing while there is none. */
function carResult(context: Context, meeting: string, race: PlannedRace, car: string): object | undefined {
  const standing = result(context, meeting, race.id);
  const row = standing.rows.find((each) => each.car === car);
  if (!row || standing.standing === 'none' || standing.standing === 'running') return undefined;
  return lazy({
    ...resultNames(row),
    place: () => row.place,
    status: () => row.status,
    race: () => race.id,
    number: () => race.number,
    letter: () => race.letter,
    scored: () => row.scoringPlace,
    started_from: () => slotIn(context, meeting, race.id, car),
    gained: () => placesGained(slotIn(context, meeting, race.id, car), row.place),
  });
}

/** The slot of a car in the line-up of a race, 0 when it has none. */
function slotIn(context: Context, meeting: string, race: string, car: string): number {
  return lineUp(context, meeting, race).slots.find((slot) => slot.car === car)?.slot ?? 0;
}

/** The best counted time of a race against the clock, in microseconds; 0 while there is none. */
function bestTime(context: Context, meeting: string, race: string): number {
  const times = [...runTimes(context, meeting, race).values()].flatMap((each) => each.timesUs);
  return times.reduce((best, timeUs) => (best === 0 ? timeUs : Math.min(best, timeUs)), 0);
}

/** The counted times of a car in rounds against the clock, in microseconds, in the order driven; a round without any is an empty list. */
function carTimes(context: Context, meeting: string, classId: string, car: string): Extra {
  const timed = context.book.rounds.filter((round) => round.decidedBy === 'time');
  return Object.fromEntries(
    timed.map((round) => [
      snake(round.id),
      () =>
        plannedRaces(context, meeting, classId).flatMap((race) =>
          race.round === round.id ? (runTimes(context, meeting, race.id).get(car)?.timesUs ?? []) : [],
        ),
    ]),
  );
}

function driverFields(context: Context, meeting: string, classId: string, driver: string): Extra {
  return {
    ...personFields(context, driver),
    season_points: () => seasonPointsBefore(context, meeting, classId, driver).value,
    meetings_before: () => meetingsAttended(context, meeting, driver).length,
    ...standingFields(context, driver, meeting),
  };
}

/** What is known of a person: registered details and papers. */
export function personFields(context: Context, name: string): Extra {
  return { ...details(personDetails(context, name)), name: () => name, ...recordsOf(context, { person: name }) };
}

function details(fields: Readonly<Record<string, unknown>>): Extra {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [snake(name), () => value]));
}
