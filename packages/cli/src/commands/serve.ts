import { ensureConsole } from '@racetower/console/build';
import { PortTaken, readSettings, type RunningServer, ServeError, type ServeSettings, SETTINGS, startServer } from '@racetower/server';
import { hasDesktop, openPage } from '../browser.ts';
import { type CommandInfo, type Given, UsageError } from '../command-line.ts';
import { demoName, rehearse, withDemoClub } from '../demo/demo-club.ts';
import type { Output } from '../output.ts';

export const serveCommand: CommandInfo = {
  name: 'serve',
  purpose: 'serves clubs to browsers and programs, each on a log of its own',
  takes: '[RULEBOOK…]',
  options: {
    ...SETTINGS,
    settings: { takes: 'FILE.yaml', says: 'settings by name, as `port: 8080`; what is written here goes before it' },
    demo: { says: 'a club in the middle of its season with a race about to start, to try everything; what you do there is kept' },
    'no-open': { says: 'with --demo: do not open it in the browser' },
    quiet: { says: 'no line for every answer' },
  },
  notes: [
    'A RULEBOOK is a name under rulebooks/ here or above, or a path; clubs with a log in the folder are served too.',
    'Settings may stand in the environment, as RACETOWER_PORT=8080. SIGTERM or Ctrl+C ends it when requests are answered.',
    '--demo takes another port when 8080 is taken, and opens the address in the browser where there is a desktop.',
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
    const settings = settingsOf(names, given);
    const server = given.has('demo')
      ? await demoStarted(await withDemoClub(settings, out), given, out)
      : await started(settings, given, out);
    const rehearsal = given.has('demo') ? await rehearse(server, (error) => out.error(String(error))) : undefined;
    out.line(`Racetower serves ${server.clubs.join(', ')} at ${server.address}`);
    if (given.has('demo')) await shown(server, given, out);
    await new Promise<void>((done) => {
      if (stop.aborted) done();
      else stop.addEventListener('abort', () => done(), { once: true });
    });
    await rehearsal?.close();
    await server.stop();
    return 0;
  } catch (error) {
    if (error instanceof ServeError) throw new UsageError(error.message);
    throw error;
  }
}

function settingsOf(names: readonly string[], given: Given): ServeSettings {
  const flags = Object.fromEntries(
    Object.keys(SETTINGS).flatMap((name) => {
      const value = given.text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const read = readSettings(flags, process.env, given.text('settings'));
  return { ...read, rulebooks: [...new Set([...read.rulebooks, ...names])] };
}

function started(settings: ServeSettings, given: Given, out: Output): Promise<RunningServer> {
  return startServer(settings, {
    from: process.cwd(),
    now: () => new Date().toISOString(),
    ...(given.has('demo') ? { demo: demoName() } : {}),
    log: (line) => {
      if (line.level === 'error' || !given.has('quiet')) out.error(JSON.stringify({ at: new Date().toISOString(), ...line }));
    },
  });
}

/** Starts where it was told to; where nobody said where, any port that is free will do. */
async function demoStarted(settings: ServeSettings, given: Given, out: Output): Promise<RunningServer> {
  try {
    return await started(settings, given, out);
  } catch (error) {
    const isChosen = given.has('port') || given.has('settings') || process.env['RACETOWER_PORT'] !== undefined;
    if (!(error instanceof PortTaken) || isChosen) throw error;
    return started({ ...settings, port: 0 }, given, out);
  }
}

async function shown({ address }: RunningServer, given: Given, out: Output): Promise<void> {
  out.line(`  ${address}          what the public sees`);
  out.line(`  ${address}/console  the desks of the officials`);
  out.line('A race is lined up: show its green in race control, and cars come by the loop. Ctrl+C ends it; what you did is kept.');
  if (!given.has('no-open') && hasDesktop()) await openPage(address);
}
