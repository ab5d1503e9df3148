import { join } from 'node:path';
import type { ServedClub } from '../http/clubs.ts';
import { Publisher, type PublishingState } from '../publish/publisher.ts';
import { writerOf } from '../publish/writer.ts';
import type { LogLine } from './start.ts';
import { ServeError, type ServeSettings } from './settings.ts';

/** Begins to publish the clubs that there are tokens for. @throws ServeError when a token is of no club that is served */
export function startPublishing(
  settings: ServeSettings,
  clubs: ReadonlyMap<string, ServedClub>,
  log: (line: LogLine) => void,
): readonly Publisher[] {
  const url = settings['publish-to'];
  if (url === undefined) return [];
  const writer = writerOf(join(settings.data, 'writer-id'), settings['publish-as']);
  return tokensOf(settings['publish-token'] ?? [], [...clubs.keys()]).map(([name, token]) => {
    const served = clubs.get(name);
    if (!served) throw new ServeError(`publish-token: "${name}" is not served here, but ${[...clubs.keys()].join(', ')}`);
    const destination = { url, club: name, token };
    const publisher = new Publisher({ club: served.club, destination, writer, onState: (state) => log(lineOf(name, state)) });
    publisher.start();
    return publisher;
  });
}

function lineOf(club: string, state: PublishingState): LogLine {
  return { level: state.is === 'even' ? 'info' : 'error', says: 'says' in state ? state.says : 'published', club, publishing: state.is };
}

function tokensOf(given: readonly string[], clubs: readonly string[]): readonly (readonly [club: string, token: string])[] {
  if (given.length === 0)
    throw new ServeError('publish-token: to publish to a service its token is needed; racetower publish-token makes it');
  return given.map((text) => {
    const [club, token] = text.includes('=') ? (text.split('=', 2) as [string, string]) : [undefined, text];
    const [only, ...more] = clubs;
    if (club === undefined && (only === undefined || more.length > 0))
      throw new ServeError('publish-token: several clubs are served, so say of which the token is, as CLUB=TOKEN');
    return [club ?? only ?? '', token];
  });
}
