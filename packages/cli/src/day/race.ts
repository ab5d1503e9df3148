import type { LineUp, RaceRun, Result } from '@racetower/engine';
import type { Chance } from '@racetower/rulebook';
import type { Temporal } from 'temporal-polyfill';
import type { Starter } from './cast.ts';
import type { Moment, RaceDay } from './day-file.ts';
import { StoryError, type Tower } from './tower.ts';
import { filled, filledWords, type Names } from './words.ts';

/** Where a day is told: what it says goes to a terminal or a test. */
export interface Teller {
  readonly heading: (text: string) => void;
  readonly line: (text: string) => void;
  /** Something that changed the race. */
  readonly moment: (text: string) => void;
}

/** The day as it is played. */
export interface Playing {
  readonly day: RaceDay;
  readonly tower: Tower;
  readonly chance: Chance;
  readonly cast: readonly Starter[];
  readonly teller: Teller;
  /** Names that moments gave to cars and people. */
  readonly named: Map<string, string>;
  /** Moments that came. */
  readonly happened: Set<Moment>;
  /** Rounds of classes whose draws are made. */
  readonly drawn: Set<string>;
}

/** Tells whether a moment ended the racing of the day. */
export const isOver = (playing: Playing): boolean => playing.day.moments.some((moment) => moment.ends && playing.happened.has(moment));

/** Runs a race from the posted line-up to the official result. */
export function playRace(playing: Playing, race: string): void {
  const { tower, day, teller } = playing;
  tower.wait({ minutes: 3 });
  const moments = day.moments.filter((moment) => moment.race === race);
  const quick = day.quick === true && !moments.some((moment) => moment.lap !== undefined);
  tower.give({ do: 'post-line-up', race });
  for (const moment of moments.filter((each) => each.before === true)) happen(playing, race, moment);
  if (isOver(playing)) return;
  if (quick) finishAtOnce(playing, race);
  else runToTheFlag(playing, race, moments);
  for (const moment of moments.filter((each) => each.after === true)) happen(playing, race, moment);
  weighIn(playing, race);
  const held = tower.attempt({ do: 'make-official', race });
  if (held && (held.code !== 'result-held' || day.quick !== true))
    throw new StoryError(`the result of ${race} was not made official: ${held.says}`);
  if (held) teller.moment(`the result of ${race} stays provisional: ${shortened(held.says)}`);
  teller.line(`  ${tower.time}  ${resultLine(playing, race)}`);
}

/** The first of what holds a result, and how many more there are. */
function shortened(says: string): string {
  const [first = '', ...rest] = says.split('; ');
  return rest.length === 0 ? first : `${first}, and ${rest.length} more`;
}

function runToTheFlag(playing: Playing, race: string, moments: readonly Moment[]): void {
  const { tower } = playing;
  tower.give({ do: 'flag', flag: 'green', race });
  const laps = tower.ask<LineUp>('line-up', { race }).laps?.laps ?? 10;
  for (let lap = 1; lap <= laps; lap++) runLap(playing, race, lap, moments);
  tower.give({ do: 'flag', flag: 'checkered', race });
  tower.give({ do: 'finish', race });
}

/** The finish alone: faster cars come through the field, now and then one drops out. */
function finishAtOnce({ tower, chance, cast }: Playing, race: string): void {
  const started = tower.ask<RaceRun>('race', { race }).order;
  tower.wait({ minutes: 5 });
  const out = started.filter(() => chance.between(1, 100) <= 5).slice(0, Math.max(0, started.length - 1));
  const speed = new Map(
    started.map((car, index) => [car, (starterOf(cast, race, car)?.pace ?? 50) - 2 * index + chance.between(0, 60)] as const),
  );
  const running = started.filter((car) => !out.includes(car));
  const order = running.toSorted((a, b) => (speed.get(b) ?? 0) - (speed.get(a) ?? 0));
  tower.give({ do: 'finish', race, order, statuses: Object.fromEntries(out.map((car) => [car, 'dnf'])) });
}

function runLap(playing: Playing, race: string, lap: number, moments: readonly Moment[]): void {
  const { tower } = playing;
  tower.wait({ seconds: 7 });
  tower.give({ do: 'lap', race, order: nextOrder(playing, race) });
  for (const moment of moments.filter((each) => each.lap === lap)) happen(playing, race, moment);
}

/** Faster cars find their way past now and then. */
function nextOrder({ tower, chance, cast }: Playing, race: string): readonly string[] {
  const order = [...tower.ask<RaceRun>('race', { race }).order];
  const pace = (car: string | undefined): number => cast.find((each) => each.car === car && each.class === race.split('/')[0])?.pace ?? 50;
  for (let place = order.length - 1; place > 0; place--) {
    const gain = pace(order[place]) - pace(order[place - 1]);
    if (chance.between(0, 200) < gain) [order[place - 1], order[place]] = [order[place] ?? '', order[place - 1] ?? ''];
  }
  return order;
}

