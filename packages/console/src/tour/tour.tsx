import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { useClub } from '../api/club.tsx';
import { STEPS } from './steps.ts';

/** Where somebody is on the tour. */
export interface Touring {
  /** The place among the steps; nothing when the tour is over, or never is: it goes through the demo alone. */
  readonly at: number | undefined;
  readonly offered: boolean;
  readonly go: (at: number) => void;
  readonly end: () => void;
  readonly start: () => void;
}

const TourContext = createContext<Touring>({
  at: undefined,
  offered: false,
  go: () => undefined,
  end: () => undefined,
  start: () => undefined,
});
export const useTour = (): Touring => use(TourContext);

const ENDED = 'ended';
const keyOf = (club: string): string => `racetower-tour-${club}`;

/** Remembers in this browser where somebody was; begins by itself where the server says that it is the demo. */
export function TourProvider({ children }: { readonly children: ReactNode }) {
  const { club } = useClub();
  const offered = club.demo === true;
  const key = keyOf(club.club);
  const [kept, setKept] = useState(() => localStorage.getItem(key) ?? '0');
  const touring = useMemo<Touring>(() => {
    const keep = (next: string): void => {
      localStorage.setItem(key, next);
      setKept(next);
    };
    const at = offered && kept !== ENDED ? Math.min(Number(kept) || 0, STEPS.length - 1) : undefined;
    return {
      at,
      offered,
      go: (next) => keep(String(Math.max(0, Math.min(STEPS.length - 1, next)))),
      end: () => keep(ENDED),
      start: () => keep('0'),
    };
  }, [key, kept, offered]);
  return <TourContext value={touring}>{children}</TourContext>;
}
