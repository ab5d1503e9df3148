import type { AnyFact, LineUp, PassingVerdict, RaceRun, Rulebook } from '@racetower/engine';
import { type Chance, chanceFrom } from '@racetower/rulebook';
import { passOf, type TimingEvent } from '@racetower/timing';
import { castOf, type Starter } from '../day/cast.ts';
import { drawFor } from '../day/draws.ts';
import { open, runRaces, signIn } from '../day/play-day.ts';
import { type Playing, type Teller, weighIn } from '../day/race.ts';
import { StoryError, Tower } from '../day/tower.ts';
import { type Board, openBoard } from './board.ts';
import { Gear, type Pace } from './gear.ts';
import type { LiveFile, LiveMoment } from './live-file.ts';
import { playMoment } from './moments.ts';
import { flagLine, lapLine, lapsLines, missedLines, passingLine, photoFinishLine } from './tower-lines.ts';
import { Track } from './track.ts';

export interface LiveTeller extends Teller {
  /** Something of the timing gear. */
  readonly gear: (event: TimingEvent) => void;
}

export interface LiveSettings {
  readonly teller: LiveTeller;
  readonly pace: Pace;
  /** Where scoreboards are served; left out: nowhere. */
  readonly rmonitorPort?: number;
}

/** A race as it is timed and scored. */
export interface Live {
  readonly story: LiveFile;
  readonly playing: Playing;
  readonly tower: Tower;
  readonly teller: LiveTeller;
  readonly chance: Chance;
  readonly gear: Gear;
  readonly track: Track;
  readonly transponders: ReadonlyMap<string, number>;
  /** What the loop does not hear of a car: once, or ever. */
  readonly unheard: Map<string, 'once' | 'silent' | 'by-hand'>;
  /** When a silent car came by. */
  readonly missed: Map<string, number[]>;
  /** Cars that are read once more. */
  readonly twice: Set<string>;
  /** Lines that were told: the lap, reads that seem to be missing. */
  readonly told: { lap: number; readonly missed: Set<string>; underCaution: number };
  readonly board: Board | undefined;
}

/** The first transponder, and the distance of the next, as rental desks number them. */
const TRANSPONDERS = 3_000_000;
const APART = 7919;
const S = 1_000_000;

/**
 * Plays a race by its story: cars drive over a loop, a decoder tells them over TCP, the tower scores them by the rulebook.
 *
 * @returns the day as it ended, to be asked and explained, and the health of the gear
 * @throws StoryError when the rulebook refuses something that the story takes for granted
 */
export async function playLive(story: LiveFile, editions: readonly Rulebook[], settings: LiveSettings) {
  const chance = chanceFrom(story.seed);
  const playing = beforeTheRace(story, editions, settings.teller, chance);
  const { tower } = playing;
  const gear = await Gear.open(tower.nowUs, settings.pace);
  tower.follow(gear.clock);
  let board: Board | undefined;
  try {
    board = await boardOf(story, playing, gear, settings);
    const live = liveOf(story, playing, { settings, chance, gear, board });
    await run(live);
    settle(live);
    board?.show(true);
    return { tower, named: playing.named, health: gear.source.health() };
  } finally {
    await board?.close();
    await gear.close();
  }
}

/** Opens the meeting, signs everybody in, gives transponders, and runs what comes before the race, told by its finish. */
function beforeTheRace(story: LiveFile, editions: readonly Rulebook[], teller: Teller, chance: Chance): Playing {
  const tower = new Tower(editions, story.meeting);
  const day = { ...story, moments: [], quick: true };
  const cast = castOf(story, chance);
  const playing: Playing = { day, tower, chance, cast, teller, named: new Map(), happened: new Set(), drawn: new Set() };
  if (story.season) {
    const { id, starts, ends } = story.season;
    tower.give({ do: 'open-season', season: id, starts, ...(ends === undefined ? {} : { ends }) });
  }
  open(playing);
  signIn(playing);
  for (const [{ class: raceClass, car }, transponder] of transpondersOf(cast))
    tower.give({ do: 'assign-transponder', class: raceClass, car, transponder: String(transponder) });
  tower.waitUntil(story['races-at']);
  runRaces(playing, [story.race]);
  drawFor(playing, roundOf(tower, story.race));
  tower.wait({ minutes: 3 });
  tower.give({ do: 'post-line-up', race: story.race });
  return playing;
}

