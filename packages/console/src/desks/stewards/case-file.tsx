import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { ActDialog, type ActShown } from '../../acts/act-dialog.tsx';
import { useAsk, useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Countdown, useInstants } from '../../design/clock.tsx';
import { useMoney } from '../../design/money.ts';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { Notices } from './notices.tsx';
import { type Case, CaseBadge } from './queue.tsx';
import { Ruling } from './ruling.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

export type Kind = Answer<'case-kinds'>['kinds'][number];

export interface CaseFileProps {
  readonly file: Case;
  /** Cases that are about this one. */
  readonly appeals: readonly Case[];
  readonly seq: number;
  readonly onAppeal: () => void;
  readonly onChoose: (id: string) => void;
}

/** One case: what was filed, what was handed in, how the panel votes, how it is decided, and what follows. */
export function CaseFile({ file, appeals, seq, onAppeal, onChoose }: CaseFileProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const kinds =
    useView('case-kinds', { role: acting.role, ...(file.meeting === undefined ? {} : { meeting: file.meeting }) }).answer?.kinds ?? [];
  const kind = kinds.find((each) => each.case === file.case);
  return (
    <div className="stack">
      <section className="card stack" aria-label={file.id}>
        <div className={styles['head']}>
          <h2>
            {file.id}: {file.says}
          </h2>
          <Why about={file.id} because={file.because}>
            <CaseBadge status={file.status} />
          </Why>
        </div>
        <Filed file={file} />
        <DueDates id={file.id} seq={seq} />
      </section>
      {kind && <Evidence file={file} kind={kind} seq={seq} />}
      {kind && (file.status === 'open' || file.status === 'set-aside') && <Ruling file={file} kind={kind} seq={seq} />}
      <Notices id={file.id} {...(file.meeting === undefined ? {} : { meeting: file.meeting })} />
      <section className="card stack" aria-label={say('appeals')}>
        <h2>{say('appeals')}</h2>
        {appeals.length === 0 && <p className="quiet">{say('no-appeals')}</p>}
        {appeals.map((each) => (
          <p key={each.id}>
            <Button kind="bare" onPress={() => onChoose(each.id)}>
              {each.id}: {each.says}
            </Button>{' '}
            <CaseBadge status={each.status} />
          </p>
        ))}
        <div className="row">
          <Button whyNot={acting.gives.includes('file') ? undefined : say('not-yours')} onPress={onAppeal}>
            {say('file-about', { id: file.id })}
          </Button>
        </div>
      </section>
    </div>
  );
}

function Filed({ file }: { readonly file: Case }) {
  const say = useWords(WORDS);
  const money = useMoney();
  const { day } = useInstants();
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say('filed'), day(file.at)],
    [say('filer'), file.filer === '' ? undefined : file.filer],
    [say('against-whom'), file.against],
    [say('answers'), file.answerable && say('driver-of', file.answerable)],
    [say('race'), [file.meeting, file.race].filter(Boolean).join(', ') || undefined],
    [say('about-case'), file.about],
    ...Object.entries(file.fields).map(([name, value]) => [name.replaceAll('-', ' '), String(value)] as const),
    [say('fee'), file.feeCents === 0 ? undefined : money(file.feeCents)],
    [say('fee-went'), file.fee.length === 0 ? undefined : file.fee.map((share) => `${share.to} ${money(share.cents)}`).join(', ')],
    [say('decided'), file.outcome],
    [say('decided-at'), file.ruledAt && say('by-at', { by: file.ruledBy ?? '', when: day(file.ruledAt) })],
  ];
  return (
    <dl className={styles['facts']}>
      {rows.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** The last moments of this case, those to come with what is left of them. */
function DueDates({ id, seq }: { readonly id: string; readonly seq: number }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const rows = useAsk('deadlines', { case: id }, { at: 'now', again: seq }).data?.deadlines ?? [];
  if (rows.length === 0) return null;
  return (
    <ul className={styles['list']} aria-label={say('deadlines')}>
      {rows.map((each) => (
        <li key={each.deadline}>
          <Badge kind={each.passed ? 'plain' : 'warn'}>{say(each.passed ? 'passed' : 'to-come')}</Badge>{' '}
          <Why about={each.deadline} because={each.because}>
            {each.because.says}
          </Why>{' '}
          {day(each.at)} {!each.passed && <Countdown ends={each.at} />}
        </li>
      ))}
    </ul>
  );
}

/** What was handed in and how was voted; more of both is put on record by the forms of the rulebook. */
function Evidence({ file, kind, seq }: { readonly file: Case; readonly kind: Kind; readonly seq: number }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { acting } = useClub();
  const [adding, setAdding] = useState<Kind['records'][number]>();
  const about = { case: file.id, ...(file.meeting === undefined ? {} : { meeting: file.meeting }) };
  if (kind.records.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('evidence')}>
      <h2>{say('evidence')}</h2>
      {file.evidence.length === 0 && <p className="quiet">{say('no-evidence')}</p>}
      <ul className={styles['list']}>
        {file.evidence.map((piece, index) => (
          // The same piece may be handed in twice.
          <li key={`${index} ${piece.from}`} className={styles['piece']}>
            <Why about={piece.because.says} because={piece.because}>
              {piece.because.says}
            </Why>
            {piece.private && <Badge>{say('private')}</Badge>}
            <span className="quiet">{day(piece.at)}</span>
            <Fields fields={piece.fields} />
          </li>
        ))}
      </ul>
      {file.votes.length > 0 && (
        <ul className={styles['list']} aria-label={say('votes')}>
          {file.votes.map((each) => (
            <li key={each.who}>
              <Why about={say('vote-of', { who: each.who })} because={each.because}>
                {each.who}
              </Why>{' '}
              {each.vote}
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        {kind.records.map((each) => (
          <Button
            key={`${each.use} ${each.record}`}
            whyNot={acting.gives.includes('record') ? undefined : say('not-yours')}
            onPress={() => setAdding(each)}
          >
            {say(each.use === 'vote' ? 'vote' : 'hand-in', { what: each.says })}
          </Button>
        ))}
      </div>
      {adding && <ActDialog act={actOf(adding)} about={about} asksPerson whom={file.id} seq={seq} onClose={() => setAdding(undefined)} />}
    </section>
  );
}

function actOf(record: Kind['records'][number]): ActShown {
  return { name: record.record, sort: 'record', says: record.says, fields: record.fields, clauses: record.because.clauses };
}

/** What is written on a piece: an address leads to it, `lap` says where to look. */
function Fields({ fields }: { readonly fields: Case['evidence'][number]['fields'] }) {
  return Object.entries(fields).map(([name, value]) => {
    const text = String(value);
    return (
      <span key={name}>
        {name.replaceAll('-', ' ')}:{' '}
        {/^https?:\/\//.test(text) ? (
          <a href={text} target="_blank" rel="noreferrer">
            {text}
          </a>
        ) : (
          text
        )}
      </span>
    );
  });
}
