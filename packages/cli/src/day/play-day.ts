import type { Rulebook } from '@racetower/engine';
import { chanceFrom } from '@racetower/rulebook';
import { castOf, type Starter } from './cast.ts';
import type { DayFile } from './day-file.ts';
import { isOver, type Playing, playRace, type Teller } from './race.ts';
import { StoryError, Tower } from './tower.ts';
import { drawFor } from './draws.ts';
import { isDone, racesOf, type ScheduledRace } from './races.ts';
import { filledWords, type Names } from './words.ts';

/**
 * Plays a day by its rulebook: sign-in, draws, every race that its rounds ask for, to official results.
 *
 * @returns the day as it ended, to be asked and explained
 * @throws StoryError when the rulebook refuses something that the story takes for granted
 */
export function playDay(day: DayFile, editions: readonly Rulebook[], teller: Teller): Playing {
  const chance = chanceFrom(day.seed);
  const tower = new Tower(editions, day.meeting);
  const playing: Playing = {
    day,
    tower,
    chance,
    cast: castOf(day, chance),
    teller,
    named: new Map(),
    happened: new Set(),
    drawn: new Set(),
  };
  if (day.season)
    tower.give({
      do: 'open-season',
      season: day.season.id,
      starts: day.season.starts,
      ...(day.season.ends === undefined ? {} : { ends: day.season.ends }),
    });
  open(playing);
  signIn(playing);
  tower.waitUntil(day['races-at']);
  runRaces(playing);
  return playing;
}

/** Opens the meeting at the hour the gates open. */
export function open({ day, tower }: Playing): void {
  tower.waitUntil(day.opens);
  tower.give({ do: 'open-meeting', meeting: day.meeting, ...(day.kind === undefined ? {} : { kind: day.kind }) });
}

/** Signs everybody in, with their papers. */
export function signIn(playing: Playing): void {
  const { day, tower, cast, chance, teller } = playing;
  teller.heading('Sign-in');
  for (const starter of cast) {
    const names = starterNames(starter, day.season?.id);
    for (const words of day.papers) tower.give(filledWords(words, names, chance));
    tower.give({
      do: 'sign-in',
      class: starter.class,
      car: starter.car,
      driver: starter.driver,
      handler: starter.handler,
      ...(day.pills === undefined ? {} : { pill: starter.pill }),
    });
  }
  for (const raceClass of tower.book.classes) {
    const own = cast.filter((each) => each.class === raceClass.id);
    if (own.length > 0)
      teller.line(
        `  ${raceClass.name.padEnd(20)} ${String(own.length).padStart(2)} cars, pills ${own
          .map((each) => each.pill)
          .toSorted((a, b) => a - b)
          .join(' ')}`,
      );
  }
}

const starterName = (starter: object, name: string): string | undefined => {
  const value = (starter as Readonly<Record<string, unknown>>)[name];
  return value === undefined ? undefined : String(value);
};

/** What `$name` stands for in a step about somebody who drives. */
export const starterNames =
  (starter: Starter, season: string | undefined): Names =>
  (name) =>
    name === 'season' ? season : starterName(starter, name);

/**
 * Runs the races that are ready, over and over: a round of all classes before the next round; lower mains come before higher ones.
 *
 * @param but races that are left for later
 */
export function runRaces(playing: Playing, but: readonly string[] = []): void {
  const { tower, teller } = playing;
  const rounds = tower.book.rounds.map((round) => round.id);
  for (const round of rounds) {
    let told = false;
    for (let ready = readyRaces(playing, round, but); ready.length > 0 && !isOver(playing); ready = readyRaces(playing, round, but)) {
      if (!told) teller.heading(tower.book.rounds.find((each) => each.id === round)?.name ?? round);
      told = true;
      for (const { race } of ready) if (!isOver(playing)) playRace(playing, race);
    }
  }
  const left = isOver(playing) ? [] : racesOf(playing).filter((race) => !but.includes(race.race) && !isDone(race));
  if (left.length > 0) throw new StoryError(`no way to run ${left.map((race) => race.race).join(', ')}`);
}

/** The races of a round that nobody has run and whose line-up waits for nothing. */
function readyRaces(playing: Playing, round: string, but: readonly string[]): readonly ScheduledRace[] {
  drawFor(playing, round);
  return racesOf(playing).filter((race) => !but.includes(race.race) && race.round === round && !isDone(race) && race.waitsFor.length === 0);
}
