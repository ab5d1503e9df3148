import { citedClauses, type LineUp, type MeetingPoints, type Result, type Round, type Rulebook, VIEWS } from '@racetower/engine';
import { probes, racesIn } from '../lint/probe.ts';
import { logWrong, moneyWrong, pointsWrong, standingsWrong } from './check-sums.ts';
import type { MadeDay, ScheduledRace } from './day.ts';
import type { Desk } from './desk.ts';
import { asked, twice, type Wrong } from './wrong.ts';

/** Looks at everything that a day came to. */
export function wrongIn(desk: Desk, meetings: MadeDay['meetings']): readonly Wrong[] {
  return [...meetings.flatMap((meeting) => wrongAt(desk, meeting)), ...standingsWrong(desk), ...logWrong(desk)];
}

function wrongAt(desk: Desk, meeting: string): readonly Wrong[] {
  const found: Wrong[] = [];
  const schedule = asked<{ readonly races: readonly ScheduledRace[] }>(desk, found, 'schedule', { meeting });
  if (!schedule) return found;
  const lined = new Map<string, LineUp>();
  const results = new Map<string, Result>();
  for (const { race } of schedule.races) {
    const lineUp = asked<LineUp>(desk, found, 'line-up', { meeting, race });
    if (lineUp) lined.set(race, lineUp);
    const result = asked<Result>(desk, found, 'result', { meeting, race });
    if (result) results.set(race, result);
    found.push(...(lineUp ? lineUpWrong(lineUp) : []), ...(result ? resultWrong(result) : []));
  }
  const classes = [...new Set(desk.accepted.flatMap((each) => (each.do === 'sign-in' && each.meeting === meeting ? [each.class] : [])))];
  const isRaceDay = racingKinds(desk.book).has(kindOf(desk, meeting));
  for (const each of classes) {
    found.push(...startsWrong(desk.book, classDay(desk, { meeting, class: each }, { races: schedule.races, lined, results, isRaceDay })));
    const points = asked<{ readonly rows: readonly MeetingPoints[] }>(desk, found, 'points', { meeting, class: each });
    found.push(...(points?.rows ?? []).flatMap(pointsWrong));
  }
  askEverything(desk, { meeting, season: desk.season, class: classes[0], race: schedule.races[0]?.race });
  return [...found, ...moneyWrong(desk, meeting)];
}

function lineUpWrong(lineUp: LineUp): readonly Wrong[] {
  const { clauses } = lineUp.because;
  const car = twice(lineUp.slots.map((slot) => slot.car));
  const slot = twice(lineUp.slots.map((each) => String(each.slot)));
  return [
    ...(car === undefined ? [] : [{ check: 'car-twice', says: `car ${car} starts twice in ${lineUp.race}`, clauses }]),
    ...(slot === undefined ? [] : [{ check: 'place-twice', says: `slot ${slot} of ${lineUp.race} is given twice`, clauses }]),
    ...lineUp.slots.flatMap((each) =>
      citedClauses(each.because).length > 0
        ? []
        : [
            {
              check: 'slot-unexplained',
              says: `no clause says why car ${each.car} starts in slot ${each.slot} of ${lineUp.race}`,
              clauses,
            },
          ],
    ),
  ];
}

function resultWrong(result: Result): readonly Wrong[] {
  const { clauses } = result.because;
  const car = twice(result.rows.map((row) => row.car));
  const place = twice(result.rows.flatMap((row) => (row.place > 0 ? [String(row.place)] : [])));
  return [
    ...(car === undefined ? [] : [{ check: 'car-twice', says: `car ${car} is in the result of ${result.race} twice`, clauses }]),
    ...(place === undefined ? [] : [{ check: 'place-twice', says: `place ${place} of ${result.race} is given twice`, clauses }]),
  ];
}

/** Asks every view that a meeting, a class or a race is enough for: a refusal is an answer, an exception is not. */
function askEverything(desk: Desk, known: Readonly<Record<string, string | undefined>>): void {
  for (const { name, fields } of VIEWS) {
    const must = fields.filter((field) => !field.endsWith('?'));
    const given = must.map((field) => [field, known[field]] as const);
    if (given.every(([, value]) => value !== undefined && value !== ''))
      desk.ask(name, Object.fromEntries(given) as Readonly<Record<string, string>>);
  }
}

interface Entered {
  readonly entries: readonly { readonly car: string; readonly withdrawn: boolean }[];
}

/** A class at a meeting, its races and what is known of each. */
interface ClassDay {
  readonly class: string;
  readonly races: readonly ScheduledRace[];
  /** Whether there is racing at all on such a day, for whatever field. */
  readonly isRaceDay: boolean;
  /** Cars that nobody took out of the day. */
  readonly cars: readonly string[];
  readonly lined: ReadonlyMap<string, LineUp>;
  readonly results: ReadonlyMap<string, Result>;
}

function classDay(
  desk: Desk,
  where: { readonly meeting: string; readonly class: string },
  known: Omit<ClassDay, 'class' | 'cars'>,
): ClassDay {
  const races = known.races.filter((race) => race.class.split('+').includes(where.class));
  const answered = desk.ask<Entered>('entries', where);
  const entered = 'answer' in answered ? answered.answer.entries.filter((entry) => !entry.withdrawn).map((entry) => entry.car) : [];
  const scratched = new Set(
    desk.accepted.flatMap((each) =>
      each.do === 'scratch' && each.meeting === where.meeting && races.some((race) => race.race === each.race) ? [each.car] : [],
    ),
  );
  return { ...known, class: where.class, races, cars: entered.filter((car) => !scratched.has(car)) };
}

