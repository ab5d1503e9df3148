import type { Meeting } from './seasons.ts';

export type MeetingState = 'coming' | 'open' | 'not-closed' | 'over' | 'cancelled';

/** How far a meeting is on a day; one that nobody closed is not on any more the day after. */
export function stateOf({ date, opened, closed, cancelled }: Meeting, today: string): MeetingState {
  if (cancelled) return 'cancelled';
  if (closed) return 'over';
  if (!opened) return 'coming';
  return date < today ? 'not-closed' : 'open';
}

/** How a state is shown: colour and sign. */
export const STATE_LOOKS = {
  coming: 'plain',
  open: 'warn',
  'not-closed': 'plain',
  over: 'good',
  cancelled: 'bad',
} as const satisfies Record<MeetingState, string>;

/** A word of the rulebook as people write it: `time-trials` is Time trials. */
export function readable(word: string): string {
  const spaced = word.replaceAll(/[-_]/g, ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
