import type { Answer } from '@racetower/server/client';
import { useView } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Countdown, durationText } from '../../design/clock.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import type { AtRace } from './race.ts';
import styles from './race-control.module.css';
import { WORDS } from './words.ts';

type ClockRow = Answer<'clocks'>['clocks'][number];

/** Clocks of the race and work windows of its cars that still count; one without consequence that ran out before the first lap, as of a warm-up, does not. */
export function Clocks({ at, running: run }: { readonly at: AtRace; readonly running: boolean }) {
  const say = useWords(WORDS);
  const clocks = useView('clocks', at).answer?.clocks ?? [];
  const running = clocks.filter((clock) => clock.stoppedAt === undefined && !(run && isOver(clock)));
  if (running.length === 0) return null;
  return (
    <section className="card stack" aria-label={say('clocks')}>
      <h2>{say('clocks')}</h2>
      <ul className={styles['clocks']}>
        {running.map((clock) => (
          <li key={`${clock.clock} ${clock.car ?? ''}`}>
            {clock.car !== undefined && <Plate car={clock.car} />}
            <Why about={clock.says} because={clock.because}>
              {clock.says}
            </Why>
            <TimeLeft clock={clock} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const isOver = ({ atEnd, expired }: ClockRow): boolean => expired && atEnd === 'warn';

function TimeLeft({ clock }: { readonly clock: ClockRow }) {
  const say = useWords(WORDS);
  if (clock.paused) return <Badge kind="warn">{say('paused', { left: durationText((clock.remainingSeconds ?? 0) * 1000) })}</Badge>;
  if (clock.lapsLeft !== undefined && !clock.expired) return <strong>{say('laps-left', { count: clock.lapsLeft })}</strong>;
  if (clock.expiresAt === undefined) return null;
  return <Countdown ends={new Date(clock.expiresAt).toISOString()} />;
}
