import type { Answer } from '@racetower/server/client';
import { useEffect } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './race-control.module.css';
import { WORDS } from './words.ts';

/** Rows that stand in one column; more make another. */
const COLUMN = 8;

export interface BigRestartProps {
  readonly restart: Answer<'restart'>;
  readonly onClose: () => void;
}

/** The restart line-up over the whole screen, to be read from across the tower. O closes it as it opened it. */
export function BigRestart({ restart, onClose }: BigRestartProps) {
  const say = useWords(WORDS);
  const rows = [...Map.groupBy(restart.slots, (slot) => slot.row)];
  const columns = Math.ceil(rows.length / COLUMN);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'o') onClose();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [onClose]);
  return (
    <Dialog
      title={say('restart')}
      onClose={onClose}
      wide="full"
      buttons={
        <Button onPress={onClose} shortcut="O" autoFocus>
          {say('close-big')}
        </Button>
      }
    >
      <div className={styles['bigBoard']}>
        <ol
          className={styles['bigRows']}
          style={{ '--rows': Math.ceil(rows.length / Math.max(1, columns)), '--across': columns * restart.abreast } as React.CSSProperties}
        >
          {rows.map(([row, slots]) => (
            <li key={row}>
              <span className={styles['bigRow']}>{row}</span>
              {slots.map((slot) => (
                <span key={slot.car} className={`plate ${styles['bigPlate']}`} data-lapped={slot.lapped}>
                  {slot.car}
                </span>
              ))}
            </li>
          ))}
        </ol>
        {restart.callOuts.length > 0 && (
          <ul className={styles['bigCalls']} aria-label={say('tell-drivers')}>
            {restart.callOuts.map((each) => (
              <li key={each.says}>{each.says}</li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
