import { Waiting } from '../design/empty.tsx';
import { useWords } from '../words/words.tsx';
import { Chart } from './chart.tsx';
import { type RaceChartProps, useLaps } from './chart-laps.ts';
import { WORDS } from './words.ts';

/** Who was where after each lap, from the grid to now. */
export function LapChart(where: RaceChartProps) {
  const say = useWords(WORDS);
  const { laps, cars, pending, says } = useLaps(where);
  if (pending) return <Waiting says={say('drawing')} />;
  if (laps.length < 2) return <p className="quiet">{says ?? say('no-laps')}</p>;
  return (
    <Chart
      title={say('lap-chart')}
      about={say('lap-chart-about', { cars: cars.length, laps: laps.at(-1)?.lap ?? 0 })}
      nameHead={say('car')}
      scale="places"
      steps={laps.map(({ lap }) => ({
        short: lap === 0 ? say('grid') : String(lap),
        says: lap === 0 ? say('on-the-grid') : say('lap', { lap }),
      }))}
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
