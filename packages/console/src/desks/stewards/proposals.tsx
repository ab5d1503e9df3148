import type { Answer } from '@racetower/server/client';
import { inWords } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Field, Form, Tick } from '../../design/field.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { sentenceOf } from './case-names.ts';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

type Proposal = Answer<'proposals'>['proposals'][number];
type Step = Answer<'prompts'>['steps'][number];

/** What is proposed and waits for somebody: calls that need more officials, and steps of the procedures that are due for this role. */
export function Proposals() {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { meeting } = useMeeting();
  const proposals = useView('proposals', {});
  const steps = useView('prompts', { role: acting.role, ...(meeting === undefined ? {} : { meeting: meeting.meeting }) });
  if (proposals.pending) return <Waiting says={say('loading')} />;
  const waiting = proposals.answer?.proposals ?? [];
  const due = (steps.answer?.steps ?? []).filter((step) => !step.done);
  if (waiting.length + due.length === 0) return <Empty title={say('no-proposals')}>{say('no-proposals-how')}</Empty>;
  return (
    <div className={styles['columns']}>
      {waiting.length > 0 && (
        <section className="card stack" aria-label={say('calls-waiting')}>
          <h2>{say('calls-waiting')}</h2>
          {waiting.map((each) => (
            <Waits key={each.because.facts.join(' ')} proposal={each} />
          ))}
        </section>
      )}
      {due.length > 0 && (
        <section className="card stack" aria-label={say('steps-due')}>
          <h2>{say('steps-due')}</h2>
          {due.map((step) => (
            <Due key={step.step} step={step} {...(meeting === undefined ? {} : { meeting: meeting.meeting })} />
          ))}
        </section>
      )}
    </div>
  );
}

/** A call that others are for: one is for it too, or declines it with a reason. */
function Waits({ proposal }: { readonly proposal: Proposal }) {
  const say = useWords(WORDS);
  const { acting, by, club } = useClub();
  const { give } = useGiving();
  const { meetings } = useMeeting();
  const [declining, setDeclining] = useState(false);
  const { call, says, meeting, race, cars, person, needs } = proposal;
  const about = [
    cars.length > 0 ? say('cars-are', { cars: cars.join(', ') }) : '',
    person ?? '',
    race === undefined ? '' : inWords(race, club.classes),
    meetings.find((each) => each.meeting === meeting)?.name ?? '',
  ].filter((part) => part !== '');
  const mine = proposal.by.some((who) => by.endsWith(`:${who}`) || by === who);
  const place = { ...(meeting === undefined ? {} : { meeting }), ...(race === undefined ? {} : { race }) };
  const [car, ...others] = cars;
  const subject = { ...(car === undefined ? {} : others.length === 0 ? { car } : { cars }), ...(person === undefined ? {} : { person }) };
  return (
    <article className={styles['exhibit']}>
      <span className={styles['head']}>
        <Why about={sentenceOf(says)} because={proposal.because}>
          {sentenceOf(says)}
        </Why>
        {needs !== undefined && <Badge kind="warn">{say('for-it', { have: proposal.by.length, needs })}</Badge>}
      </span>
      <span>{about.join(', ')}</span>
      <span className="quiet">{say('proposed-by', { who: proposal.by.join(', ') })}</span>
      <div className="row">
        <Button
          whyNot={mine ? say('you-are-for-it') : acting.gives.includes('call') ? undefined : say('not-yours')}
          onPress={() => void give({ do: 'call', name: call, ...place, ...subject, fields: {} }, { says: sentenceOf(says) })}
        >
          {say('be-for-it')}
        </Button>
        <Button kind="bare" whyNot={acting.gives.includes('void') ? undefined : say('not-yours')} onPress={() => setDeclining(true)}>
          {say('decline')}
        </Button>
      </div>
      {declining && <Decline proposal={proposal} onClose={() => setDeclining(false)} />}
    </article>
  );
}

function Decline({ proposal, onClose }: { readonly proposal: Proposal; readonly onClose: () => void }) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [why, setWhy] = useState('');
  const [sent, setSent] = useState(false);
  const decline = async (): Promise<void> => {
    if (sent || why.trim() === '') return;
    setSent(true);
    for (const fact of proposal.because.facts)
      await give({ do: 'void', fact, why: why.trim() }, { says: say('declined', { what: proposal.says }) });
    onClose();
  };
  return (
    <Dialog
      title={say('decline-what', { what: sentenceOf(proposal.says) })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('back')}</Button>
          <Button kind="danger" whyNot={why.trim() === '' ? say('say-why') : undefined} onPress={() => void decline()}>
            {say('decline')}
          </Button>
        </>
      }
    >
      <Form onSubmit={() => void decline()}>
        <Field label={say('why-declined')} name="why" value={why} onChange={setWhy} autoFocus required />
      </Form>
    </Dialog>
  );
}

/** A step of a procedure with its checklist. */
function Due({ step, meeting }: { readonly step: Step; readonly meeting?: string }) {
  const { give } = useGiving();
  const tick = (line?: string): void =>
    void give(
      { do: 'tick', ...(meeting === undefined ? {} : { meeting }), step: step.step, ...(line === undefined ? {} : { line }) },
      { says: line ?? step.says },
    );
  return (
    <article className={styles['exhibit']}>
      {step.checklist.length === 0 ? (
        <Tick value={step.done} onChange={() => !step.done && tick()}>
          {step.says}
        </Tick>
      ) : (
        <>
          <b>{step.says}</b>
          {step.checklist.map(({ line, ticked }) => (
            <Tick key={line} value={ticked} onChange={() => !ticked && tick(line)}>
              {line}
            </Tick>
          ))}
        </>
      )}
      <span>
        <Clauses clauses={step.because.clauses} />
      </span>
    </article>
  );
}
