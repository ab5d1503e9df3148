import { type AnyFact, carryOver, evolve, fold, initialState, type Query, type State, view } from '@racetower/engine';
import type { Benchmark, Case, Kept } from './benchmark.ts';
import { facts, scattered, speedway } from './speedway.ts';

interface Size {
  /** That have been run before tonight. */
  readonly meetings: number;
  /** In each class. */
  readonly cars: number;
}

const day = (meeting: number): string => new Date(Date.UTC(2026, 3, 4 + 7 * meeting)).toISOString().slice(0, 10);

let known: readonly string[] | undefined;

/** The first four classes of the rulebook, or as many as there are. */
function classes(): readonly string[] {
  return (known ??= firstClasses());
}

function firstClasses(): readonly string[] {
  const book = speedway().at(-1);
  if (!book) throw new Error('the example has no edition');
  return book.classes.slice(0, 4).map((each) => each.id);
}

/** A season up to the first laps of tonight's first main: every earlier meeting signed in, lined up, run and official. */
export function upToTonight({ meetings, cars }: Size): readonly AnyFact[] {
  const { add, all } = facts();
  for (let meeting = 0; meeting <= meetings; meeting += 1) {
    const where = { meeting: day(meeting), season: '2026' };
    add('meeting-opened', { date: day(meeting), kind: 'points' }, where);
    for (const raceClass of classes()) {
      const field = Array.from({ length: cars }, (_, index) => String(index + 1));
      for (const car of field)
        add(
          'car-signed-in',
          { class: raceClass, driver: `${raceClass} ${car}`, car, details: { transponder: `${raceClass}${car}` } },
          where,
        );
      const order = field.toSorted((a, b) => scattered(Number(a) * 31 + meeting * 977) - scattered(Number(b) * 31 + meeting * 977));
      if (meeting < meetings) run(add, { ...where, race: `${raceClass}/a-main` }, order);
    }
    if (meeting < meetings) add('meeting-closed', {}, where);
  }
  const race = { meeting: day(meetings), season: '2026', race: `${classes()[0]}/a-main` };
  const field = Array.from({ length: cars }, (_, index) => String(index + 1));
  add('value-set', { value: 'main_laps', to: 100_000, of: 'meeting' }, { meeting: race.meeting, season: '2026' });
  add('line-up-posted', { order: field }, race);
  add('flag-shown', { flag: 'green', cars: [], moment: new Date(GREEN_US / 1000).toISOString() }, race);
  for (let index = 0; index < cars * 3; index += 1) add('passing-read', passing(index, cars), { meeting: race.meeting, season: '2026' });
  return all;
}

function run(add: (kind: AnyFact['kind'], body: object, where: object) => void, where: object, order: readonly string[]): void {
  add('line-up-posted', { order }, where);
  add('race-finished', { order, statuses: {}, laps: {} }, where);
  add('result-made-official', {}, where);
}

const GREEN_US = Date.UTC(2026, 4, 2, 23) * 1000;

function passing(index: number, cars: number): object {
  const [lap, car] = [Math.floor(index / cars), index % cars];
  return { transponder: `${classes()[0]}${car + 1}`, timeUs: GREEN_US + 1_000_000 + lap * 15_000_000 + car * 200_000 };
}

/** What the screens of a club show in the middle of a night. */
function shown(meeting: string): readonly Query[] {
  const [raceClass = ''] = classes();
  const race = `${raceClass}/a-main`;
  return [
    { view: 'running-order', meeting, race },
    { view: 'line-up', meeting, race },
    { view: 'result', meeting: day(0), race },
    { view: 'points', meeting: day(0), class: raceClass },
    { view: 'standings', season: '2026', class: raceClass },
    { view: 'prompts', meeting },
    { view: 'entries', meeting, class: raceClass },
  ];
}

/** What may come next, each a fact of its own every time. */
const NEXT = {
  pass: (time: number, { meetings, cars }: Size) => ({
    kind: 'passing-read',
    meeting: day(meetings),
    body: passing(cars * 3 + time, cars),
  }),
  flag: (time: number, { meetings, cars }: Size) => ({
    kind: 'flag-shown',
    meeting: day(meetings),
    race: `${classes()[0]}/a-main`,
    body: { flag: time % 2 === 0 ? 'yellow' : 'green', cars: [], moment: new Date(GREEN_US / 1000 + (cars + time) * 60_000).toISOString() },
  }),
  'sign-in': (time: number, { meetings }: Size) => ({
    kind: 'car-signed-in',
    meeting: day(meetings),
    body: { class: classes()[1], driver: `Late ${time}`, car: `9${time}`, details: {} },
  }),
} as const;

/** The club at work: its state, and what it has answered and keeps. */
export function atWork(log: readonly AnyFact[], meetings: number): unknown {
  const editions = speedway();
  const state = fold(log);
  carryOver(initialState, state);
  return { state, answers: shown(day(meetings)).map((query) => view(editions, state, query)) };
}

const memoryOf = ({ meetings, cars }: Size): Kept => ({
  size: `${meetings} meetings of ${cars} cars`,
  script: 'season-held.ts',
  told: [`${meetings}`, `${cars}`],
});

/** So many facts, then the same night again. */
const AGAIN_AFTER = 60;

function oneFact(what: keyof typeof NEXT, size: Size): Case {
  const editions = speedway();
  const log = upToTonight(size);
  const queries = shown(day(size.meetings));
  const start = fold(log);
  let state: State = initialState;
  let time = 0;
  const answered = (): readonly unknown[] =>
    queries.map((query) => {
      const answer = view(editions, state, query);
      if (!answer.ok) throw new Error(`${query.view}: ${answer.refusal.says}`);
      return answer.answer;
    });
  const work = (): number => {
    if (time % AGAIN_AFTER === 0) {
      carryOver(initialState, (state = { ...start }));
      answered();
    }
    const { seq } = state;
    const at = new Date(GREEN_US / 1000 + 3_600_000 + seq * 100).toISOString();
    const next = evolve(state, {
      club: 'example-speedway',
      seq: seq + 1,
      at,
      by: 'official',
      season: '2026',
      ...NEXT[what](time % AGAIN_AFTER, size),
    } as unknown as AnyFact);
    carryOver(state, next);
    state = next;
    time += 1;
    return answered().reduce<number>((bytes, answer) => bytes + JSON.stringify(answer).length, 0);
  };
  work();
  const known = new Map(queries.map((query, index) => [JSON.stringify(query), answered()[index]]));
  const floor = (): number => queries.reduce((bytes, query) => bytes + JSON.stringify(known.get(JSON.stringify(query))).length, 0);
  return { size: `${what}, ${size.meetings} meetings of ${size.cars} cars a class`, units: 1, unit: 'facts', work, floor };
}

export const factInMidSeason: Benchmark = {
  name: 'season',
  says: `from a fact in the middle of a season to ${shown('').length} views as text again: running order, line-up, result, points, standings, prompts, entries`,
  floor: 'looking the same answers up in a map and writing them as text; in memory, the bytes of the facts in one piece',
  cases: () => [
    oneFact('pass', { meetings: 3, cars: 12 }),
    ...(['pass', 'flag', 'sign-in'] as const).map((what) => oneFact(what, { meetings: 15, cars: 60 })),
  ],
  memory: () => [memoryOf({ meetings: 3, cars: 12 }), memoryOf({ meetings: 15, cars: 60 })],
};
