import type { LineUp, RaceRun } from '@racetower/engine';
import { type Clock, liveRaceOf, type RaceShown, RMONITOR_ADDRESS, serveRMonitor } from '@racetower/timing';
import { Temporal } from 'temporal-polyfill';
import type { Playing } from '../day/race.ts';

/** Scoreboards that show a race. */
export interface Board {
  readonly port: number;
  /** Shows the race as it stands; when nothing comes any more clients keep it. */
  readonly show: (closed: boolean) => void;
  readonly close: () => Promise<void>;
}

/** Serves a race to scoreboards. @throws an error with `code` when the port cannot be had */
export async function openBoard(
  port: number,
  shown: { readonly race: string; readonly playing: Playing; readonly clock: Clock },
): Promise<Board> {
  const { race, playing, clock } = shown;
  const { tower, cast } = playing;
  const localUs = (nowUs: number): number =>
    nowUs +
    Temporal.Instant.fromEpochMilliseconds(Math.floor(nowUs / 1000)).toZonedDateTimeISO(tower.book.club.zone).offsetNanoseconds / 1000;
  const server = await serveRMonitor({ clock, localUs }, { host: RMONITOR_ADDRESS.host, port });
  const raceClass = race.split('/')[0];
  const className = tower.book.classes.find((each) => each.id === raceClass)?.name ?? race;
  const cars = cast.filter((each) => each.class === raceClass).map(({ car, driver }) => ({ car, class: className, driver }));
  return {
    port: server.port,
    show: (closed) => {
      const run = tower.ask<RaceRun>('race', { race });
      const { passings } = tower.ask<{ readonly passings: RaceShown['passings'] }>('passings', { race });
      const laps = tower.ask<LineUp>('line-up', { race }).laps?.laps;
      const session = { id: race, name: `${className} ${race.split('/')[1] ?? ''}`, track: tower.book.club.name };
      server.show(liveRaceOf({ session, run, passings, cars, closed, ...(laps === undefined ? {} : { laps }) }));
    },
    close: server.close,
  };
}
