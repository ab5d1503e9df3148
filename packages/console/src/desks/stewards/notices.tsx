import type { Answer, Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Field, Form } from '../../design/field.tsx';
import { usePaper } from '../../design/paper.tsx';
import { notify } from '../../design/toast.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { sentenceOf } from './case-names.ts';
import { wordsOf } from './filed.tsx';
import type { Case } from './queue.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

type Notice = Answer<'notices'>['notices'][number];

/** The letters that a case asks for: their text, to whom, by when, and whether they were sent in time. */
export function Notices({ file }: { readonly file: Case }) {
  const say = useWords(WORDS);
  const notices = useView('notices', { case: file.id }).answer?.notices ?? [];
  if (notices.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('notices')}>
      <h2>{say('notices')}</h2>
      {notices.map((notice) => (
        <Letter key={notice.notice} notice={notice} file={file} />
      ))}
    </section>
  );
}

/** One letter; where its record keeps the text it may be worded otherwise before it is sent. */
function Letter({ notice, file }: { readonly notice: Notice; readonly file: Case }) {
  const say = useWords(WORDS);
  const { acting, club } = useClub();
  const { give, waiting } = useGiving();
  const { day } = useInstants();
  const { print, paper } = usePaper();
  const [worded, setWorded] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const text = worded ?? notice.text;
  const copy = (): void => void navigator.clipboard.writeText(text).then(() => notify('good', say('copied')));
  const send = async (channel: string): Promise<void> => {
    const came = await give(
      {
        do: 'record',
        name: notice.record,
        case: file.id,
        ...(file.meeting === undefined ? {} : { meeting: file.meeting }),
        fields: { notice: notice.notice, channel, ...(notice.editable && text.trim() !== '' ? { text } : {}) },
      },
      { says: say('sent-by', { channel: wordsOf(channel) }), refusal: 'fields' },
    );
    setProblem(came.is === 'refused' ? came.problem : undefined);
  };
  const whyNot = !acting.gives.includes('record')
    ? say('not-yours')
    : waiting.length > 0
      ? say('on-its-way')
      : text.trim() === ''
        ? say('letter-empty')
        : undefined;
  return (
    <article className="stack">
      <h3>
        <Why about={sentenceOf(notice.because.says)} because={notice.because}>
          {sentenceOf(notice.because.says)}
        </Why>
      </h3>
      <p className="quiet">
        {say('letter-to', { who: notice.to.join(', ') })}
        {notice.byMs !== undefined && `, ${say('until', { when: day(new Date(notice.byMs).toISOString()) })}`}
      </p>
      <Form problem={problem} onSubmit={() => undefined} label={sentenceOf(notice.because.says)}>
        {notice.editable ? (
          <Field label={say('letter')} name="text" value={text} onChange={setWorded} lines hint={say('letter-hint')} />
        ) : (
          <p className={styles['letter']}>{text}</p>
        )}
        <Sendings notice={notice} />
        <div className="row">
          {notice.channels.map((channel) => (
            <Button key={channel} whyNot={whyNot} onPress={() => void send(channel)}>
              {say('sent-by', { channel: wordsOf(channel) })}
            </Button>
          ))}
          <Button kind="bare" onPress={() => print(<Paper club={club.name} to={notice.to} text={text} />)}>
            {say('print')}
          </Button>
          {'clipboard' in navigator && (
            <Button kind="bare" onPress={copy}>
              {say('copy')}
            </Button>
          )}
        </div>
      </Form>
      {paper}
    </article>
  );
}

/** When it was sent, whether in time, and in which words where others than the rulebook's. */
function Sendings({ notice }: { readonly notice: Notice }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  return notice.sent.map((sent) => (
    <div key={sent.fact} className="stack">
      <p className={styles['piece']}>
        <Badge kind={sent.inTime ? 'good' : 'bad'}>{say(sent.inTime ? 'in-time' : 'too-late')}</Badge>
        {say('sent-on', { channel: wordsOf(sent.channel), when: day(sent.at) })}
      </p>
      {sent.text !== undefined && sent.text !== notice.text && <p className={styles['letter']}>{sent.text}</p>}
    </div>
  ));
}

function Paper({ club, to, text }: { readonly club: string; readonly to: readonly string[]; readonly text: string }) {
  return (
    <>
      <h1>{club}</h1>
      <p>{to.join(', ')}</p>
      <p style={{ whiteSpace: 'pre-line' }}>{text}</p>
    </>
  );
}
