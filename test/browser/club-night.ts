import type { Page } from 'playwright-core';
import { type Crossing, replayClock, serveTcp, type SimulatedCar, simulateDecoder, simulateRace } from '@racetower/timing';
import { onTestFinished } from 'vitest';
import { openAccounts } from '../../packages/server/src/accounts/accounts.ts';
import type { Desk } from '../../packages/server/src/access/desks.ts';
import { openClient } from '../../packages/server/src/client/index.ts';
import { type Served, serveClubs } from './served.ts';

const S = 1_000_000;

/** Somebody who works at a club, in the roles and at the desks that the club gave them. */
export interface Official {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly desk: Desk }[];
}

export interface NightSettings {
  readonly club: string;
  /** When its clock begins, an instant. */
  readonly starts: string;
  readonly officials: readonly Official[];
  /** What was on record before, given at the machine. */
  readonly before: (client: ReturnType<typeof openClient>) => Promise<void>;
}

/** A club on a night: its server, a decoder at its loop, a clock that the story moves, and people with accounts. */
export interface Night {
  readonly served: Served;
  readonly passwords: ReadonlyMap<string, string>;
  readonly now: () => string;
  /** Lets so many seconds pass: for the decoder, the server, and whoever looks at a clock. */
  readonly pass: (seconds: number) => Promise<void>;
  /** Cars come by the loop from now on, in order of the grid, until this is said again or `stop`. */
  readonly roll: (cars: readonly SimulatedCar[]) => { readonly stop: () => void };
  /** A person's clock goes with the club's. */
  readonly follow: (page: Page) => Promise<void>;
}

/** Opens a club for the night. */
export async function openNight({ club, starts, officials, before }: NightSettings): Promise<Night> {
  const startUs = Date.parse(starts) * 1000;
  const clock = replayClock(startUs);
  const now = (): string => new Date(Math.floor(clock.nowUs() / 1000)).toISOString();
  const decoder = simulateDecoder({ clock, crossings: [], greenUs: startUs });
  const line = await serveTcp(decoder.dial, { host: '127.0.0.1', port: 0 });
  const served = await serveClubs({ rulebooks: [club], now, clock });
  onTestFinished(async () => {
    decoder.stop();
    await served.stop();
    await line.close();
  });
  const client = openClient({ address: served.address, club });
  await before(client);
  await client.timing.set('start-finish', { protocol: 'p3', at: `127.0.0.1:${line.port}` });
  await client.timing.start('start-finish');
  client.close();
  const passwords = await peopleOf(served, club, officials);
  const pages: Page[] = [];
  const tell = async (): Promise<void> => {
    for (const page of pages) await page.clock.setFixedTime(now());
  };
  return {
    served,
    passwords,
    now,
    pass: async (seconds) => {
      const until = clock.nowUs() + seconds * S;
      while (clock.nowUs() < until) {
        clock.to(Math.min(until, clock.nowUs() + S / 2));
        for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
      }
      await tell();
    },
    roll: (cars) => rolling(cars, clock, (crossing) => decoder.cross(crossing)),
    follow: async (page) => {
      pages.push(page);
      await page.clock.setFixedTime(now());
    },
  };
}

/** A field that goes round until it is stopped. */
function rolling(
  cars: readonly SimulatedCar[],
  clock: ReturnType<typeof replayClock>,
  cross: (crossing: Omit<Crossing, 'atUs'>) => void,
): { readonly stop: () => void } {
  const callOff = simulateRace({ cars, forS: 600, seed: 7 }).map(({ atUs, ...crossing }) => clock.after(atUs, () => cross(crossing)));
  return {
    stop: () => {
      for (const each of callOff) each();
    },
  };
}

async function peopleOf(served: Served, club: string, officials: readonly Official[]): Promise<ReadonlyMap<string, string>> {
  const accounts = await openAccounts(served.data);
  const passwords = new Map<string, string>();
  for (const { login, name, roles } of officials) {
    passwords.set(login, await accounts.add(login, name));
    for (const { role, desk } of roles) await accounts.grant(login, club, role, desk);
  }
  await accounts.close();
  return passwords;
}
