import { useView } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { useWords } from '../../words/words.tsx';
import styles from './season.module.css';
import { pointsText, type TableChoice } from './tables.ts';
import { WORDS } from './words.ts';

/** Who leads each table, or is its champion once every counted meeting was run. */
export function Leaders({ season, tables }: { readonly season: string; readonly tables: readonly TableChoice[] }) {
  const say = useWords(WORDS);
  const days = useView('season', { season }).answer?.meetings ?? [];
  const over = days.length > 0 && days.every((each) => each.complete);
  return (
    <section className="card stack" aria-label={say(over ? 'champions' : 'leaders')}>
      <div className={styles['title']}>
        <h2>{say(over ? 'champions' : 'leaders')}</h2>
        <Badge kind={over ? 'good' : 'plain'}>{say(over ? 'season-over' : 'season-goes-on')}</Badge>
      </div>
      <dl className={styles['facts']}>
        {tables.slice(0, 12).map((table) => (
          <LeaderLine key={table.id} season={season} table={table} />
        ))}
      </dl>
    </section>
  );
}

function LeaderLine({ season, table }: { readonly season: string; readonly table: TableChoice }) {
  const say = useWords(WORDS);
  const { answer } = useView('standings', { season, ...table.fields }, { reasons: false });
  const first = answer?.rows.filter((row) => row.place === 1) ?? [];
  return (
    <div>
      <dt>{table.says}</dt>
      <dd>
        {first.length === 0
          ? say('nobody-yet')
          : first.map((row) => (
              <span key={row.driver} className="row">
                {row.cars.slice(0, 1).map((car) => (
                  <Plate key={car} car={car} />
                ))}
                {row.driver}
                <span className="quiet">{say('with-points', { points: pointsText(row.total, answer?.pointParts ?? 1) })}</span>
              </span>
            ))}
      </dd>
    </div>
  );
}
