import { type CalendarDate, parseDate } from '@internationalized/date';
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
  Text,
} from 'react-aria-components';
import { useState } from 'react';
import { useWords } from '../words/words.tsx';
import styles from './date-field.module.css';
import fields from './field.module.css';
import { WORDS } from './words.ts';

export interface DateFieldProps {
  readonly label: string;
  /** The field of the command: what the server says of it stands here. */
  readonly name: string;
  /** As `2026-05-02`; empty: none yet. */
  readonly value: string;
  readonly onChange: (day: string) => void;
  readonly hint?: string | undefined;
  readonly autoFocus?: boolean;
}

/** The day of a text as `2026-05-02`; nothing where it is none. */
export function dayOf(text: string): CalendarDate | null {
  try {
    return parseDate(text);
  } catch {
    return null;
  }
}

/** A field for a day, typed part by part in the order of the reader's language, or picked from a calendar. */
export function DateField({ label, name, value, onChange, hint, autoFocus = false }: DateFieldProps) {
  const say = useWords(WORDS);
  // A day of which a part was cleared is none: the parts that are left stay as they were typed.
  const [left, setLeft] = useState('');
  const change = (day: string): void => {
    setLeft('');
    onChange(day);
  };
  const look = (typed: Element): void => {
    if (value === '' || typed.querySelector('[role=spinbutton][data-placeholder]') === null) return;
    setLeft(value);
    onChange('');
  };
  return (
    <DatePicker
      className={fields['field'] ?? ''}
      name={name}
      value={dayOf(value === '' ? left : value)}
      onChange={(day) => change(day?.toString() ?? '')}
      validationBehavior="aria"
      autoFocus={autoFocus}
    >
      <Label className={fields['label'] ?? ''}>{label}</Label>
      <Group className={`${fields['input']} ${styles['group']}`}>
        <div role="presentation" className={styles['typed']} onKeyUp={(event) => look(event.currentTarget)}>
          <DateInput className={styles['parts'] ?? ''}>
            {(segment) => <DateSegment segment={segment} className={styles['part'] ?? ''} />}
          </DateInput>
        </div>
        <AriaButton className={styles['open'] ?? ''}>
          <span aria-hidden="true">▦</span>
        </AriaButton>
      </Group>
      {hint !== undefined && (
        <Text slot="description" className={fields['hint'] ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={fields['error'] ?? ''} />
      <Popover className={`${fields['choices']} ${styles['pop']}`}>
        <Dialog className={styles['dialog'] ?? ''} aria-label={say('pick-day')}>
          <Calendar>
            <header className={styles['head']}>
              <AriaButton slot="previous" className={styles['turn'] ?? ''}>
                <span aria-hidden="true">‹</span>
              </AriaButton>
              <Heading className={styles['month'] ?? ''} />
              <AriaButton slot="next" className={styles['turn'] ?? ''}>
                <span aria-hidden="true">›</span>
              </AriaButton>
            </header>
            <CalendarGrid className={styles['grid'] ?? ''}>
              {(day) => <CalendarCell date={day} className={styles['day'] ?? ''} />}
            </CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
