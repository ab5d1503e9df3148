import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { ActDialog } from '../../acts/act-dialog.tsx';
import { useClub } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import type { Kind } from './case-file.tsx';
import { sentenceOf, useCaseNames } from './case-names.ts';
import { actOf } from './evidence.tsx';
import { wordsOf } from './filed.tsx';
import type { Case } from './queue.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

export type PanelShown = Answer<'panel'>;

export interface PanelProps {
  readonly file: Case;
  readonly kind: Kind;
  readonly panel: PanelShown;
  readonly open: boolean;
  readonly seq: number;
}

/** Who decides, who steps aside, how was voted and what the votes carry; a vote takes one press. */
export function Panel({ file, kind, panel, open, seq }: PanelProps) {
  const say = useWords(WORDS);
  const { votes, aside, parties, quorum } = panel;
  return (
    <section className="card stack" aria-label={say('panel')}>
      <div className={styles['head']}>
        <h2>{say('panel')}</h2>
        {quorum.needs > 0 && (
          <Badge kind={quorum.have >= quorum.needs ? 'good' : 'warn'}>{say('quorum', { have: quorum.have, needs: quorum.needs })}</Badge>
        )}
      </div>
      <p>
        {say('decided-by', { who: panel.decidedBy.map(roleName).join(', ') })} <Clauses clauses={panel.because.clauses} />
      </p>
      {(parties.length > 0 || aside.length > 0) && (
        <ul className={styles['list']} aria-label={say('aside')}>
          {parties.length > 0 && <li className="quiet">{say('parties-aside', { who: parties.join(', ') })}</li>}
          {aside.map((each) => (
            <li key={each.who} className={styles['piece']}>
              <Badge kind="plain">{say('stepped-aside')}</Badge>
              <Why about={each.because.says} because={each.because}>
                {each.who}
              </Why>
              {Object.values(each.fields).length > 0 && <span className="quiet">{Object.values(each.fields).map(String).join(', ')}</span>}
            </li>
          ))}
        </ul>
      )}
      {panel.sits && (
        <ul className={styles['votes']} aria-label={say('votes')}>
          {votes.length === 0 && <li className="quiet">{say('no-votes')}</li>}
          {votes.map((each) => (
            <li key={each.who} className={styles['piece']}>
              <Why about={say('vote-of', { who: each.who })} because={each.because}>
                {each.who}
              </Why>
              <b>{wordsOf(each.vote)}</b>
            </li>
          ))}
        </ul>
      )}
      {open && panel.sits && <Voting file={file} kind={kind} panel={panel} seq={seq} />}
    </section>
  );
}

/** One's own vote, and stepping aside; or why one does not sit on this case. */
function Voting({ file, kind, panel, seq }: Omit<PanelProps, 'open'>) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { give, waiting } = useGiving();
  const names = useCaseNames((filer, against) => say('against', { filer, against }));
  const [filling, setFilling] = useState<Kind['records'][number]>();
  const about = { case: file.id, ...(file.meeting === undefined ? {} : { meeting: file.meeting }) };
  const vote = kind.records.find((each) => each.use === 'vote');
  const aside = kind.records.find((each) => each.use === 'aside');
  const you = panel.you;
  const whyNot = !acting.gives.includes('record')
    ? say('not-yours')
    : you?.may === false
      ? you.says
      : waiting.length > 0
        ? say('on-its-way')
        : undefined;
  const [field, ...more] = vote?.fields ?? [];
  const quick = field?.type === 'choice' && more.every((each) => each.optional) ? (field.choices ?? []) : undefined;
  return (
    <>
      {you?.may === false && (
        <p className={styles['not-you']}>
          {sentenceOf(you.says)}. <Clauses clauses={you.clauses} />
        </p>
      )}
      <div className="row" role="group" aria-label={say('your-vote')}>
        {vote && quick
          ? quick.map((choice) => (
              <Button
                key={choice}
                whyNot={whyNot}
                onPress={() =>
                  void give(
                    { do: 'record', name: vote.record, ...about, fields: { [field?.name ?? 'vote']: choice } },
                    { says: say('voted', { vote: choice, what: names.title(file) }) },
                  )
                }
              >
                {say('vote-choice', { vote: wordsOf(choice) })}
              </Button>
            ))
          : vote && (
              <Button whyNot={whyNot} onPress={() => setFilling(vote)}>
                {say('vote', { what: vote.says })}
              </Button>
            )}
        {aside && (
          <Button kind="bare" whyNot={whyNot} onPress={() => setFilling(aside)}>
            {say('step-aside')}
          </Button>
        )}
      </div>
      {filling && <ActDialog act={actOf(filling)} about={about} whom={names.title(file)} seq={seq} onClose={() => setFilling(undefined)} />}
    </>
  );
}
