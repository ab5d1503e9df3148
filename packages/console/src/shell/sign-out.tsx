import { signOut } from '@racetower/server/client';
import { type ReactNode, useState } from 'react';
import { useGiving } from '../api/giving.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { useWords } from '../words/words.tsx';
import { WORDS } from './words.ts';

/** Signs out; who leaves calls behind that wait for the server is told first what becomes of them. */
export function useSignOut(): { readonly ask: () => void; readonly dialog: ReactNode } {
  const say = useWords(WORDS);
  const { waiting } = useGiving();
  const [asking, setAsking] = useState(false);
  const leave = (): void => {
    setAsking(false);
    signOut().then(
      () => location.reload(),
      () => notify('bad', say('cannot-sign-out')),
    );
  };
  const stay = (): void => setAsking(false);
  const count = waiting.length;
  return {
    ask: () => (count === 0 ? leave() : setAsking(true)),
    dialog: asking && (
      <Dialog
        title={say('leave-waiting', { count })}
        onClose={stay}
        buttons={
          <>
            <Button onPress={leave}>{say('sign-out-anyway')}</Button>
            <Button kind="main" onPress={stay} autoFocus>
              {say('stay')}
            </Button>
          </>
        }
      >
        <ul>
          {waiting.map((call) => (
            <li key={call.key}>{call.says}</li>
          ))}
        </ul>
        <p>{say('leave-waiting-how', { count })}</p>
      </Dialog>
    ),
  };
}
