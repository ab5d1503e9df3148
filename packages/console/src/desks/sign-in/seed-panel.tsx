import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Button } from '../../design/button.tsx';
import { Field, Form } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { hashOf, type Seed } from './seed.ts';
import styles from './sign-in.module.css';
import { WORDS } from './words.ts';

export interface SeedPanelProps {
  readonly meeting: string;
  readonly seed: Seed;
}

/** Lets Racetower draw the pills so that everybody can check it: the hash before sign-in, the seed after the draws. */
export function SeedPanel({ meeting, seed }: SeedPanelProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { give } = useGiving();
  const [typed, setTyped] = useState('');
  const commit = async (): Promise<void> => {
    const made = seed.make();
    const came = await give({ do: 'commit-seed', meeting, hash: hashOf(made) }, { says: say('seed-commit') });
    if (came.is === 'done') seed.keep(made);
  };
  return (
    <details className="card">
      <summary>{say('seed-title')}</summary>
      <div className="stack">
        <p>{say('seed-how')}</p>
        {seed.seed === undefined ? (
          <>
            <Button onPress={() => void commit()} whyNot={acting.gives.includes('commit-seed') ? undefined : say('not-yours')}>
              {say('seed-commit')}
            </Button>
            <Form onSubmit={() => typed.trim() !== '' && seed.keep(typed.trim())}>
              <Field
                label={say('seed-other')}
                name="seed"
                value={typed}
                onChange={setTyped}
                hint={say('seed-other-how')}
                autoComplete="off"
              />
              <Button type="submit">{say('seed-keep')}</Button>
            </Form>
          </>
        ) : (
          <>
            <p>
              {say('seed-is')} <code className={styles['seed']}>{seed.seed}</code>
            </p>
            <Button onPress={() => void give({ do: 'reveal-seed', meeting, seed: seed.seed ?? '' }, { says: say('seed-reveal') })}>
              {say('seed-reveal')}
            </Button>
          </>
        )}
      </div>
    </details>
  );
}
