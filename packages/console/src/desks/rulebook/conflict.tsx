import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { useWords } from '../../words/words.tsx';
import { useDraft } from './draft.tsx';
import { download } from './edition.ts';
import { LazyEditor } from './lazy-editor.tsx';
import styles from './rulebook.module.css';
import { WORDS } from './words.ts';

export interface ConflictProps {
  readonly other: { readonly text: string; readonly etag: string };
  readonly onKeepMine: (etag: string) => void;
  readonly onClose: () => void;
}

/** Somebody else saved meanwhile: both texts side by side, and what can be done. */
export function Conflict({ other, onKeepMine, onClose }: ConflictProps) {
  const say = useWords(WORDS);
  const { edition, textOf, drop, goOnFrom, again } = useDraft();
  const mine = textOf(edition.path);
  return (
    <Dialog
      title={say('meanwhile')}
      onClose={onClose}
      wide
      buttons={
        <>
          <Button
            onPress={() => {
              void again().then(() => drop(edition.path));
              onClose();
            }}
          >
            {say('take-theirs')}
          </Button>
          <Button
            onPress={() => {
              goOnFrom(edition.path, other.etag);
              void again();
              onClose();
            }}
          >
            {say('go-on-mine')}
          </Button>
          <Button kind="danger" onPress={() => onKeepMine(other.etag)}>
            {say('save-over')}
          </Button>
        </>
      }
    >
      <p>{say('conflict-how')}</p>
      <p>
        <Button kind="bare" onPress={() => download(edition.name, mine)}>
          {say('download-mine')}
        </Button>
      </p>
      <div className={styles['compared']}>
        <LazyEditor label={say('mine-against')} text={mine} compareTo={other.text} readOnly />
      </div>
    </Dialog>
  );
}
