import { dirname, resolve } from 'node:path';
import { ensureConsole } from '@racetower/console/build';
import type { AnyFact, NewFact } from '@racetower/engine';
import { findRulebook, loadEditions, problemText } from '@racetower/rulebook';
import { openStorage, readSettings, type RunningServer, ServeError, type ServeSettings, SETTINGS, startServer } from '@racetower/server';
import { type CommandInfo, type Given, UsageError } from '../command-line.ts';
import { readDay } from '../day/day-file.ts';
import { playDay } from '../day/play-day.ts';
import type { Output } from '../output.ts';

const DEMO = resolve(import.meta.dirname, '../../../../demo/club-day.yaml');

export const serveCommand: CommandInfo = {
  name: 'serve',
  purpose: 'serves clubs to browsers and programs, each on a log of its own',
  takes: '[RULEBOOK…]',
  options: {
    ...SETTINGS,
    settings: { takes: 'FILE.yaml', says: 'settings by name, as `port: 8080`; what is written here goes before it' },
    demo: { says: 'a club with a day of races behind it, to look around; what you do there is kept' },
    quiet: { says: 'no line for every answer' },
  },
  notes: [
    'A RULEBOOK is a name under rulebooks/ here or above, or a path; clubs with a log in the folder are served too.',
    'Settings may stand in the environment, as RACETOWER_PORT=8080. SIGTERM or Ctrl+C ends it when requests are answered.',
    'Who sits at this machine may do everything; the network, when it is let in, reads what is public.',
  ],
  examples: ['serve example-speedway', 'serve --demo', 'serve your-club --host 0.0.0.0 --data /var/lib/racetower'],
  exits: { 0: 'ended as it was asked to' },
  run: async (names, given, out) => {
    const stop = new AbortController();
    const end = (): void => stop.abort();
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    try {
      return await serve(names, given, out, stop.signal);
    } finally {
      process.off('SIGINT', end);
      process.off('SIGTERM', end);
    }
  },
};

/** Serves until it is stopped. @throws UsageError when it cannot be started as it was asked to */
export async function serve(names: readonly string[], given: Given, out: Output, stop: AbortSignal): Promise<number> {
  try {
    await ensureConsole();
    const server = await started(names, given, out);
    out.line(`Racetower serves ${server.clubs.join(', ')} at ${server.address}`);
    await new Promise<void>((done) => {
      if (stop.aborted) done();
      else stop.addEventListener('abort', () => done(), { once: true });
    });
    await server.stop();
    return 0;
  } catch (error) {
    if (error instanceof ServeError) throw new UsageError(error.message);
    throw error;
  }
}

async function started(names: readonly string[], given: Given, out: Output): Promise<RunningServer> {
  const flags = Object.fromEntries(
    Object.keys(SETTINGS).flatMap((name) => {
      const value = given.text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const read = readSettings(flags, process.env, given.text('settings'));
  const named = { ...read, rulebooks: [...new Set([...read.rulebooks, ...names])] };
  const settings = given.has('demo') ? await withDemo(named) : named;
  return startServer(settings, {
    from: process.cwd(),
    now: () => new Date().toISOString(),
    log: (line) => {
      if (line.level === 'error' || !given.has('quiet')) out.error(JSON.stringify({ at: new Date().toISOString(), ...line }));
    },
  });
}

/** Plays the day of the demo into its log, unless there is one already. */
async function withDemo(settings: ServeSettings): Promise<ServeSettings> {
  const read = readDay(DEMO);
  if (!read.ok) throw new UsageError(read.problems.map(problemText).join('\n'));
  const folder = findRulebook(read.value.rulebook, dirname(DEMO));
  if (folder === undefined) throw new UsageError(`there is no rulebook "${read.value.rulebook}"`);
  const editions = loadEditions(folder);
  if (!editions.ok) throw new UsageError(editions.problems.map(problemText).join('\n'));
  const books = editions.value.map((each) => each.book);
  const club = books[0]?.name ?? '';
  const storage = await openStorage(settings, () => undefined);
  const log = storage.log(club);
  try {
    if ((await log.seq()) === 0) {
      const { tower } = playDay(read.value, books, { heading: () => undefined, line: () => undefined, moment: () => undefined });
      await log.append([...tower.state.all].map(asNew), 0);
    }
  } finally {
    await log.close();
    await storage.close();
  }
  return { ...settings, rulebooks: [...new Set([...settings.rulebooks.filter((name) => name !== read.value.rulebook), folder])] };
}

function asNew(fact: AnyFact): NewFact {
  const { club: _club, seq: _seq, ...made } = fact;
  return made;
}
