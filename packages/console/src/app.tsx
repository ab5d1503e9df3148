import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { UnreachableError } from '@racetower/server/client';
import { useState } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { Empty, Waiting } from './design/empty.tsx';
import { KeysProvider } from './design/keys.tsx';
import { Toasts } from './design/toast.tsx';
import { ClubGate } from './shell/club-gate.tsx';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { WORDS } from './shell/words.ts';
import { type Language, languageHere, LanguageProvider, useWords } from './words/words.tsx';

const queries = new QueryClient({
  defaultOptions: { queries: { retry: (count, error) => error instanceof UnreachableError && count < 20, networkMode: 'always' } },
});

/** The officials' app: languages, keys and addresses around the desks of a club. */
export function App() {
  const [language, setLanguage] = useState<Language>(languageHere);
  const choose = (next: Language): void => {
    localStorage.setItem('racetower-language', next);
    document.documentElement.lang = next;
    setLanguage(next);
  };
  document.documentElement.lang = language;
  return (
    <LanguageProvider value={language}>
      <I18nProvider locale={language}>
        <QueryClientProvider client={queries}>
          <KeysProvider>
            <Router base="/console">
              <Routes onLanguage={choose} />
            </Router>
          </KeysProvider>
        </QueryClientProvider>
      </I18nProvider>
    </LanguageProvider>
  );
}

function Routes({ onLanguage }: { readonly onLanguage: (language: Language) => void }) {
  const say = useWords(WORDS);
  const [, go] = useLocation();
  return (
    <RouterProvider navigate={(path) => go(path.replace(/^\/console/, ''))}>
      <ErrorBoundary>
        <Switch>
          <Route path="/:club/*?">{({ club }) => <ClubGate key={club} club={club} onLanguage={onLanguage} />}</Route>
          <Route>
            <ChooseClub />
          </Route>
        </Switch>
      </ErrorBoundary>
      <Toasts close={say('close')} />
    </RouterProvider>
  );
}

/** The clubs of this server; the only one opens by itself. */
function ChooseClub() {
  const say = useWords(WORDS);
  const asked = useQuery({
    queryKey: ['clubs'],
    queryFn: async () => (await (await fetch('/api/clubs')).json()) as { readonly clubs: readonly string[] },
  });
  const clubs = asked.data?.clubs ?? [];
  const [only] = clubs;
  if (only !== undefined && clubs.length === 1) return <Redirect to={`/${only}`} />;
  return (
    <main className="stack" style={{ padding: 'var(--space-5)' }}>
      <h1>{say('clubs')}</h1>
      {asked.isPending && <Waiting says={say('loading')} />}
      {asked.data && clubs.length === 0 && <Empty title={say('no-clubs')}>{say('no-clubs-how')}</Empty>}
      <ul>
        {clubs.map((club) => (
          <li key={club}>
            <a href={`/console/${club}`}>{club}</a>
          </li>
        ))}
      </ul>
    </main>
  );
}
