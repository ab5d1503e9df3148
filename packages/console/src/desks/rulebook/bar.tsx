import { Label, ProgressBar } from 'react-aria-components';
import styles from './rulebook.module.css';

/** How far something is that takes its time. */
export function Bar({ says, done, of }: { readonly says: string; readonly done: number; readonly of: number }) {
  return (
    <ProgressBar className={styles['progress'] ?? ''} value={done} maxValue={Math.max(of, 1)}>
      {({ percentage }) => (
        <>
          <Label>{says}</Label>
          <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width="100" height="4" className={styles['track']} />
            <rect width={percentage ?? 0} height="4" className={styles['fill']} />
          </svg>
        </>
      )}
    </ProgressBar>
  );
}
