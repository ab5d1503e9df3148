import type { CommonNumber } from '@racetower/rulebook/bench';
import { useEffect, useState } from 'react';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { useDraft } from './draft.tsx';
import styles from './rulebook.module.css';
import { useAnswer } from './use-answer.ts';
import { WORDS } from './words.ts';

/** The numbers of the rules as a form; each is changed in its place in the text. */
export function Numbers() {
  const say = useWords(WORDS);
  const { edition, checked, workshop, texts } = useDraft();
  // While the text has mistakes the numbers are shown as they were read last.
  const numbers = useAnswer(workshop, { question: 'numbers', asked: { path: edition.path }, again: texts });
  const [wanted, setWanted] = useState('');
  if (!numbers) return <Waiting says={say('loading')} />;
  if (numbers.length === 0) return <Empty title={say('no-numbers')}>{say('no-numbers-how')}</Empty>;
  const fits = (each: CommonNumber): boolean =>
    `${each.block} › ${each.name} ${each.says ?? ''} ${each.clauses.join(' ')}`.toLowerCase().includes(wanted.trim().toLowerCase());
  const shown = numbers.filter(fits);
  const blocks = [...new Set(shown.map((each) => each.block))];
  return (
    <div className="stack">
      <p className="quiet">{say('numbers-how')}</p>
      {checked && !checked.loads && (
        <p role="alert">
          <Badge kind="bad">{say('mend-text')}</Badge>
        </p>
      )}
      <div className={styles['finder']}>
        <Field label={say('find-number')} name="find" type="search" value={wanted} onChange={setWanted} />
      </div>
      {blocks.length === 0 && <p className="quiet">{say('none-found')}</p>}
      {blocks.map((block) => (
        <section key={block} className={styles['block']} aria-label={block}>
          <h2>{block === 'values' ? say('values') : block}</h2>
          <div className={styles['numbers']}>
            {shown
              .filter((each) => each.block === block)
              .map((each) => (
                <NumberRow key={`${edition.path} ${each.path.join('.')}`} number={each} />
              ))}
          </div>
        </section>
      ))}
    </div>
  );
}

function NumberRow({ number }: { readonly number: CommonNumber }) {
  const say = useWords(WORDS);
  const { edition, workshop, textOf, edit } = useDraft();
  const { written = '' } = number;
  const [entered, setEntered] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  // What stands in the text is shown once it is another, whoever put it there.
  useEffect(() => setEntered(undefined), [written]);
  const typed = entered ?? written;
  const isTyped = typed !== written;
  const put = async (value: string): Promise<void> => {
    const change = await workshop.ask('change', { path: edition.path, number: { path: number.path, kind: number.kind }, typed: value });
    if (!change.ok) {
      setWrong(change.says);
      return;
    }
    setWrong(undefined);
    const text = textOf(edition.path);
    edit(edition.path, text.slice(0, change.from) + change.insert + text.slice(change.to));
  };
  const name = number.path.join('.');
  const own = number.block === 'values' ? number.name : `${number.block} › ${number.name}`;
  const label = number.says === undefined ? own : `${number.says} (${own})`;
  const from = number.file === edition.path ? undefined : say('from-older', { file: number.file });
  const hint = [say(`kind-${number.kind}`), number.unit, from].filter((each) => each !== undefined).join(' · ');
  return (
    <div className={`${styles['number']} ${isTyped ? styles['typed'] : ''}`}>
      <Form problem={wrong === undefined ? undefined : problemAt(name, wrong)} onSubmit={() => void put(typed)}>
        {number.kind === 'yes-no' ? (
          <ChoiceField
            label={label}
            name={name}
            value={typed}
            choices={[
              { id: 'true', says: say('yes') },
              { id: 'false', says: say('no') },
            ]}
            onChange={(value) => {
              setEntered(value);
              void put(value);
            }}
          />
        ) : (
          <div className={styles['numberLine']}>
            <Field label={label} name={name} value={typed} hint={hint} lines={typed.length > 60} onChange={setEntered} />
            {isTyped && (
              <Button kind="main" type="submit" aria-label={say('put-in', { name: label })}>
                {say('put')}
              </Button>
            )}
          </div>
        )}
      </Form>
      <p className={styles['cited']}>
        <Clauses clauses={number.clauses} />
        {number.when !== undefined && <code className={styles['when']}>{say('while', { when: number.when })}</code>}
        {number.reading !== undefined && <span className="quiet">{say('reading', { reading: number.reading })}</span>}
      </p>
    </div>
  );
}

const problemAt = (field: string, says: string) => ({
  type: '',
  title: '',
  status: 422 as const,
  detail: says,
  code: 'number',
  errors: [{ field, says }],
});
