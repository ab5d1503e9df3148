import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** At the foot, the main one last. */
  readonly buttons?: ReactNode;
  /** `true`: twice as wide; `full`: the whole screen, to be read from afar. */
  readonly wide?: boolean | 'full';
}

/** A dialog over the desk; Escape and a press beside it close it. */
export function Dialog({ title, children, onClose, buttons, wide = false }: DialogProps) {
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className={styles['over'] ?? ''}>
      <Modal className={`${styles['modal']} ${wide === 'full' ? styles['full'] : wide ? styles['wide'] : ''}`}>
        <AriaDialog className={styles['dialog'] ?? ''}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <div className={styles['body']}>{children}</div>
          {buttons !== undefined && <div className={styles['buttons']}>{buttons}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
