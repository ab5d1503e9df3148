import { useQuery, useQueryClient } from '@tanstack/react-query';
import { openClient, ProblemError } from '@racetower/server/client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type AtClub, ClubContext } from '../api/club.tsx';
import { askOrRemember } from '../api/remembered.ts';
import { TabletGate } from '../approvals/tablet-gate.tsx';
import { useTablet } from '../approvals/tablet.ts';
import { GivingProvider } from '../api/giving.tsx';
import { Empty, Waiting } from '../design/empty.tsx';
import { type Language, useWords } from '../words/words.tsx';
import { RolePicker } from './role-picker.tsx';
import { Shell } from './shell.tsx';
import { SignIn } from './sign-in.tsx';
import { WORDS } from './words.ts';

export interface ClubGateProps {
  readonly club: string;
  readonly onLanguage: (language: Language) => void;
}

/** Lets an official into a club: signs in, or on a machine without accounts asks for the role. */
export function ClubGate({ club: name, onLanguage }: ClubGateProps) {
  const say = useWords(WORDS);
  const queries = useQueryClient();
  const [up, setUp] = useState(true);
  const client = useMemo(() => openClient({ club: name, onLine: setUp }), [name]);
  useEffect(() => () => client.close(), [client]);
  const away = (): void => setUp(false);
  const about = useQuery({
    queryKey: [name, 'about'],
    queryFn: ({ signal }) => askOrRemember(`racetower-about-${name}`, () => client.about(signal), away),
  });
  const me = useQuery({
    queryKey: [name, 'me'],
    queryFn: ({ signal }) => askOrRemember(`racetower-me-${name}`, () => client.me(signal), away),
  });
  const askAgain = (): void => void queries.invalidateQueries({ queryKey: [name] });
  const wasUp = useRef(up);
  useEffect(() => {
    if (up && !wasUp.current) void queries.invalidateQueries({ queryKey: [name, 'me'] });
    wasUp.current = up;
  }, [up, name, queries]);
  const { tablet, act: actAtTablet } = useTablet(name);
  const worker = tablet?.works ?? '';
  useEffect(() => {
    // It locked, or somebody took over: who is here is asked anew.
    if (tablet) void queries.invalidateQueries({ queryKey: [name, 'me'] });
  }, [worker]);
  const [chosen, setChosen] = useChosen(name);
  const error = about.error ?? me.error;
  if (error)
    return (
      <main style={{ padding: 'var(--space-6)' }}>
        <Empty title={say('not-here')}>{error instanceof ProblemError ? error.problem.detail : say('unreachable')}</Empty>
      </main>
    );
  if (!about.data || !me.data) return <Waiting says={say(about.failureCount + me.failureCount > 0 ? 'away-gate' : 'loading')} />;
  const { roles, is, name: signedIn } = me.data;
  if (is === 'public' && tablet) return <TabletGate club={about.data} tablet={tablet} act={actAtTablet} />;
  if (is === 'public') return <SignIn club={about.data} onSignedIn={askAgain} />;
  const acting = roles.find((each) => each.role === chosen.role) ?? (is === 'member' ? roles[0] : undefined);
  const choose = (role: string, who: string = chosen.who): void => setChosen({ role, who });
  if (!acting) return <RolePicker club={about.data} roles={roles} who={chosen.who} onChoose={choose} />;
  const who = signedIn ?? chosen.who;
  const at: AtClub = {
    client,
    club: about.data,
    me: me.data,
    acting,
    act: (role) => choose(role),
    by: who === '' ? acting.role : `${acting.role}:${who}`,
    up,
    signedOut: askAgain,
  };
  return (
    <ClubContext value={at}>
      <GivingProvider>
        <Shell onLanguage={onLanguage} onLeave={() => choose('')} />
      </GivingProvider>
    </ClubContext>
  );
}

interface Chosen {
  readonly role: string;
  /** Who sits here, where nobody signs in. */
  readonly who: string;
}

/** The role last taken in this browser. */
function useChosen(club: string): readonly [Chosen, (next: Chosen) => void] {
  const key = `racetower-role-${club}`;
  const [chosen, setChosen] = useState<Chosen>(() => {
    const [role = '', who = ''] = (localStorage.getItem(key) ?? '').split('\n');
    return { role, who };
  });
  return [
    chosen,
    (next) => {
      localStorage.setItem(key, `${next.role}\n${next.who}`);
      setChosen(next);
    },
  ];
}
