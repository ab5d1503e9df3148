import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useClub } from '../api/club.tsx';
import { Button } from '../design/button.tsx';
import { useMeeting } from '../shell/meeting.tsx';
import { useWords } from '../words/words.tsx';
import { useSeen } from './seen.ts';
import { STEPS, type TourStep } from './steps.ts';
import styles from './tour.module.css';
import { useTour } from './tour.tsx';
import { WORDS } from './words.ts';

/** The tour beside the desk: one step at a time, done by doing it. Nothing is in the way of who works on. */
export function TourPanel() {
  const { at } = useTour();
  const step = at === undefined ? undefined : STEPS[at];
  return step && at !== undefined ? <Step key={step.id} step={step} at={at} /> : null;
}

function Step({ step, at }: { readonly step: TourStep; readonly at: number }) {
  const say = useWords(WORDS);
  const { go, end } = useTour();
  const [sawPages, setSawPages] = useState(false);
  const seen = useSeen(at, sawPages);
  const done = useLatched(step.done?.(seen) ?? false);
  const mark = step.id;
  useEffect(() => {
    document.body.dataset['tour'] = mark;
    return () => {
      delete document.body.dataset['tour'];
    };
  }, [mark]);
  const elsewhere = step.desk !== undefined && step.desk !== seen.desk;
  const last = at === STEPS.length - 1;
  return (
    <aside className={styles['tour']} aria-label={say('tour')}>
      <p className="quiet">{say('step', { at: at + 1, of: STEPS.length })}</p>
      <h2>{say(`${step.id}-title`)}</h2>
      <p>{say(`${step.id}-how`)}</p>
      <p role="status" className={styles['done']}>
        {done ? say('done', { what: say(`${step.id}-title`) }) : ''}
      </p>
      <div className={styles['buttons']}>
        <Button kind="bare" onPress={end}>
          {say('end-tour')}
        </Button>
        {at > 0 && (
          <Button kind="bare" onPress={() => go(at - 1)}>
            {say('back')}
          </Button>
        )}
        {step.id === 'page' && <PagesLink onOpen={() => setSawPages(true)} />}
        {elsewhere && !done && <GoThere step={step} />}
        {last ? (
          <Button kind="main" onPress={end}>
            {say('finish')}
          </Button>
        ) : (
          <Button kind={done || (step.done === undefined && !elsewhere) ? 'main' : 'plain'} onPress={() => go(at + 1)}>
            {done || step.done === undefined ? say('next') : say('skip')}
          </Button>
        )}
      </div>
    </aside>
  );
}

/** Once true it stays so. */
function useLatched(now: boolean): boolean {
  const [was, setWas] = useState(now);
  useEffect(() => {
    if (now) setWas(true);
  }, [now]);
  return was || now;
}

function GoThere({ step }: { readonly step: TourStep }) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { meeting } = useMeeting();
  const [, go] = useLocation();
  const search = new URLSearchParams({
    ...(meeting ? { meeting: meeting.meeting } : {}),
    ...(step.tab === undefined ? {} : { tab: step.tab }),
  });
  return (
    <Button kind="main" onPress={() => go(`/${club.club}/${step.desk ?? ''}?${search.toString()}`)}>
      {say('go-there')}
    </Button>
  );
}

function PagesLink({ onOpen }: { readonly onOpen: () => void }) {
  const say = useWords(WORDS);
  const { club } = useClub().club;
  return (
    <a className="alone" href={`/clubs/${club}`} target="_blank" rel="noreferrer" onClick={onOpen}>
      {say('open-pages')}
    </a>
  );
}
