import { keepPreviousData } from '@tanstack/react-query';
import type { Answer } from '@racetower/server/client';
import { useAsk, useView } from '../api/club.tsx';

export interface RaceChartProps {
  readonly meeting: string;
  readonly race: string;
  /** As it stood after this fact; left out: as it is, live. */
  readonly seq?: number | undefined;
}

export interface LapsShown {
  readonly laps: Answer<'lap-chart'>['laps'];
  readonly cars: readonly string[];
  readonly pending: boolean;
  /** Why there is nothing. */
  readonly says: string | undefined;
}

/** The laps of a race that charts are drawn from, as they are or as they stood. */
export function useLaps({ meeting, race, seq }: RaceChartProps, to?: string): LapsShown {
  const fields = { meeting, race, ...(to === undefined ? {} : { to }) };
  const now = useView('lap-chart', seq === undefined ? fields : undefined);
  const then = useAsk('lap-chart', seq === undefined ? undefined : fields, {
    ...(seq === undefined ? {} : { seq }),
    placeholderData: keepPreviousData,
  });
  const laps = (seq === undefined ? now.answer : then.data)?.laps ?? [];
  return {
    laps,
    cars: [...new Set(laps.flatMap((lap) => lap.order))],
    pending: seq === undefined ? now.pending : then.isPending,
    says: seq === undefined ? now.problem?.detail : then.error?.message,
  };
}
