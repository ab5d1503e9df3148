import type { Answer } from '@racetower/server/client';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useClub, useView } from '../api/club.tsx';

export type Meeting = Answer<'meetings'>['meetings'][number];

interface AtMeeting {
  readonly meetings: readonly Meeting[];
  readonly meeting: Meeting | undefined;
  readonly choose: (meeting: string) => void;
  readonly pending: boolean;
}

const MeetingContext = createContext<AtMeeting>({ meetings: [], meeting: undefined, choose: () => undefined, pending: true });

/** The meeting that the address names, or else the one that is open, the next, the last. */
export function MeetingProvider({ children }: { readonly children: ReactNode }) {
  const { answer, pending } = useView('meetings', {});
  const [search, setSearch] = useSearchParams();
  const named = search.get('meeting');
  const today = dayIn(useClub().club.zone);
  const at = useMemo<AtMeeting>(() => {
    const meetings = answer?.meetings ?? [];
    const meeting = meetings.find((each) => each.meeting === named) ?? likely(meetings, today);
    return {
      meetings,
      meeting,
      pending,
      choose: (id) =>
        setSearch((before) => {
          const next = new URLSearchParams(before);
          next.set('meeting', id);
          next.delete('race');
          return next;
        }),
    };
  }, [answer, named, pending, today, setSearch]);
  return <MeetingContext value={at}>{children}</MeetingContext>;
}

export const useMeeting = (): AtMeeting => use(MeetingContext);

/** The day of now in a zone, as days are written on record: 2026-05-02. */
const dayIn = (timeZone: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date());

function likely(meetings: readonly Meeting[], today: string): Meeting | undefined {
  const sorted = meetings.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return (
    sorted.findLast((each) => each.opened && !each.closed) ?? sorted.find((each) => each.date >= today && !each.closed) ?? sorted.at(-1)
  );
}