function roundOf(tower: Tower, race: string): string {
  const { races } = tower.ask<{ readonly races: readonly { readonly race: string; readonly round: string }[] }>('schedule');
  const found = races.find((each) => each.race === race)?.round;
  if (found === undefined) throw new StoryError(`there is no race ${race}`);
  return found;
}

const transpondersOf = (cast: readonly Starter[]): readonly (readonly [Starter, number])[] =>
  cast.map((starter, index) => [starter, TRANSPONDERS + index * APART]);

async function boardOf(story: LiveFile, playing: Playing, gear: Gear, settings: LiveSettings): Promise<Board | undefined> {
  if (settings.rmonitorPort === undefined) return undefined;
  const board = await openBoard(settings.rmonitorPort, { race: story.race, playing, clock: gear.clock });
  settings.teller.line(`Scoreboards may read RMonitor at 127.0.0.1:${board.port}.`);
  return board;
}

function liveOf(
  story: LiveFile,
  playing: Playing,
  parts: { readonly settings: LiveSettings; readonly chance: Chance; readonly gear: Gear; readonly board: Board | undefined },
): Live {
  const { chance, gear, board } = parts;
  const raceClass = story.race.split('/')[0];
  const starters = playing.cast.filter((each) => each.class === raceClass);
  const slowest = starters.toSorted((a, b) => a.pace - b.pace)[0];
  const { lap, spread, trouble, noise } = story.pace;
  const track = new Track({
    clock: gear.clock,
    chance,
    noise,
    cars: starters.map((each) => ({
      car: each.car,
      lapUs: Math.round(lap * S * (1 + (spread * (100 - each.pace)) / 100 + (each === slowest ? trouble : 0))),
    })),
    crossed: (car) => crossLine(live, car),
  });
  const live: Live = {
    story,
    playing,
    tower: playing.tower,
    teller: parts.settings.teller,
    chance,
    gear,
    track,
    transponders: new Map(transpondersOf(playing.cast).flatMap(([each, number]) => (each.class === raceClass ? [[each.car, number]] : []))),
    unheard: new Map(),
    missed: new Map(),
    twice: new Set(),
    told: { lap: 0, missed: new Set(), underCaution: 0 },
    board,
  };
  return live;
}

/** A car comes over the loop: the decoder hears it, or a scorer types it in, or nobody takes notice. */
function crossLine(live: Live, car: string): void {
  const { chance, gear, transponders, unheard, twice } = live;
  const silence = unheard.get(car);
  if (silence === 'once') unheard.delete(car);
  if (silence === 'silent' || silence === 'by-hand') live.missed.set(car, [...(live.missed.get(car) ?? []), gear.clock.nowUs()]);
  const read = { car, transponder: transponders.get(car) ?? 0, heard: silence === undefined };
  const signal = (): { readonly strength: number; readonly hits: number } => ({
    strength: chance.between(60, 180),
    hits: chance.between(8, 60),
  });
  gear.decoder.cross({ ...read, ...signal() });
  if (!twice.delete(car)) return;
  gear.clock.after(AGAIN_US, () => gear.decoder.cross({ ...read, ...signal() }));
}

/** A second read of the same passing comes so much later. */
const AGAIN_US = 300_000;

async function run(live: Live): Promise<void> {
  const { tower, teller, story, track, gear } = live;
  const { race } = story;
  const lineUp = tower.ask<LineUp>('line-up', { race });
  teller.heading(`${race}, ${lineUp.laps?.laps ?? '?'} laps`);
  await goOn(live, 5 * S);
  showFlag(live, 'green');
  const waiting = [...story.moments].toSorted((a, b) => a.lap - b.lap);
  let now = raceOf(live);
  while (now.phase !== 'ended' || now.order.some((car) => track.comes(car))) {
    await gear.step();
    hear(live);
    now = raceOf(live);
    const due = waiting[0];
    if (due && now.lap >= due.lap && now.phase === 'green') {
      waiting.shift();
      await momentOf(live, due);
      now = raceOf(live);
    }
  }
  if (waiting[0]) throw new StoryError(`the race was over before "${waiting[0].tell}"`);
  await goOn(live, 3 * S);
}

