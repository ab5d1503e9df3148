import { useEffect, useRef } from 'react';
import type { Shown } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import type { Run } from './race.ts';
import styles from './race-control.module.css';
import type { Speech } from './speech.ts';
import { WORDS } from './words.ts';

export interface RestartProps {
  readonly shown: Shown<'restart'>;
  readonly run: Run;
  readonly onBig: () => void;
  readonly speech: Speech;
}

/** The line-up for the next start, rebuilt with every call, and what drivers have to be told. */
export function Restart({ shown, run, onBig, speech }: RestartProps) {
  const say = useWords(WORDS);
  const restart = shown.answer;
  useReadOut(restart?.callOuts.map((each) => each.says) ?? [], run.phase === 'yellow' || run.phase === 'red', speech);
  if (!restart || restart.slots.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('restart')}>
      <div className={styles['orderHead']}>
        <h2>
          <Why about={say('restart')} because={restart.because}>
            {run.lap > 0 ? say('restart') : say('start')}
          </Why>
        </h2>
        <span className="row">
          <Button onPress={() => speech.read(restart.callOuts.map((each) => each.says))} shortcut="A">
            {say('read-out')}
          </Button>
          <Button onPress={onBig} shortcut="O">
            {say('big')}
          </Button>
        </span>
      </div>
      {restart.callOuts.length > 0 && (
        <ol className={styles['callOuts']} aria-label={say('tell-drivers')}>
          {restart.callOuts.map((each) => (
            <li key={each.says}>{each.says}</li>
          ))}
        </ol>
      )}
      <ol className={styles['rows']} data-abreast={restart.abreast}>
        {restart.slots.map((slot) => (
          <li key={slot.car}>
            <span className="quiet">{slot.row}</span>
            <Plate car={slot.car} />
            {slot.lapped && <Badge kind="warn">{say('lapped')}</Badge>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Reads call-outs that were not read before, while the field is under caution. */
function useReadOut(sentences: readonly string[], cautioned: boolean, speech: Speech): void {
  const said = useRef<readonly string[]>([]);
  const text = sentences.join('. ');
  useEffect(() => {
    if (!cautioned) {
      said.current = [];
      return;
    }
    const fresh = text === '' ? [] : text.split('. ').filter((each) => !said.current.includes(each));
    said.current = text === '' ? [] : text.split('. ');
    if (speech.on && fresh.length > 0) speech.read(fresh);
  }, [text, cautioned, speech]);
}