export function happen(playing: Playing, race: string, moment: Moment): void {
  const { tower, chance, teller } = playing;
  playing.happened.add(moment);
  if (moment.wait !== undefined) tower.wait(durationOf(moment.wait));
  const names = namesIn(playing, race);
  for (const [name, stands] of Object.entries(moment.names)) playing.named.set(name, filled(stands, names));
  teller.moment(filled(moment.tell, names));
  for (const words of moment.do) {
    const step = { ...(race === '' ? {} : { race }), ...filledWords(words, names, chance) };
    if ('preview' in words) tellPreview(playing, { ...step, do: words['preview'], preview: undefined });
    else
      tower.give(words['do'] === 'call' || words['do'] === 'flag' || words['do'] === 'record' ? step : filledWords(words, names, chance));
  }
  if (moment.lap !== undefined && moment.do.some((words) => words['do'] === 'call')) tellRestart(playing, race);
}

/** A duration as it is written, `25 minutes`. */
function durationOf(wait: string): Temporal.DurationLike {
  const [count = '0', unit = ''] = wait.split(' ');
  return { [unit.endsWith('s') ? unit : `${unit}s`]: Number(count) };
}

/** The order for the restart, and what is counted against whom. */
function tellRestart({ tower, teller }: Playing, race: string): void {
  const run = tower.ask<RaceRun>('race', { race });
  const counts = Object.entries(run.counts).flatMap(([ladder, cars]) =>
    Object.entries(cars).map(([car, count]) => `car ${car} has ${count} ${ladder}`),
  );
  teller.moment(`the restart: ${run.order.join(', ')}${counts.length > 0 ? `; ${counts.join(', ')}` : ''}`);
}

/** What a call would change, in one line a thing that people see. */
function tellPreview({ tower, teller }: Playing, words: Readonly<Record<string, unknown>>): void {
  const { preview: _asked, race: _race, ...command } = words;
  const changes = tower.preview(command);
  const drivers = changes.filter((change) => change.what.startsWith('points '));
  teller.moment(
    `it would change ${changes.length} answers${drivers.length > 0 ? `, the points of ${drivers.length} drivers among them` : ''}`,
  );
  for (const change of drivers.slice(0, 3)) teller.moment(`  ${change.what}: ${String(change.before)} → ${String(change.after)}`);
}

/** The names that steps of a race may use. */
export function namesIn(playing: Playing, race: string): Names {
  const { tower, cast, named } = playing;
  const order = (): readonly string[] => {
    const result = tower.ask<Result>('result', { race });
    return result.standing === 'none' || result.standing === 'running'
      ? tower.ask<RaceRun>('race', { race }).order
      : result.rows.map((row) => row.car);
  };
  const lined = (): LineUp => tower.ask<LineUp>('line-up', { race });
  const driverOf = (car: string | undefined): string | undefined =>
    cast.find((each) => each.class === race.split('/')[0] && each.car === car)?.driver;
  return (name) => {
    const [, what, digits] = /^([a-z-]+?)-(\d+)$/.exec(name) ?? [];
    const nth = Number(digits) - 1;
    if (what === 'place') return order()[nth];
    if (what === 'driver') return driverOf(order()[nth]);
    if (what === 'handler') return starterOf(cast, race, order()[nth] ?? '')?.handler;
    if (what === 'slot') return lined().slots[nth]?.car;
    if (what === 'alternate') return lined().alternates[nth]?.car;
    if (name === 'last') return order().at(-1);
    if (name === 'class') return race.split('/')[0];
    return named.get(name);
  };
}

/** Every car that has a place goes through the steps after a race; those about `$cars` are taken once for all of them. */
export function weighIn(playing: Playing, race: string): void {
  const { tower, day, cast, chance } = playing;
  const rows = tower.ask<Result>('result', { race }).rows;
  const placed = rows.filter((row) => row.place > 0);
  const forAll = day['after-race'].filter((words) => words['cars'] === '$cars');
  if (placed.length > 0)
    for (const words of forAll)
      tower.give({ race, ...filledWords({ ...words, cars: placed.map((row) => row.car) }, () => undefined, chance) });
  const handlers = rows.map((row) => starterOf(cast, race, row.car)?.handler ?? '');
  for (const row of placed) {
    const own = starterOf(cast, race, row.car);
    const other = handlers.find((handler) => handler !== own?.handler) ?? own?.handler;
    const names: Names = (name) =>
      ({ car: row.car, driver: row.driver, class: row.class, handler: own?.handler, 'other-handler': other })[name];
    for (const words of day['after-race'].filter((each) => !forAll.includes(each)))
      tower.give({ race, ...filledWords(words, names, chance) });
  }
}

function starterOf(cast: readonly Starter[], race: string, car: string): Starter | undefined {
  return cast.find((each) => each.class === race.split('/')[0] && each.car === car);
}

function resultLine({ tower }: Playing, race: string): string {
  const rows = tower.ask<Result>('result', { race }).rows;
  const front = rows
    .filter((row) => row.place > 0)
    .slice(0, 3)
    .map((row) => `${row.place}. ${row.car} ${row.driver}`)
    .join('  ');
  const others = rows.filter((row) => row.status !== 'finished').map((row) => `${row.car} ${row.status}`);
  return `${race.padEnd(27)} ${String(rows.length).padStart(2)} cars  ${front}${others.length > 0 ? `  (${others.join(', ')})` : ''}`;
}
