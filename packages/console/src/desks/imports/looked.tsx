import type { AboutImports, ImportAnswer, Problem } from '@racetower/server/client';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { ChoiceField, Tick } from '../../design/field.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses } from '../../design/why.tsx';
import { useMeeting } from '../../shell/meeting.tsx';
import { useWords } from '../../words/words.tsx';
import { Drivers } from './drivers.tsx';
import { Found } from './found.tsx';
import styles from './imports.module.css';
import { Results } from './results.tsx';
import type { Taken } from './taken.ts';
import { WORDS } from './words.ts';

export interface LookedProps {
  readonly taken: Taken;
  /** None: it is refused as it is. */
  readonly seen: ImportAnswer | undefined;
  readonly about: AboutImports;
  readonly looking: boolean;
  readonly problem: Problem | undefined;
  readonly onTaken: (taken: Taken) => void;
  readonly onKeep: () => void;
  /** Lets this file go. */
  readonly onAnother: () => void;
}

/** What a file comes to before it is on record, and what is still to be decided about it. */
export function Looked(props: LookedProps) {
  const say = useWords(WORDS);
  const { taken, seen, about, looking, problem, onTaken, onKeep, onAnother } = props;
  const unknown = seen?.unknown.length ?? 0;
  const whyNot = looking
    ? say('keep-wait')
    : problem || !seen
      ? (problem?.detail ?? say('keep-wait'))
      : unknown > 0
        ? say('keep-match')
        : seen.facts === 0
          ? say('keep-nothing')
          : undefined;
  return (
    <div className={styles['looked']} aria-busy={looking}>
      <div className="stack">
        <TheFile {...props} />
        {problem && <Refused {...props} problem={problem} />}
        {seen && <Drivers taken={taken} seen={seen} members={about.members} onTaken={onTaken} />}
        <div className={styles['keep']}>
          <Button kind="main" size="large" whyNot={whyNot} onPress={onKeep}>
            {say('keep')}
          </Button>
          <Button size="large" onPress={onAnother}>
            {say('another')}
          </Button>
          {whyNot !== undefined && <span className="quiet">{whyNot}</span>}
        </div>
      </div>
      {seen && (
        <div className="stack">
          <Found seen={seen} />
          {seen.changes.length > 0 && <Changed seen={seen} />}
          <Results results={seen.results} />
        </div>
      )}
    </div>
  );
}

function TheFile({ taken, seen, about, onTaken }: LookedProps) {
  const say = useWords(WORDS);
  const { day } = useInstants();
  const { meetings } = useMeeting();
  const { meeting: _left, ...byDay } = taken;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say('file-name'), taken.name],
    [say('file-of'), seen?.file.name],
    [say('track'), seen && [seen.file.track.name, seen.file.track.config].filter(Boolean).join(', ')],
    [say('started'), seen?.file.startsAt && day(seen.file.startsAt)],
    [say('league'), seen?.file.league && (seen.file.league.name ?? seen.file.league.id)],
    [say('meeting'), seen && (seen.meeting.isNew ? say('meeting-new', { name: seen.meeting.name }) : seen.meeting.name)],
  ];
  return (
    <section className="card stack" aria-label={say('file')}>
      <h2>{say('file')}</h2>
      <dl className={styles['facts']}>
        {rows.map(
          ([name, value]) =>
            value !== undefined &&
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <ChoiceField
        label={say('meeting-choose')}
        choices={[
          { id: '', says: say('meeting-by-day') },
          ...meetings.map((each) => ({ id: each.meeting, says: each.name, more: each.date })).toReversed(),
        ]}
        value={taken.meeting ?? ''}
        onChange={(meeting) => onTaken(meeting === '' ? byDay : { ...byDay, meeting })}
      />
      {seen?.meeting.isNew === true && about.kinds.length > 0 && (
        <ChoiceField
          label={say('kind')}
          choices={about.kinds.map((id) => ({ id, says: id.replaceAll('-', ' ') }))}
          value={taken.kind}
          onChange={(kind) => onTaken({ ...taken, kind })}
        />
      )}
      {seen && <Sessions seen={seen} />}
    </section>
  );
}

const WAS = { new: 'good', changed: 'warn', same: 'plain' } as const;

function Sessions({ seen }: { readonly seen: ImportAnswer }) {
  const say = useWords(WORDS);
  const nameOf = (race: string): string => seen.results.find((each) => each.race === race)?.name ?? race;
  return (
    <ul className={styles['list']} aria-label={say('sessions')}>
      {seen.sessions.map((each) => (
        <li key={each.session} className={styles['line']}>
          <span>
            {each.session} → <b>{nameOf(each.race)}</b>
          </span>
          <Badge kind={WAS[each.was]}>{say(`was-${each.was}`)}</Badge>
        </li>
      ))}
      {seen.skipped.map((each) => (
        <li key={each.session} className={styles['line']}>
          <span>{each.session}</span>
          <span className="quiet">{say('not-taken', { why: each.why })}</span>
        </li>
      ))}
    </ul>
  );
}

/** Why it is refused as it is, with the decision that puts it right. */
function Refused({ taken, about, problem, onTaken }: LookedProps & { readonly problem: Problem }) {
  const say = useWords(WORDS);
  const there = about.reads?.sessions.map((each) => each.there) ?? [];
  return (
    <div className={styles['refused']} role="alert">
      <p>
        {problem.detail} <Clauses clauses={problem.clauses ?? []} />
      </p>
      {problem.field === 'replace' && (
        <Tick value={taken.replace} onChange={(replace) => onTaken({ ...taken, replace })}>
          {say('keep-replace')}
        </Tick>
      )}
      {problem.field === 'sessions' && (
        <div role="group" aria-label={say('only-sessions')}>
          <h3>{say('only-sessions')}</h3>
          {there.map((name) => (
            <Tick
              key={name}
              value={taken.sessions.includes(name)}
              onChange={(wanted) =>
                onTaken({ ...taken, sessions: wanted ? [...taken.sessions, name] : taken.sessions.filter((each) => each !== name) })
              }
            >
              {name}
            </Tick>
          ))}
        </div>
      )}
    </div>
  );
}

type Change = ImportAnswer['changes'][number];

function Changed({ seen }: { readonly seen: ImportAnswer }) {
  const say = useWords(WORDS);
  const columns: readonly Column<Change>[] = [
    { id: 'driver', head: say('driver'), names: true, cell: (row) => row.driver },
    { id: 'what', head: say('what'), cell: (row) => row.what.replaceAll('-', ' ') },
    { id: 'was', head: say('before'), cell: (row) => textOf(row.was) },
    { id: 'is', head: say('now'), cell: (row) => <b>{textOf(row.is)}</b> },
  ];
  return (
    <section className="card stack" aria-label={say('changes')}>
      <h2>{say('changes')}</h2>
      <Table
        caption={say('table-of', { what: say('changes') })}
        columns={columns}
        rows={seen.changes}
        keyOf={(row) => `${row.race} ${row.driver} ${row.what}`}
      />
    </section>
  );
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);
