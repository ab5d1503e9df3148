import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useView } from '../api/club.tsx';
import { useGiving } from '../api/giving.tsx';
import { useMeeting } from '../shell/meeting.tsx';
import type { Seen } from './steps.ts';

/** Watches what somebody does: where they are, what opens, how the races stand, what they called since this step began. */
export function useSeen(step: number, sawPages: boolean): Seen {
  const [path] = useLocation();
  const search = useSearch();
  const { meeting } = useMeeting();
  const { made } = useGiving();
  const since = useRef({ step, count: made.length });
  if (since.current.step !== step) since.current = { step, count: made.length };
  const races = useView('schedule', meeting && { meeting: meeting.meeting }).answer?.races ?? [];
  return {
    desk: path.split('/')[2] ?? '',
    search: new URLSearchParams(search),
    dialog: useDialog(),
    phases: races.map((race) => race.phase),
    standings: races.map((race) => race.standing),
    made: made.slice(since.current.count).flatMap((each) => each.facts.map((fact) => fact.kind)),
    sawPages,
  };
}

/** Whether a dialog stands over the desk. */
function useDialog(): boolean {
  const look = (): boolean => document.querySelector('[role="dialog"]') !== null;
  const [open, setOpen] = useState(look);
  useEffect(() => {
    const watcher = new MutationObserver(() => setOpen(look()));
    watcher.observe(document.body, { childList: true });
    return () => watcher.disconnect();
  }, []);
  return open;
}
