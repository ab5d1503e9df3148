import { dirname, resolve } from 'node:path';
import type { Rulebook } from '@racetower/engine';
import { findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { type DayFile, type Read, readDay } from '../day/day-file.ts';
import { playDay } from '../day/play-day.ts';
import type { Teller } from '../day/race.ts';
import { StoryError } from '../day/tower.ts';
import { type Output, paint } from '../output.ts';
import { playSeason, type SeasonTeller } from '../season/play-season.ts';
import { readSeason, type SeasonFile } from '../season/season-file.ts';
import { heading, tellEnding } from './demo-ending.ts';

const DEMO = resolve(import.meta.dirname, '../../../../demo');

export interface DemoOptions {
  readonly seed?: string;
  /** A whole season in place of a day. */
  readonly season?: boolean;
}

/** `racetower demo [STORY.yaml] [--season] [--seed N]`: tells a day or a season; 0 told, 2 could not be told. */
export function demoCommand(paths: readonly string[], options: DemoOptions, out: Output): number {
  const file = resolve(paths[0] ?? resolve(DEMO, options.season === true ? 'club-season.yaml' : 'club-day.yaml'));
  return options.season === true
    ? tellStory(file, readSeason(file), options, tellSeason, out)
    : tellStory(file, readDay(file), options, tellDay, out);
}

type Telling<T> = (story: T, editions: readonly Rulebook[], out: Output) => void;

function tellStory<T extends { readonly rulebook: string; readonly seed: number }>(
  file: string,
  read: Read<T>,
  { seed }: DemoOptions,
  tell: Telling<T>,
  out: Output,
): number {
  if (!read.ok) return couldNot(read.problems.map(problemText), out);
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) return couldNot([`--seed is a whole number, not "${seed}"`], out);
  const story = seed === undefined ? read.value : { ...read.value, seed: Number(seed) };
  const folder = findRulebook(story.rulebook, dirname(file));
  if (folder === undefined) return couldNot([`there is no rulebook "${story.rulebook}"`], out);
  const editions = loadEditions(folder);
  if (!editions.ok) return couldNot(editions.problems.map(problemText), out);
  try {
    tell(
      story,
      editions.value.map((each) => each.book),
      out,
    );
    return 0;
  } catch (error) {
    if (error instanceof StoryError) return couldNot([error.message], out);
    throw error;
  }
}

function couldNot(lines: readonly string[], out: Output): number {
  for (const line of lines) out.error(line);
  return 2;
}

const tellDay: Telling<DayFile> = (day, editions, out) => {
  const teller: Teller = {
    heading: (text) => heading(text, out),
    line: out.line,
    moment: (text) => out.line(paint('yellow', `         ${text}`)),
  };
  const club = editions.at(-1)?.club.name ?? '';
  const entered = Object.values(day.cars).reduce((sum, count) => sum + count, 0);
  out.line(paint('bold', `${day.day}: ${club}, ${day.meeting}`));
  out.line(
    `${entered} cars in ${Object.keys(day.cars).length} classes. The cast is invented by seed ${day.seed}; every line-up, result and point is worked out by the rulebook.`,
  );
  const playing = playDay(day, editions, teller);
  tellEnding(day, playing, out);
  out.line('');
  out.line(`${playing.tower.state.seq} facts. Try it with other cars: racetower demo --seed 7. Write your own: docs/nights.md.`);
};

const tellSeason: Telling<SeasonFile> = (season, editions, out) => {
  const teller: SeasonTeller = {
    show: ({ number, of, date, name }) => out.line(`${String(number).padStart(2)}/${of}  ${paint('bold', `${date}  ${name}`)}`),
    moment: (text) => out.line(paint('yellow', `       ${text}`)),
    line: out.line,
  };
  const cars = Object.values(season.classes).reduce((sum, each) => sum + each.cars, 0);
  out.line(paint('bold', `${season.season}: ${editions.at(-1)?.club.name ?? ''}`));
  out.line(
    `${season.shows.length} shows, ${cars} cars in ${Object.keys(season.classes).length} classes. The cast is invented by seed ${season.seed}; what follows from the story is worked out by the rulebook.`,
  );
  const played = playSeason(season, editions, teller);
  tellEnding(season, played, out);
  out.line('');
  out.line(`${played.tower.state.seq} facts. Try it with other cars: racetower demo --season --seed 7.`);
};
