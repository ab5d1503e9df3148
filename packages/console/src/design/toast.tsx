import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import styles from './toast.module.css';

interface Note {
  readonly kind: 'good' | 'bad' | 'note';
  readonly says: string;
}

const notes = new ToastQueue<Note>({ maxVisibleToasts: 4 });
const SHOWN_MS = 6000;

/** Says something at the edge of the screen for a while; what went wrong stays until it is closed. */
export function notify(kind: Note['kind'], says: string): void {
  notes.add({ kind, says }, kind === 'bad' ? {} : { timeout: SHOWN_MS });
}

const SIGNS: Readonly<Record<Note['kind'], string>> = { good: '✓', bad: '✕', note: 'ℹ' };

export function Toasts({ close }: { readonly close: string }) {
  return (
    <ToastRegion queue={notes} className={styles['region'] ?? ''}>
      {({ toast }) => (
        <Toast toast={toast} className={`${styles['toast']} ${styles[toast.content.kind]}`}>
          <ToastContent className={styles['content'] ?? ''}>
            <span aria-hidden="true">{SIGNS[toast.content.kind]}</span>
            <Text slot="title">{toast.content.says}</Text>
          </ToastContent>
          <AriaButton slot="close" aria-label={close} className={styles['close'] ?? ''}>
            ✕
          </AriaButton>
        </Toast>
      )}
    </ToastRegion>
  );
}
