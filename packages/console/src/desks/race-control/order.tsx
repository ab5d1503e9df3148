import { Badge, Plate } from '../../design/badge.tsx';
import { Why } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { type AtRace, type CarShown, lapText, type Run } from './race.ts';
import styles from './race-control.module.css';
import type { Selection } from './selection.ts';
import { WORDS } from './words.ts';

export interface OrderProps {
  readonly at: AtRace;
  readonly run: Run;
  readonly cars: readonly CarShown[];
  readonly selection: Selection;
}

/** The running order: who leads, how far the others are, who is lapped, out, or has strikes. A press chooses a car for a call. */
export function Order({ run, cars, selection }: OrderProps) {
  const say = useWords(WORDS);
  return (
    <section className={styles['order']} aria-label={say('order')}>
      <div className={styles['orderHead']}>
        <h2>
          <Why about={say('order')} because={run.because}>
            {say('order')}
          </Why>
        </h2>
        <p role="status" className={styles['typed']}>
          {selection.typed !== '' && (
            <>
              {say('car')} <Plate car={selection.typed} /> <span className="quiet">{say('typed-how')}</span>
            </>
          )}
        </p>
      </div>
      <div className={styles['orderScroll']}>
        <table className={styles['orderTable']}>
          <caption className="visually-hidden">{say('order')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('place')}</th>
              <th scope="col">{say('car')}</th>
              <th scope="col" className={styles['num']}>
                {say('laps')}
              </th>
              <th scope="col" className={styles['num']}>
                {say('gap')}
              </th>
              <th scope="col" className={`${styles['num']} ${styles['roomy']}`}>
                {say('last')}
              </th>
              <th scope="col" className={`${styles['num']} ${styles['roomy']}`}>
                {say('best')}
              </th>
              <th scope="col">{say('state')}</th>
            </tr>
          </thead>
          <tbody>
            {cars.map((car) => (
              <CarRow key={car.car} car={car} chosen={selection.has(car.car)} onChoose={() => selection.toggle(car.car)} />
            ))}
          </tbody>
        </table>
      </div>
      {cars.length === 0 && <p className="quiet">{say('no-cars')}</p>}
    </section>
  );
}

interface CarRowProps {
  readonly car: CarShown;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function CarRow({ car, chosen, onChoose }: CarRowProps) {
  const say = useWords(WORDS);
  return (
    <tr data-chosen={chosen} data-out={car.place === 0}>
      <td className={styles['placeCell']}>{car.place === 0 ? '–' : car.place}</td>
      <th scope="row">
        <button type="button" className={styles['carButton']} aria-pressed={chosen} onClick={onChoose}>
          <Plate car={car.car} />
          <span className={styles['driver']}>{car.driver}</span>
        </button>
      </th>
      <td className={styles['num']}>{car.laps}</td>
      <td className={styles['num']}>{gapText(car, say('laps-down', { count: car.lapsDown }))}</td>
      <td className={`${styles['num']} ${styles['roomy']}`}>{lapText(car.lastUs)}</td>
      <td className={`${styles['num']} ${styles['roomy']}`}>{lapText(car.bestUs)}</td>
      <td>
        <span className={styles['states']}>
          {car.lapped && <Badge kind="warn">{say('lapped')}</Badge>}
          {car.status !== undefined && <Badge kind="bad">{car.status.toUpperCase()}</Badge>}
          {car.counts.map((count) => (
            <Badge key={count} kind="warn">
              {count}
            </Badge>
          ))}
          {car.because && (
            <Why about={say('car-why', { car: car.car })} because={car.because}>
              {say('why')}
            </Why>
          )}
        </span>
      </td>
    </tr>
  );
}

function gapText(car: CarShown, down: string): string {
  if (car.place === 1) return '';
  if (car.lapsDown > 0) return down;
  return car.gapUs === undefined ? '' : `+${lapText(car.gapUs)}`;
}
