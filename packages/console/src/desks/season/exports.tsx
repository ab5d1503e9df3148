import { useClub } from '../../api/club.tsx';
import { useInstants } from '../../design/clock.tsx';
import { useWords } from '../../words/words.tsx';
import type { ViewName } from '@racetower/server/client';
import type { Meeting } from './seasons.ts';
import { type TableChoice, useTables } from './tables.ts';
import styles from './season.module.css';
import { WORDS } from './words.ts';

interface Download {
  readonly says: string;
  readonly path: string;
  /** A file name is made of it where the server says none. */
  readonly file?: string;
}

/** Everything that can be taken along: tables for a spreadsheet, the calendar for a phone, results and the log for the archive. */
export function Exports({ season, meetings }: { readonly season: string | undefined; readonly meetings: readonly Meeting[] }) {
  const say = useWords(WORDS);
  const { club } = useClub();
  const base = `/api/clubs/${encodeURIComponent(club.club)}`;
  return (
    <div className={styles['cards']}>
      {season !== undefined && (
        <section className="card stack" aria-label={say('tab-calendar')}>
          <h2>{say('tab-calendar')}</h2>
          <p className="quiet">{say('ics-how')}</p>
          <Files
            files={[
              { says: say('ics'), path: `${base}/seasons/${encodeURIComponent(season)}/calendar.ics`, file: `${club.club}-${season}.ics` },
              csv(base, 'meetings', say('calendar-csv'), { season }),
            ]}
          />
        </section>
      )}
      {season !== undefined && <SeasonFiles season={season} base={base} />}
      <MeetingFiles meetings={meetings} base={base} />
      <ArchiveFiles season={season} base={base} />
    </div>
  );
}

function csv(base: string, view: ViewName, says: string, fields: Readonly<Record<string, string>>): Download {
  return { says, path: `${base}/views/${view}.csv?${new URLSearchParams(fields).toString()}` };
}

function Files({ files }: { readonly files: readonly Download[] }) {
  return (
    <ul className={styles['files']}>
      {files.map(({ says, path, file }) => (
        <li key={path}>
          <a href={path} download={file ?? ''}>
            {says}
          </a>
        </li>
      ))}
    </ul>
  );
}

function SeasonFiles({ season, base }: { readonly season: string; readonly base: string }) {
  const say = useWords(WORDS);
  const { acting } = useClub();
  const tables = useTables(season) ?? [];
  const standings = tables.map(({ says, fields }: TableChoice) =>
    csv(base, 'standings', say('standings-of', { table: says }), { season, ...(fields as Readonly<Record<string, string>>) }),
  );
  const asks = (view: ViewName, says: string): readonly Download[] =>
    acting.asks.includes(view) ? [csv(base, view, says, { season })] : [];
  return (
    <section className="card stack" aria-label={say('title-of', { season })}>
      <h2>{say('title-of', { season })}</h2>
      <Files
        files={[
          ...standings,
          ...asks('results', say('all-results')),
          ...asks('awards', say('tab-awards')),
          ...asks('values-given', say('given')),
          ...asks('values', say('tab-values')),
          ...asks('earnings', say('earnings')),
          ...asks('ledger', say('books')),
        ]}
      />
    </section>
  );
}

function MeetingFiles({ meetings, base }: { readonly meetings: readonly Meeting[]; readonly base: string }) {
  const say = useWords(WORDS);
  const { acting, club } = useClub();
  const { date } = useInstants();
  const raced = meetings.filter((each) => each.opened).toReversed();
  return (
    <section className="card stack" aria-label={say('meetings')}>
      <h2>{say('meetings')}</h2>
      {raced.length === 0 && <p className="quiet">{say('none-raced')}</p>}
      {raced.map((each) => {
        const { meeting } = each;
        const of = (view: ViewName, says: string, more: Readonly<Record<string, string>> = {}): readonly Download[] =>
          acting.asks.includes(view) ? [csv(base, view, says, { meeting, ...more })] : [];
        return (
          <details key={meeting} className={styles['fold']}>
            <summary>{each.name === each.date ? date(each.date) : `${each.name}, ${date(each.date)}`}</summary>
            <Files
              files={[
                ...of('results', say('all-results')),
                ...of('entries', say('entries')),
                ...of('schedule', say('races')),
                ...club.classes.flatMap(({ id, name }) => of('points', say('points-of', { class: name }), { class: id })),
                ...of('fees', say('fees')),
                ...of('ledger', say('books')),
              ]}
            />
          </details>
        );
      })}
    </section>
  );
}

function ArchiveFiles({ season, base }: { readonly season: string | undefined; readonly base: string }) {
  const say = useWords(WORDS);
  const { acting, club } = useClub();
  const log = acting.asks.includes('history');
  return (
    <section className="card stack" aria-label={say('archive')}>
      <h2>{say('archive')}</h2>
      <p className="quiet">{say('archive-how')}</p>
      <Files
        files={[
          csv(base, 'results', say(season === undefined ? 'all-results' : 'results-ever'), {}),
          ...(acting.asks.includes('people') ? [csv(base, 'people', say('people'), {})] : []),
          ...(log
            ? [
                csv(base, 'history', say('log-csv'), {}),
                { says: say('log-json'), path: `${base}/views/history`, file: `${club.club}-log.json` },
              ]
            : []),
        ]}
      />
    </section>
  );
}
