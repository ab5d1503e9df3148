import { inWords, type Problem } from '@racetower/server/client';
import { hasAny } from './roles.ts';
import { useState } from 'react';
import { useClub } from '../api/club.tsx';
import { Button } from '../design/button.tsx';
import { useInstants } from '../design/clock.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Field, Form } from '../design/field.tsx';
import { Clauses } from '../design/why.tsx';
import { useWords } from '../words/words.tsx';
import { roleName } from './role-name.ts';
import { WORDS } from './words.ts';

export interface RefusalDialogProps {
  /** The call that was refused. */
  readonly says: string;
  readonly problem: Problem;
  /** It was made while the server was away, at this moment. */
  readonly waitedSince?: number | undefined;
  readonly onClose: () => void;
  readonly onAgain: (more: { readonly confirm: true } | { readonly override: { readonly why: string } } | object) => void;
}

/** Says why a call was refused, by which clause, and lets whoever may override it do so with a reason. */
export function RefusalDialog({ says, problem, waitedSince, onClose, onAgain }: RefusalDialogProps) {
  const say = useWords(WORDS);
  const { acting, club } = useClub();
  const [why, setWhy] = useState('');
  const { time } = useInstants();
  const asks = problem.code === 'confirm';
  const overriders = problem.override ?? [];
  const mayOverride = !asks && hasAny(acting.role, overriders);
  const override = (): void => {
    if (why.trim() !== '') onAgain({ override: { why: why.trim() } });
  };
  return (
    <Dialog
      title={asks ? say('asks', { call: says }) : say('refused', { call: says })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{asks ? say('no') : say('close')}</Button>
          {waitedSince !== undefined && !asks && (
            <Button kind="main" onPress={() => onAgain({})}>
              {say('again-now')}
            </Button>
          )}
          {asks && (
            <Button kind="main" onPress={() => onAgain({ confirm: true })}>
              {say('yes')}
            </Button>
          )}
          {mayOverride && (
            <Button kind="danger" onPress={override} whyNot={why.trim() === '' ? say('needs-why') : undefined}>
              {say('override')}
            </Button>
          )}
        </>
      }
    >
      <p>
        {inWords(problem.detail, club.classes)} <Clauses clauses={problem.clauses ?? []} />
      </p>
      {waitedSince !== undefined && (
        <>
          <p>{say('waited', { time: time(new Date(waitedSince).toISOString()) })}</p>
          <p>{say('waited-how')}</p>
        </>
      )}
      {overriders.length > 0 && !mayOverride && !asks && (
        <p className="quiet">{say('who-overrides', { roles: overriders.map(roleName).join(', ') })}</p>
      )}
      {mayOverride && (
        <Form onSubmit={override}>
          <Field label={say('override-why')} name="why" value={why} onChange={setWhy} required />
        </Form>
      )}
    </Dialog>
  );
}
