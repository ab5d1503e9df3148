import { Month } from '../../design/month.tsx';
import { useWords } from '../../words/words.tsx';
import { type Meeting, useToday } from './seasons.ts';
import { readable, stateOf } from './meeting-state.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

export interface MonthOfMeetingsProps {
  readonly meetings: readonly Meeting[];
  /** The day that is chosen, as `2026-05-02`. */
  readonly day: string;
  readonly onDay: (day: string) => void;
}

const SIGNS = { coming: '○', open: '●', 'not-closed': '●', over: '✓', cancelled: '✕' } as const;

/** A month with its meetings. */
export function MonthOfMeetings({ meetings, day, onDay }: MonthOfMeetingsProps) {
  const say = useWords(WORDS);
  const today = useToday();
  const on = Map.groupBy(meetings, (each) => each.date);
  return (
    <Month
      label={say('tab-calendar')}
      day={day}
      onDay={onDay}
      inWords={(date) => (on.get(date) ?? []).map(shortName)}
      cell={(date) =>
        (on.get(date) ?? []).map((meeting) => {
          const state = stateOf(meeting, today);
          return (
            <span key={meeting.meeting} className={`${styles['mark']} ${styles[state]}`}>
              <span aria-hidden="true">{SIGNS[state]}</span>
              <span className={styles['mark-name']}>{shortName(meeting)}</span>
            </span>
          );
        })
      }
    />
  );
}

const shortName = ({ name, date, kind }: Meeting): string => (name === date ? readable(kind) : name);
