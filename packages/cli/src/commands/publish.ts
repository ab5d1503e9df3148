import { dirname, join } from 'node:path';
import { isPostgresUrl, LogError } from '@racetower/log';
import {
  Club,
  type Destination,
  giveAway,
  Publisher,
  PublishRefused,
  publishToken,
  Remote,
  sendAll,
  ServiceAway,
  takeBack,
  writerOf,
} from '@racetower/server/publish';
import { openWritable, type Place } from '../club/place.ts';
import { type CommandInfo, type Given, UsageError } from '../command-line.ts';
import type { Output } from '../output.ts';

function destinationOf(given: Given, club: string): Destination {
  const url = given.text('to');
  if (url === undefined) throw new UsageError('say where to: --to https://racing.example');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UsageError(`--to ${url}: is an address that begins with https://`);
  const token = given.text('token') ?? process.env['RACETOWER_PUBLISH_TOKEN'];
  if (token === undefined || token === '')
    throw new UsageError(
      'the service wants a token: --token, or RACETOWER_PUBLISH_TOKEN in the environment; racetower publish-token makes it',
    );
  return { url, club, token };
}

/** The writer that a log belongs to: its mark lies beside the file. */
const writerFor = (text: string, given: Given): string =>
  writerOf(join(isPostgresUrl(text) ? 'data' : dirname(text), 'writer-id'), given.text('name'));

/** Does something with a log and the service it is published to; what either says no with is an answer, not a bug. */
async function withService(names: readonly string[], given: Given, work: (place: Place, file: string) => Promise<number>): Promise<number> {
  const [file, ...more] = names;
  if (file === undefined || more.length > 0) throw new UsageError('say which log, and no more: racetower publish LOG --to URL');
  const place = await openWritable(file, given.text('club'));
  try {
    return await work(place, file);
  } catch (error) {
    if (error instanceof PublishRefused || error instanceof ServiceAway || error instanceof LogError)
      throw new UsageError(`${place.club}: ${error.message}`);
    throw error;
  } finally {
    await place.close();
  }
}

function publish(names: readonly string[], given: Given, out: Output): Promise<number> {
  return withService(names, given, async ({ club, log }, file) => {
    const destination = destinationOf(given, club);
    const writer = writerFor(file, given);
    if (given.has('once')) {
      const { seq, hash } = await sendAll(log, new Remote(destination), writer);
      out.line(`${destination.url} has the ${seq} facts of ${club}; both have the digest ${hash}`);
      return 0;
    }
    const publisher = new Publisher({
      club: new Club({ log, editions: [], now: () => new Date().toISOString() }),
      destination,
      writer,
      onState: (state) =>
        state.is === 'even' ? out.line(`${club}: the service has all ${state.seq} facts`) : out.error(`${club}: ${state.says}`),
    });
    publisher.start();
    await new Promise<void>((stop) => {
      process.once('SIGINT', () => stop());
      process.once('SIGTERM', () => stop());
    });
    await publisher.stop();
    return 0;
  });
}

function handOver(names: readonly string[], given: Given, out: Output): Promise<number> {
  return withService(names, given, async ({ club, log, shown }, file) => {
    if (given.has('here')) {
      const before = await log.following();
      await log.setFollowing(undefined);
      out.line(before ? `the facts of ${club} are made in ${shown} from now on` : `the facts of ${club} are made in ${shown} already`);
      return 0;
    }
    const destination = destinationOf(given, club);
    const [remote, writer] = [new Remote(destination), writerFor(file, given)];
    const back = given.has('back');
    const { seq, hash } = back ? await takeBack(log, remote, writer) : await giveAway(log, remote, writer, `${destination.url}#service--`);
    out.line(`the facts of ${club} are made ${back ? 'here' : `at ${destination.url}`} from now on, after fact ${seq}; digest ${hash}`);
    return 0;
  });
}

const SERVICE_OPTIONS = {
  to: { takes: 'URL', says: 'the address of the service, as https://racing.example' },
  token: { takes: 'TOKEN', says: 'that of the club at the service; better in the environment, as RACETOWER_PUBLISH_TOKEN' },
  name: { takes: 'NAME', says: 'what viewers are told this machine is called; left out: its own name' },
  club: { takes: 'CLUB', says: 'whose log it is, where there is none yet' },
};

export const publishCommand: CommandInfo = {
  name: 'publish',
  purpose: 'sends a log to a service on the net whenever there is a link, and what comes to it later',
  takes: 'LOG',
  options: { ...SERVICE_OPTIONS, once: { says: 'end when the service has all there is now' } },
  notes: [
    'Where the link breaks it goes on later from what arrived; hours without one are caught up. Nothing is lost or sent in another order.',
    'A server does the same by its settings publish-to and publish-token (docs/server.md).',
  ],
  examples: [
    'publish data/your-club.sqlite --to https://racing.example',
    'publish data/your-club.sqlite --to https://racing.example --once',
  ],
  exits: { 0: 'the service has what is here' },
  run: publish,
};

export const handOverCommand: CommandInfo = {
  name: 'hand-over',
  purpose: 'says who makes the facts of a club: the machine at the track or the service',
  takes: 'LOG',
  options: {
    ...SERVICE_OPTIONS,
    back: { says: 'from the service to here; without it from here to the service' },
    here: { says: 'end the turn of a machine that is lost: facts are made in LOG from now on, without asking anybody' },
  },
  notes: [
    'All that one has goes to the other first; at no moment do both make facts. Cut off in the middle, it is done by giving it again.',
    'After --here a machine that comes back is refused: what only it has is given again by hand.',
  ],
  examples: [
    'hand-over data/your-club.sqlite --to https://racing.example',
    'hand-over data/your-club.sqlite --to https://racing.example --back',
    'hand-over postgres://racetower@db.example/racetower#your-club --here',
  ],
  exits: { 0: 'handed over' },
  run: handOver,
};

export const publishTokenCommand: CommandInfo = {
  name: 'publish-token',
  purpose: 'prints the token that lets a club be published to a service',
  takes: 'CLUB',
  options: { secret: { takes: 'SECRET', says: 'that of the service; better in the environment, as RACETOWER_PUBLISH_SECRET' } },
  notes: ['The token is for this club alone. With another secret at the service all tokens are others.'],
  examples: ['publish-token your-club'],
  exits: { 0: 'printed' },
  run: ([club, ...more], given, out) => {
    const secret = given.text('secret') ?? process.env['RACETOWER_PUBLISH_SECRET'] ?? '';
    if (club === undefined || more.length > 0) throw new UsageError('say for which club: racetower publish-token CLUB');
    if (secret.length < 16) throw new UsageError('the secret of the service has 16 signs or more: RACETOWER_PUBLISH_SECRET, or --secret');
    out.line(publishToken(secret, club));
    return 0;
  },
};
