import { eventOf, lineOf, sessionOf } from '../../packages/timing/src/testing/result-files.ts';
import { openAccounts } from '../../packages/server/src/accounts/accounts.ts';
import { openClient } from '../../packages/server/src/client/index.ts';
import { type Served, serveClubs } from './served.ts';

export const LEAGUE = 'sim-league';
export const SEASON = 'tuesdays-2025';
/** The third Tuesday, in the evening of the league's zone. */
export const MEETING = 't3';
export const DRIVERS = ['Ann Archer', 'Ben Baker', 'Cal Carter', 'Dee Dunn', 'Eve Ellis', 'Fay Foster', 'Gus Green', 'Hal Hunt'] as const;
/** In the file under another name, so that somebody has to say who it is. */
const RENAMED = 'H. Hunt Racing';
const STRANGER = 'Ida Inman';

export interface League {
  readonly served: Served;
  /** Sets the clock of the server. */
  readonly at: (instant: string) => void;
  readonly passwords: Readonly<Record<string, string>>;
}

/** A league in the middle of its season: two races are over, members have their numbers, stewards and racers their accounts. */
export async function leagueEvening({ accounts: withAccounts = true } = {}): Promise<League> {
  let now = '2025-07-01T12:00:00Z';
  const served = await serveClubs({ rulebooks: [LEAGUE], now: () => now });
  const at = (instant: string): void => {
    now = instant;
  };
  const client = openClient({ address: served.address, club: LEAGUE });
  const by = 'steward:Kim Keller';
  await client.give({ do: 'open-season', by, season: SEASON, starts: '2025-07-01', ends: '2025-08-05', at: '2025-06-01T12:00:00Z' });
  await client.give({ do: 'set-value', by, season: SEASON, value: 'points_scale', of: 'season', to: [25, 18, 15, 12, 10, 8, 6, 4, 2, 1] });
  const nights = { t1: '2025-07-01', t2: '2025-07-08', t3: '2025-07-15', t4: '2025-07-22' };
  for (const [index, [meeting, date]] of Object.entries(nights).entries())
    await client.give({
      do: 'schedule-meeting',
      by,
      meeting,
      season: SEASON,
      date,
      startsAt: `${nextDay(date)}T01:00:00Z`,
      kind: 'series-one',
      name: `Tuesday ${index + 1}`,
    });
  for (const [index, person] of DRIVERS.entries())
    await client.give({ do: 'register', by, person, details: person === 'Hal Hunt' ? {} : { 'iracing-id': String(101 + index) } });
  for (const [index, meeting] of ['t1', 't2'].entries()) {
    at(`2025-07-0${2 + index * 7}T12:00:00Z`);
    const file = JSON.stringify(roundFile({ subsession: 5001 + index, day: `2025-07-0${2 + index * 7}`, strangers: false }));
    await client.imports.keep({ name: `round-${index + 1}.json`, content: btoa(file), by: 'scorer:Sid Sommer', meeting }, `round-${index}`);
    await client.give({ do: 'rule', by, meeting, id: `lap-one/${meeting}/cars/race`, outcome: 'nothing-found' });
  }
  client.close();
  at('2025-07-16T03:00:00Z');
  if (!withAccounts) return { served, at, passwords: {} };
  const accounts = await openAccounts(served.data);
  const passwords: Record<string, string> = {};
  for (const [login, name, role, desk] of [
    ['sid', 'Sid Sommer', 'scorer', 'scorer'],
    ['kim', 'Kim Keller', 'steward', 'steward'],
    ['lou', 'Lou Lamb', 'steward', 'steward'],
    ['bens', 'Ben Baker', 'steward', 'steward'],
    ['ben', 'Ben Baker', 'racer', 'driver'],
  ] as const) {
    passwords[login] = await accounts.add(login, name);
    await accounts.grant(login, LEAGUE, role, desk);
  }
  await accounts.close();
  return { served, at, passwords };
}

const nextDay = (date: string): string => `${date.slice(0, 8)}${String(Number(date.slice(8)) + 1).padStart(2, '0')}`;

interface Round {
  readonly subsession: number;
  readonly day: string;
  /** With a member under another name and somebody who is none. */
  readonly strangers: boolean;
}

/** The file of a race: of the third, Ann is first and hit Ben on lap 1. */
export function roundFile({ subsession, day, strangers }: Round): object {
  const names: readonly string[] = [...DRIVERS.slice(0, 7), ...(strangers ? [RENAMED, STRANGER] : [])];
  const lines = names.map((name, index) =>
    lineOf(index, {
      cust_id: 101 + index,
      display_name: name,
      incidents: strangers ? [12, 8, 0, 2, 0, 4, 0, 1, 0][index] : 0,
      reason_out: strangers && index === 6 ? 'Disconnected' : 'Running',
      laps_complete: strangers && index === 6 ? 31 : 60,
    }),
  );
  return eventOf({
    subsession_id: subsession,
    session_name: 'Tuesday night',
    league_id: 4242,
    league_name: 'Sim League',
    start_time: `${day}T01:00:00Z`,
    end_time: `${day}T02:40:00Z`,
    session_results: [sessionOf(0, 'RACE', 6, lines), sessionOf(-1, 'PRACTICE', 3, lines)],
  });
}
