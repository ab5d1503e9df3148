import { parseDate } from '@internationalized/date';
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
import styles from './month.module.css';

export interface MonthProps {
  readonly label: string;
  /** The day that is chosen, as `2026-05-02`. */
  readonly day: string;
  readonly onDay: (day: string) => void;
  /** What stands at a day besides its number. */
  readonly cell: (day: string) => ReactNode;
}

/** A month of days; arrows go from day to day, page keys from month to month. */
export function Month({ label, day, onDay, cell }: MonthProps) {
  const [focused, setFocused] = useState(() => parseDate(day));
  useEffect(() => setFocused(parseDate(day)), [day]);
  return (
    <Calendar
      className={styles['month'] ?? ''}
      aria-label={label}
      value={parseDate(day)}
      focusedValue={focused}
      onFocusChange={(next) => setFocused(parseDate(next.toString()))}
      onChange={(next) => onDay(next.toString())}
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
            <CalendarCell date={date} className={styles['cell'] ?? ''}>
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
