import { type AboutClub, type Problem, ProblemError, signIn } from '@racetower/server/client';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Field, Form } from '../design/field.tsx';
import { useWords } from '../words/words.tsx';
import styles from './gate.module.css';
import { WORDS } from './words.ts';

export interface SignInProps {
  readonly club: AboutClub;
  readonly onSignedIn: () => void;
}

/** Signs an official in with name and password. */
export function SignIn({ club, onSignedIn }: SignInProps) {
  const say = useWords(WORDS);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [sending, setSending] = useState(false);
  const submit = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      await signIn(login, password);
      onSignedIn();
    } catch (error) {
      const unreachable: Problem = { type: '', title: '', status: 503, code: 'unreachable', detail: say('unreachable') };
      setProblem(error instanceof ProblemError ? error.problem : unreachable);
    } finally {
      setSending(false);
    }
  };
  return (
    <main className={styles['gate']}>
      <h1>{club.name}</h1>
      <h2>{say('sign-in')}</h2>
      <Form onSubmit={() => void submit()} problem={problem} label={say('sign-in')}>
        <Field label={say('login')} name="username" value={login} onChange={setLogin} required autoFocus autoComplete="username" />
        <Field
          label={say('password')}
          name="password"
          type="password"
          value={password}
          onChange={setPassword}
          required
          autoComplete="current-password"
        />
        <Button type="submit" kind="main" size="large" whyNot={sending ? say('signing-in') : undefined}>
          {say('sign-in')}
        </Button>
      </Form>
      <p>
        <a href={`/clubs/${club.club}`}>{say('public-pages')}</a>
      </p>
    </main>
  );
}
