import type { Answer } from '@racetower/server/client';
import { useClub, useView } from '../../api/club.tsx';
import { Badge } from '../../design/badge.tsx';
import { useInstants } from '../../design/clock.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { roleName } from '../../shell/role-name.ts';
import { useWords } from '../../words/words.tsx';
import styles from './season.module.css';
import { useValueText } from './value-text.ts';
import { WORDS } from './words.ts';

type GivenRow = Answer<'values-given'>['given'][number];

/** What was given, for what, by whom and why, the latest first. */
export function ValuesGiven({ season, meeting }: { readonly season: string | undefined; readonly meeting: string | undefined }) {
  const say = useWords(WORDS);
  const { answer } = useView('values-given', meeting === undefined ? (season === undefined ? {} : { season }) : { meeting });
  const rows = answer?.given ?? [];
  return (
    <section className="card stack" aria-label={say('given')}>
      <h2>{say('given')}</h2>
      {rows.length === 0 && <p className="quiet">{say('none-given')}</p>}
      <ol className={styles['given']}>
        {rows.map((row) => (
          <GivenLine key={row.fact} row={row} />
        ))}
      </ol>
    </section>
  );
}

function GivenLine({ row }: { readonly row: GivenRow }) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const text = useValueText();
  const [role = '', name] = row.by.split(':');
  return (
    <li>
      <p>
        <b>{row.says}</b>: {text(row.to, row.unit)} {!row.stands && <Badge>{say('replaced')}</Badge>}
      </p>
      <p className="quiet">
        {useHoldsFor(row)}
        {row.why === undefined ? '' : ` · ${row.why}`}
      </p>
      <p className="quiet">
        {day(row.at)} · {name ?? roleName(role)}
      </p>
    </li>
  );
}

/** For what a value was given, as `Season 2026, Mini Stock`. */
function useHoldsFor(row: GivenRow): string {
  const say = useWords(WORDS);
  const { club } = useClub();
  const { meetings } = useMeeting();
  const { date } = useInstants();
  const meeting = meetings.find((each) => each.meeting === row.meeting);
  const where =
    meeting === undefined
      ? row.season === undefined
        ? say('club-wide')
        : say('title-of', { season: row.season })
      : meeting.name === meeting.date
        ? date(meeting.date)
        : meeting.name;
  const className = club.classes.find((each) => each.id === row.class)?.name;
  return [where, className, row.group, row.round, row.race?.split('/')[1]].filter((each) => each !== undefined).join(', ');
}
