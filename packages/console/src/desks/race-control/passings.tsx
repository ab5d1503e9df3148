import type { Answer, Problem } from '@racetower/server/client';
import { useState } from 'react';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { ChoiceField, Field, Form } from '../../design/field.tsx';
import { useWords } from '../../words/words.tsx';
import { type AtRace, type CarShown, lapText } from './race.ts';
import styles from './race-control.module.css';
import { WORDS } from './words.ts';

type Read = Answer<'passings'>;

const LATEST = 12;

export interface PassingsProps {
  readonly at: AtRace;
  readonly cars: readonly CarShown[];
}

/** What the loop read: reads that seem to be missing, transponders that nobody has, cars entered by hand, and the latest reads. */
export function Passings({ at, cars }: PassingsProps) {
  const say = useWords(WORDS);
  const read = useView('passings', at).answer;
  if (!read) return <p className="quiet">{say('loading')}</p>;
  return (
    <div className="stack">
      <ByHand at={at} />
      {read.missed.map((missed) => (
        <Missed key={`${missed.car} ${missed.lap}`} at={at} missed={missed} />
      ))}
      {read.unknown.map((transponder) => (
        <Unknown key={transponder} at={at} transponder={transponder} cars={cars} />
      ))}
      <Latest read={read} />
    </div>
  );
}

/** Cars entered by hand. The next can be typed at once; what is refused comes back to the field. */
function ByHand({ at }: { readonly at: AtRace }) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [car, setCar] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const enter = async (): Promise<void> => {
    const cars = car.split(/[\s,]+/).filter((each) => each !== '');
    if (cars.length === 0) return;
    setCar('');
    setProblem(undefined);
    const came = await give(
      { do: 'pass', meeting: at.meeting, ...(cars.length === 1 ? { car: cars[0] ?? '' } : { cars }) },
      { says: say('by-hand-of', { cars: cars.join(' ') }), refusal: 'fields' },
    );
    if (came.is === 'done') return;
    setProblem(atField(came.problem));
    setCar((before) => (before === '' ? car : before));
  };
  return (
    <Form onSubmit={() => void enter()} label={say('by-hand')} problem={problem}>
      <div className={styles['inline']}>
        <Field
          label={say('by-hand')}
          name="car"
          value={car}
          onChange={(next) => {
            setProblem(undefined);
            setCar(next);
          }}
          hint={say('by-hand-how')}
          autoComplete="off"
        />
        <Button type="submit">{say('enter')}</Button>
      </div>
    </Form>
  );
}

/** There is one field: whatever is wrong stands at it. */
const atField = (problem: Problem): Problem => ({ ...problem, errors: [{ field: 'car', says: problem.detail }] });

function Missed({ at, missed }: { readonly at: AtRace; readonly missed: Read['missed'][number] }) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const split = (): void => {
    for (const timeUs of missed.atUs) void give({ do: 'pass', meeting: at.meeting, car: missed.car, timeUs }, { says: missed.says });
  };
  return (
    <p className={styles['offer']}>
      <Badge kind="warn">{say('missed')}</Badge> <span>{missed.says}</span> <Button onPress={split}>{say('enter-it')}</Button>
    </p>
  );
}

interface UnknownProps {
  readonly at: AtRace;
  readonly transponder: string;
  readonly cars: readonly CarShown[];
}

function Unknown({ at, transponder, cars }: UnknownProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { give } = useGiving();
  const [car, setCar] = useState<string>();
  const [first = at.race] = at.race.split('/');
  const assign = (): void => {
    if (car !== undefined)
      void give(
        { do: 'assign-transponder', class: first.split('+')[0] ?? first, car, transponder },
        { says: say('is-of', { transponder, car }) },
      );
  };
  const mayNot = acting.gives.includes('assign-transponder') ? undefined : say('not-yours', { role: acting.role });
  return (
    <div className={styles['offer']}>
      <Badge kind="bad">{say('unknown-transponder')}</Badge>
      <strong>{transponder}</strong>
      <ChoiceField
        label={say('whose')}
        quiet
        value={car}
        onChange={setCar}
        choices={cars.map((each) => ({ id: each.car, says: `${each.car} ${each.driver}` }))}
      />
      <Button onPress={assign} whyNot={mayNot ?? (car === undefined ? say('whose') : undefined)}>
        {say('assign')}
      </Button>
    </div>
  );
}

function Latest({ read }: { readonly read: Read }) {
  const say = useWords(WORDS);
  const { time } = useInstants();
  const latest = read.passings.slice(-LATEST).toReversed();
  if (latest.length === 0) return <p className="quiet">{say('no-passings')}</p>;
  return (
    <ol className={styles['timeline']} tabIndex={0}>
      {latest.map((each) => (
        <li key={each.fact}>
          <span className={styles['when']}>{time(each.at)}</span>
          <span className={styles['what']}>
            {each.car === undefined ? each.transponder : <Plate car={each.car} />} {each.says} {'lapUs' in each ? lapText(each.lapUs) : ''}
          </span>
        </li>
      ))}
    </ol>
  );
}
