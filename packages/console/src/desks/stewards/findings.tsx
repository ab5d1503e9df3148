import { useState } from 'react';
import { ActDialog } from '../../acts/act-dialog.tsx';
import { useClub } from '../../api/club.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { ChoiceField } from '../../design/field.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { sentenceOf, useCaseNames } from './case-names.ts';
import { actOf, type EvidenceProps, Fields } from './evidence.tsx';
import styles from './stewards.module.css';
import { WORDS } from './words.ts';

/** What the stewards found, by the records that the rulebook has for it: verdicts rest on them. */
export function Findings({ file, kind, open, seq }: EvidenceProps) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { acting } = useClub();
  const names = useCaseNames((filer, against) => say('against', { filer, against }));
  const [chosen, setChosen] = useState<string>();
  const [adding, setAdding] = useState(false);
  const records = kind.records.filter((each) => each.use === 'finding');
  const record = records.find((each) => each.record === chosen);
  const about = { case: file.id, ...(file.meeting === undefined ? {} : { meeting: file.meeting }) };
  if (records.length === 0 || (!open && file.findings.length === 0)) return null;
  return (
    <section className="card stack" aria-label={say('findings')}>
      <h2>{say('findings')}</h2>
      {file.findings.length === 0 && <p className="quiet">{say('no-findings')}</p>}
      <ul className={styles['list']}>
        {file.findings.map((each) => (
          <li key={each.because.facts.join(' ')} className={styles['exhibit']}>
            <span className={styles['head']}>
              <Why about={sentenceOf(each.because.says)} because={each.because}>
                {sentenceOf(each.because.says)}
              </Why>
              <span className="quiet">
                {each.from}, {day(each.at)}
              </span>
            </span>
            <Fields fields={each.fields} />
          </li>
        ))}
      </ul>
      {open && (
        <div className={styles['bar']}>
          <ChoiceField
            label={say('finding')}
            placeholder={say('choose')}
            choices={records.map((each) => ({ id: each.record, says: sentenceOf(each.says) }))}
            value={chosen}
            onChange={setChosen}
          />
          <Button
            whyNot={acting.gives.includes('record') ? (record ? undefined : say('choose-finding')) : say('not-yours')}
            onPress={() => setAdding(true)}
          >
            {say('put-down')}
          </Button>
        </div>
      )}
      {adding && record && (
        <ActDialog act={actOf(record)} about={about} whom={names.title(file)} seq={seq} onClose={() => setAdding(false)} />
      )}
    </section>
  );
}
