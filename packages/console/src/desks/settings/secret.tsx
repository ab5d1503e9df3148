import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

export interface SecretProps {
  readonly title: string;
  readonly how: string;
  readonly secret: string;
  /** A link that a phone can take from the screen. */
  readonly scan?: boolean;
  readonly onClose: () => void;
}

/** Shows something once that is kept nowhere: a link, a secret. */
export function SecretDialog({ title, how, secret, scan = false, onClose }: SecretProps) {
  const say = useWords(WORDS);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(secret);
    setCopied(true);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      buttons={
        <>
          {'clipboard' in navigator && <Button onPress={() => void copy()}>{say(copied ? 'copied' : 'copy')}</Button>}
          <Button kind="main" onPress={onClose}>
            {say('have-it')}
          </Button>
        </>
      }
    >
      <p>{how}</p>
      <output className={styles['secret']} aria-label={title}>
        {secret}
      </output>
      {scan && (
        <div className={styles['code']}>
          <QRCodeSVG value={secret} size={180} marginSize={2} title={say('scan')} />
        </div>
      )}
    </Dialog>
  );
}
