import type { Refusal, Rulebook } from '@racetower/engine';
import { type Chance, chanceFrom } from '@racetower/rulebook';
import type { Temporal } from 'temporal-polyfill';
import type { Moment, RaceDay } from '../day/day-file.ts';
import { open, runRaces, starterNames } from '../day/play-day.ts';
import { happen, type Playing, type Teller } from '../day/race.ts';
import { racesOf } from '../day/races.ts';
import { StoryError, Tower } from '../day/tower.ts';
import { filledWords } from '../day/words.ts';
import { isFor, type Member, rosterOf, stepOf, whoComes } from './roster.ts';
import type { Happening, SeasonFile } from './season-file.ts';

/** Where a season is told as it goes. */
export interface SeasonTeller {
  /** A show begins. */
  readonly show: (show: ShowTold) => void;
  /** Something that the season turned on. */
  readonly moment: (text: string) => void;
  readonly line: (text: string) => void;
}

export interface ShowTold {
  readonly number: number;
  readonly of: number;
  readonly date: string;
  readonly name: string;
}

/** A season as it ended, to be asked and explained. */
export type PlayedSeason = Pick<Playing, 'tower' | 'named'> & { readonly roster: readonly Member[] };

interface Season {
  readonly file: SeasonFile;
  readonly tower: Tower;
  readonly chance: Chance;
  readonly roster: readonly Member[];
  readonly named: Map<string, string>;
  readonly teller: SeasonTeller;
  /** Results that something held so far. */
  readonly held: Set<Held>;
}

interface Held {
  readonly meeting: string;
  readonly race: string;
}

/**
 * Plays a season by its rulebook, show by show: who comes signs in, every race that the rounds ask for is run, and what the
 * story says happens.
 *
 * @throws StoryError when the rulebook refuses something that the story takes for granted
 */
export function playSeason(file: SeasonFile, editions: readonly Rulebook[], teller: SeasonTeller): PlayedSeason {
  const season = begun(file, editions, teller);
  for (const [index, show] of file.shows.entries()) playShow(season, show, index);
  for (const { each, ...closing } of file.closing) {
    const moment = { ...closing, do: each === undefined ? closing.do : [], names: {}, ends: false, race: '' };
    happen(playingOf(season, lastDay(file), [], silent(teller)), '', moment);
    if (each === 'roster') forRoster(season, closing.do);
  }
  letGo(season);
  return season;
}

function begun(file: SeasonFile, editions: readonly Rulebook[], teller: SeasonTeller): Season {
  const chance = chanceFrom(file.seed);
  const tower = new Tower(editions, file.starts);
  const season: Season = { file, tower, chance, roster: rosterOf(file, chance), named: new Map(), teller, held: new Set() };
  begin(season);
  return season;
}

/**
 * Plays a season up to the show that is on tonight, and that one but for the races it leaves, of which the next is lined up.
 *
 * @param from when the gates open tonight
 * @throws StoryError when the rulebook refuses something that the story takes for granted
 */
export function playUntilTonight(
  file: SeasonFile,
  editions: readonly Rulebook[],
  { from, teller }: { readonly from: Temporal.Instant; readonly teller: SeasonTeller },
): PlayedSeason {
  const { tonight } = file;
  const nth = file.shows.findIndex((show) => show.meeting === tonight?.meeting);
  const show = file.shows[nth];
  if (!tonight || !show) throw new StoryError('the season says nothing of tonight');
  const season = begun(file, editions, teller);
  for (const [index, each] of file.shows.slice(0, nth).entries()) playShow(season, each, index);
  season.tower.goToInstant(from);
  const playing = gather(season, { ...dayOf(file, show), opens: '00:00' });
  runRaces(playing, tonight.leaves);
  season.tower.give({ do: 'post-line-up', race: tonight.next });
  return season;
}

/** Opens the season: the calendar, the values of the club, the papers of the roster. */
function begin(season: Season): void {
  const { file, tower, chance } = season;
  tower.give({ do: 'open-season', season: file.id, starts: file.starts, ends: file.ends });
  for (const { meeting, date, name, kind, 'races-at': racesAt } of file.shows)
    tower.give({
      do: 'schedule-meeting',
      meeting,
      date,
      kind: kind ?? file.routine.kind,
      season: file.id,
      'starts-at': `${date} ${racesAt ?? file.routine['races-at']}`,
      ...(name === undefined ? {} : { name }),
    });
  for (const words of file.values) tower.give({ do: 'set-value', of: 'season', ...words });
  for (const words of file.opening) tower.give(filledWords(words, () => undefined, chance));
  forRoster(season, file.roster);
}

/** Takes steps for everybody of the roster whom they are for. */
function forRoster({ file, tower, chance, roster }: Season, all: readonly Readonly<Record<string, unknown>>[]): void {
  for (const member of roster)
    for (const words of all) if (isFor(words, member)) tower.give(filledWords(stepOf(words), starterNames(member, file.id), chance));
}

type Show = SeasonFile['shows'][number];

