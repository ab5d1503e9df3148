import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { useSettled } from '../../api/settled.ts';
import { Button } from '../../design/button.tsx';
import { Field, Form } from '../../design/field.tsx';
import { Changes } from '../../shell/changes.tsx';
import { useWords } from '../../words/words.tsx';
import { WORDS } from './words.ts';

export interface ChangeOrderProps {
  readonly where: { readonly meeting: string; readonly race: string };
  readonly order: readonly string[];
  readonly race: string;
  readonly seq: number;
  readonly onDone: () => void;
}

/** Puts an official's order in place of the line-up: with a reason, and what it changes shown before. */
export function ChangeOrder({ where, order, race, seq, onDone }: ChangeOrderProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [why, setWhy] = useState('');
  const [clause, setClause] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const command = {
    do: 'change-line-up' as const,
    ...where,
    order,
    why: why.trim() === '' ? '–' : why.trim(),
    ...(clause.trim() === '' ? {} : { clause: clause.trim() }),
  };
  const would = usePreview(useSettled(command), seq);
  const change = async (): Promise<void> => {
    if (sent) return;
    if (why.trim() === '') return setProblem(needsWhy(say('needs-why')));
    setSent(true);
    const came = await give(command, { says: say('change-of', { race }), refusal: 'fields' });
    setSent(false);
    if (came.is === 'done') onDone();
    else setProblem(came.problem);
  };
  const typed = (set: (text: string) => void) => (text: string) => {
    setProblem(undefined);
    set(text);
  };
  return (
    <section className="card stack" aria-label={say('change')}>
      <h3>{say('change')}</h3>
      <Changes would={would} />
      <Form problem={problem} onSubmit={() => void change()}>
        <Field label={say('why-change')} name="why" value={why} onChange={typed(setWhy)} autoComplete="off" />
        <Field label={say('clause')} name="clause" value={clause} onChange={typed(setClause)} autoComplete="off" />
        <div className="row">
          <Button kind="main" type="submit" whyNot={sent ? say('on-its-way') : undefined}>
            {say('put-in-place')}
          </Button>
          <Button onPress={onDone}>{say('as-it-was')}</Button>
        </div>
      </Form>
    </section>
  );
}

function needsWhy(says: string): Problem {
  return { type: 'about:blank', title: '', status: 400, detail: says, code: 'field-missing', errors: [{ field: 'why', says }] };
}
