import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { ChoiceField, Tick } from '../../design/field.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { CarDialog, type DraftCar } from './car-dialog.tsx';
import { DownloadLink } from './download-link.tsx';
import { PersonLink } from './person-link.tsx';
import styles from './registry.module.css';
import { WORDS } from './words.ts';

type Row = Answer<'numbers'>['numbers'][number];

const FREE_SHOWN = 40;

/** The board of numbers of a class: whose each is, which mean two people, which are kept and which are free. */
export function Numbers() {
  const say = useWords(WORDS);
  const { club, acting } = useClub();
  const [classId, setClass] = useState(club.classes[0]?.id ?? '');
  const [clashes, setClashes] = useState(false);
  const [draft, setDraft] = useState<DraftCar>();
  const { answer, pending, seq } = useView('numbers', { class: classId });
  const mayNot = acting.gives.includes('register-car') ? undefined : say('not-yours');
  const rows = (answer?.numbers ?? []).filter((row) => !clashes || row.clash);
  return (
    <div className="stack">
      <div className={styles['filters']}>
        <ChoiceField
          label={say('class')}
          choices={club.classes.map(({ id, name }) => ({ id, says: name }))}
          value={classId}
          onChange={setClass}
        />
        <Tick value={clashes} onChange={setClashes}>
          {say('only-clashes', { count: answer?.clashes ?? 0 })}
        </Tick>
      </div>
      <div className={styles['head']}>
        <p role="status">{say('numbers-count', { count: rows.length })}</p>
        <span className="row">
          <DownloadLink view="numbers" fields={{ class: classId }} />
          <Button onPress={() => setDraft({ class: classId })} whyNot={mayNot}>
            {say('register-number')}
          </Button>
        </span>
      </div>
      {pending && <Waiting says={say('loading')} />}
      {answer && rows.length === 0 && <Empty title={say('no-numbers')}>{say('no-numbers-how')}</Empty>}
      <ul className={styles['board']} aria-label={say('tab-numbers')}>
        {rows.map((row) => (
          <NumberTile key={row.car} row={row} />
        ))}
      </ul>
      {answer && <Kept answer={answer} />}
      {answer && <Free numbers={answer.free[0]?.numbers ?? []} mayNot={mayNot} onChoose={(car) => setDraft({ class: classId, car })} />}
      {draft && <CarDialog draft={draft} seq={seq} onClose={() => setDraft(undefined)} />}
    </div>
  );
}

function NumberTile({ row }: { readonly row: Row }) {
  const say = useWords(WORDS);
  const names = row.holders.length > 0 ? row.holders : row.drivers;
  return (
    <li className={styles['tile']}>
      <Plate car={row.car} large />
      <span className={styles['tileNames']}>
        {names.map((name) => (
          <PersonLink key={name} name={name} />
        ))}
        {row.holders.length > 0 && row.drivers.some((each) => !row.holders.includes(each)) && (
          <span className="quiet">{say('driven-by', { names: row.drivers.filter((each) => !row.holders.includes(each)).join(', ') })}</span>
        )}
        {row.clash ? <Badge kind="bad">{say('clash')}</Badge> : row.holders.length === 0 && <Badge>{say('only-driven')}</Badge>}
      </span>
    </li>
  );
}

function Kept({ answer }: { readonly answer: Answer<'numbers'> }) {
  const say = useWords(WORDS);
  if (answer.kept.length === 0) return null;
  return (
    <section className="stack" aria-label={say('kept-numbers')}>
      <h2>{say('kept-numbers')}</h2>
      <ul className={styles['plainList']}>
        {answer.kept.map((each) => (
          <li key={each.car} className="row">
            <Plate car={each.car} /> {each.says} <Clauses clauses={each.clauses} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FreeProps {
  readonly numbers: readonly string[];
  readonly mayNot: string | undefined;
  readonly onChoose: (car: string) => void;
}

/** Numbers that nobody has; a press registers one. */
function Free({ numbers, mayNot, onChoose }: FreeProps) {
  const say = useWords(WORDS);
  const [all, setAll] = useState(false);
  if (numbers.length === 0) return null;
  return (
    <section className="stack" aria-label={say('free-numbers')}>
      <h2>{say('free-numbers')}</h2>
      <p className="quiet">{say('free-count', { count: numbers.length })}</p>
      <div className={styles['free']}>
        {numbers.slice(0, all ? undefined : FREE_SHOWN).map((car) => (
          <Button key={car} onPress={() => onChoose(car)} whyNot={mayNot} aria-label={say('register-this', { car })}>
            {car}
          </Button>
        ))}
        {numbers.length > FREE_SHOWN && !all && (
          <Button kind="bare" onPress={() => setAll(true)}>
            {say('show-all', { count: numbers.length })}
          </Button>
        )}
      </div>
    </section>
  );
}