function playShow(season: Season, show: Show, index: number): void {
  const { file, tower, teller } = season;
  tower.goTo(show.date);
  teller.show({ number: index + 1, of: file.shows.length, date: show.date, name: show.name ?? show.meeting });
  const playing = gather(season, dayOf(file, show));
  tower.waitUntil(playing.day['races-at']);
  runRaces(playing);
  for (const { race, standing } of racesOf(playing)) if (standing === 'provisional') season.held.add({ meeting: show.meeting, race });
  const missed = playing.day.moments.find((moment) => !playing.happened.has(moment));
  if (missed) throw new StoryError(`${show.meeting}: nothing came of "${missed.tell}": ${missed.race} was not run so far`);
  happenAt(season, playing, 'raced');
  afterShow(playing, file.routine['after-show']);
}

/** Opens a show and signs in who comes. */
function gather(season: Season, day: RaceDay): Playing {
  const { file, roster, named, chance, teller } = season;
  letGo(season);
  const show = file.shows.find((each) => each.meeting === day.meeting);
  if (!show) throw new StoryError(`there is no show ${day.meeting}`);
  const there = whoComes(file, show, { roster, named: new Set(named.values()) }, chance);
  const playing = playingOf(season, day, there, silent(teller));
  open(playing);
  happenAt(season, playing, 'opened');
  signInAll(season, there);
  happenAt(season, playing, 'signed-in');
  return playing;
}

function happenAt({ file }: Season, playing: Playing, when: Happening['when']): void {
  for (const each of file.happenings)
    if (each.show === playing.day.meeting && each.when === when) happen(playing, each.race ?? '', momentOf(each));
}

/** What the office does when the races are run. */
function afterShow(playing: Playing, all: readonly Readonly<Record<string, unknown>>[]): void {
  const { tower, chance } = playing;
  for (const { 'only-at': at, 'pay-out': due, ...words } of all) {
    if (at !== undefined && ![at].flat().includes(playing.day.meeting)) continue;
    if (due === undefined) tower.give(filledWords(words, () => undefined, chance));
    else payOut(playing, words);
  }
}

interface Due {
  readonly person: string;
  readonly openCents: number;
}

/** Pays everybody what is due to them and not held. */
function payOut({ tower }: Playing, words: Readonly<Record<string, unknown>>): void {
  const { rows } = tower.ask<{ readonly rows: readonly Due[] }>('payout');
  for (const [person, own] of Map.groupBy(rows, (each) => each.person)) {
    const cents = own.reduce((sum, each) => sum + each.openCents, 0);
    if (cents > 0) tower.give({ ...words, do: 'pay-out', person, amount: `$${(cents / 100).toFixed(2)}` });
  }
}

/** Makes official what nothing holds any more. */
function letGo({ tower, held }: Season): void {
  for (const each of held) if (tower.attempt({ do: 'make-official', ...each }) === undefined) held.delete(each);
}

function dayOf(file: SeasonFile, show: Show): RaceDay {
  return {
    ...file.routine,
    ...(show.kind === undefined ? {} : { kind: show.kind }),
    ...(show['races-at'] === undefined ? {} : { 'races-at': show['races-at'] }),
    meeting: show.meeting,
    season: { id: file.id },
    moments: file.happenings.filter((each) => each.show === show.meeting && each.when === undefined).map(momentOf),
    quick: true,
  };
}

function lastDay(file: SeasonFile): RaceDay {
  return { ...file.routine, meeting: file.shows.at(-1)?.meeting ?? '', moments: [] };
}

function momentOf({ show: _show, when: _when, race, ...moment }: Happening): Moment {
  return { ...moment, race: race ?? '' };
}

function playingOf({ tower, chance, named }: Season, day: RaceDay, cast: readonly Member[], teller: Teller): Playing {
  return { day, tower, chance, cast, teller, named, happened: new Set(), drawn: new Set() };
}

/** A show tells its moments alone: results of every race would drown the season. */
function silent(teller: SeasonTeller): Teller {
  return { heading: () => undefined, line: () => undefined, moment: teller.moment };
}

/** Signs in who comes; whom the rulebook keeps out stays out, and it is told why. */
function signInAll(season: Season, there: readonly Member[]): void {
  const { file, tower, chance, teller } = season;
  const kept: Refusal[] = [];
  for (const member of there) {
    for (const words of file.routine.papers)
      if (isFor(words, member)) tower.give(filledWords(stepOf(words), starterNames(member, file.id), chance));
    const refusal = tower.attempt({
      do: 'sign-in',
      class: member.class,
      car: member.car,
      driver: member.driver,
      details: { owner: member.handler },
      ...(file.routine.pills === undefined ? {} : { pill: member.pill }),
    });
    if (refusal) kept.push(refusal);
    else
      for (const words of file.routine['after-sign-in'])
        if (isFor(words, member)) tower.give(filledWords(stepOf(words), starterNames(member, file.id), chance));
  }
  teller.line(`       ${there.length - kept.length} cars${kept.length === 0 ? '' : `, ${kept.length} kept out`}`);
  for (const [says, same] of Map.groupBy(kept, (each) => each.clauses.join(', ')))
    teller.moment(
      `kept out [${says}]: ${same
        .map((each) => each.says)
        .slice(0, 3)
        .join('; ')}${same.length > 3 ? ` and ${same.length - 3} more` : ''}`,
    );
}
