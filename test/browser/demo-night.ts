import { join, resolve } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { midSeason } from '../../packages/cli/src/demo/mid-season.ts';
import { readSeason } from '../../packages/cli/src/season/season-file.ts';
import { findRulebook, loadEditions } from '../../packages/rulebook/src/index.ts';
import { type Client, openClient } from '../../packages/server/src/client/index.ts';
import { type Served, serveClubs } from './served.ts';
import { logsOf } from './worlds.ts';

const DEMO = resolve(import.meta.dirname, '../../demo');
/** An evening of the season that the demo tells; the gates have been open for a while. */
const EVENING_MS = Date.parse('2026-07-19T01:30:00Z');
const S = 1000;
const LEAGUE = 'sim-league';

export const NIGHT = { meeting: 'night-8', race: 'mini-stock/a-main' } as const;

/** The demo club on the night that is on: seven nights behind it, a protest open, its last races waiting for their green. */
export interface DemoNight {
  readonly served: Served;
  readonly club: string;
  /** Another club of the same server, without a night: a league whose results come by file. */
  readonly league: string;
  readonly client: Client;
  /** Moves the club's clock on. */
  readonly wait: (seconds: number) => void;
  readonly stop: () => Promise<void>;
}

/** @param shown whether the server says that the club is its demo */
export async function demoNight({ shown = false }: { readonly shown?: boolean } = {}): Promise<DemoNight> {
  const story = readSeason(join(DEMO, 'mid-season.yaml'));
  if (!story.ok) throw new Error('the season of the demo cannot be read');
  const rulebook = findRulebook(story.value.rulebook, DEMO) ?? '';
  const read = loadEditions(rulebook);
  if (!read.ok) throw new Error('the rulebook of the demo cannot be read');
  const editions = read.value.map((each) => each.book);
  const club = editions[0]?.name ?? '';
  const facts = midSeason(story.value, editions, Temporal.Instant.fromEpochMilliseconds(EVENING_MS));
  const { data, remove } = await logsOf([{ club, facts, rulebook }]);
  let nowMs = EVENING_MS;
  const served = await serveClubs({
    data,
    rulebooks: [LEAGUE],
    now: () => new Date(nowMs).toISOString(),
    ...(shown ? { demo: club } : {}),
  });
  const client = openClient({ address: served.address, club });
  return {
    served,
    club,
    league: LEAGUE,
    client,
    wait: (seconds) => {
      nowMs += seconds * S;
    },
    stop: async () => {
      client.close();
      await served.stop();
      remove();
    },
  };
}

/** Starts the A main that is lined up: six laps in which cars pass each other, one drops out, and a yellow with its causer. */
export async function raceOn({ client, wait }: DemoNight): Promise<void> {
  const { order } = await client.ask('race', NIGHT);
  const [first = '', second = '', third = '', ...rest] = order;
  const last = rest.at(-1) ?? '';
  await client.give({ do: 'flag', by: 'race-director:Rae', ...NIGHT, flag: 'green' });
  const laps = [order, [second, first, third, ...rest], [second, third, first, ...rest], [third, second, first, ...rest]];
  for (const [index, crossed] of [...laps, ...laps.slice(-2)].entries()) {
    wait(9);
    // They come by the line a few tenths apart, more so with every lap.
    for (const car of index < 3 ? crossed : crossed.filter((each) => each !== last)) {
      wait(0.2 + index * 0.07);
      await client.give({ do: 'pass', by: 'scorer:Sam', ...NIGHT, car });
    }
  }
  wait(4);
  await client.give({ do: 'flag', by: 'race-director:Rae', ...NIGHT, flag: 'yellow' });
  await client.give({ do: 'call', by: 'flagger:Flo', ...NIGHT, name: 'caution', car: rest[0] ?? '' });
  await client.give({ do: 'call', by: 'flagger:Flo', ...NIGHT, name: 'out', car: last });
}
