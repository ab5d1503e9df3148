import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../words/words.tsx';
import { CarDialog, type DraftCar } from './car-dialog.tsx';
import type { Known } from './person.tsx';
import styles from './registry.module.css';
import { useSaid } from './said.ts';
import { TransponderDialog } from './transponder-dialog.tsx';
import { WORDS } from './words.ts';

type Own = Known['cars'][number];

/** The numbers and cars of somebody, with the transponder in each. */
export function OwnCars({ known, seq }: { readonly known: Known; readonly seq: number }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const [draft, setDraft] = useState<DraftCar>();
  const [giving, setGiving] = useState<Own>();
  const mayNot = acting.gives.includes('register-car') ? undefined : say('not-yours');
  return (
    <section className="card stack" aria-label={say('cars')}>
      <div className={styles['head']}>
        <h3>{say('cars')}</h3>
        <Button onPress={() => setDraft({ person: known.name })} whyNot={mayNot}>
          {say('register-number')}
        </Button>
      </div>
      {known.cars.length === 0 && <p className="quiet">{say('no-cars')}</p>}
      <ul className={styles['plainList']}>
        {known.cars.map((each) => (
          <OwnCar key={`${each.class} ${each.car}`} car={each} mayNot={mayNot} onChange={setDraft} onTransponder={() => setGiving(each)} />
        ))}
      </ul>
      {draft && <CarDialog draft={draft} seq={seq} onClose={() => setDraft(undefined)} />}
      {giving && <TransponderDialog draft={{ class: giving.class, car: giving.car }} onClose={() => setGiving(undefined)} />}
    </section>
  );
}

interface OwnCarProps {
  readonly car: Own;
  readonly mayNot: string | undefined;
  readonly onChange: (draft: DraftCar) => void;
  readonly onTransponder: () => void;
}

function OwnCar({ car, mayNot, onChange, onTransponder }: OwnCarProps) {
  const say = useWords(WORDS);
  const said = useSaid();
  const { club, acting } = useClub();
  const { give } = useGiving();
  const { class: classId, car: number, person, details } = car;
  const { transponder: _, ...more } = details;
  const isOurs = car.registered !== undefined && car.record === undefined;
  const of = <span className="visually-hidden"> {say('car-of', { car: number })}</span>;
  return (
    <li className={styles['ownCar']}>
      <Plate car={number} large />
      <span className={styles['about']}>
        <strong>{club.classes.find(({ id }) => id === classId)?.name ?? classId}</strong>{' '}
        {car.registered === undefined ? <Badge>{say('only-driven')}</Badge> : <Badge kind="good">{say('number-theirs')}</Badge>}
        <span className="quiet">{said.fields(more)}</span>
        <span>
          {car.transponder === undefined ? (
            <span className="quiet">{say('no-transponder')}</span>
          ) : (
            say('has-transponder', { transponder: car.transponder })
          )}
        </span>
      </span>
      <span className="row">
        {isOurs && (
          <Button onPress={() => onChange({ class: classId, car: number, person, details, registered: true })} whyNot={mayNot}>
            {say('change')}
            {of}
          </Button>
        )}
        {car.registered === undefined && (
          <Button onPress={() => onChange({ class: classId, car: number, person, details: more })} whyNot={mayNot}>
            {say('make-theirs')}
            {of}
          </Button>
        )}
        <Button onPress={onTransponder} whyNot={acting.gives.includes('assign-transponder') ? undefined : say('not-yours')}>
          {say('transponder')}
          {of}
        </Button>
        {isOurs && (
          <Button
            kind="danger"
            onPress={() =>
              void give(
                { do: 'register-car', class: classId, car: number, person, off: true },
                { says: say('number-given-up', { car: number, person }) },
              )
            }
            whyNot={mayNot}
          >
            {say('give-up')}
            {of}
          </Button>
        )}
      </span>
    </li>
  );
}
