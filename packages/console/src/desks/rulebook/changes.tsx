import { useQuery } from '@tanstack/react-query';
import type { KeptChange } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Table } from '../../design/table.tsx';
import { useWords } from '../../words/words.tsx';
import { useDraft } from './draft.tsx';
import { download } from './edition.ts';
import { LazyEditor } from './lazy-editor.tsx';
import styles from './rulebook.module.css';
import { WORDS } from './words.ts';

/** What is changed here and not saved, and what was saved before: by whom, when and why, with the text as it was. */
export function Changes() {
  const say = useWords(WORDS);
  const { client } = useClub();
  const { day } = useInstants();
  const { edition, isChanged, textOf } = useDraft();
  const [open, setOpen] = useState<KeptChange>();
  const asked = useQuery({ queryKey: [client.club, 'rulebook-changes'], queryFn: ({ signal }) => client.rulebook.changes(signal) });
  if (!asked.data) return <Waiting says={asked.error ? asked.error.message : say('loading')} />;
  return (
    <div className="stack">
      {isChanged(edition.path) && (
        <section className="stack" aria-label={say('unsaved')}>
          <h2>{say('unsaved')}</h2>
          <div className={styles['compared']}>
            <LazyEditor key={textOf(edition.path)} label={say('unsaved')} text={textOf(edition.path)} compareTo={edition.text} readOnly />
          </div>
        </section>
      )}
      <h2>{say('saved-before')}</h2>
      {asked.data.length === 0 ? (
        <Empty title={say('no-changes')}>{say('no-changes-how')}</Empty>
      ) : (
        <Table
          caption={say('saved-before')}
          rows={asked.data}
          keyOf={(row) => `${row.at} ${row.name}`}
          columns={[
            { id: 'at', head: say('when'), cell: (row) => day(row.at), names: true },
            { id: 'file', head: say('file'), cell: (row) => row.name },
            { id: 'by', head: say('by'), cell: (row) => row.by },
            { id: 'why', head: say('reason'), cell: (row) => row.why ?? '' },
            {
              id: 'before',
              head: say('text-before'),
              cell: (row) =>
                row.before === undefined ? (
                  <span className="quiet">{say('was-new')}</span>
                ) : (
                  <Button onPress={() => setOpen(row)} aria-label={say('show-before', { name: row.name, when: day(row.at) })}>
                    {say('show')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {open && <Older change={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

/** A text as it was, against the text of now. */
function Older({ change, onClose }: { readonly change: KeptChange; readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { client } = useClub();
  const { day } = useInstants();
  const { files, textOf, edit } = useDraft();
  const { before = '', name, at } = change;
  const asked = useQuery({
    queryKey: [client.club, 'rulebook-older', before],
    queryFn: ({ signal }) => client.rulebook.older(before, signal),
  });
  const file = files.find((each) => each.name === name && (change.shelf === 'editions') === (each.kind === 'edition'));
  const text = asked.data;
  return (
    <Dialog
      title={say('text-of', { name, when: day(at) })}
      onClose={onClose}
      wide
      buttons={
        text !== undefined && (
          <>
            <Button onPress={() => download(name, text)}>{say('download')}</Button>
            {file && (
              <Button
                onPress={() => {
                  edit(file.path, text);
                  onClose();
                }}
              >
                {say('take-back')}
              </Button>
            )}
            <Button kind="main" onPress={onClose}>
              {say('close')}
            </Button>
          </>
        )
      }
    >
      {text === undefined ? (
        <Waiting says={asked.error ? asked.error.message : say('loading')} />
      ) : (
        <div className={styles['compared']}>
          <LazyEditor label={say('text-of', { name, when: day(at) })} text={file ? textOf(file.path) : ''} compareTo={text} readOnly />
        </div>
      )}
    </Dialog>
  );
}
