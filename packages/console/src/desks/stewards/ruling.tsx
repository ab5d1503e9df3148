import type { Problem } from '@racetower/server/client';
import { useState } from 'react';
import { ActFields } from '../../acts/act-fields.tsx';
import { actValues, type Typed } from '../../acts/act-values.ts';
import { useClub } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { useSettled } from '../../api/settled.ts';
import { Button } from '../../design/button.tsx';
import { ChoiceField, Form } from '../../design/field.tsx';
import { Clauses } from '../../design/why.tsx';
import { Changes } from '../../shell/changes.tsx';
import { useWords } from '../../words/words.tsx';
import type { Kind } from './case-file.tsx';
import type { Case } from './queue.tsx';
import { WORDS } from './words.ts';

const MOST_CHANGES = 60;

/** Decides a case: the results, points, standings and money that it would change stand beside it before anybody signs. */
export function Ruling({ file, kind, seq }: { readonly file: Case; readonly kind: Kind; readonly seq: number }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { give } = useGiving();
  const [outcome, setOutcome] = useState<string>();
  const [typed, setTyped] = useState<Typed>({});
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const chosen = kind.outcomes.find((each) => each.outcome === outcome);
  const command = chosen && {
    do: 'rule' as const,
    id: file.id,
    outcome: chosen.outcome,
    ...(chosen.fields.length === 0 ? {} : { fields: actValues(chosen.fields, typed) }),
  };
  const would = usePreview(useSettled(command), seq);
  const whyNot = acting.gives.includes('rule')
    ? chosen
      ? sending
        ? say('on-its-way')
        : undefined
      : say('choose-outcome')
    : say('not-yours');
  const rule = async (): Promise<void> => {
    if (!command || whyNot !== undefined) return;
    setSending(true);
    const came = await give(command, { says: say('ruled-as', { id: file.id, outcome: chosen.says }), refusal: 'fields' });
    setSending(false);
    if (came.is === 'refused') setProblem(came.problem);
  };
  return (
    <section className="card stack" aria-label={say('verdict')}>
      <h2>{say('verdict')}</h2>
      <p className="quiet">{say('decided-by', { who: kind.decidedBy.join(', ') })}</p>
      <Form problem={problem} onSubmit={() => void rule()} label={say('verdict')}>
        <ChoiceField
          label={say('outcome')}
          name="outcome"
          choices={kind.outcomes.map((each) => ({ id: each.outcome, says: each.says }))}
          value={outcome}
          onChange={(next) => {
            setProblem(undefined);
            setOutcome(next);
          }}
        />
        {chosen && (
          <p>
            <Clauses clauses={chosen.because.clauses} />
          </p>
        )}
        {chosen && <ActFields fields={chosen.fields} typed={typed} onTyped={setTyped} />}
        {chosen && (
          <div role="group" aria-label={say('would-change')} className="stack">
            <h3>{say('would-change')}</h3>
            <Changes would={would} most={MOST_CHANGES} />
          </div>
        )}
        <div className="row">
          <Button kind="danger" type="submit" whyNot={whyNot}>
            {say('rule')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
