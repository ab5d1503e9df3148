import { useView } from '../api/club.tsx';
import { Waiting } from '../design/empty.tsx';
import { useWords } from '../words/words.tsx';
import { Chart } from './chart.tsx';
import { WORDS } from './words.ts';

export interface RaceChartProps {
  readonly meeting: string;
  readonly race: string;
}

/** Who was where after each lap, from the grid to now. */
export function LapChart({ meeting, race }: RaceChartProps) {
  const say = useWords(WORDS);
  const { answer, problem, pending } = useView('lap-chart', { meeting, race });
  if (pending) return <Waiting says={say('drawing')} />;
  const laps = answer?.laps ?? [];
  if (laps.length < 2) return <p className="quiet">{problem?.detail ?? say('no-laps')}</p>;
  const cars = [...new Set(laps.flatMap((lap) => lap.order))];
  return (
    <Chart
      title={say('lap-chart')}
      about={say('lap-chart-about', { cars: cars.length, laps: laps.at(-1)?.lap ?? 0 })}
      nameHead={say('car')}
      firstOnTop
      steps={laps.map(({ lap }) => ({ short: lap === 0 ? say('grid') : String(lap), says: lap === 0 ? say('on-the-grid') : say('lap', { lap }) }))}
      lines={cars.map((car) => {
        const places = laps.map(({ order }) => (order.includes(car) ? order.indexOf(car) + 1 : undefined));
        return {
          id: car,
          label: car,
          name: say('car-is', { car }),
          values: places,
          says: places.map((place) => (place === undefined ? undefined : say('place', { place }))),
        };
      })}
    />
  );
}
