import { dirname, resolve } from 'node:path';
import { findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { PortProblem } from '@racetower/timing';
import { type Given, UsageError, wholeNumber } from '../command-line.ts';
import type { Pace } from '../live/gear.ts';
import { readLive } from '../live/live-file.ts';
import { type LiveTeller, playLive } from '../live/play-live.ts';
import { StoryError } from '../day/tower.ts';
import { type Output, paint } from '../output.ts';
import { eventLine, healthLines } from '../timing-lines.ts';
import { heading, tellEnding } from './demo-ending.ts';

const STORY = resolve(import.meta.dirname, '../../../../demo/live-main.yaml');

export interface LiveOptions {
  readonly seed?: number;
  readonly rmonitorPort?: number;
}

/** A race of six minutes is told in less than one. */
export const LIVE_SPEED = 10;

/** `racetower demo --live`, as it was written. @throws UsageError for options that do not go together */
export function liveDemo(names: readonly string[], given: Given, out: Output): Promise<number> {
  if (given.has('season')) throw new UsageError('tell a race (--live) or a season, not both');
  const [seed, speed, rmonitorPort] = [
    wholeNumber(given, 'seed'),
    wholeNumber(given, 'speed') ?? LIVE_SPEED,
    wholeNumber(given, 'rmonitor'),
  ];
  if (speed < 1) throw new UsageError('--speed is 1 at least');
  if (rmonitorPort !== undefined && rmonitorPort > 65_535) throw new UsageError('--rmonitor is a port, 0 to 65535');
  const pace = (us: number): Promise<void> => new Promise((done) => void setTimeout(done, us / speed / 1000));
  const options = { ...(seed === undefined ? {} : { seed }), ...(rmonitorPort === undefined ? {} : { rmonitorPort }) };
  return demoLive(names[0], options, pace, out);
}

/** Tells a race from its decoder to its result; 0 told, 2 could not be told. */
export async function demoLive(path: string | undefined, options: LiveOptions, pace: Pace, out: Output): Promise<number> {
  const file = resolve(path ?? STORY);
  const read = readLive(file);
  if (!read.ok) return couldNot(read.problems.map(problemText), out);
  const story = options.seed === undefined ? read.value : { ...read.value, seed: options.seed };
  const folder = findRulebook(story.rulebook, dirname(file));
  if (folder === undefined) return couldNot([`there is no rulebook "${story.rulebook}"`], out);
  const editions = loadEditions(folder);
  if (!editions.ok) return couldNot(editions.problems.map(problemText), out);
  const books = editions.value.map((each) => each.book);
  out.line(paint('bold', `${story.live}: ${books.at(-1)?.club.name ?? ''}, ${story.meeting}`));
  out.line(`A simulated decoder tells passings over TCP; the cast is invented by seed ${story.seed}; the tower scores by the rulebook.`);
  try {
    const { rmonitorPort } = options;
    const played = await playLive(story, books, { teller: tellerTo(out), pace, ...(rmonitorPort === undefined ? {} : { rmonitorPort }) });
    heading('The gear', out);
    for (const line of healthLines(played.health)) out.line(`  ${line}`);
    tellEnding(story, played, out);
    out.line('');
    out.line(
      `${played.tower.state.seq} facts. Try it with other cars: racetower demo --live --seed 7. Write your own: demo/live-main.yaml.`,
    );
    return 0;
  } catch (error) {
    if (error instanceof StoryError || error instanceof PortProblem) return couldNot([error.message], out);
    throw error;
  }
}

function tellerTo(out: Output): LiveTeller {
  return {
    heading: (text) => heading(text, out),
    line: out.line,
    moment: (text) => out.line(paint('yellow', `           ${text}`)),
    gear: (event) => {
      const line = eventLine(event);
      if (line !== undefined) out.line(`           ${line}`);
    },
  };
}

function couldNot(lines: readonly string[], out: Output): number {
  for (const line of lines) out.error(line);
  return 2;
}
