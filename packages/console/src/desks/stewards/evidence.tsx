import { useState } from 'react';
import { ActDialog, type ActShown } from '../../acts/act-dialog.tsx';
import { useClub } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import type { Kind } from './case-file.tsx';
import { sentenceOf, useCaseNames } from './case-names.ts';
import { valueText, wordsOf } from './filed.tsx';
import type { Case } from './queue.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

export interface EvidenceProps {
  readonly file: Case;
  readonly kind: Kind;
  readonly open: boolean;
  readonly seq: number;
}

/** What was handed in; more of it is put on record by the forms of the rulebook. */
export function Evidence({ file, kind, open, seq }: EvidenceProps) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { acting } = useClub();
  const names = useCaseNames((filer, against) => say('against', { filer, against }));
  const [adding, setAdding] = useState<Kind['records'][number]>();
  const about = { case: file.id, ...(file.meeting === undefined ? {} : { meeting: file.meeting }) };
  const records = kind.records.filter((each) => each.use === 'evidence');
  if (records.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('evidence')}>
      <h2>{say('evidence')}</h2>
      {file.evidence.length === 0 && <p className="quiet">{say('no-evidence')}</p>}
      <ul className={styles['list']}>
        {file.evidence.map((piece, index) => (
          // The same piece may be handed in twice.
          <li key={`${index} ${piece.from}`} className={styles['exhibit']}>
            <span className={styles['head']}>
              <Why about={sentenceOf(piece.because.says)} because={piece.because}>
                {say('from', { who: piece.from })}
              </Why>
              <span className="quiet">{day(piece.at)}</span>
              {piece.private && <Badge>{say('private')}</Badge>}
            </span>
            <Fields fields={piece.fields} />
          </li>
        ))}
      </ul>
      {open && (
        <div className="row">
          {records.map((each) => (
            <Button
              key={each.record}
              whyNot={acting.gives.includes('record') ? undefined : say('not-yours')}
              onPress={() => setAdding(each)}
            >
              {say('hand-in', { what: each.says })}
            </Button>
          ))}
        </div>
      )}
      {adding && (
        <ActDialog act={actOf(adding)} about={about} asksPerson whom={names.title(file)} seq={seq} onClose={() => setAdding(undefined)} />
      )}
    </section>
  );
}

/** A record about a case as its form shows it. */
export function actOf(record: Kind['records'][number]): ActShown {
  return { name: record.record, sort: 'record', says: record.says, fields: record.fields, clauses: record.because.clauses };
}

/** What is written on a piece: an address leads to it, a lap says where to look. */
export function Fields({ fields }: { readonly fields: Case['evidence'][number]['fields'] }) {
  const say = useWords(WORDS);
  const { lap, ...others } = fields;
  return (
    <span className={styles['piece']}>
      {lap !== undefined && <Badge kind="warn">{say('on-lap', { lap: String(lap) })}</Badge>}
      {Object.entries(others).map(([name, value]) =>
        /^https?:\/\//.test(String(value)) ? (
          <a key={name} className="alone" href={String(value)} target="_blank" rel="noreferrer">
            {String(value)}
          </a>
        ) : (
          <span key={name}>
            <span className="quiet">{wordsOf(name)}:</span> {valueText(value, say)}
          </span>
        ),
      )}
    </span>
  );
}
