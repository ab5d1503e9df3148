import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { NewFact } from '@racetower/engine';
import { openSqliteLog } from '@racetower/log';
import { makeApp } from '@racetower/server';
import { Club, type Sent } from '@racetower/server/club';
import type { Benchmark, Case, Kept } from './benchmark.ts';
import { crossedUs, running } from './passing.ts';
import { speedway } from './speedway.ts';

const RACE = { meeting: '2026-05-02', season: '2026', race: 'mini-stock/a-main' };
const CARS = Array.from({ length: 24 }, (_, index) => String(index + 1));
const LAPS = 5;

/** Readers who count what they are told, each on a line of its own. */
class Readers {
  readonly #sockets: Socket[] = [];
  #waiting: { readonly all: () => void; left: number } | undefined;
  readonly #told = new Set<Socket>();

  async join(port: number, path: string, count: number): Promise<void> {
    const first = this.told(count);
    for (let index = 0; index < count; index += 1) {
      const socket = connect(port, '127.0.0.1');
      socket.write(`GET ${path} HTTP/1.1\r\nhost: bench\r\naccept: text/event-stream\r\n\r\n`);
      socket.on('data', (bytes) => this.#hear(socket, bytes));
      this.#sockets.push(socket);
    }
    await first;
  }

  /** Fulfilled when so many have been told something since. */
  async told(count: number): Promise<void> {
    this.#told.clear();
    return new Promise((all) => (this.#waiting = { all, left: count }));
  }

  #hear(socket: Socket, bytes: Buffer): void {
    if (!this.#waiting || this.#told.has(socket) || !bytes.includes('\ndata: ')) return;
    this.#told.add(socket);
    this.#waiting.left -= 1;
    if (this.#waiting.left > 0) return;
    const { all } = this.#waiting;
    this.#waiting = undefined;
    all();
  }

  leave(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export interface Told {
  readonly readers: Readers;
  /** Tells all readers the next thing, and is done when every one has it. */
  readonly tell: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The service with a race under way and so many who follow it. */
export async function followed(count: number): Promise<Told> {
  const log = openSqliteLog(':memory:', 'example-speedway');
  await log.append(
    running(CARS, LAPS).map(({ club: _club, seq: _seq, ...fact }) => fact as NewFact),
    0,
  );
  let timeUs = crossedUs(LAPS, CARS.length);
  const club = new Club({ log, editions: speedway(), now: () => new Date(timeUs / 1000).toISOString() });
  await club.latest();
  const { app, lives } = makeApp({
    clubs: new Map([[club.name, { club, publicNames: 'all' }]]),
    identify: () => ({ is: 'public' }),
    onFault: (error) => {
      throw error;
    },
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const readers = new Readers();
  const path = `/api/clubs/${club.name}/live/running-order?meeting=${RACE.meeting}&race=${encodeURIComponent(RACE.race)}&because=no`;
  await readers.join(await listening(server), path, count);
  let crossings = 0;
  const tell = async (): Promise<void> => {
    const all = readers.told(count);
    const index = crossings % CARS.length;
    timeUs = crossedUs(LAPS + 1 + Math.floor(crossings / CARS.length), index);
    crossings += 1;
    const outcome = await club.give({ do: 'pass', by: 'scorer', meeting: RACE.meeting, transponder: `9${CARS[index]}`, timeUs } as Sent);
    if (outcome.is !== 'done') throw new Error(JSON.stringify(outcome));
    await all;
  };
  const close = async (): Promise<void> => {
    readers.leave();
    lives.end();
    server.close();
    await club.close();
  };
  return { readers, tell, close };
}

/** A bare server that writes as many bytes to as many. */
export async function bare(count: number): Promise<Told> {
  const open = new Set<ServerResponse>();
  const text = `id: 1\nevent: patch\ndata: ${'x'.repeat(400)}\n\n`;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    open.add(response);
    response.write(text);
  });
  const readers = new Readers();
  await readers.join(await listening(server), '/', count);
  const tell = async (): Promise<void> => {
    const all = readers.told(count);
    for (const response of open) response.write(text);
    await all;
  };
  const close = async (): Promise<void> => {
    readers.leave();
    server.close();
  };
  return { readers, tell, close };
}

function telling(count: number): Case {
  const once = (make: (count: number) => Promise<Told>): (() => Promise<void>) => {
    let made: Promise<Told> | undefined;
    return async () => (await (made ??= make(count))).tell();
  };
  const made: Promise<Told>[] = [];
  const kept = (make: (count: number) => Promise<Told>) => async (readers: number) => {
    const told = make(readers);
    made.push(told);
    return told;
  };
  return {
    size: `${count.toLocaleString('en')} readers`,
    units: count,
    unit: 'readers told',
    work: once(kept(followed)),
    floor: once(kept(bare)),
    close: async () => {
      for (const each of made) await (await each).close();
    },
  };
}

const memoryOf = (count: number): Kept => ({
  size: `${count.toLocaleString('en')} readers`,
  script: 'readers-held.ts',
  told: [`${count}`],
});

export const fanOut: Benchmark = {
  name: 'fan-out',
  says: 'from a car that crosses the line, put on record, until every live reader has the change',
  floor: 'a bare server that writes about the same bytes to as many; in memory, that server and its readers',
  cases: () => [20, 200, 2000].map(telling),
  memory: () => [200, 2000].map(memoryOf),
};
