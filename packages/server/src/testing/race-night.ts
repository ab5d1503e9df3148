import { dirname, join } from 'node:path';
import type { LineUp } from '@racetower/engine';
import {
  type Outage,
  replayClock,
  type ReplayClock,
  type ServedWire,
  serveTcp,
  simulateDecoder,
  type SimulatedCar,
  type SimulatedDecoder,
  simulateRace,
} from '@racetower/timing';
import { onTestFinished } from 'vitest';
import type { Club, Sent } from '../club/club.ts';
import { ClubTiming, timingPlaces } from '../timing/club-timing.ts';
import { setUpFile } from '../timing/set-up.ts';
import { CLUB, exampleClub, giveAll, SIGNED_IN, temporaryFile } from './example-club.ts';

const S = 1_000_000;
export const RACE = 'mini-stock/heat-1';
export const MEETING = '2026-05-02';
const OPEN_US = Date.parse('2026-05-02T17:59:40Z') * 1000;
const GREEN_US = Date.parse('2026-05-02T18:00:00Z') * 1000;
const FOR_S = 320;

/** Four cars; the transponder of each is its number behind 70. */
export const FIELD: readonly SimulatedCar[] = ['44', '11', '22', '33'].map((car, index) => ({
  car,
  transponder: Number(`70${car}`),
  lapS: 18 + index * 0.4,
}));

/** A heat of the example club that a simulated decoder times, over TCP, by a clock that the test moves. */
export interface RaceNight {
  readonly clock: ReplayClock;
  readonly club: Club;
  readonly decoder: SimulatedDecoder;
  readonly port: number;
  /** Crossings that the loop hears. */
  readonly crossings: number;
  readonly data: string;
  /** The timing as it is now; another one after `restart`. */
  timing: ClubTiming;
  /** Moves on until an instant, in seconds after the green; what is under way on the line arrives. */
  readonly to: (seconds: number) => Promise<void>;
  /** Ends the timing and opens it anew, as when the server is started again. */
  readonly restart: () => Promise<void>;
}

export async function raceNight(outages: readonly Outage[] = [], transponders = true): Promise<RaceNight> {
  const data = dirname(temporaryFile());
  const clock = replayClock(OPEN_US);
  const club = exampleClub(join(data, `${CLUB}.sqlite`), () => new Date(Math.floor(clock.nowUs() / 1000)).toISOString());
  const made = simulateRace({ cars: FIELD, forS: FOR_S, seed: 3 });
  const decoder = simulateDecoder({ clock, crossings: made, greenUs: GREEN_US, outages, aheadUs: 3_600 * S });
  const served: ServedWire = await serveTcp(decoder.dial, { host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    decoder.stop();
    await served.close();
  });
  await signedIn(club, transponders);
  const night: RaceNight = {
    clock,
    club,
    decoder,
    port: served.port,
    crossings: made.length,
    data,
    timing: timingAt(data, club, clock),
    to: async (seconds) => {
      for (let us = clock.nowUs(); us < GREEN_US + seconds * S; us = clock.nowUs()) {
        clock.to(us + S / 2);
        for (let turn = 0; turn < 4; turn++) await new Promise(setImmediate);
      }
      await night.timing.idle();
    },
    restart: async () => {
      await night.timing.close();
      night.timing = timingAt(data, club, clock);
      await night.timing.open();
    },
  };
  onTestFinished(() => night.timing.close());
  return night;
}

function timingAt(data: string, club: Club, clock: ReplayClock): ClubTiming {
  const { file, folder } = timingPlaces(data, club.name);
  return new ClubTiming({ served: { club, publicNames: 'none' }, clock, store: setUpFile(file), folder });
}

async function signedIn(club: Club, transponders: boolean): Promise<void> {
  const commands = transponders
    ? FIELD.map(({ car, transponder }) => ({
        do: 'assign-transponder',
        by: 'race-director:Rae',
        class: 'mini-stock',
        car,
        transponder: `${transponder}`,
      }))
    : [];
  await giveAll(club, [...SIGNED_IN, ...(commands as unknown as readonly Sent[])]);
}

/** Shows the green at its moment. */
export async function green(night: RaceNight): Promise<void> {
  await night.to(0);
  const flag = { do: 'flag', by: 'flagger:Flo', meeting: MEETING, race: RACE, flag: 'green' };
  await giveAll(night.club, [flag as unknown as Sent]);
}

/** How the heat stands, without the reasons. */
export async function standing({ club }: RaceNight): Promise<object> {
  const ask = async (view: string): Promise<unknown> => {
    const answered = await club.ask({ view, meeting: MEETING, race: RACE });
    if (!answered.ok) throw new Error(answered.refusal.says);
    return answered.answer;
  };
  const { order, lap, lapsDone, phase, timing } = (await ask('race')) as LineUp & Record<string, unknown>;
  return { order, lap, lapsDone, phase, timing };
}
