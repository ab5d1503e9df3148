import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useClub, useView } from '../../api/club.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useKeys } from '../../design/keys.tsx';
import { type Meeting, useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { DrawBoard } from './draw-board.tsx';
import { EntryCard } from './entry-card.tsx';
import { EntryForm } from './entry-form.tsx';
import { Finder } from './finder.tsx';
import type { Match } from './matches.ts';
import { SeedPanel } from './seed-panel.tsx';
import { useSeed } from './seed.ts';
import { Sheet } from './sheet.tsx';
import styles from './sign-in.module.css';
import { WORDS } from './words.ts';

/** The window: somebody comes, is found, looked at, entered, pays, draws, and the next one comes. */
export function Screen() {
  const say = useWords(WORDS);
  const { meeting, pending } = useMeeting();
  const [search] = useSearchParams();
  if (pending) return <Waiting says={say('loading')} />;
  if (!meeting) return <Empty title={say('no-meeting')}>{say('no-meeting-how')}</Empty>;
  return search.get('screen') === 'draw' ? <DrawBoard meeting={meeting.meeting} /> : <Window key={meeting.meeting} meeting={meeting} />;
}

function Window({ meeting }: { readonly meeting: Meeting }) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { answer, problem, pending, seq } = useView('entries', { meeting: meeting.meeting });
  const known = useView('people', {});
  const people = known.answer?.people ?? [];
  const [draft, setDraft] = useState<{ readonly match: Match; readonly count: number }>();
  const [chosen, choose] = useChosen();
  const field = useRef<HTMLInputElement>(null);
  const seed = useSeed(club.club, meeting.meeting);
  const entries = answer?.entries ?? [];
  const entry = entries.findLast((each) => `${each.class}/${each.car}` === chosen);
  const toField = (): void => field.current?.focus();
  const back = (): void => {
    setDraft(undefined);
    toField();
  };
  const show = (next: string): void => {
    setDraft(undefined);
    choose(next);
  };
  const pick = (match: Match): void =>
    match.is === 'in' ? show(`${match.class}/${match.car}`) : setDraft((before) => ({ match, count: (before?.count ?? 0) + 1 }));
  useKeys(say('window'), [{ key: '/', says: say('find'), do: back }]);
  useEscape(draft !== undefined, back);
  // Who is typed before everybody is known would be taken for somebody new.
  if (pending || known.pending) return <Waiting says={say('loading')} />;
  if (problem) return <Empty title={say('no-entries')}>{problem.detail}</Empty>;
  const done = (made?: { readonly class: string; readonly car: string }): void => {
    if (made) choose(`${made.class}/${made.car}`);
    back();
  };
  const usual = entries.toSorted((a, b) => (a.signedInAt < b.signedInAt ? 1 : -1))[0]?.class;
  return (
    <div className={styles['window']}>
      <div className="stack">
        <h1>{say('title')}</h1>
        <Finder field={field} entries={entries} people={people} onPick={pick} />
        {draft && <EntryForm key={draft.count} meeting={meeting.meeting} draft={draft.match} usual={usual} seq={seq} onDone={done} />}
        {!draft && entry && <EntryCard key={chosen} meeting={meeting} entry={entry} seed={seed.seed} seq={seq} onDone={toField} />}
        <SeedPanel meeting={meeting.meeting} seed={seed} />
        <BigScreenLink meeting={meeting.meeting} />
      </div>
      <Sheet entries={entries} chosen={chosen} onChoose={show} />
    </div>
  );
}

function BigScreenLink({ meeting }: { readonly meeting: string }) {
  const say = useWords(WORDS);
  const { club } = useClub().club;
  return (
    <p>
      <a
        className="alone"
        href={`/console/${club}/sign-in?meeting=${encodeURIComponent(meeting)}&screen=draw`}
        target="_blank"
        rel="noreferrer"
      >
        {say('on-the-big-screen')}
      </a>
    </p>
  );
}

/** The entry that the address names, as `mini-stock/11`. */
function useChosen(): readonly [string, (entry: string) => void] {
  const [search, setSearch] = useSearchParams();
  return [
    search.get('entry') ?? '',
    (entry) =>
      setSearch((before) => {
        const params = new URLSearchParams(before);
        params.set('entry', entry);
        return params;
      }),
  ];
}

/** Leaves a form that was begun, back to the search. */
function useEscape(on: boolean, back: () => void): void {
  const latest = useRef(back);
  latest.current = back;
  useEffect(() => {
    if (!on) return undefined;
    const pressed = (event: KeyboardEvent): void => {
      const inList = event.target instanceof Element && event.target.closest('[role="dialog"], [role="listbox"]') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !inList) latest.current();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [on]);
}
