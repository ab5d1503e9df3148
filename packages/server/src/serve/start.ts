import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { type Clock, KeptError, systemClock } from '@racetower/timing';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { type Accounts, accountsOn } from '../accounts/accounts.ts';
import { type AccountStore, openPostgresAccounts, openSqliteAccounts } from '../accounts/store.ts';
import { identifyBy } from '../accounts/identify.ts';
import { HookWorker } from '../hooks/hook-worker.ts';
import { Hooks } from '../hooks/hooks.ts';
import { type AppSettings, makeApp } from '../http/app.ts';
import type { Club } from '../club/club.ts';
import type { ServedClub } from '../http/clubs.ts';
import { ClubTiming, timingPlaces } from '../timing/club-timing.ts';
import { setUpFile, SetUpError } from '../timing/set-up.ts';
import { Metrics } from '../metrics/metrics.ts';
import { openServiceDatabase } from '../service/database.ts';
import { noteArrival, proxyList } from './arrival.ts';
import { mailBy } from './mail.ts';
import { Publications } from '../publish/publications.ts';
import { openClubs } from './open-clubs.ts';
import { operatorHere } from './operator.ts';
import { PortTaken, ServeError, type ServeSettings } from './settings.ts';
import { startPublishing } from './publishing.ts';
import { sealedStorage } from '../privacy/sealed-storage.ts';
import { Backups } from '../machine/backups.ts';
import type { ServedMachine } from '../http/machine.ts';
import { VERSION } from '../http/version.ts';
import type { Publisher } from '../publish/publisher.ts';
import { nameOfWriter } from '../publish/writer.ts';
import { logFile, openStorage, type Storage } from './storage.ts';

/** A line of the server's log, for programs: one JSON map, without anything that a visitor sent but method and path. */
export type LogLine = { readonly level: 'info' | 'error'; readonly says: string; readonly [field: string]: unknown };

export interface StartOptions {
  /** The folder from which rulebooks are looked for. */
  readonly from: string;
  readonly now: () => string;
  readonly log: (line: LogLine) => void;
  /** The clock of timing gear; left out: that of this machine. */
  readonly clock?: Clock;
  /** The club that is there to be tried; left out: none. */
  readonly demo?: string;
}

export interface RunningServer {
  /** As `http://127.0.0.1:8080`. */
  readonly address: string;
  readonly clubs: readonly string[];
  /** Each club at work, with its timing where this server takes gear. */
  readonly served: ReadonlyMap<string, { readonly club: Club; readonly timing?: ClubTiming }>;
  /** Takes no more requests, answers those under way, ends the streams and closes the logs. */
  readonly stop: () => Promise<void>;
}

const HEARTBEAT_MS = 15_000;
/** Requests under way have so long before their connections are cut. */
const PATIENCE_MS = 5000;

/** Opens the clubs and serves them. @throws ServeError when that cannot be done as set */
export async function startServer(settings: ServeSettings, options: StartOptions): Promise<RunningServer> {
  const { from, now, log, clock = systemClock, demo } = options;
  const onFault = (error: unknown, request: object = {}): void =>
    log({ level: 'error', says: error instanceof Error ? (error.stack ?? error.message) : String(error), ...request });
  const storage = await openStorage(settings, onFault);
  const store = await accountStoreOf(settings, storage);
  const clubs = await openedClubs(settings, storage, store, { from, now, onFault });
  const timing = await timingOf(settings, clubs, clock);
  const database = await openServiceDatabase(storage.pool ? { pool: storage.pool } : { folder: settings.data });
  const hooks = new Hooks(database);
  const worker = new HookWorker({ clubs, hooks, inside: settings.hooks === 'anywhere', now, onFault });
  const publications = new Publications(database);
  const secret = settings['publish-secret'];
  const accounts = await accountsOf(settings, store);
  const publishers = startPublishing(settings, clubs, log);
  const measured = measuring(settings, clubs, hooks);
  const { app, lives, timingLives } = makeApp({
    clubs,
    timing,
    identify: identifyBy(accounts, operatorHere),
    ...(demo === undefined ? {} : { demo }),
    accounts,
    publications,
    publishing: { publications, ...(secret === undefined ? {} : { secret }) },
    hooks: { hooks, wake: () => worker.wake() },
    machine: servedMachine(settings, storage, publishers, new Backups(database)),
    ...(measured ? { metrics: measured } : {}),
    onFault,
    onAnswer: (answer) => log({ level: 'info', says: 'answered', ...answer }),
  });
  const server = createAdaptorServer({ fetch: arriving(app, settings) });
  const closeFiles = async (): Promise<void> => {
    for (const each of publishers) await each.stop();
    for (const each of timing.values()) await each.close();
    await worker.stop();
    for (const { club } of clubs.values()) await club.close();
    await accounts.close();
    await database.destroy();
    await storage.close();
  };
  try {
    await new Promise<void>((listening, failed) => {
      server.once('error', failed);
      server.listen(settings.port, settings.host, listening);
    });
  } catch (error) {
    await closeFiles();
    const says = cannotListen(error, settings);
    throw isTaken(error) ? new PortTaken(says) : new ServeError(says);
  }
  const beat = setInterval(() => {
    lives.beat();
    timingLives.beat();
  }, HEARTBEAT_MS);
  for (const each of timing.values()) await each.open();
  worker.start();
  const address = addressOf(server.address() as AddressInfo);
  log({ level: 'info', says: 'serving', address, clubs: [...clubs.keys()] });
  const stop = async (): Promise<void> => {
    clearInterval(beat);
    lives.end();
    timingLives.end();
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), PATIENCE_MS);
    await new Promise((closed) => server.close(closed));
    clearTimeout(cut);
    await closeFiles();
    log({ level: 'info', says: 'stopped' });
  };
  return { address, clubs: [...clubs.keys()], served: servedOf(clubs, timing), stop };
}

