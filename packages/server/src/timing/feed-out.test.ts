import { connect, createServer } from 'node:net';
import { BoardReader, readRMonitor } from '@racetower/timing';
import { expect, onTestFinished, test } from 'vitest';
import type { Sent } from '../club/club.ts';
import { giveAll } from '../testing/example-club.ts';
import { green, MEETING, RACE, raceNight, type RaceNight, standing } from '../testing/race-night.ts';

/** A scoreboard that reads what is served at a port. */
async function scoreboard(port: number) {
  let text = '';
  const socket = connect({ host: '127.0.0.1', port });
  socket.on('data', (bytes) => (text += bytes.toString('latin1')));
  onTestFinished(() => void socket.destroy());
  const ended = new Promise<void>((done) => void socket.on('close', () => done()));
  await new Promise<void>((done) => void socket.on('connect', () => done()));
  const board = (): ReturnType<BoardReader['board']> => {
    const reader = new BoardReader();
    for (const line of text.split('\r\n').slice(0, -1)) {
      const record = readRMonitor(line);
      if ('bad' in record) throw new Error(`${record.says}: ${line}`);
      reader.take(record);
    }
    return reader.board();
  };
  return { board, ended };
}

async function showing(night: RaceNight) {
  night.timing.setFeed({ host: '127.0.0.1', port: 0, 'refresh-s': 30 });
  await night.timing.startFeed();
  const { feed } = await night.timing.health();
  return scoreboard(feed?.listensAt ?? 0);
}

const give = (night: RaceNight, command: object): Promise<unknown> =>
  giveAll(night.club, [{ by: 'race-director:Rae', meeting: MEETING, race: RACE, ...command } as unknown as Sent]);

test('scoreboards have the race as it is scored, with names as the public sees them, and keep it when it is over', async () => {
  const night = await raceNight();
  night.timing.set('start-finish', { protocol: 'p3', at: `127.0.0.1:${night.port}` });
  await night.timing.start('start-finish');
  const { board } = await showing(night);
  await green(night);
  await night.to(60);
  expect(board()).toMatchObject({ session: 'Mini Stock heat-1', flag: 'Green', closed: false });
  expect(
    board()
      .cars.map((car) => car.name)
      .toSorted(),
  ).toEqual(['Ava A.', 'Ben B.', 'Cal C.', 'Dee D.']);
  await night.to(360);
  const { order, lapsDone } = (await standing(night)) as { order: readonly string[]; lapsDone: Readonly<Record<string, number>> };
  expect(board().cars.map(({ number, laps }) => [number, laps])).toEqual(order.map((car) => [car, lapsDone[car]]));
  await give(night, { do: 'finish' });
  await night.to(362);
  expect(board()).toMatchObject({ closed: true });
  expect((await night.timing.health()).feed).toMatchObject({ on: true, readers: 1 });
});

test('it is off until somebody starts it, ends when it is stopped, and comes back with the server when it was on', async () => {
  const night = await raceNight();
  await expect(night.timing.startFeed()).rejects.toThrow('the feed is not set up');
  const { ended } = await showing(night);
  expect(() => night.timing.setFeed({ host: '0.0.0.0', port: 50_000, 'refresh-s': 30 })).toThrow('the feed is on');
  await night.restart();
  await ended;
  expect((await night.timing.health()).feed).toMatchObject({ on: true, listensAt: expect.any(Number) as number });
  await night.timing.stopFeed();
  await night.restart();
  expect((await night.timing.health()).feed).toEqual({ on: false, host: '127.0.0.1', port: 0, 'refresh-s': 30 });
});

test('a port that another program has is named, and kept in view after a restart', async () => {
  const taken = createServer();
  await new Promise<void>((done) => void taken.listen(0, '127.0.0.1', done));
  onTestFinished(() => void taken.close());
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const night = await raceNight();
  night.timing.setFeed({ host: '127.0.0.1', port, 'refresh-s': 30 });
  await expect(night.timing.startFeed()).rejects.toThrow('another program listens at this port');
  expect((await night.timing.health()).problems).toMatchObject([{ kind: 'cannot-start', source: 'feed', now: true }]);
  expect((await night.timing.health()).feed?.on).toBe(false);
});
