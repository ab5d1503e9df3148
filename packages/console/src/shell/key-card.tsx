import { Dialog } from '../design/dialog.tsx';
import { useBoundKeys } from '../design/keys.tsx';
import { useWords } from '../words/words.tsx';
import styles from './key-card.module.css';
import { WORDS } from './words.ts';

/** The card of keys: all that do something on the screen as it is. */
export function KeyCard({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const groups = useBoundKeys();
  return (
    <Dialog title={say('keys')} onClose={onClose} wide>
      <div className={styles['groups']}>
        {groups.map(({ title, bindings }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl className={styles['list']}>
              {bindings
                .filter((each) => each.quiet !== true)
                .map(({ key, says }) => (
                  <div key={key}>
                    <dt>
                      {key.split('+').map((part) => (
                        <kbd key={part}>{keyName(part)}</kbd>
                      ))}
                    </dt>
                    <dd>{says}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  ctrl: 'Ctrl',
  ' ': 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** A key as it is written on the keyboard. */
export const keyName = (key: string): string => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
