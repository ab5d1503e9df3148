import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { FileDrop, Progress } from '../../../design/file-drop.tsx';
import { useWords } from '../../../words/words.tsx';
import styles from './import.module.css';
import { Look } from './look.tsx';
import { type FileSheet, readFileSheets } from './read-file.ts';
import { WORDS } from './words.ts';

interface Taken {
  readonly name: string;
  readonly sheets: readonly FileSheet[];
  /** Tells one file that was taken from the next. */
  readonly count: number;
}

/** Brings members from a spreadsheet: dropped, columns matched, looked at line by line, and then put on record. */
export function Import({ onClose }: { readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const [taken, setTaken] = useState<Taken>();
  const [reading, setReading] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const take = async (file: File): Promise<void> => {
    setWrong(undefined);
    setReading(true);
    const read = await readFileSheets(file);
    setReading(false);
    if (!read.ok) return setWrong(say(`file-${read.problem}`, read.values));
    return setTaken((before) => ({ name: file.name, sheets: read.sheets, count: (before?.count ?? 0) + 1 }));
  };
  return (
    <div className={styles['import']}>
      <div className={styles['head']}>
        <div>
          <h2>{say('title')}</h2>
          <p className="quiet">{say('title-how')}</p>
        </div>
        {taken && <Button onPress={() => setTaken(undefined)}>{say('another')}</Button>}
      </div>
      {!taken && (
        <>
          <FileDrop
            says={say('drop')}
            hint={say('drop-hint')}
            choose={say('choose')}
            types={['.csv', '.txt', '.xlsx', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']}
            problem={wrong}
            onFile={(file) => void take(file)}
          />
          {reading && <Progress says={say('reading')} />}
          <p className="quiet">{say('columns-how')}</p>
        </>
      )}
      {taken && <Look key={taken.count} file={taken.name} sheets={taken.sheets} onAnother={() => setTaken(undefined)} onClose={onClose} />}
    </div>
  );
}
