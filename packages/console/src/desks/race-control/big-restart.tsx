import type { Answer } from '@racetower/server/client';
import { Dialog } from '../../design/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './race-control.module.css';
import { WORDS } from './words.ts';

/** The restart line-up to be read from across the tower. */
export function BigRestart({ restart, onClose }: { readonly restart: Answer<'restart'>; readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const rows = [...Map.groupBy(restart.slots, (slot) => slot.row)];
  return (
    <Dialog title={say('restart')} onClose={onClose} wide>
      <div className={styles['bigBoard']}>
        <ol className={styles['bigRows']} data-abreast={restart.abreast}>
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
        <ul className={styles['bigCalls']}>
          {restart.callOuts.map((each) => (
            <li key={each.says}>{each.says}</li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
