import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { notify } from '../../design/toast.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

/** The letters that a case asks for: their text, to whom, by when, and whether they were sent in time. */
export function Notices({ id, meeting }: { readonly id: string; readonly meeting?: string }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { give } = useGiving();
  const { day } = useInstants();
  const notices = useView('notices', { case: id }).answer?.notices ?? [];
  if (notices.length === 0) return null;
  const where = { case: id, ...(meeting === undefined ? {} : { meeting }) };
  const copy = async (text: string): Promise<void> => {
    await navigator.clipboard.writeText(text);
    notify('good', say('copied'));
  };
  return (
    <section className="card stack" aria-label={say('notices')}>
      <h2>{say('notices')}</h2>
      {notices.map((notice) => (
        <article key={notice.notice} className="stack">
          <h3>
            <Why about={notice.because.says} because={notice.because}>
              {notice.because.says}
            </Why>
          </h3>
          <p className="quiet">
            {say('letter-to', { who: notice.to.join(', ') })}{' '}
            {notice.byMs !== undefined && say('until', { when: day(new Date(notice.byMs).toISOString()) })}
          </p>
          <p className={styles['letter']}>{notice.text}</p>
          {notice.sent.map((sent) => (
            <p key={sent.fact}>
              <Badge kind={sent.inTime ? 'good' : 'bad'}>{say(sent.inTime ? 'in-time' : 'too-late')}</Badge> {sent.channel} {day(sent.at)}
            </p>
          ))}
          <div className="row">
            {'clipboard' in navigator && <Button onPress={() => void copy(notice.text)}>{say('copy')}</Button>}
            {notice.channels.map((channel) => (
              <Button
                key={channel}
                whyNot={acting.gives.includes('record') ? undefined : say('not-yours')}
                onPress={() =>
                  void give(
                    { do: 'record', name: notice.record, ...where, fields: { notice: notice.notice, channel } },
                    { says: say('sent-by', { channel }) },
                  )
                }
              >
                {say('sent-by', { channel })}
              </Button>
            ))}
          </div>
        </article>
      ))}
    </section>
  );
}
