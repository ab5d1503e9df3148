import { useEffect, useRef, useState } from 'react';
import { useView } from '../../api/club.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { useKeys } from '../../design/keys.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { BigRestart } from './big-restart.tsx';
import { Calls } from './calls.tsx';
import { Clocks } from './clocks.tsx';
import { GearProvider } from './gear.tsx';
import { Flags } from './flags.tsx';
import { Head } from './head.tsx';
import { More } from './more.tsx';
import { Order } from './order.tsx';
import { type AtRace, type RaceChoice, useCars, useRaceChoice } from './race.ts';
import { Prompts } from './prompts.tsx';
import { ResultCard } from './result-card.tsx';
import { Restart } from './restart.tsx';
import styles from './race-control.module.css';
import { useSelection } from './selection.ts';
import { useSpeech } from './speech.ts';
import { WORDS } from './words.ts';

/** Race control: one screen for a race, everything in reach of the keyboard. */
export function Screen() {
  const say = useWords(WORDS);
  const { meeting, pending: finding } = useMeeting();
  const choice = useRaceChoice(meeting?.meeting);
  if (finding || choice.pending) return <Waiting says={say('loading')} />;
  if (!meeting) return <Empty title={say('no-meeting')}>{say('no-meeting-how')}</Empty>;
  if (!choice.race) return <Empty title={say('no-race')}>{say('no-race-how')}</Empty>;
  return <Control key={choice.race.race} at={{ meeting: meeting.meeting, race: choice.race.race }} choice={choice} />;
}

function Control({ at, choice }: { readonly at: AtRace; readonly choice: RaceChoice }) {
  const say = useWords(WORDS);
  const { cars, run, seq } = useCars(at);
  const selection = useSelection(cars.map((each) => each.car));
  const restart = useView('restart', at);
  const speech = useSpeech();
  const [big, setBig] = useState(false);
  useCarKeys(selection, say('keys-cars'));
  useKeys(say('keys-race'), [
    { key: '[', says: say('race-before'), do: () => choice.step(-1) },
    { key: ']', says: say('race-after'), do: () => choice.step(1) },
    { key: 'o', says: say('big'), do: () => setBig(true) },
    { key: 'a', says: say('read-out'), do: () => speech.read(restart.answer?.callOuts.map((each) => each.says) ?? []) },
    { key: 'v', says: say('speech'), do: speech.toggle },
  ]);
  if (!run) return <Waiting says={say('loading')} />;
  return (
    <GearProvider>
      <div className={styles['control']}>
        <Head at={at} run={run} choice={choice} speech={speech} />
        <Flags at={at} run={run} cars={selection.cars} />
        <div className={styles['middle']}>
          <Order at={at} run={run} cars={cars} selection={selection} />
          <Calls at={at} run={run} selection={selection} seq={seq} />
        </div>
        <div className={styles['side']}>
          <ResultCard at={at} run={run} choice={choice} />
          <Restart shown={restart} run={run} onBig={() => setBig(true)} speech={speech} />
          {run.phase !== 'ended' && <Clocks at={at} running={run.lap > 0} />}
          <Prompts at={at} />
          <More at={at} run={run} cars={cars} />
        </div>
        {big && restart.answer && <BigRestart restart={restart.answer} onClose={() => setBig(false)} />}
      </div>
    </GearProvider>
  );
}

const SIGNS = '0123456789'.split('');

/** Digits write the number of a car, Enter takes it; the call pad is next. */
function useCarKeys(selection: ReturnType<typeof useSelection>, title: string): void {
  const say = useWords(WORDS);
  const going = useRef(false);
  // Once the pad shows the calls about the cars that were chosen.
  useEffect(() => {
    if (going.current) goToCalls();
    going.current = false;
  }, [selection.cars.join(' '), selection.typed]);
  const goToCalls = (): void => document.querySelector<HTMLElement>('[data-calls] [role=group] button')?.focus();
  useKeys(
    title,
    SIGNS.map((sign) => ({ key: sign, says: say('type-car'), do: () => selection.type(sign), quiet: sign !== '0' })),
  );
  useKeys(
    title,
    selection.typed === ''
      ? [
          { key: 'k', says: say('to-calls'), do: goToCalls },
          { key: 'Escape', says: say('clear-cars'), do: selection.clear },
        ]
      : [
          { key: 'Enter', says: say('take-car'), do: () => (going.current = selection.take()) },
          { key: ' ', says: say('take-another'), do: () => selection.take() },
          { key: 'Backspace', says: say('take-back-sign'), do: selection.back },
          { key: 'Escape', says: say('clear-cars'), do: selection.clear },
        ],
  );
}
