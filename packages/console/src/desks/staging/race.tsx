import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { ScratchDialog } from '../../acts/scratch-dialog.tsx';
import { useInWords, useView } from '../../api/club.tsx';
import { Badge, FlagBadge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Waiting } from '../../design/empty.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { useHere } from './here.ts';
import styles from './staging.module.css';
import { WORDS } from './words.ts';

export interface RaceAtStagingProps {
  readonly meeting: string;
  readonly race: string;
  readonly name: string;
  /** 0 is the next. */
  readonly turn: number;
}

type Slot = Answer<'line-up'>['slots'][number];

/** One race at the grid: tap a car when it is here; scratch it when it does not come. */
export function RaceAtStaging({ meeting, race, name, turn }: RaceAtStagingProps) {
  const say = useWords(WORDS);
  const { answer, problem, pending, seq } = useView('line-up', { meeting, race });
  const run = useView('race', { meeting, race }).answer;
  const words = useInWords();
  const here = useHere(`${meeting} ${race}`);
  const [leaving, setLeaving] = useState<string>();
  const slots = answer?.slots ?? [];
  const count = slots.filter((slot) => here.has(slot.car)).length;
  return (
    <section className="card stack" aria-label={name}>
      <div className={styles['head']}>
        <div>
          <p className="quiet">{say(turn === 0 ? 'to-the-grid' : 'then')}</p>
          <h2>{name}</h2>
        </div>
        {run && run.phase !== 'planned' && run.phase !== 'lined-up' && <FlagBadge flag={run.flag} says={run.flag} />}
        {slots.length > 0 && <Badge kind={count === slots.length ? 'good' : 'plain'}>{say('here', { count, of: slots.length })}</Badge>}
      </div>
      {pending && <Waiting says={say('loading')} />}
      {problem && <p>{problem.detail}</p>}
      {answer && answer.waitsFor.length > 0 && <p>{say('waits', { what: words(answer.waitsFor.join(', ')) })}</p>}
      <ol className={styles['slots']}>
        {slots.map((slot) => (
          <SlotRow
            key={slot.car}
            slot={slot}
            race={name}
            isHere={here.has(slot.car)}
            onHere={() => here.toggle(slot.car)}
            onScratch={() => setLeaving(slot.car)}
          />
        ))}
      </ol>
      <Alternates meeting={meeting} race={race} />
      {leaving !== undefined && <ScratchDialog where={{ meeting, race }} car={leaving} seq={seq} onClose={() => setLeaving(undefined)} />}
    </section>
  );
}

interface SlotRowProps {
  readonly slot: Slot;
  readonly race: string;
  readonly isHere: boolean;
  readonly onHere: () => void;
  readonly onScratch: () => void;
}

function SlotRow({ slot, race, isHere, onHere, onScratch }: SlotRowProps) {
  const say = useWords(WORDS);
  const { car, driver, row, side } = slot;
  return (
    <li className={styles['slot']}>
      <button type="button" className={styles['car']} onClick={onHere} aria-pressed={isHere} aria-label={say('is-here', { car })}>
        <span className={styles['tick']} aria-hidden="true">
          {isHere ? '✓' : ''}
        </span>
        <Plate car={car} />
      </button>
      <span className={styles['who']}>
        <span className={styles['driver']}>{driver}</span>
        <Why about={say('slot-of', { car, slot: slot.slot, race })} because={slot.because}>
          {say(side === 'inside' ? 'inside' : 'outside', { row })}
        </Why>
      </span>
      <Button kind="bare" onPress={onScratch} aria-label={say('scratch-car', { car })}>
        {say('scratch')}
      </Button>
    </li>
  );
}

function Alternates({ meeting, race }: { readonly meeting: string; readonly race: string }) {
  const say = useWords(WORDS);
  const rows = useView('alternates', { meeting, race }).answer?.alternates ?? [];
  if (rows.length === 0) return null;
  return (
    <p>
      {say('alternates')}{' '}
      {rows.map((each) => (
        <Why key={each.car} about={say('alternate-of', { car: each.car })} because={each.because}>
          <Plate car={each.car} />
        </Why>
      ))}
    </p>
  );
}
