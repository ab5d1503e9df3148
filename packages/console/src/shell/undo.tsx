import { useClub } from '../api/club.tsx';
import { type Made, useGiving } from '../api/giving.tsx';
import { usePreview } from '../api/preview.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { useWords } from '../words/words.tsx';
import { Changes } from './changes.tsx';
import { WORDS } from './words.ts';

/** Takes the last call back: shows what that changes, then voids its facts. */
export function UndoDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { made } = useGiving();
  const last = made.at(-1);
  return last ? (
    <UndoLast last={last} onClose={onClose} />
  ) : (
    <Dialog title={say('undo')} onClose={onClose} buttons={<Button onPress={onClose}>{say('close')}</Button>}>
      <p>{say('nothing-to-undo')}</p>
    </Dialog>
  );
}

function UndoLast({ last, onClose }: { readonly last: Made; readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { give, takenBack } = useGiving();
  const why = say('undo-why', { what: last.says });
  const facts = last.facts.map((fact) => fact.seq).toReversed();
  const [first = 0] = facts;
  const would = usePreview({ do: 'void', fact: first, why }, first);
  const mayNot = acting.gives.includes('void') ? undefined : say('not-yours', { role: acting.role });
  const undo = (): void => {
    takenBack(last);
    onClose();
    void undoAll(give, facts, why).then((done) => done && notify('good', say('undone', { what: last.says })));
  };
  return (
    <Dialog
      title={say('undo-what', { what: last.says })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="main" onPress={undo} whyNot={mayNot} autoFocus>
            {say('undo-now')}
          </Button>
        </>
      }
    >
      <Changes would={would} />
    </Dialog>
  );
}

/** Voids facts, the latest first. @returns whether all are void */
async function undoAll(give: ReturnType<typeof useGiving>['give'], facts: readonly number[], why: string): Promise<boolean> {
  for (const fact of facts) {
    const came = await give({ do: 'void', fact, why }, { says: why });
    if (came.is !== 'done') return false;
  }
  return true;
}
