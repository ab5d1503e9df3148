import { useState } from 'react';
import { useView } from '../api/club.tsx';
import { Waiting } from '../design/empty.tsx';
import { ChoiceField } from '../design/field.tsx';
import { useLanguage, useWords } from '../words/words.tsx';
import { Chart } from './chart.tsx';
import styles from './charts.module.css';
import type { RaceChartProps } from './lap-chart.tsx';
import { WORDS } from './words.ts';

const LEADER = '';
const A_SECOND_US = 1_000_000;

/** How far behind the leader, or ahead of and behind a car of one's choice, each car was at the end of every lap. */
export function GapChart({ meeting, race }: RaceChartProps) {
  const say = useWords(WORDS);
  const language = useLanguage();
  const [to, setTo] = useState(LEADER);
  const { answer, problem, pending } = useView('lap-chart', { meeting, race, ...(to === LEADER ? {} : { to }) });
  if (pending) return <Waiting says={say('drawing')} />;
  const laps = (answer?.laps ?? []).filter((each) => Object.keys(each.gapsUs).length > 0);
  const cars = [...new Set((answer?.laps ?? []).flatMap((lap) => lap.order))];
  if (laps.length === 0 && to === LEADER) return <p className="quiet">{problem?.detail ?? say('no-gaps')}</p>;
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
        firstOnTop={false}
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
