import { useState } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { useView } from '../../api/club.tsx';
import { GapChart } from '../../charts/gap-chart.tsx';
import { LapChart } from '../../charts/lap-chart.tsx';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty, Waiting } from '../../design/empty.tsx';
import { Why } from '../../design/why.tsx';
import { DeskTabs } from '../../shell/desk-tabs.tsx';
import { whoGave } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import { TABS } from './desk.ts';
import styles from './replay.module.css';
import { LineUpThen, OrderThen, ResultThen } from './stood.tsx';
import { WORDS } from './words.ts';

export interface NightProps {
  readonly meeting: string;
  readonly race: string | undefined;
}

/** Everything that happened, on a slider; with a race, what stood of it. */
export function Night({ meeting, race }: NightProps) {
  const say = useWords(WORDS);
  const { answer, problem, pending } = useView('timeline', { meeting, ...(race === undefined ? {} : { race }) });
  const [at, setAt] = useState<number>();
  if (pending) return <Waiting says={say('loading')} />;
  const rows = answer?.rows ?? [];
  const last = rows.length - 1;
  const place = Math.min(at ?? last, last);
  const row = rows[place];
  if (!row) return <Empty title={say('nothing')}>{problem?.detail ?? say('nothing-how')}</Empty>;
  return (
    <section className="card stack" aria-label={say('replay')}>
      <Slider className={styles['slider'] ?? ''} minValue={0} maxValue={last} value={place} onChange={(to) => setAt(to)}>
        <div className={styles['sliderHead']}>
          <Label>{say('replay')}</Label>
          <SliderOutput>{say('moment', { now: place + 1, of: rows.length })}</SliderOutput>
        </div>
        <SliderTrack className={styles['track'] ?? ''}>
          <SliderThumb className={styles['thumb'] ?? ''} />
        </SliderTrack>
      </Slider>
      <div className={styles['steps']}>
        <Button onPress={() => setAt(0)} aria-label={say('first')}>
          ⇤
        </Button>
        <Button onPress={() => setAt(Math.max(0, place - 1))}>{say('previous')}</Button>
        <Button kind="main" onPress={() => setAt(Math.min(last, place + 1))}>
          {say('next')}
        </Button>
        <Button onPress={() => setAt(last)} aria-label={say('last')}>
          ⇥
        </Button>
      </div>
      <Moment {...row} />
      {race !== undefined && <Stood meeting={meeting} race={race} seq={row.seq} />}
    </section>
  );
}

interface MomentProps {
  readonly at: string;
  readonly moment?: string | undefined;
  readonly by: string;
  readonly says: string;
  readonly voided: boolean;
  readonly because: Parameters<typeof Why>[0]['because'];
}

function Moment({ at, moment, by, says, voided, because }: MomentProps) {
  const say = useWords(WORDS);
  const { time } = useInstants();
  return (
    <p className={styles['moment']} role="status">
      <span className={styles['when']}>{time(moment ?? at)}</span>{' '}
      <Why about={says} because={because}>
        {says}
      </Why>{' '}
      <span className="quiet">{whoGave(by)}</span> {voided && <Badge kind="warn">{say('later')}</Badge>}
    </p>
  );
}

function Stood({ meeting, race, seq }: { readonly meeting: string; readonly race: string; readonly seq: number }) {
  const say = useWords(WORDS);
  const at = { meeting, race, seq };
  return (
    <DeskTabs
      label={say('table')}
      tabs={TABS}
      content={{
        order: <OrderThen {...at} />,
        slots: <LineUpThen {...at} />,
        places: <ResultThen {...at} />,
        laps: <LapChart {...at} />,
        gaps: <GapChart {...at} />,
      }}
    />
  );
}
