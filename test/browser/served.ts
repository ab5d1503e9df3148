import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock } from '@racetower/timing';
import { readSettings, type RunningServer, startServer } from '../../packages/server/src/index.ts';

export interface Served extends RunningServer {
  /** The folder of its logs. */
  readonly data: string;
  /** What it met that it should not have; every story wants none. */
  readonly faults: readonly string[];
}

export interface Serving {
  /** Clubs by the name of their rulebook; left out: those with a log in `data`. */
  readonly rulebooks?: readonly string[];
  /** Left out: a fresh folder, which is gone after `stop`. */
  readonly data?: string;
  readonly now?: () => string;
  /** The clock of timing gear. */
  readonly clock?: Clock;
  /** The club that is there to be tried. */
  readonly demo?: string;
  /** More settings, as they are written behind `serve`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Serves clubs on a free port of this machine, on logs of their own. */
export async function serveClubs({ rulebooks = [], data, now, clock, demo, settings = {} }: Serving = {}): Promise<Served> {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'racetower-browser-'));
  const faults: string[] = [];
  const server = await startServer(readSettings({ data: folder, port: '0', rulebooks, ...settings }, {}), {
    from: resolve(import.meta.dirname, '../..'),
    now: now ?? (() => new Date().toISOString()),
    ...(clock === undefined ? {} : { clock }),
    ...(demo === undefined ? {} : { demo }),
    log: (line) => {
      if (line.level === 'error') faults.push(JSON.stringify(line));
    },
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    if (data === undefined) rmSync(folder, { recursive: true, force: true });
  };
  return { ...server, data: folder, faults, stop };
}
