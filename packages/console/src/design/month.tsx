import { type ReactNode, useEffect, useState } from 'react';
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
} from 'react-aria-components';
import { dayOf } from './date-field.tsx';
import styles from './month.module.css';

export interface MonthProps {
  readonly label: string;
  /** The day that is chosen, as `2026-05-02`. */
  readonly day: string;
  readonly onDay: (day: string) => void;
  /** What stands at a day besides its number. */
  readonly cell: (day: string) => ReactNode;
  /** The same in words, read out before the day itself: what is seen of a day is part of its name. */
  readonly inWords?: (day: string) => readonly string[];
}

/** A month of days; arrows go from day to day, page keys from month to month. */
export function Month({ label, day, onDay, cell, inWords }: MonthProps) {
  const [focused, setFocused] = useState(() => dayOf(day));
  useEffect(() => setFocused(dayOf(day)), [day]);
  return (
    <Calendar
      className={styles['month'] ?? ''}
      aria-label={label}
      value={dayOf(day)}
      focusedValue={focused}
      onFocusChange={(next) => setFocused(dayOf(next.toString()))}
      onChange={(next) => next && onDay(next.toString())}
    >
      <header className={styles['head']}>
        <AriaButton slot="previous" className={styles['turn'] ?? ''}>
          <span aria-hidden="true">‹</span>
        </AriaButton>
        <Heading level={2} className={styles['name'] ?? ''} />
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
              render={(drawn) => (
                <div {...drawn} aria-label={named(drawn['aria-label'] ?? '', date.day, inWords?.(date.toString()) ?? [])} />
              )}
            >
              {({ formattedDate }) => (
                <>
                  <span className={styles['number']}>{formattedDate}</span>
                  {cell(date.toString())}
                </>
              )}
            </CalendarCell>
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

/** A day of the month with what is on it: `2 Season opener, Saturday, May 2, 2026`. */
const named = (label: string, day: number, words: readonly string[]): string =>
  words.length === 0 ? label : `${[day, ...words].join(' ')}, ${label}`;
