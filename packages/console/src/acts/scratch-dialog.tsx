import { useGiving } from '../api/giving.tsx';
import { usePreview } from '../api/preview.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Changes } from '../shell/changes.tsx';
import { useWords } from '../words/words.tsx';
import { WORDS } from './words.ts';

export interface ScratchProps {
  readonly where: { readonly meeting: string; readonly race: string };
  readonly car: string;
  readonly seq: number;
  readonly onClose: () => void;
}

/** Takes a car out of a line-up, with who moves where shown before. */
export function ScratchDialog({ where, car, seq, onClose }: ScratchProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const would = usePreview({ do: 'scratch', ...where, car }, seq);
  const scratch = (): void => {
    onClose();
    void give({ do: 'scratch', ...where, car }, { says: say('scratch-of', { car }) });
  };
  return (
    <Dialog
      title={say('scratch-of', { car })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="danger" onPress={scratch} autoFocus>
            {say('scratch')}
          </Button>
        </>
      }
    >
      <Changes would={would} />
    </Dialog>
  );
}
