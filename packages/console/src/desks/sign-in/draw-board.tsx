import { useClub, useView } from '../../api/club.tsx';
import { Plate } from '../../design/badge.tsx';
import { useWords } from '../../words/words.tsx';
import { Revealed } from './revealed.tsx';
import styles from './sign-in.module.css';
import { WORDS } from './words.ts';

const BEFORE = 10;

/** What was just drawn, for the wall: the last pill large, those before it small. It follows every draw at the meeting. */
export function DrawBoard({ meeting }: { readonly meeting: string }) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const rows = useView('draws', { meeting }).answer?.rows ?? [];
  const entries = useView('entries', { meeting }).answer?.entries ?? [];
  const [last, ...before] = rows.toReversed();
  const name = (id: string | undefined): string => club.classes.find((each) => each.id === id)?.name ?? id ?? '';
  const driver = (row: (typeof rows)[number]): string =>
    entries.findLast((entry) => entry.class === row.class && entry.car === row.car)?.driver ?? row.says;
  const shown = (result: unknown): string => (Array.isArray(result) ? result.join(' · ') : String(result));
  return (
    <section className={styles['board']} aria-label={say('draw-board')}>
      <h1>{say('draw-board')}</h1>
      {!last && <p>{say('nothing-drawn')}</p>}
      {last && (
        <div className={styles['lastDrawn']} aria-live="polite">
          {last.car !== undefined && <Plate car={last.car} large />}
          <p className={styles['boardName']}>{driver(last)}</p>
          <p>{name(last.class)}</p>
          <Revealed key={last.fact} drawn={shown(last.result)} large />
        </div>
      )}
      <ol className={styles['drawnBefore']}>
        {before.slice(0, BEFORE).map((row) => (
          <li key={row.fact}>
            {row.car !== undefined && <Plate car={row.car} />} <span>{driver(row)}</span> <span className="quiet">{name(row.class)}</span>{' '}
            <strong>{shown(row.result)}</strong>
          </li>
        ))}
      </ol>
    </section>
  );
}
