import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useView } from '../../api/club.tsx';
import { useGiving } from '../../api/giving.tsx';
import { usePreview } from '../../api/preview.tsx';
import { Badge, FlagBadge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Waiting } from '../../design/empty.tsx';
import { Why } from '../../design/why.tsx';
import { Changes } from '../../shell/changes.tsx';
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
        <Badge kind={count === slots.length && slots.length > 0 ? 'good' : 'plain'}>{say('here', { count, of: slots.length })}</Badge>
      </div>
      {pending && <Waiting says={say('loading')} />}
      {problem && <p>{problem.detail}</p>}
      {answer && answer.waitsFor.length > 0 && <p>{say('waits', { what: answer.waitsFor.join(', ') })}</p>}
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
      {leaving !== undefined && <Scratch meeting={meeting} race={race} car={leaving} seq={seq} onClose={() => setLeaving(undefined)} />}
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
      <Plate car={car} />
      <span className={styles['who']}>
        <span className={styles['driver']}>{driver}</span>
        <Why about={say('slot-of', { car, slot: slot.slot, race })} because={slot.because}>
          {say(side === 'inside' ? 'inside' : 'outside', { row })}
        </Why>
      </span>
      <Button kind={isHere ? 'main' : 'plain'} onPress={onHere} aria-pressed={isHere} aria-label={say('is-here', { car })}>
        {isHere ? '✓' : '–'}
      </Button>
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

interface ScratchProps {
  readonly meeting: string;
  readonly race: string;
  readonly car: string;
  readonly seq: number;
  readonly onClose: () => void;
}

/** Shows what taking a car out of the line-up changes, then does it. */
function Scratch({ meeting, race, car, seq, onClose }: ScratchProps) {
  const say = useWords(WORDS);
  const { give } = useGiving();
  const would = usePreview({ do: 'scratch', meeting, race, car }, seq);
  const scratch = (): void => {
    onClose();
    void give({ do: 'scratch', meeting, race, car }, { says: say('scratch-car', { car }) });
  };
  return (
    <Dialog
      title={say('scratch-car', { car })}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{say('no')}</Button>
          <Button kind="danger" onPress={scratch} autoFocus>
            {say('scratch')}
          </Button>
        </>
      }
    >
      <Changes would={would} />
    </Dialog>
  );
}
