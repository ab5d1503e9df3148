import { Button as AriaButton, DropZone, FileTrigger, ProgressBar, Text } from 'react-aria-components';
import buttons from './button.module.css';
import styles from './file-drop.module.css';

export interface FileDropProps {
  /** What to drop here, as `Drop the result file here`. */
  readonly says: string;
  readonly hint: string;
  /** On the button for those who do not drop. */
  readonly choose: string;
  /** Ends of names, as `.json`. */
  readonly types: readonly string[];
  /** What is wrong with the file that was taken last. */
  readonly problem?: string | undefined;
  readonly onFile: (file: File) => void;
}

/** A place to drop a file, or to choose one by a button. */
export function FileDrop({ says, hint, choose, types, problem, onFile }: FileDropProps) {
  return (
    <DropZone
      className={styles['drop'] ?? ''}
      aria-label={says}
      onDrop={(dropped) => {
        const item = dropped.items.find((each) => each.kind === 'file');
        if (item?.kind === 'file') void item.getFile().then(onFile);
      }}
    >
      <span>
        <Text slot="label" className={styles['says'] ?? ''}>
          {says}
        </Text>
        <span className={styles['hint']}>{hint}</span>
      </span>
      <FileTrigger acceptedFileTypes={types} onSelect={(files) => files?.[0] && onFile(files[0])}>
        <AriaButton className={`${buttons['button']} ${buttons['main']} ${buttons['normal'] ?? ''}`}>{choose}</AriaButton>
      </FileTrigger>
      {problem !== undefined && (
        <p role="alert" className={styles['error']}>
          {problem}
        </p>
      )}
    </DropZone>
  );
}

/** Stands while something long goes on, and says what. */
export function Progress({ says }: { readonly says: string }) {
  return (
    <ProgressBar isIndeterminate aria-label={says}>
      <p role="status" className="quiet">
        {says}
      </p>
      <div className={styles['bar']} />
    </ProgressBar>
  );
}
