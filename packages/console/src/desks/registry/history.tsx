import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import type { Known } from './person.tsx';
import styles from './registry.module.css';
import { useSaid } from './said.ts';
import { TakeBackDialog } from './take-back.tsx';
import { WORDS } from './words.ts';

type Row = Known['history'][number];

const SHOWN = 10;

/** What was put on record about somebody, by whom, the latest first; a mistake is taken back here. */
export function History({ known }: { readonly known: Known }) {
  const say = useWords(WORDS);
  const [all, setAll] = useState(false);
  if (known.history.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('history')}>
      <h3>{say('history')}</h3>
      <ol className={styles['plainList']} reversed>
        {known.history.slice(0, all ? undefined : SHOWN).map((row) => (
          <Told key={row.fact} row={row} />
        ))}
      </ol>
      {known.history.length > SHOWN && !all && (
        <Button onPress={() => setAll(true)}>{say('show-all', { count: known.history.length })}</Button>
      )}
    </section>
  );
}

function Told({ row }: { readonly row: Row }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { day } = useInstants();
  const { meetings } = useMeeting();
  const tell = useTelling();
  const [taking, setTaking] = useState(false);
  const [role = '', giver] = row.by.split(':');
  const what = tell(row);
  const at = meetings.find((each) => each.meeting === row.meeting)?.name;
  return (
    <li className={styles['head']}>
      <span className={styles['about']}>
        <span>{what}</span>
        <span className="quiet">{[day(row.at), giver ?? roleName(role), at].filter(Boolean).join(' · ')}</span>
      </span>
      {acting.gives.includes('void') && row.kind !== 'car-signed-in' && row.kind !== 'entry-withdrawn' && (
        <Button kind="bare" onPress={() => setTaking(true)}>
          {say('take-back')}
          <span className="visually-hidden"> {what}</span>
        </Button>
      )}
      {taking && <TakeBackDialog fact={row.fact} what={what} onClose={() => setTaking(false)} />}
    </li>
  );
}

/** Says a fact in a sentence. */
function useTelling(): (row: Row) => string {
  const say = useWords(WORDS);
  const said = useSaid();
  const { classes } = useClub().club;
  const papers = useView('particulars', {}).answer?.papers ?? [];
  return ({ kind, body }) => {
    const loose: Readonly<Record<string, unknown>> = { ...body };
    const fields = (name: string): string => said.fields((loose[name] ?? {}) as Readonly<Record<string, unknown>>);
    const car = String(loose['car'] ?? '');
    const className = classes.find(({ id }) => id === loose['class'])?.name ?? String(loose['class'] ?? '');
    const [off] = [loose['off'] === true];
    switch (kind) {
      case 'person-registered':
        return say('told-registered', { fields: fields('details') });
      case 'car-registered':
        return say(off ? 'told-number-off' : 'told-number', { car, class: className });
      case 'record-made': {
        const says = papers.find((each) => each.record === loose['name'])?.says ?? String(loose['name']);
        return [says, fields('fields')].filter(Boolean).join(': ');
      }
      case 'car-signed-in':
        return say('told-signed-in', { car, class: className });
      case 'entry-withdrawn':
        return say('told-withdrawn', { car, class: className });
      case 'transponder-assigned':
        return say(off ? 'told-transponder-off' : 'told-transponder', { car, transponder: String(loose['transponder']) });
      default:
        return kind.replaceAll('-', ' ');
    }
  };
}
