import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Button as AriaButton,
  Heading,
} from 'react-aria-components';
import { useEffect, useState } from 'react';
import { dayOf } from '../../design/date-field.tsx';
import { useWords } from '../../words/words.tsx';
import { type Meeting, useToday } from './seasons.ts';
import { readable, stateOf } from './meeting-state.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

export interface MonthProps {
  readonly meetings: readonly Meeting[];
  /** The day that is chosen, as `2026-05-02`. */
  readonly day: string;
  readonly onDay: (day: string) => void;
}

const SIGNS = { coming: '○', open: '●', 'not-closed': '●', over: '✓', cancelled: '✕' } as const;

/** A month with its meetings; arrows go from day to day, page keys from month to month. */
export function Month({ meetings, day, onDay }: MonthProps) {
  const say = useWords(WORDS);
  const [focused, setFocused] = useState(() => dayOf(day));
  useEffect(() => setFocused(dayOf(day)), [day]);
  const today = useToday();
  const on = Map.groupBy(meetings, (each) => each.date);
  return (
    <Calendar
      className={styles['month'] ?? ''}
      aria-label={say('tab-calendar')}
      value={dayOf(day)}
      focusedValue={focused}
      onFocusChange={(next) => setFocused(dayOf(next.toString()))}
      onChange={(next) => next && onDay(next.toString())}
    >
      <header className={styles['month-head']}>
        <AriaButton slot="previous" className={styles['turn'] ?? ''}>
          <span aria-hidden="true">‹</span>
        </AriaButton>
        <Heading level={2} className={styles['month-name'] ?? ''} />
        <AriaButton slot="next" className={styles['turn'] ?? ''}>
          <span aria-hidden="true">›</span>
        </AriaButton>
      </header>
      <CalendarGrid className={styles['grid'] ?? ''} weekdayStyle="short">
        <CalendarGridHeader>
          {(name) => <CalendarHeaderCell className={styles['weekday'] ?? ''}>{name}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell
              date={date}
              className={styles['cell'] ?? ''}
              // What is seen of a day is read out first, then the day itself.
              render={(cell) => <div {...cell} aria-label={named(cell['aria-label'] ?? '', date.day, on.get(date.toString()) ?? [])} />}
            >
              {({ formattedDate }) => (
                <>
                  <span className={styles['number']}>{formattedDate}</span>
                  {(on.get(date.toString()) ?? []).map((meeting) => {
                    const state = stateOf(meeting, today);
                    return (
                      <span key={meeting.meeting} className={`${styles['mark']} ${styles[state]}`}>
                        <span aria-hidden="true">{SIGNS[state]}</span>
                        <span className={styles['mark-name']}>{shortName(meeting)}</span>
                      </span>
                    );
                  })}
                </>
              )}
            </CalendarCell>
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

const shortName = ({ name, date, kind }: Meeting): string => (name === date ? readable(kind) : name);

/** A day of the month by its meetings: `2 Season opener, Saturday, May 2, 2026`. */
const named = (label: string, day: number, meetings: readonly Meeting[]): string =>
  meetings.length === 0 ? label : `${[day, ...meetings.map(shortName)].join(' ')}, ${label}`;
