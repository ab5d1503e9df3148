import { type AboutClub, type Problem, ProblemError, type TabletHere } from '@racetower/server/client';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Field, Form } from '../design/field.tsx';
import { useWords } from '../words/words.tsx';
import styles from './approvals.module.css';
import type { AtTablet } from './tablet.ts';
import { WORDS } from './words.ts';

export interface TabletGateProps {
  readonly club: AboutClub;
  readonly tablet: TabletHere;
  readonly act: AtTablet['act'];
}

/** A tablet that nobody works at: who was here takes over by a tap, others give their PIN. */
export function TabletGate({ club, tablet, act }: TabletGateProps) {
  const say = useWords(WORDS);
  const [login, setLogin] = useState<string>();
  const person = tablet.people.find((each) => each.login === login);
  return (
    <main className={styles['gate']}>
      <h1>{club.name}</h1>
      <p className="quiet">{say('tablet-is', { name: tablet.name })}</p>
      <h2>{say('who-works')}</h2>
      {tablet.people.length === 0 && <p>{say('nobody-has-a-pin')}</p>}
      <div className={styles['people']}>
        {tablet.people.map((each) => (
          <Button
            key={each.login}
            size="large"
            kind={each.login === login ? 'main' : 'plain'}
            onPress={() => (each.here ? void act({ do: 'switch', login: each.login }) : setLogin(each.login))}
          >
            {each.name}
            {each.here && <span className="quiet"> {say('by-a-tap')}</span>}
          </Button>
        ))}
      </div>
      {person && <PinForm key={person.login} name={person.name} onPin={(pin) => act({ do: 'sign-in', login: person.login, pin })} />}
      <p>
        <a className="alone" href={`/clubs/${club.club}`}>
          {say('public-pages')}
        </a>
      </p>
    </main>
  );
}

export interface PinFormProps {
  readonly name: string;
  /** What the press is called; left out: to start work. */
  readonly does?: string;
  readonly onPin: (pin: string) => Promise<void>;
}

/** Asks somebody for their PIN; a wrong one is said at the field. */
export function PinForm({ name, does, onPin }: PinFormProps) {
  const say = useWords(WORDS);
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    if (sending || pin === '') return;
    setSending(true);
    try {
      await onPin(pin);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem({ ...error.problem, errors: [{ field: 'pin', says: error.problem.detail }] });
      setPin('');
    } finally {
      setSending(false);
    }
  };
  return (
    <Form problem={problem} onSubmit={() => void send()} label={say('pin-of', { name })}>
      <Field
        label={say('pin-of', { name })}
        name="pin"
        type="password"
        inputMode="numeric"
        autoComplete="off"
        value={pin}
        onChange={(next) => {
          setProblem(undefined);
          setPin(next);
        }}
        autoFocus
      />
      <Button type="submit" kind="main" size="large" whyNot={sending ? say('trying') : undefined}>
        {does ?? say('start-work')}
      </Button>
    </Form>
  );
}
