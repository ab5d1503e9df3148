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
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import type { Kind } from './case-file.tsx';
import { sentenceOf, useCaseNames } from './case-names.ts';
import type { PanelShown } from './panel.tsx';
import type { Case } from './queue.tsx';
import { VerdictPreview } from './verdict-preview.tsx';
import { WORDS } from './words.ts';

export interface RulingProps {
  readonly file: Case;
  readonly kind: Kind;
  readonly panel: PanelShown;
  readonly seq: number;
}

/** Decides a case: results, points, standings and money that it would change stand there before anybody signs. */
export function Ruling({ file, kind, panel, seq }: RulingProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const names = useCaseNames((filer, against) => say('against', { filer, against }));
  const [outcome, setOutcome] = useState<string>();
  const [typed, setTyped] = useState<Typed>({});
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const chosen = kind.outcomes.find((each) => each.outcome === outcome);
  const carried = panel.outcomes.find((each) => each.outcome === outcome);
  const command = chosen && {
    do: 'rule' as const,
    id: file.id,
    outcome: chosen.outcome,
    ...(file.meeting === undefined ? {} : { meeting: file.meeting }),
    ...(chosen.fields.length === 0 ? {} : { fields: actValues(chosen.fields, typed) }),
  };
  const would = usePreview(useSettled(command), seq);
  const whyNot = useWhyNot({ kind, panel }, chosen !== undefined, sending);
  const rule = async (): Promise<void> => {
    if (!command || whyNot !== undefined) return;
    setSending(true);
    const came = await give(command, { says: say('ruled-as', { what: names.title(file), outcome: chosen.says }), refusal: 'fields' });
    setSending(false);
    if (came.is === 'refused') setProblem(came.problem);
  };
  return (
    <section className="card stack" aria-label={say('verdict')}>
      <h2>{say('verdict')}</h2>
      <Form problem={problem} onSubmit={() => void rule()} label={say('verdict')}>
        <OutcomeField
          kind={kind}
          panel={panel}
          value={outcome}
          onChange={(next) => {
            setProblem(undefined);
            setOutcome(next);
          }}
        />
        {chosen && (
          <p>
            {carried?.carried === false && `${sentenceOf(carried.why ?? '')}. `}
            <Clauses clauses={chosen.because.clauses} />
          </p>
        )}
        {chosen && (
          <ActFields
            fields={chosen.fields}
            typed={typed}
            onTyped={(next) => {
              setProblem(undefined);
              setTyped(next);
            }}
          />
        )}
        {chosen && <VerdictPreview would={would} />}
        <div className="row">
          <Button kind="danger" type="submit" whyNot={whyNot}>
            {say('rule')}
          </Button>
        </div>
      </Form>
    </section>
  );
}

/** Why the verdict cannot be given here: not in this role, not by this person, or not yet. */
function useWhyNot({ kind, panel }: Pick<RulingProps, 'kind' | 'panel'>, chosen: boolean, sending: boolean): string | undefined {
  const say = useWords(WORDS);
  const { acting } = useClub();
  if (!acting.gives.includes('rule') || !kind.mayRule) return say('decided-by', { who: kind.decidedBy.map(roleName).join(', ') });
  if (panel.you?.may === false) return panel.you.says;
  if (!chosen) return say('choose-outcome');
  return sending ? say('on-its-way') : undefined;
}

interface OutcomeFieldProps extends Pick<RulingProps, 'kind' | 'panel'> {
  readonly value: string | undefined;
  readonly onChange: (outcome: string) => void;
}

/** How the case ends, each with whether the votes carry it. */
function OutcomeField({ kind, panel, value, onChange }: OutcomeFieldProps) {
  const say = useWords(WORDS);
  return (
    <ChoiceField
      label={say('outcome')}
      name="outcome"
      placeholder={say('choose')}
      choices={kind.outcomes.map((each) => ({ id: each.outcome, says: sentenceOf(each.says), more: moreOf(panel, each.outcome, say) }))}
      value={value}
      onChange={onChange}
    />
  );
}

/** Whether the votes carry an outcome, where there are votes. */
function moreOf(panel: PanelShown, outcome: string, say: (key: 'carried' | 'not-carried') => string): string | undefined {
  const found = panel.outcomes.find((each) => each.outcome === outcome);
  if (!panel.sits || found?.carried === undefined || (panel.votes.length === 0 && panel.quorum.needs === 0)) return undefined;
  return say(found.carried ? 'carried' : 'not-carried');
}
