import type { Answer } from '@racetower/server/client';
import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';

export type Run = Answer<'race'>;
export type Scheduled = Answer<'schedule'>['races'][number];
export type LapsRow = Answer<'laps'>['rows'][number];

/** Where every part of race control looks. */
export interface AtRace {
  readonly meeting: string;
  readonly race: string;
}

/** A car of the race with all that race control shows of it. */
export interface CarShown {
  readonly car: string;
  readonly driver: string;
  /** 0 when it is out. */
  readonly place: number;
  readonly laps: number;
  readonly lapsDown: number;
  readonly lapped: boolean;
  readonly gapUs: number | undefined;
  readonly lastUs: number | undefined;
  readonly bestUs: number | undefined;
  readonly status: string | undefined;
  /** What it counts up, as `strike 2`. */
  readonly counts: readonly string[];
  readonly because: Run['because'] | undefined;
}

export interface RaceChoice {
  readonly races: readonly Scheduled[];
  readonly race: Scheduled | undefined;
  readonly choose: (race: string) => void;
  readonly step: (by: number) => void;
  readonly pending: boolean;
}

const ON_TRACK: ReadonlySet<string> = new Set(['warm-up', 'starting', 'green', 'yellow', 'red']);
const HAS_RESULT: ReadonlySet<string> = new Set(['provisional', 'official']);

/** The race that the address names, or else the one on the track, or the first that has no result yet. */
export function useRaceChoice(meeting: string | undefined): RaceChoice {
  const { answer, pending } = useView('schedule', meeting === undefined ? undefined : { meeting });
  const [search, setSearch] = useSearchParams();
  const races = answer?.races ?? [];
  const named = search.get('race');
  // A race that has just ended stays until somebody goes on to the next.
  const [kept, setKept] = useState<string>();
  const shown = named ?? kept;
  const toRun = races.filter((each) => !HAS_RESULT.has(each.standing));
  const race = races.find((each) => each.race === shown) ?? toRun.find((each) => ON_TRACK.has(each.phase)) ?? toRun[0] ?? races.at(-1);
  useEffect(() => setKept(race?.race), [race?.race]);
  const choose = (id: string): void =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.set('race', id);
      return next;
    });
  const step = (by: number): void => {
    const next = race && races[races.indexOf(race) + by];
    if (next) choose(next.race);
  };
  return { races, race, choose, step, pending };
}

/** The cars of a race: in running order, those that are out behind them; before the start as they are lined up. */
export function useCars(at: AtRace): { readonly cars: readonly CarShown[]; readonly run: Run | undefined; readonly seq: number } {
  const race = useView('race', at);
  const laps = useView('laps', at).answer;
  const lineUp = useView('line-up', at).answer;
  const run = race.answer;
  const cars = useMemo(() => {
    if (!run) return [];
    const started = run.order.length > 0 || run.out.length > 0;
    const order = started ? [...run.order, ...run.out.map((each) => each.car)] : (lineUp?.slots ?? []).map((slot) => slot.car);
    return order.map((car, index) =>
      carShown(car, {
        run,
        place: index < (started ? run.order.length : order.length) ? index + 1 : 0,
        laps: laps?.rows.find((row) => row.car === car),
        driver: lineUp?.slots.find((slot) => slot.car === car)?.driver,
      }),
    );
  }, [run, laps, lineUp]);
  return { cars, run, seq: race.seq };
}

interface Known {
  readonly run: Run;
  readonly place: number;
  readonly laps: LapsRow | undefined;
  readonly driver: string | undefined;
}

function carShown(car: string, { run, place, laps, driver }: Known): CarShown {
  const counts = Object.entries(run.counts).flatMap(([ladder, byCar]) => ((byCar[car] ?? 0) > 0 ? [`${ladder} ${byCar[car]}`] : []));
  return {
    car,
    driver: laps !== undefined && laps.driver !== '' ? laps.driver : (driver ?? ''),
    place,
    laps: run.lapsDone[car] ?? 0,
    lapsDown: run.lapsDown[car] ?? 0,
    lapped: run.lapped.includes(car),
    gapUs: laps?.gapUs,
    lastUs: laps?.lastUs,
    bestUs: laps?.bestUs,
    status: run.statuses[car]?.status ?? run.out.find((each) => each.car === car)?.status,
    counts,
    because: run.cars.find((each) => each.car === car)?.because,
  };
}

/** The flags and plain commands of a race, each with why not, for whoever acts here. */
export function useAllowed(at: AtRace) {
  const { acting } = useClub();
  const { answer } = useView('allowed', { ...at, role: acting.role });
  return (command: string, flag?: string) => answer?.commands.find((row) => row.command === command && row.flag === flag);
}

/** A time as scorers write it: `18.302`, `1:02.450`. */
export function lapText(us: number | undefined): string {
  if (us === undefined) return '';
  const ms = Math.round(us / 1000);
  const minutes = Math.floor(ms / 60_000);
  const seconds = ((ms % 60_000) / 1000).toFixed(3);
  return minutes === 0 ? seconds : `${minutes}:${seconds.padStart(6, '0')}`;
}