/** The clubs, or nothing left open. */
async function openedClubs(
  settings: ServeSettings,
  storage: Storage,
  store: AccountStore,
  options: Parameters<typeof openClubs>[2],
): ReturnType<typeof openClubs> {
  try {
    const all = settings['seal-people'] === 'yes';
    const sealedIn = (clubs: readonly string[]): Promise<Storage> => sealedStorage(storage, store, { clubs, all, folder: settings.data });
    return await openClubs(settings, storage, { ...options, sealedIn });
  } catch (error) {
    await store.close();
    await storage.close();
    throw error;
  }
}

/** The timing gear of every club, as it was set up; all of it is off until {@link ClubTiming.open}. */
async function timingOf(
  { data, timing }: ServeSettings,
  clubs: ReadonlyMap<string, ServedClub>,
  clock: Clock,
): Promise<ReadonlyMap<string, ClubTiming>> {
  if (timing === 'no') return new Map();
  try {
    return new Map(
      [...clubs].map(([name, served]) => {
        const { file, folder } = timingPlaces(data, name);
        return [name, new ClubTiming({ served, clock, store: setUpFile(file), folder })];
      }),
    );
  } catch (error) {
    for (const { club } of clubs.values()) await club.close();
    if (error instanceof SetUpError || error instanceof KeptError) throw new ServeError(error.message);
    throw error;
  }
}

/** What the server tells of itself. */
function servedMachine(settings: ServeSettings, storage: Storage, publishers: readonly Publisher[], backups: Backups): ServedMachine {
  const { address } = settings;
  return {
    version: VERSION,
    where: (club) =>
      storage.pool ? { kind: 'database', place: storage.where } : { kind: 'file', place: resolve(logFile(settings.data, club)) },
    publishing: (club) => {
      const publisher = publishers.find((each) => each.club === club);
      return publisher && { to: publisher.to, writer: nameOfWriter(publisher.writer), state: publisher.state };
    },
    backups,
    mails: settings.smtp !== undefined,
    hooks: settings.hooks,
    ...(address === undefined ? {} : { address }),
  };
}

/** Every club with its timing gear, for whoever started the server. */
function servedOf(clubs: ReadonlyMap<string, ServedClub>, timing: ReadonlyMap<string, ClubTiming>): RunningServer['served'] {
  return new Map(
    [...clubs].map(([name, { club }]) => {
      const own = timing.get(name);
      return [name, { club, ...(own ? { timing: own } : {}) }];
    }),
  );
}

/** What is measured, once it is known how to count the streams. */
function measuring(settings: ServeSettings, clubs: ReadonlyMap<string, ServedClub>, hooks: Hooks): AppSettings['metrics'] {
  const token = settings['metrics-token'];
  return (readers) => ({
    metrics: new Metrics({ clubs, readers, due: () => hooks.due() }),
    here: (c) => operatorHere(c).is === 'operator',
    ...(token === undefined ? {} : { token }),
  });
}

const isTaken = (error: unknown): boolean => (error as { readonly code?: unknown }).code === 'EADDRINUSE';

/** Accounts are kept where the logs are. */
const accountStoreOf = (settings: ServeSettings, { pool }: Storage): Promise<AccountStore> =>
  pool ? openPostgresAccounts(pool) : openSqliteAccounts(settings.data);

async function accountsOf(settings: ServeSettings, store: AccountStore): Promise<Accounts> {
  const mail = mailBy(settings);
  const { address } = settings;
  return accountsOn(store, { ...(mail ? { mail } : {}), ...(address === undefined ? {} : { address }) });
}

type FetchCallback = Parameters<typeof createAdaptorServer>[0]['fetch'];

/** Answers requests, each with a note of where it came from. */
function arriving(app: Hono, settings: ServeSettings): FetchCallback {
  const proxies = proxyList(settings['trusted-proxies']);
  return (request, env) => {
    noteArrival(request.headers, env.incoming.socket.remoteAddress, proxies);
    return app.fetch(request, env);
  };
}

function cannotListen(error: unknown, { host, port }: ServeSettings): string {
  const code = (error as { readonly code?: unknown }).code;
  if (code === 'EADDRINUSE') return `another program listens on ${host}:${port} already: take another --port`;
  if (code === 'EACCES') return `port ${port} is not for everybody: take one from 1024 on`;
  return `cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`;
}

function addressOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
