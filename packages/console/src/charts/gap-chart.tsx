import { useState } from 'react';
import { Waiting } from '../design/empty.tsx';
import { ChoiceField } from '../design/field.tsx';
import { useLanguage, useWords } from '../words/words.tsx';
import { Chart } from './chart.tsx';
import { type RaceChartProps, useLaps } from './chart-laps.ts';
import styles from './charts.module.css';
import { WORDS } from './words.ts';

const LEADER = '';
const A_SECOND_US = 1_000_000;

/** How far behind the leader, or ahead of and behind a car of one's choice, each car was at the end of every lap. */
export function GapChart(where: RaceChartProps) {
  const say = useWords(WORDS);
  const language = useLanguage();
  const [to, setTo] = useState(LEADER);
  const { laps: all, cars, pending, says } = useLaps(where, to === LEADER ? undefined : to);
  if (pending) return <Waiting says={say('drawing')} />;
  const laps = all.filter((each) => Object.keys(each.gapsUs).length > 0);
  if (laps.length === 0 && to === LEADER) return <p className="quiet">{says ?? say('no-gaps')}</p>;
  const seconds = new Intl.NumberFormat(language, { minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'exceptZero' });
  return (
    <div className="stack">
      <div className={styles['choices']}>
        <ChoiceField
          label={say('gap-to')}
          value={to}
          onChange={setTo}
          choices={[{ id: LEADER, says: say('leader') }, ...cars.map((car) => ({ id: car, says: say('car-is', { car }) }))]}
        />
      </div>
      <Chart
        title={to === LEADER ? say('gap-chart') : say('gap-chart-to', { car: to })}
        about={say('gap-chart-about', { cars: cars.length, laps: laps.at(-1)?.lap ?? 0 })}
        nameHead={say('car')}
        scale="gaps"
        steps={laps.map(({ lap }) => ({ short: String(lap), says: say('lap', { lap }) }))}
        lines={cars.map((car) => {
          const gaps = laps.map(({ gapsUs }) => gapsUs[car]);
          return {
            id: car,
            label: car,
            name: say('car-is', { car }),
            values: gaps.map((gap) => (gap === undefined ? undefined : gap / A_SECOND_US)),
            says: gaps.map((gap) => (gap === undefined ? undefined : say('seconds', { gap: seconds.format(gap / A_SECOND_US) }))),
          };
        })}
      />
    </div>
  );
}
