import type { Playing } from './race.ts';

/** A race of the schedule as it stands. */
export interface ScheduledRace {
  readonly race: string;
  readonly class: string;
  readonly round: string;
  readonly standing: string;
  readonly starters: number;
  readonly waitsFor: readonly string[];
}

export function racesOf({ tower }: Pick<Playing, 'tower'>): readonly ScheduledRace[] {
  return tower.ask<{ readonly races: readonly ScheduledRace[] }>('schedule').races;
}

/** Tells whether nothing is left to do for a race: it was run, or it has nobody to start. */
export const isDone = (race: ScheduledRace): boolean =>
  race.standing === 'provisional' || race.standing === 'official' || (race.starters === 0 && race.waitsFor.length === 0);