const kindOf = (desk: Desk, meeting: string): string =>
  desk.accepted.flatMap((each) => (each.do === 'open-meeting' && each.meeting === meeting ? [each.kind ?? ''] : []))[0] ?? '';

const racing = new WeakMap<Rulebook, ReadonlySet<string>>();

/** Kinds of meeting on which some class of some size races; the others are for practice. */
function racingKinds(book: Rulebook): ReadonlySet<string> {
  const known = racing.get(book);
  if (known) return known;
  const kinds = new Set<string>();
  for (const probe of probes(book, LARGEST_ASKED)) if (!kinds.has(probe.kind) && racesIn(probe).length > 0) kinds.add(probe.kind);
  if (book.meetingKinds.size === 0 && kinds.size > 0) kinds.add('');
  racing.set(book, kinds);
  return kinds;
}

const LARGEST_ASKED = 12;

const slotsOf = (day: ClassDay, race: ScheduledRace): readonly string[] => day.lined.get(race.race)?.slots.map((slot) => slot.car) ?? [];
const takenBy = (day: ClassDay, race: ScheduledRace): readonly string[] => [
  ...slotsOf(day, race),
  ...(day.lined.get(race.race)?.alternates ?? []).map((each) => each.car),
  ...(day.results.get(race.race)?.rows ?? []).map((row) => row.car),
];

/** Tells whether a round is a programme in which every rank starts equally often, more than once: a rank of it is in several races. */
function isProgramme(round: Round): boolean {
  if (round.split?.deal !== 'plan') return false;
  const starts = [...Map.groupBy(round.split.plan.flat(), (rank) => rank).values()].map((each) => each.length);
  return (starts[0] ?? 0) > 1 && starts.every((each) => each === starts[0]);
}

/** Every car that stays has a race, no car is in two races of a round unless it comes up a ladder of mains, every race can be run. */
function startsWrong(book: Rulebook, day: ClassDay): readonly Wrong[] {
  const { races, cars } = day;
  const clauses = clausesOf(book, races);
  if (races.some((race) => race.waitsFor.length > 0)) return stuck(book, races);
  const taken = new Set(races.flatMap((race) => takenBy(day, race)));
  const homeless = !day.isRaceDay ? [] : cars.filter((car) => !taken.has(car));
  const several = new Set(book.rounds.filter((round) => round.ladder || isProgramme(round)).map((round) => round.id));
  const inTwo = cars.flatMap((car) => {
    const round = twice(races.filter((race) => !several.has(race.round) && slotsOf(day, race).includes(car)).map((race) => race.round));
    return round === undefined ? [] : [{ check: 'car-in-two', says: `car ${car} of ${day.class} is in two races of ${round}`, clauses }];
  });
  return [
    ...homeless.map((car) => ({
      check: 'nowhere-to-start',
      says: `car ${car} of ${day.class} has nowhere to start: no race of the day takes it`,
      clauses,
    })),
    ...inTwo,
    ...leftOver(book, day),
  ];
}

/** Races that wait although no other race can be run any more. */
function stuck(book: Rulebook, races: readonly ScheduledRace[]): readonly Wrong[] {
  const open = races.filter((race) => race.standing === 'none' || race.standing === 'running');
  if (open.some((race) => race.waitsFor.length === 0 && race.starters > 0)) return [];
  return open
    .filter((race) => race.waitsFor.length > 0)
    .map((race) => ({
      check: 'race-stuck',
      says: `${race.race} cannot be run: ${race.waitsFor.join('; ')}`,
      clauses: clausesOf(book, [race]),
    }));
}

const clausesOf = (book: Rulebook, races: readonly ScheduledRace[]): readonly string[] => [
  ...new Set(book.rounds.filter((round) => races.some((race) => race.round === round.id)).flatMap((round) => round.clauses)),
];

/**
 * A car that took a place in a round which is open to everybody and that no later round takes, as the fifth of a heat when four
 * go on and nobody races for the rest. A round that sends cars home says so by `cut`.
 */
function leftOver(book: Rulebook, day: ClassDay): readonly Wrong[] {
  const run = day.races.filter((race) => race.starters > 0);
  if (run.some((race) => race.standing !== 'official' && race.standing !== 'provisional')) return [];
  const rounds = book.rounds.filter((round) => run.some((race) => race.round === round.id));
  return rounds.slice(0, -1).flatMap((round, index) => {
    if (round.cut || !round.lineup.every((stage) => stage.select.kind === 'entered')) return [];
    const next = new Set(rounds.slice(index + 1).map((each) => each.id));
    const onward = new Set(run.filter((race) => next.has(race.round)).flatMap((race) => takenBy(day, race)));
    const placed = run.flatMap((race) =>
      race.round === round.id ? (day.results.get(race.race)?.rows ?? []).filter((row) => row.place > 0).map((row) => row.car) : [],
    );
    const left = placed.filter((car) => day.cars.includes(car) && !onward.has(car));
    const says = `car ${left.join(', ')} ran ${round.id} and no later round takes it; a round that sends cars home says so by cut`;
    return left.length === 0 ? [] : [{ check: 'nowhere-to-go', says, clauses: round.clauses }];
  });
}
