import type { MeetingFacts, State } from '@racetower/engine';

const seqOf = (meeting: MeetingFacts, kind: 'meeting-opened' | 'meeting-closed' | 'meeting-cancelled'): number =>
  meeting.facts.of(kind).at(-1)?.seq ?? 0;

/** The meeting that is on: of those that were opened and not closed, the one that was opened last. */
export function openMeeting(state: State): string | undefined {
  return [...state.meetings.values()]
    .filter((each) => seqOf(each, 'meeting-opened') > Math.max(seqOf(each, 'meeting-closed'), seqOf(each, 'meeting-cancelled')))
    .toSorted((a, b) => seqOf(a, 'meeting-opened') - seqOf(b, 'meeting-opened'))
    .at(-1)?.id;
}

export interface RaceNow {
  readonly meeting: string;
  readonly race: string;
  /** Its finish is on record. */
  readonly finished: boolean;
}

/** The race on the track: the one that showed a flag last; before the first flag there is none. */
export function raceNow(state: State): RaceNow | undefined {
  const meeting = openMeeting(state);
  if (meeting === undefined) return undefined;
  const flagged = [...(state.meetings.get(meeting)?.races.values() ?? [])].flatMap(({ id, facts }) => {
    const last = facts.of('flag-shown').at(-1);
    return last ? [{ meeting, race: id, finished: facts.of('race-finished').length > 0, seq: last.seq }] : [];
  });
  const last = flagged.toSorted((a, b) => a.seq - b.seq).at(-1);
  return last && { meeting: last.meeting, race: last.race, finished: last.finished };
}
