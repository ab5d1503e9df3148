import type { ReactNode } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

export interface ConfirmProps {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  readonly does: string;
  readonly onClose: () => void;
  readonly onYes: () => void;
  /** It closes when it is done, not at once. */
  readonly keepOpen?: boolean;
}

/** Asks before something that hurts somebody or cannot be taken back. */
export function Confirm({ title, children, does, onClose, onYes, keepOpen = false }: ConfirmProps) {
  const say = useWords(WORDS);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose} autoFocus>
            {say('no')}
          </Button>
          <Button
            kind="danger"
            onPress={() => {
              if (!keepOpen) onClose();
              onYes();
            }}
          >
            {does}
          </Button>
        </>
      }
    >
      <p>{children}</p>
    </Dialog>
  );
}
