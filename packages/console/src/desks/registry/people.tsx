import type { Answer } from '@racetower/server/client';
import { useState } from 'react';
import { useClub } from '../../api/club.tsx';
import { Badge, Plate } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { useInstants } from '../../design/clock.tsx';
import { Empty } from '../../design/empty.tsx';
import { ChoiceField, Field } from '../../design/field.tsx';
import { type Column, Table } from '../../design/table.tsx';
import { Clauses } from '../../design/why.tsx';
import { useWords } from '../../words/words.tsx';
import { useAt } from './at.ts';
import { DownloadLink } from './download-link.tsx';
import { foundMembers, isShown, type Member, type Shown, SHOWN } from './found.ts';
import styles from './registry.module.css';
import { PersonLink } from './person-link.tsx';
import { StandingBadge } from './standing.tsx';
import { WORDS } from './words.ts';

/** So many are shown at first: a list of a thousand is searched, not read. */
const FIRST = 60;

export interface PeopleProps {
  readonly answer: Answer<'registry'>;
  readonly meeting: string | undefined;
  readonly onAdd: () => void;
}

/** Everybody on record, found by what is typed, with how they stand at a glance. */
export function People({ answer, meeting, onAdd }: PeopleProps) {
  const say = useWords(WORDS);
  const { classes } = useClub().club;
  const { show } = useAt();
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const [inClass, setInClass] = useState('');
  const [all, setAll] = useState(false);
  if (answer.people.length === 0)
    return (
      <Empty
        title={say('nobody')}
        action={
          <span className="row">
            <Button kind="main" onPress={onAdd}>
              {say('add-member')}
            </Button>
            <Button onPress={() => show({ tab: 'import' })}>{say('import')}</Button>
          </span>
        }
      >
        {say('nobody-how')}
      </Empty>
    );
  const byName = answer.people.toSorted((a, b) => a.name.localeCompare(b.name));
  const found = foundMembers(byName, typed).filter(
    (member) => isShown(member, shown) && (inClass === '' || member.cars.some((each) => each.class === inClass)),
  );
  return (
    <div className="stack">
      <div className={styles['filters']}>
        <Field
          label={say('search')}
          hint={say('search-hint')}
          name="search"
          value={typed}
          onChange={setTyped}
          type="search"
          autoComplete="off"
        />
        <ChoiceField
          label={say('show')}
          choices={SHOWN.map((id) => ({ id, says: `${say(`list-${id}`)} (${answer.people.filter((each) => isShown(each, id)).length})` }))}
          value={shown}
          onChange={(id) => setShown(SHOWN.find((each) => each === id) ?? 'all')}
        />
        <ChoiceField
          label={say('class')}
          choices={[{ id: '', says: say('every-class') }, ...classes.map(({ id, name }) => ({ id, says: name }))]}
          value={inClass}
          onChange={setInClass}
        />
      </div>
      <div className={styles['head']}>
        <p role="status">{say('so-many', { count: found.length })}</p>
        <DownloadLink view="registry" fields={meeting === undefined ? {} : { meeting }} />
      </div>
      {found.length === 0 ? <p className="quiet">{say('none-found')}</p> : <MembersTable members={all ? found : found.slice(0, FIRST)} />}
      {found.length > FIRST && !all && <Button onPress={() => setAll(true)}>{say('show-all', { count: found.length })}</Button>}
    </div>
  );
}

function MembersTable({ members }: { readonly members: readonly Member[] }) {
  const say = useWords(WORDS);
  const { person } = useAt();
  const all: readonly Column<Member>[] = [
    {
      id: 'name',
      head: say('name'),
      names: true,
      order: (member) => member.name,
      cell: (member) => <PersonLink name={member.name} />,
    },
    { id: 'cars', head: say('cars'), order: (member) => member.cars[0]?.car, cell: (member) => <Cars member={member} /> },
    { id: 'age', head: say('age'), number: true, wide: true, order: (member) => member.age, cell: (member) => member.age ?? '–' },
    { id: 'standing', head: say('standing'), order: (member) => member.standing, cell: (member) => <Standing member={member} /> },
    {
      id: 'papers',
      head: say('papers'),
      wide: true,
      order: (member) => member.papers.length || undefined,
      cell: (member) => <Papers member={member} />,
    },
  ];
  // Beside somebody's page there is room for who it is and how they stand.
  const columns = person === undefined ? all : all.filter((column) => column.id !== 'age' && column.id !== 'papers');
  return (
    <Table
      caption={say('tab-people')}
      columns={columns}
      rows={members}
      keyOf={(member) => member.name}
      marked={(member) => member.name === person}
    />
  );
}

function Cars({ member }: { readonly member: Member }) {
  const { classes } = useClub().club;
  return (
    <span className={styles['cars']}>
      {member.cars.map((each) => (
        <span key={`${each.class} ${each.car}`} className={styles['car']}>
          <Plate car={each.car} /> <span className="quiet">{classes.find(({ id }) => id === each.class)?.name ?? each.class}</span>
        </span>
      ))}
    </span>
  );
}

/** How somebody stands, with the first thing that stands against it. */
function Standing({ member }: { readonly member: Member }) {
  const say = useWords(WORDS);
  const [first, ...more] = member.missing;
  return (
    <span className={styles['standing']}>
      <StandingBadge standing={member.standing} />
      {first && (
        <span>
          {first.says} <Clauses clauses={first.clauses} />
          {more.length > 0 && <span className="quiet"> {say('and-more', { count: more.length })}</span>}
        </span>
      )}
    </span>
  );
}

function Papers({ member }: { readonly member: Member }) {
  const say = useWords(WORDS);
  const { date } = useInstants();
  const ending = member.papers.filter((paper) => paper.runsOut === 'out' || paper.runsOut === 'soon');
  if (ending.length === 0) return <span className="quiet">{say('papers-count', { count: member.papers.length })}</span>;
  return (
    <span className={styles['standing']}>
      {ending.map((paper) => (
        <span key={`${paper.record} ${paper.car ?? ''}`}>
          <Badge kind={paper.runsOut === 'out' ? 'bad' : 'warn'}>{say(paper.runsOut === 'out' ? 'out' : 'soon')}</Badge> {paper.says}{' '}
          <span className="quiet">{date(paper.goodUntil ?? '')}</span>
        </span>
      ))}
    </span>
  );
}
