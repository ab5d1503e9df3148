import { createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../source/clock.ts';
import { RMonitorFeed } from './feed.ts';
import type { LiveRace } from './live-race.ts';
import type { RMonitorRecord } from './record.ts';
import { writeRMonitor } from './write.ts';

/** Somebody who listens to the feed. */
export interface FeedClient {
  readonly write: (text: string) => void;
}

const SECOND_US = 1_000_000;

export interface FeedSettings {
  readonly clock: Clock;
  /** What the clock on the wall of the track shows, as microseconds since 1970; left out: that of this machine. */
  readonly localUs?: (nowUs: number) => number;
  /** How often everything is sent again; 0 is never. Left out: every half minute. */
  readonly refreshS?: number;
}

/** The feed to any number of listeners: all to each that comes, then what changes, and a sign of life each second. */
export class RMonitorCast {
  readonly #settings: FeedSettings;
  readonly #feed: RMonitorFeed;
  readonly #clients = new Set<FeedClient>();
  #beats = 0;
  #callOff: () => void = () => undefined;

  constructor(settings: FeedSettings) {
    this.#settings = settings;
    this.#feed = new RMonitorFeed(settings.localUs ?? machineLocalUs);
    this.#beat();
  }

  get clients(): number {
    return this.#clients.size;
  }

  join(client: FeedClient): void {
    this.#clients.add(client);
    client.write(textOf(this.#feed.burst(this.#settings.clock.nowUs())));
  }

  leave(client: FeedClient): void {
    this.#clients.delete(client);
  }

  /** Tells what changed to everybody. */
  show(race: LiveRace): void {
    this.#tell(this.#feed.update(race, this.#settings.clock.nowUs()));
  }

  stop(): void {
    this.#callOff();
    this.#clients.clear();
  }

  #beat(): void {
    this.#callOff = this.#settings.clock.after(SECOND_US, () => {
      this.#beats++;
      const now = this.#settings.clock.nowUs();
      const every = this.#settings.refreshS ?? 30;
      this.#tell(every > 0 && this.#beats % every === 0 ? this.#feed.burst(now) : this.#feed.heartbeat(now));
      this.#beat();
    });
  }

  #tell(records: readonly RMonitorRecord[]): void {
    if (records.length === 0) return;
    const text = textOf(records);
    for (const client of this.#clients) client.write(text);
  }
}

const textOf = (records: readonly RMonitorRecord[]): string => records.map(writeRMonitor).join('');

const machineLocalUs = (nowUs: number): number => nowUs - new Date(nowUs / 1000).getTimezoneOffset() * 60 * SECOND_US;

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** Where the feed is served unless the club says otherwise: to this machine only. */
export const RMONITOR_ADDRESS: ServerAddress = { host: '127.0.0.1', port: 50_000 };

export interface RMonitorServer {
  readonly port: number;
  readonly show: (race: LiveRace) => void;
  readonly clients: () => number;
  readonly close: () => Promise<void>;
}

/** A client that does not read is dropped when so much waits for it. */
const MOST_WAITING_BYTES = 1_000_000;

/**
 * Serves the feed over TCP.
 *
 * @throws PortProblem when the port cannot be had
 */
export async function serveRMonitor(settings: FeedSettings, address: ServerAddress = RMONITOR_ADDRESS): Promise<RMonitorServer> {
  const cast = new RMonitorCast(settings);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const client: FeedClient = {
      write: (text) => {
        if (socket.writableLength > MOST_WAITING_BYTES) socket.destroy();
        else if (socket.writable) socket.write(text);
      },
    };
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      cast.leave(client);
    });
    // Clients of the feed say nothing; what they send all the same is read and forgotten.
    socket.resume();
    cast.join(client);
  });
  const port = await listening(server, address).catch((error: unknown) => {
    cast.stop();
    throw error;
  });
  return {
    port,
    show: (race) => cast.show(race),
    clients: () => cast.clients,
    close: async () => {
      cast.stop();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** A port cannot be listened at: another program has it, or it is not allowed here. */
export class PortProblem extends Error {}

const SAID: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens at this port',
  EADDRNOTAVAIL: 'this machine does not have this address',
  EACCES: 'this port is not allowed',
  ENOTFOUND: 'there is no such host',
};

/** Starts a server; a port of 0 takes any that is free. @throws PortProblem */
export async function listening(server: Server, { host, port }: ServerAddress): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(new PortProblem(`${host}:${port}: ${SAID[error.code ?? ''] ?? error.message}`)),
    );
    server.listen(port, host, () => done());
  });
  const bound = server.address();
  return typeof bound === 'object' && bound ? bound.port : port;
}
