import { useClub } from '../api/club.tsx';
import { useGiving } from '../api/giving.tsx';
import { Button } from '../design/button.tsx';
import { useWords } from '../words/words.tsx';
import styles from './line-banner.module.css';
import { WORDS } from './words.ts';

/** Says that the server is away and which calls wait for it. */
export function LineBanner() {
  const say = useWords(WORDS);
  const { up } = useClub();
  const { waiting, others, stuck, retry } = useGiving();
  const away = !up || (stuck && waiting.length > 0);
  const whose = [...new Set(others.map((call) => call.of))].join(', ');
  return (
    <div role="status" className={styles['none']}>
      {away && (
        <div className={styles['banner']}>
          <span>
            <strong>{say('offline')}</strong> {waiting.length > 0 ? say('offline-queued', { count: waiting.length }) : say('offline-how')}
          </span>
          {waiting.length > 0 && <span className={styles['calls']}>{waiting.map((call) => call.says).join(' · ')}</span>}
          <Button onPress={retry}>{say('try-now')}</Button>
        </div>
      )}
      {others.length > 0 && (
        <div className={styles['banner']}>
          <span>{say('others-wait', { count: others.length, whose })}</span>
          <span className={styles['calls']}>{others.map((call) => call.says).join(' · ')}</span>
        </div>
      )}
    </div>
  );
}
