import type { Answer, Problem } from '@racetower/server/client';
import { useState } from 'react';
import { actCommand } from '../../acts/act-dialog.tsx';
import { ActFields } from '../../acts/act-fields.tsx';
import type { Typed } from '../../acts/act-values.ts';
import { useClub, useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { ChoiceField, Form } from '../../design/field.tsx';
import { Clauses, Why } from '../../design/why.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import styles from './scales.module.css';
import { WORDS } from './words.ts';

type Check = Answer<'checks'>['checks'][number];
type Car = Check['cars'][number];

export interface RacePartProps {
  readonly where: { readonly meeting: string; readonly race: string };
  readonly name: string;
}

/** The list of a race at the scales: one car after the other, each against the values of its class, with who verified it. */
export function WeighIn({ where, name }: RacePartProps) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const { answer, problem, pending } = useView('checks', { ...where, role: acting.role });
  const [chosen, setChosen] = useState<string>();
  if (pending) return <Waiting says={say('loading')} />;
  if (problem) return <p>{problem.detail}</p>;
  // Those that the role keeps come first; the others are there to be read.
  const checks = (answer?.checks ?? []).toSorted((a, b) => nearness(b) - nearness(a));
  const check = checks.find((each) => each.record === chosen) ?? checks[0];
  if (!check) return <Empty title={say('no-checks')}>{say('no-checks-how')}</Empty>;
  const done = check.cars.filter((car) => car.stands !== undefined).length;
  return (
    <section className="stack" aria-label={say('list-of', { race: name })}>
      {checks.length > 1 && (
        <ChoiceField
          label={say('check')}
          choices={checks.map((each) => ({ id: each.record, says: each.says, more: each.awaited ? say('awaited') : undefined }))}
          value={check.record}
          onChange={setChosen}
        />
      )}
      <div className="row">
        <Badge kind={done === check.cars.length ? 'good' : 'plain'}>{say('so-many', { done, of: check.cars.length })}</Badge>
        {check.limits.map((limit) => (
          <Why key={`${limit.class} ${limit.value}`} about={limit.says} because={limit.because}>
            {limit.says}: {String(limit.is)} {limit.unit ?? ''}
          </Why>
        ))}
        <Clauses clauses={check.because.clauses} />
      </div>
      {!check.mayGive && <p>{say('kept-by', { roles: check.by.map(roleName).join(', ') })}</p>}
      <Cars check={check} where={where} />
    </section>
  );
}

/** The role's own first, then what the result waits for, then what is held against a value. */
const nearness = (check: Check): number => (check.mayGive ? 4 : 0) + (check.awaited ? 2 : 0) + (check.limits.length > 0 ? 1 : 0);

function Cars({ check, where }: { readonly check: Check; readonly where: RacePartProps['where'] }) {
  const next = check.cars.find((car) => car.stands === undefined)?.car;
  const [open, setOpen] = useState<string>();
  const shown = open ?? next;
  return (
    <ol className={styles['cars']}>
      {check.cars.map((car) => (
        <CarRow
          key={`${check.record} ${car.car}`}
          check={check}
          car={car}
          where={where}
          open={check.mayGive && shown === car.car}
          onOpen={() => setOpen(car.car)}
          onDone={() => setOpen(undefined)}
        />
      ))}
    </ol>
  );
}

interface CarRowProps {
  readonly check: Check;
  readonly car: Car;
  readonly where: RacePartProps['where'];
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onDone: () => void;
}

function CarRow({ check, car, where, open, onOpen, onDone }: CarRowProps) {
  const say = useWords(WORDS);
  const flagged = car.stands?.flagged ?? [];
  const filled = Object.entries(car.stands?.fields ?? {}).map(
    ([name, value]) => `${name} ${value === true ? '✓' : value === false ? '✕' : String(value)}`,
  );
  return (
    <li>
      <div className={styles['car']}>
        <span className={styles['place']}>{car.place > 0 ? car.place : car.status}</span>
        <Plate car={car.car} />
        <span className={styles['who']}>
          <strong>{car.driver}</strong>
          <span>{filled.join(' · ')}</span>
        </span>
        {car.stands && <Badge kind={flagged.length > 0 ? 'bad' : 'good'}>{say(flagged.length > 0 ? 'not-good' : 'good')}</Badge>}
        {check.mayGive && !open && (
          <Button onPress={onOpen}>
            {say(car.stands ? 'again' : 'record')}
            <span className="visually-hidden"> {say('car', { car: car.car })}</span>
          </Button>
        )}
      </div>
      {flagged.map((flag) => (
        <p key={flag.says}>
          {flag.says} <Clauses clauses={flag.clauses} />
        </p>
      ))}
      {open && <CheckForm check={check} car={car} where={where} onDone={onDone} />}
    </li>
  );
}

/** One car at the scales: the number, the verifier, Enter, and the next car. */
function CheckForm({ check, car, where, onDone }: Omit<CarRowProps, 'open' | 'onOpen'>) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const [typed, setTyped] = useState<Typed>({});
  const [problem, setProblem] = useState<Problem>();
  const [sent, setSent] = useState(false);
  const act = { name: check.record, sort: 'record' as const, fields: check.fields };
  const record = async (): Promise<void> => {
    if (sent) return;
    setSent(true);
    // What lasts beyond the race is of the car, not of the race at which it was seen.
    const about = check.lasts ? { meeting: where.meeting } : where;
    const says = say('check-of', { check: check.says, car: car.car });
    const came = await give(actCommand(act, { ...about, class: car.class, car: car.car }, typed), { says, refusal: 'fields' });
    setSent(false);
    if (came.is === 'done') onDone();
    else setProblem(came.problem);
  };
  return (
    <Form problem={problem} onSubmit={() => void record()} label={say('check-of', { check: check.says, car: car.car })}>
      <div className={styles['fields']}>
        <ActFields
          fields={check.fields}
          typed={typed}
          onTyped={(next) => {
            setProblem(undefined);
            setTyped(next);
          }}
          autoFocus
        />
        <Button kind="main" type="submit" whyNot={sent ? say('on-its-way') : undefined} shortcut="Enter">
          {say('record')}
        </Button>
      </div>
    </Form>
  );
}
