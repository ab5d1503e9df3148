import { dirname, resolve } from 'node:path';
import type { Rulebook } from '@racetower/engine';
import { findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { openStorage, type RunningServer, type ServeSettings } from '@racetower/server';
import { systemClock } from '@racetower/timing';
import { Temporal } from 'temporal-polyfill';
import { UsageError } from '../command-line.ts';
import { StoryError } from '../day/tower.ts';
import type { Output } from '../output.ts';
import { readSeason, type SeasonFile } from '../season/season-file.ts';
import { midSeason } from './mid-season.ts';
import { openRehearsal, type Rehearsal } from './rehearsal.ts';

const STORY = resolve(import.meta.dirname, '../../../../demo/mid-season.yaml');

/** The club that is shown around: its story, its rulebook, and where that lies. */
interface DemoClub {
  readonly story: SeasonFile;
  readonly editions: readonly Rulebook[];
  readonly folder: string;
  readonly name: string;
}

function demoClub(): DemoClub {
  const read = readSeason(STORY);
  if (!read.ok) throw new UsageError(read.problems.map(problemText).join('\n'));
  const folder = findRulebook(read.value.rulebook, dirname(STORY));
  if (folder === undefined) throw new UsageError(`there is no rulebook "${read.value.rulebook}"`);
  const loaded = loadEditions(folder);
  if (!loaded.ok) throw new UsageError(loaded.problems.map(problemText).join('\n'));
  const editions = loaded.value.map((each) => each.book);
  return { story: read.value, editions, folder, name: editions[0]?.name ?? '' };
}

/** The club that is shown around. */
export const demoName = (): string => demoClub().name;

/** Races half a season of the demo club into its log, unless there is one already. @returns the settings with that club served */
export async function withDemoClub(settings: ServeSettings, out: Output): Promise<ServeSettings> {
  const { story, editions, folder, name } = demoClub();
  const storage = await openStorage(settings, () => undefined);
  const log = storage.log(name);
  try {
    if ((await log.seq()) === 0) {
      out.line('Racing the season of the demo club up to tonight, once …');
      await log.append(midSeason(story, editions, Temporal.Now.instant()), 0);
    }
  } catch (error) {
    if (error instanceof StoryError) throw new UsageError(error.message);
    throw error;
  } finally {
    await log.close();
    await storage.close();
  }
  return { ...settings, rulebooks: [...new Set([...settings.rulebooks.filter((each) => each !== name), folder])] };
}

/** What the decoder of the demo is called by; it is set up anew at each start, unless somebody has put other gear in its place. */
const GEAR = 'start-finish';
const OURS = /^127\.0\.0\.1:\d+$/;

/** Lets cars drive by the flags of the demo club, and has its timing listen to them. */
export async function rehearse(server: RunningServer, onFault: (error: unknown) => void): Promise<Rehearsal | undefined> {
  const { name, story } = demoClub();
  const served = server.served.get(name);
  if (!served?.timing) return undefined;
  const { club, timing } = served;
  const gear = timing.setUp.sources[GEAR];
  if (gear && !OURS.test(gear.at)) return undefined;
  const rehearsal = await openRehearsal({ club, clock: systemClock, seed: story.seed, lapS: 12, lostPerMille: 4, onFault });
  if (gear) await timing.stop(GEAR);
  timing.set(GEAR, { protocol: 'p3', at: `127.0.0.1:${rehearsal.port}` });
  await timing.start(GEAR);
  return rehearsal;
}
