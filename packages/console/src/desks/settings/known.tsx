import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { Field, Form } from '../../design/field.tsx';
import { missing } from '../../design/missing.ts';
import { useWords } from '../../words/words.tsx';
import { useAtField, useDoing, useMachine } from './asking.ts';
import { Confirm } from './confirm.tsx';
import { saveFile } from './save-file.ts';
import styles from './settings.module.css';
import { WORDS } from './words.ts';

/** What is known of somebody, to be given to them; and, where the log is sealed, taken away for good. */
export function Known() {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { problem, run, refuse } = useDoing();
  const shown = useAtField(problem, ['person']);
  const machine = useMachine();
  const [person, setPerson] = useState('');
  const [erasing, setErasing] = useState(false);
  const sealed = machine.data?.log.sealed === true;
  const asks = async (work: 'export-person' | 'erase-person'): Promise<void> => {
    const name = person.trim();
    const came = await run(
      ({ office }) => office.arrange({ do: work, person: name }),
      work === 'erase-person' ? say('erased', { name }) : undefined,
    );
    if (came?.known) saveFile(new Blob([JSON.stringify(came.known, undefined, 2)], { type: 'application/json' }), `${name}.json`);
  };
  const wanting = (then: () => void) => (): void => {
    const wrong = missing({ person: person.trim() === '' && say('needs-person') });
    if (wrong) refuse(wrong);
    else then();
  };
  return (
    <section className="card stack" aria-label={say('known')}>
      <h2>{say('known')}</h2>
      <p className="quiet">{say(sealed ? 'known-how-sealed' : 'known-how')}</p>
      <Form problem={shown} onSubmit={wanting(() => void asks('export-person'))}>
        <Field label={say('person')} name="person" value={person} onChange={setPerson} hint={say('person-hint')} />
        <div className={styles['does']}>
          <Button onPress={wanting(() => void asks('export-person'))}>{say('export')}</Button>
          {acting.sets.includes('machine') && (
            <Button kind="danger" onPress={wanting(() => setErasing(true))} whyNot={sealed ? undefined : say('not-sealed')}>
              {say('erase')}
            </Button>
          )}
        </div>
      </Form>
      {erasing && (
        <Confirm
          title={say('erase-of', { name: person.trim() })}
          does={say('erase')}
          onClose={() => setErasing(false)}
          onYes={() => void asks('erase-person')}
        >
          {say('erase-how')}
        </Confirm>
      )}
    </section>
  );
}