async function momentOf(live: Live, moment: LiveMoment): Promise<void> {
  if (moment.after !== undefined) await goOn(live, moment.after * S);
  await playMoment(live, moment);
}

/** The race as it stands. */
export const raceOf = ({ tower, story }: Live): RaceRun => tower.ask<RaceRun>('race', { race: story.race });

/** Lets time pass; what is heard meanwhile is scored. */
export async function goOn(live: Live, us: number): Promise<void> {
  const untilUs = live.gear.clock.nowUs() + us;
  while (live.gear.clock.nowUs() < untilUs) {
    await live.gear.step(untilUs);
    hear(live);
  }
}

/** Shows a flag; the field drives by it. */
export function showFlag(live: Live, flag: string, words: Readonly<Record<string, unknown>> = {}): void {
  const { tower, story, track, teller, told } = live;
  if (flag === 'green' && told.underCaution > 0) {
    teller.line(`           ${told.underCaution} passings under caution`);
    told.underCaution = 0;
  }
  tower.give({ ...words, do: 'flag', flag, race: story.race });
  const run = raceOf(live);
  teller.line(flagLine(tower, flag, run));
  if (flag === 'green') track.go(run.order);
  else if (flag === 'yellow') track.slow();
  else if (flag === 'red') track.stand();
  told.lap = run.lap;
  live.board?.show(false);
}

/** Scores what the gear has told, and what a scorer types in. */
function hear(live: Live): void {
  for (const event of live.gear.heard())
    if (event.kind === 'passing') score(live, live.tower.give({ do: 'pass', ...passOf(event.passing) }));
    else live.teller.gear(event);
  for (const [car, silence] of live.unheard) if (silence === 'by-hand') typeIn(live, car);
}

/** Hand scorers note hundredths. */
const BY_HAND_US = 10_000;

function typeIn(live: Live, car: string): void {
  const { tower, teller, story, missed } = live;
  const notes = missed.get(car)?.length ?? 0;
  if (notes > 1) teller.line(`           the scorer enters ${notes} laps of car ${car} from a sheet, and the others as they come`);
  for (const us of missed.get(car) ?? [])
    score(live, tower.give({ do: 'pass', by: 'scorer', race: story.race, car, 'time-us': Math.round(us / BY_HAND_US) * BY_HAND_US }));
  missed.delete(car);
}

/** Tells what a passing counts for where it is no lap, and the order when all on the lead lap have come by. */
export function score(live: Live, facts: readonly AnyFact[]): void {
  const { tower, story, track } = live;
  const run = raceOf(live);
  const seen = new Set(facts.map((fact) => fact.seq));
  const { passings } = tower.ask<{ readonly passings: readonly PassingVerdict[] }>('passings', { race: story.race });
  for (const verdict of passings.filter((each) => seen.has(each.fact))) tellPassing(live, verdict);
  const [leader] = run.order;
  if (run.phase === 'ended' && leader !== undefined) track.finish(leader);
  tellLap(live, run);
  live.board?.show(false);
}

function tellPassing({ tower, teller, told }: Live, verdict: PassingVerdict): void {
  if (verdict.counts === 'under-caution') told.underCaution += 1;
  else if (verdict.counts !== 'lap' && verdict.counts !== 'begins') teller.line(passingLine(tower, verdict));
}

function tellLap(live: Live, run: RaceRun): void {
  const { tower, teller, told } = live;
  const lead = run.order.filter((car) => (run.lapsDown[car] ?? 0) === 0);
  const isRacing = run.phase === 'green' || run.phase === 'ended';
  if (run.lap <= told.lap || !isRacing || !lead.every((car) => (run.lapsDone[car] ?? 0) >= run.lap)) return;
  told.lap = run.lap;
  teller.line(lapLine(tower, run));
  for (const line of missedLines(live)) teller.moment(line);
}

/** The finish on record, cars over the scales, the result. */
function settle(live: Live): void {
  const { tower, teller, story, playing } = live;
  const { race } = story;
  const photo = photoFinishLine(raceOf(live));
  if (photo !== undefined) teller.moment(photo);
  for (const line of lapsLines(tower, race)) teller.line(`           ${line}`);
  tower.give({ do: 'finish', race });
  weighIn(playing, race);
  const held = tower.attempt({ do: 'make-official', race });
  teller.moment(held ? `the result stays provisional: ${held.says}` : 'the result is official');
}
