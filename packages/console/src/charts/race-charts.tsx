import { useWords } from '../words/words.tsx';
import type { RaceChartProps } from './chart-laps.ts';
import styles from './charts.module.css';
import { Fold } from './fold.tsx';
import { GapChart } from './gap-chart.tsx';
import { LapChart } from './lap-chart.tsx';
import { WORDS } from './words.ts';

/** Lap chart and gap chart of a race behind one fold: they are asked for when somebody opens it. */
export function RaceCharts(where: RaceChartProps) {
  const say = useWords(WORDS);
  return (
    <Fold
      says={say('charts')}
      content={() => (
        <div className={styles['both']}>
          <LapChart {...where} />
          <GapChart {...where} />
        </div>
      )}
    />
  );
}
