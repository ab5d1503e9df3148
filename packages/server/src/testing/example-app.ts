import type { Hono } from 'hono';
import type { Visitor } from '../access/visitor.ts';
import type { ShownNames } from '../access/names.ts';
import type { Club } from '../club/club.ts';
import { type AppSettings, makeApp } from '../http/app.ts';
import type { LiveClubs } from '../http/live.ts';
import { exampleClub } from './example-club.ts';

export interface ExampleApp {
  readonly app: Hono;
  readonly lives: LiveClubs;
  readonly club: Club;
  /** Faults that it met; every test wants none. */
  readonly faults: unknown[];
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Sends a command, as it is when it is a text. */
  readonly send: (
    command: unknown,
    options?: { readonly headers?: Readonly<Record<string, string>>; readonly query?: string },
  ) => Promise<Response>;
}

const HERE = '/api/clubs/example-speedway';

/** The service with the example club, asked by the same visitor each time. */
export function exampleApp(
  visitor: Visitor = { is: 'operator' },
  club = exampleClub(),
  publicNames: ShownNames = 'adults',
  more: Partial<AppSettings> = {},
): ExampleApp {
  const faults: unknown[] = [];
  const { app, lives } = makeApp({
    clubs: new Map([[club.name, { club, publicNames }]]),
    identify: () => visitor,
    onFault: (error) => faults.push(error),
    ...more,
  });
  return {
    app,
    lives,
    club,
    faults,
    get: async (path, headers = {}) => app.request(path.startsWith('/') ? path : `${HERE}/${path}`, { headers }),
    send: async (command, { headers = {}, query = '' } = {}) =>
      app.request(`${HERE}/commands${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof command === 'string' || command instanceof Uint8Array ? command : JSON.stringify(command),
      }),
  };
}

/** A member of the club at one desk, or several. */
export function member(name: string, ...posts: readonly string[]): Visitor {
  return { is: 'member', name, posts: posts.map((role) => ({ role, desk: role as 'scorer' })) };
}
